#!/usr/bin/env python3
"""Checks a bundle of proof without the program that made it, with Python's standard library alone.

    python3 check.py KEY

KEY is the public key of the log, or a file that holds it, from a source that you trust. Run it in the folder that the bundle was unpacked into.
Exit code 0: everything holds. What it follows: docs/text-hash.md and docs/evidence-leaves.md of Gazette, RFC 6962
(section 2.1), C2SP signed-note and tlog-checkpoint, RFC 8032 (Ed25519). Time stamps are checked by `openssl ts -verify`.
"""
import base64, hashlib, hmac, json, os, re, sys, unicodedata
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

HERE = os.path.dirname(os.path.abspath(__file__))
failed = []


def report(holds, what):
    print(("ok    " if holds else "FAILS ") + what)
    if not holds:
        failed.append(what)
    return holds


def read(name):
    with open(os.path.join(HERE, *name.split("/")), "rb") as f:
        return f.read()


def lines(name):
    if not os.path.exists(os.path.join(HERE, name)):
        return []
    return [l for l in read(name).decode("utf-8").split("\n") if l.strip()]


# --- Ed25519 (RFC 8032, section 5.1): verification only.

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
I = pow(2, (P - 1) // 4, P)


def recover(y, sign):
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * I % P
    if (x * x - x2) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def point(b):
    y = int.from_bytes(b, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    x = recover(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(n, p):
    out = (0, 1, 1, 0)
    while n:
        if n & 1:
            out = add(out, p)
        p, n = add(p, p), n >> 1
    return out


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = point(BASE_Y.to_bytes(32, "little"))


def ed25519(public, message, signature):
    a, r = point(public), point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L or len(signature) != 64:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    p, q = times(s, BASE), add(r, times(h, a))
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


# --- Signed notes and checkpoints.

def parse_checkpoint(raw):
    body, _, signatures = raw.partition(b"\n\n")
    origin, size, root = body.decode("utf-8").split("\n")
    return origin, int(size), base64.b64decode(root), body + b"\n", signatures.decode("utf-8")


def signed_by(raw, key):
    name, key_hash, material = re.fullmatch(r"(.+)\+([0-9a-f]{8})\+(.+)", key).groups()
    public = base64.b64decode(material)
    if hashlib.sha256(name.encode() + b"\n" + public).hexdigest()[:8] != key_hash or public[0] != 1:
        return False
    origin, _, _, body, signatures = parse_checkpoint(raw)
    for line in signatures.splitlines():
        dash, who, sig = line.split(" ")
        data = base64.b64decode(sig)
        if dash == "\u2014" and who == name == origin and data[:4].hex() == key_hash:
            return ed25519(public[1:], body, data[4:])
    return False


# --- Merkle trees (RFC 6962, section 2.1).

def leaf_hash(leaf):
    return hashlib.sha256(b"\0" + leaf).digest()


def node(a, b):
    return hashlib.sha256(b"\1" + a + b).digest()


def split(n):
    return 1 << ((n - 1).bit_length() - 1)


def root_of(index, size, h, proof):
    """The root that a leaf and its proof of inclusion give."""
    if size == 1:
        return h if not proof else None
    if not proof:
        return None
    k, last = split(size), proof[-1]
    if index < k:
        below = root_of(index, k, h, proof[:-1])
        return below and node(below, last)
    below = root_of(index - k, size - k, h, proof[:-1])
    return below and node(last, below)


def roots_of(old, size, proof, old_root, whole=True):
    """The two roots, of the old size and of the new one, that a proof of consistency gives."""
    if old == size:
        if whole:
            return (old_root, old_root) if not proof else None
        return (proof[0], proof[0]) if len(proof) == 1 else None
    if not proof:
        return None
    k, last = split(size), proof[-1]
    if old <= k:
        below = roots_of(old, k, proof[:-1], old_root, whole)
        return below and (below[0], node(below[1], last))
    below = roots_of(old - k, size - k, proof[:-1], old_root, False)
    return below and (node(last, below[0]), node(last, below[1]))


# --- The words of a page (docs/text-hash.md).

INLINE = set("""a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output q rb rtc ruby s samp
small span strike strong sub sup time tt u var wbr""".split())
VOID = set("area base br col embed hr img input link meta param source track wbr".split())
UNREAD = {"script", "style", "template", "rp"}
TABLES = {"table": {"thead", "tbody", "tfoot", "colgroup"}, "thead": {"tr"}, "tbody": {"tr"}, "tfoot": {"tr"}, "tr": {"td", "th"}, "colgroup": {"col"}}
# What a text, its title and its date may be made of, and what keeps words from being seen or leads elsewhere.
ALLOWED = set("""a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt
em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub
summary sup table tbody td tfoot th thead time tr u ul var wbr""".split())
UNSHOWN = set("""noscript iframe xmp noembed noframes plaintext svg math object embed applet frameset frame textarea select
template datalist dialog audio video canvas details rp progress meter""".split())
HIDES = {"hidden", "style", "inert", "popover"}
SPACE = set("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | {chr(c) for c in range(0x2000, 0x200B)}
NOISE = set("\xad\u200b\u2060\ufeff")


def noise(c):
    return c in NOISE or (unicodedata.category(c) == "Cc" and c not in SPACE)


def fold(s):
    s = "".join(" " if c in SPACE else c for c in s if not noise(c))
    return unicodedata.normalize("NFC", " ".join(s.split(" ")).strip(" ")) if "  " not in s else fold(re.sub(" +", " ", s))


def integer(a, name):
    value = a.get(name, "").strip(" \t\n\f\r")
    return int(value) if re.fullmatch("[+-]?[0-9]{1,9}", value) else None


class Page(HTMLParser):
    """Reads the title, the words with their link targets, the language and the date of a page."""

    def __init__(self, target):
        super().__init__(convert_charrefs=True)
        self.target, self.stack, self.title, self.words, self.shown = target, [], [], [], []
        self.lang, self.days, self.count, self.arrows = "", [], 0, True
        self.lists = []  # that are open: the next number, by how much it goes on (0: no numbers), whether a reader expects it
        self.tidy = True  # every element is closed in its turn, and nothing stands where a browser would move it from

    def within(self, what):
        return any(e[1] == what for e in self.stack)

    def handle_starttag(self, tag, attrs):
        a = {}
        for k, v in attrs:
            a.setdefault(k, v or "")
        if self.stack and tag not in TABLES.get(self.stack[-1][0], {tag}):
            self.tidy = False
        what = "text" if a.get("id") == "n-text" else "title" if tag == "h1" else ""
        if not what and "n-effective" in a.get("class", "").split():
            what = "effective"
        self.count += what == "text"
        if not self.honest(tag, a, what):
            self.tidy = False
        if tag == "html":
            self.lang = a.get("lang", "")
        if tag == "time" and self.within("effective"):
            self.days.append(a.get("datetime", ""))  # from when it applies, and until when if that is over
        if not a.get("href", "").startswith("#"):
            a.pop("role", None)  # only links of footnotes have a role that counts, and they stay within the text
        link = self.stack[-1][2] if self.stack else ""
        skip = bool(self.stack and self.stack[-1][3])
        if tag == "a":
            skip = skip or "doc-backlink" in a.get("role", "").split()
            link = self.target(a, self.lang)
        if self.within("text") and not skip:
            if tag not in INLINE:
                self.words.append((" ", link))
            self.words += [(c, "") for c in self.number(tag, a)]
            if tag == "img":
                self.words += [(c, link) for c in a.get("alt", "")] + [(" ", link)]
        if tag not in VOID:
            self.stack.append((tag, what, link, skip or tag in UNREAD, bool(HIDES & set(a)) or tag in UNSHOWN and not what and not any(e[1] for e in self.stack)))

    def number(self, tag, a):
        """The number of an item that a reader could not count."""
        if tag == "ul":
            self.lists.append([0, 0, True])
        elif tag == "ol":
            start, step = integer(a, "start"), -1 if "reversed" in a else 1
            self.lists.append([min(step + 1, 1) if start is None else start, step, start is None or step == start == 1])
        elif tag == "li" and self.lists and self.lists[-1][1]:
            next_one, step, expected = self.lists[-1]
            value = integer(a, "value")
            if value not in (None, next_one):
                next_one, expected = value, False
            self.lists[-1] = [next_one + step, step, True]
            return "" if expected else " %d. " % next_one
        return ""

    def honest(self, tag, a, what):
        """Whether an element neither hides words of the text, puts others there, nor leads elsewhere."""
        if tag == "base" or tag == "meta" and a.get("http-equiv", "").lower() == "refresh":
            return False
        around = any(e[1] for e in self.stack)
        if not around and not what:
            return True
        hidden = any(k == "style" or k in HIDES or k.startswith("on") for k in a) or any(e[4] for e in self.stack)
        return not hidden and (tag in ALLOWED or not around)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if not self.stack or self.stack[-1][0] != tag:
            self.tidy = False
        if tag in VOID or not any(e[0] == tag for e in self.stack):
            return
        while True:
            closed = self.stack.pop()
            if self.within("text") and closed[0] not in INLINE and not (self.stack and self.stack[-1][3]):
                self.words.append((" ", closed[2]))
            if closed[0] in ("ol", "ul") and self.lists:
                self.lists.pop()
            if closed[0] == tag:
                return

    def handle_data(self, data):
        if not self.stack or self.stack[-1][3]:
            back = self.stack and self.stack[-1][0] == "a"  # the arrow back to a footnote's number is not read, so it must be one
            self.arrows = self.arrows and not (back and self.within("text") and data.strip() not in ("", "\u21a9", "\u21a9\ufe0e"))
            return
        if self.stack[-1][0] in TABLES and data.strip(" \t\n\f\r"):
            self.tidy = False
        if self.within("text"):
            self.words += [(c, self.stack[-1][2]) for c in data]
        elif self.within("title"):
            self.title.append(data)
        elif self.within("effective"):
            self.shown.append(data)

    def hash(self):
        out, space, last = [], False, ""
        for c, link in [(c, "") for c in "".join(self.title)] + [(" ", "")] + self.words:
            if c in SPACE:
                space = True
            elif not noise(c):
                if space and out:
                    out.append(" ")
                space = False
                if link != last:
                    out.append("\x02" + link + "\x03")
                    last = link
                out.append(c)
        text = unicodedata.normalize("NFC", "".join(out))
        return "sha256:" + hashlib.sha256(text.encode("utf-8")).hexdigest()


# What else a link to a notice that is no more may have.
LINK_WITHOUT_ADDRESS = {"data-notice", "id", "class", "lang", "title", "dir", "role", "tabindex",
                        "aria-label", "aria-labelledby", "aria-describedby"}


def target_of(site):
    """Where a link leads: what it names, if its address is that of the named notice; else its address."""
    base = urlsplit(site["base"]).path

    def target(a, lang):
        href = a.get("href")
        if href and any(noise(c) or c in SPACE for c in href.strip()):
            return "\x02" + href  # the text hash would not read all of it, and a browser does
        if "doc-noteref" in a.get("role", "").split():
            return ""
        if "data-notice" in a:
            name = a["data-notice"]
            if href is None:  # a notice that is no more: its link has no address, and none under a name that no text has
                return "\x02" if set(a) - LINK_WITHOUT_ADDRESS else fold("notice:" + name)
            (path, _, at), (what, _, fragment) = href.partition("#"), name.partition("#")
            steps = [s for s in (site["locales"].get(a.get("hreflang", lang)), site["section"]) if s]
            want = unquote(base) + "".join(s + "/" for s in steps) + unquote(what.split("/")[-1]) + "/"
            if unquote(path) == want and at == fragment:
                return fold("notice:" + name)
        elif href and href.startswith(base) and base != "/":
            return fold("/" + href[len(base):])
        return fold(href or "")
    return target


def site_of(leaf):
    site = {"locales": {}}
    for line in leaf.decode("utf-8").split("\n")[1:-1]:
        word, _, rest = line.partition(" ")
        if word == "locale":
            tag, _, path = rest.partition(" ")
            site["locales"][tag] = path
        else:
            site[word] = rest
    return site


# --- The bundle.

def followed(b, key):
    """The given key, and those that it sealed: a key's leaf in a checkpoint that a trusted key signed."""
    keys = [key]
    for k in keys:  # grows while it is read
        for c in b.get("earlier", []):
            raw = read(c["file"])
            if not signed_by(raw, k):
                continue
            _, n, root, _, _ = parse_checkpoint(raw)
            for l in b["leaves"]:
                kind, _, rest = l["leaf"].partition("\n")
                proof = l["inclusion"].get(str(n))
                new = rest.rstrip("\n")
                if kind == "gazette/1 key" and proof is not None and new not in keys:
                    if root_of(l["index"], n, leaf_hash(l["leaf"].encode("utf-8")), [base64.b64decode(h) for h in proof]) == root:
                        print("      the key that was given sealed another one: " + new)
                        keys.append(new)
    return keys


def key_of(given):
    """The key that was given, or the one in the file that was."""
    if os.path.isfile(given):
        with open(given, encoding="utf-8", errors="replace") as f:
            given = f.read()
    if not re.fullmatch(r"(.+)\+([0-9a-f]{8})\+(.+)", given.strip()):
        sys.exit("there is no public key, nor a file that holds one: it looks like www.example.com/legal+3753d3de+AebnUy...")
    return given.strip()


def main(key):
    b = json.loads(read("proof.json"))
    last = read("checkpoint")
    origin, size, root, _, _ = parse_checkpoint(last)
    if not report(any(signed_by(last, k) for k in followed(b, key)), "the checkpoint over %d leaves of %s is signed by the given key" % (size, origin)):
        return
    roots = {size: root}
    for c in b.get("earlier", []):
        _, n, r, _, _ = parse_checkpoint(read(c["file"]))
        both = roots_of(n, size, [base64.b64decode(h) for h in c["consistency"]], r)
        if report(both == (r, root), "the log of %d leaves begins with the one of %d leaves" % (size, n)):
            roots[n] = r
    sealed = {}
    for l in b["leaves"]:
        data = l["leaf"].encode("utf-8")
        good = bool(l["inclusion"]) and all(int(n) in roots and root_of(l["index"], int(n), leaf_hash(data), [base64.b64decode(h) for h in p]) == roots[int(n)]
                                             for n, p in l["inclusion"].items())
        if report(good, "leaf %d (%s) is in the log" % (l["index"], data.split(b"\n")[0].decode().split(" ")[1])):
            sealed[data] = l["index"]
    kinds = lambda kind: [d for d in sealed if d.startswith(b"gazette/1 " + kind + b"\n")]
    sites = kinds(b"site")
    place = b"%s %s %s " % tuple(b[k].encode("utf-8") for k in ("notice", "effective", "locale"))
    texts = [d.decode("utf-8").split("\n") for d in kinds(b"text") if d.split(b"\n")[1].startswith(place)]
    if not report(bool(sites and texts), "the text of %s in %s from %s is among these leaves" % (b["notice"], b["locale"], b["effective"])):
        return
    text = max(texts, key=lambda t: int(t[1].split(" ")[3]))
    page = Page(target_of(site_of(max(sites, key=lambda d: sealed[d]))))
    page.feed(read("text.html").decode("utf-8"))
    page.close()
    report(page.count == 1 and page.arrows and page.tidy and not page.stack and page.hash() == text[2], "the words of text.html are those that were sealed")
    changes = [json.loads(l) for l in lines("changes.jsonl")]
    cancelled = any(c["notice"] == b["notice"] and c["kind"] == "cancelled" and c["to"] == b["effective"] for c in changes)
    # A text that never took effect says no date.
    report(page.lang == b["locale"] and page.days[:1] == ([] if cancelled else [b["effective"]]) and len(page.days) <= 2,
           "text.html has the language and the date that were sealed, %s%s" % (b["effective"], ", which was cancelled" if cancelled else ""))
    print("      of when it applies, a reader sees (compare it): " + " ".join("".join(page.shown).split()))
    for l in lines("changes.jsonl"):
        data = l.encode("utf-8")
        if len(data) > 60000:
            data = b"sha256:" + hashlib.sha256(data).hexdigest().encode()
        report(b"gazette/1 change\n" + data + b"\n" in sealed, "a line of changes.jsonl is sealed: " + json.loads(l)["id"])
    for until in page.days[1:]:
        report(any(c["notice"] == b["notice"] and c["to"] == until for c in changes), "a change ended it on %s" % until)
    told = lines("receipts.jsonl")
    for l in told:
        leaf = b"gazette/1 receipt\nsha256:" + hashlib.sha256(l.encode("utf-8")).hexdigest().encode() + b"\n"
        report(leaf in sealed, "a line of receipts.jsonl is sealed: " + json.loads(l)["message"])
    if os.path.exists(os.path.join(HERE, "address.json")):
        a = json.loads(read("address.json"))
        opened = "hmac-sha256:" + hmac.new(base64.b64decode(a["key"]), a["address"].encode("utf-8"), "sha256").hexdigest()
        report(bool(told) and all(json.loads(l).get("address") == opened for l in told), "the receipts are those of " + a["address"])
    for s in kinds(b"seal"):
        print("      sealed on %s, says the publisher's clock" % s.decode().split("\n")[1])
    for t in b.get("timestamps", []):
        print("      time stamp: openssl ts -verify -data %s -in %s -CAfile ROOT.pem" % (t["checkpoint"], t["file"]))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(key_of(sys.argv[1]))
    print("does not hold" if failed else "holds")
    sys.exit(1 if failed else 0)
