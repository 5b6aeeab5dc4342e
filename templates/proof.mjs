/* Checks a page against the log that it was sealed in, in its reader's browser:
   the words that stand here are hashed as docs/text-hash.md says, the leaf is
   made of them (docs/evidence-leaves.md), and the log's tiles (C2SP tlog-tiles)
   must lead from it to the root that the checkpoint's key has signed. */

const utf8 = new TextEncoder();
const bytes = base64 => Uint8Array.from(atob(base64), c => c.charCodeAt(0));
const join = (...parts) => {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  parts.reduce((at, p) => (out.set(p, at), at + p.length), 0);
  return out;
};
const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", join(...parts)));
const same = (a, b) => a.length === b.length && a.every((x, i) => x === b[i]);
const hex = data => Array.from(data, b => b.toString(16).padStart(2, "0")).join("");

/* The words. */

const inline = new Set(("a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr " +
  "output q rb rtc ruby s samp small span strike strong sub sup time tt u var wbr").split(" "));
const unread = new Set(["script", "style", "template", "rp"]);
const space = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/u;
const noise = /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff]/u;

const fold = text => Array.from(text).filter(c => !noise.test(c)).map(c => space.test(c) ? " " : c).join("")
  .replace(/ +/g, " ").replace(/^ | $/g, "").normalize("NFC");
/* Links of footnotes lead within the text; what else has their role is read like any link. */
const has = (element, role) => (element.getAttribute("href") || "").startsWith("#")
  && (element.getAttribute("role") || "").split(/[\t\n\f\r ]+/).includes(role);

/* Where a link leads: what it names, if it names a notice and its address is that of one; else its address. */
function target(a, facts) {
  if (has(a, "doc-noteref")) return "";
  const named = a.getAttribute("data-notice"), href = a.getAttribute("href");
  if (href && Array.from(href.trim()).some(c => noise.test(c) || space.test(c))) return "\x02" + href;
  /* the hash would not read all of it */
  if (named !== null) {
    if (href === null) return fold("notice:" + named);
    const [name, fragment] = named.split("#"), slug = name.split("/").pop();
    const [path, at] = href.split("#");
    const step = decodeURI(path).split("/").slice(-2)[0];
    if (path.startsWith(facts.base) && at === fragment && step === decodeURIComponent(slug))
      return fold("notice:" + named);
  } else if (href && href.startsWith(facts.base)) {
    return fold("/" + href.slice(facts.base.length));
  }
  return fold(href || "");
}

/* The number of an item that a reader could not count, and the lists that are open. */
const integer = (element, name) => {
  const value = (element.getAttribute(name) || "").replace(/^[ \t\n\f\r]+|[ \t\n\f\r]+$/g, "");
  return /^[+-]?\d{1,9}$/.test(value) ? Number(value) : null;
};
function listOf(list) {
  const start = integer(list, "start"), step = list.localName === "ul" ? 0 : list.hasAttribute("reversed") ? -1 : 1;
  return {step, next: start ?? (step > 0 ? 1 : 0), expected: start === null || step === 1 && start === 1};
}
function numberOf(item, list) {
  if (!list || !list.step) return "";
  const value = integer(item, "value");
  if (value !== null && value !== list.next) Object.assign(list, {next: value, expected: false});
  const number = list.expected ? "" : ` ${list.next}. `;
  Object.assign(list, {next: list.next + list.step, expected: true});
  return number;
}

function canonical(title, body, facts) {
  let out = "", gap = false, last = "";
  const lists = [];
  const add = (text, to) => {
    for (const c of text) {
      if (space.test(c)) gap = true;
      else if (!noise.test(c)) {
        if (gap && out) out += " ";
        gap = false;
        if (to !== last) out += "\x02" + to + "\x03";
        last = to;
        out += c;
      }
    }
  };
  const walk = (node, to) => {
    if (node.nodeType === 3) return add(node.data, to);
    if (node.nodeType !== 1) return;
    const name = node.localName;
    if (name === "a") {
      if (has(node, "doc-backlink") && /^\u21a9\ufe0e?$/.test(node.textContent.trim()) && !node.firstElementChild)
        return;
      to = target(node, facts);
    }
    const apart = !inline.has(name);
    if (apart) gap = true;
    const list = name === "ol" || name === "ul";
    if (list) lists.push(listOf(node));
    if (name === "li") add(numberOf(node, lists.at(-1)), "");
    if (name === "img") add(node.getAttribute("alt") || "", to);
    if (!unread.has(name)) node.childNodes.forEach(child => walk(child, to));
    if (list) lists.pop();
    if (apart) gap = true;
  };
  add(title, "");
  gap = true;
  body.childNodes.forEach(node => walk(node, ""));
  return out.normalize("NFC");
}

/* The log. */

const leafHash = leaf => sha256([0], utf8.encode(leaf));
const nodeHash = (a, b) => sha256([1], a, b);

/* A tree whose hashes come from tiles, each asked for once. */
function treeOf(log, size) {
  const tiles = new Map();
  const tile = (level, index) => {
    const there = Math.floor(size / 256 ** level), full = (index + 1) * 256 <= there;
    let name = String(index % 1000).padStart(3, "0");
    for (let n = Math.floor(index / 1000); n > 0; n = Math.floor(n / 1000))
      name = "x" + String(n % 1000).padStart(3, "0") + "/" + name;
    const path = `${log}tile/${level}/${name}${full ? "" : ".p/" + there % 256}`;
    if (!tiles.has(path)) {
      tiles.set(path, fetch(path).then(r => {
        if (!r.ok) throw new Error(path);
        return r.arrayBuffer();
      }).then(b => new Uint8Array(b)));
    }
    return tiles.get(path);
  };
  /* whole hashes the 2^height leaves from at on, which are all there. */
  const whole = async (at, height) => {
    const level = Math.floor(height / 8), first = at / 256 ** level;
    const data = await tile(level, Math.floor(first / 256));
    let row = Array.from({length: 2 ** (height % 8)},
      (_, i) => data.slice((first % 256 + i) * 32, (first % 256 + i + 1) * 32));
    while (row.length > 1)
      row = await Promise.all(Array.from({length: row.length / 2}, (_, i) => nodeHash(row[2 * i], row[2 * i + 1])));
    return row[0];
  };
  const split = n => 2 ** (Math.ceil(Math.log2(n)) - 1);
  const range = async (from, n) => {
    const height = Math.log2(n);
    if (Number.isInteger(height) && from % n === 0) return whole(from, height);
    const k = split(n);
    return nodeHash(...await Promise.all([range(from, k), range(from + k, n - k)]));
  };
  /* root leads from a leaf to the root of the leaves from a place on. */
  const root = async (hash, leaf, from, n) => {
    if (n === 1) return hash;
    const k = split(n);
    return leaf < from + k
      ? nodeHash(...await Promise.all([root(hash, leaf, from, k), range(from + k, n - k)]))
      : nodeHash(...await Promise.all([range(from, k), root(hash, leaf, from + k, n - k)]));
  };
  return (hash, leaf) => root(hash, leaf, 0, size);
}

/* signed says whether a key has signed a checkpoint: true, false, or null where the browser cannot tell. */
async function signed(checkpoint, key) {
  const [name, , material] = key.split(/\+(?=[0-9a-f]{8}\+)|(?<=\+[0-9a-f]{8})\+/);
  const at = checkpoint.indexOf("\n\n");
  const line = checkpoint.slice(at + 2).split("\n").map(l => l.split(" "))
    .find(l => l[0] === "\u2014" && l[1] === name && same(bytes(l[2]).slice(0, 4), hash4(key)));
  if (!line) return false;
  try {
    const k = await crypto.subtle.importKey("raw", bytes(material).slice(1), "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", k, bytes(line[2]).slice(4), utf8.encode(checkpoint.slice(0, at + 1)));
  } catch {
    return null;
  }
}
const hash4 = key => Uint8Array.from(key.match(/\+([0-9a-f]{8})\+/)[1].match(/../g), b => parseInt(b, 16));

/* check returns what was found, a key of the wording and whether it holds. */
export async function check(page, facts) {
  const title = page.querySelector("article h1").textContent, body = page.getElementById("n-text");
  const words = "sha256:" + hex(await sha256(utf8.encode(canonical(title, body, facts))));
  if (words !== facts.words) return [["words-differ", "no"]];
  const out = [["words-hold", "yes"]];
  const answer = await fetch(facts.log + "checkpoint", {cache: "no-cache"});
  if (!answer.ok) return [...out, ["unreachable", "unknown"]];
  const checkpoint = await answer.text(), [origin, size, rootHash] = checkpoint.split("\n");
  const leaf = `gazette/1 text\n${facts.place}\n${words}\n${facts.file}\n`;
  const holds = facts.leaf < Number(size)
    && same(await treeOf(facts.log, Number(size))(await leafHash(leaf), facts.leaf), bytes(rootHash));
  const by = holds && facts.key.startsWith(origin + "+") ? await signed(checkpoint, facts.key) : false;
  if (!holds || by === false) return [...out, ["log-fails", "no"]];
  return [...out, by ? ["log-holds", "yes"] : ["log-unsigned", "unknown"]];
}
