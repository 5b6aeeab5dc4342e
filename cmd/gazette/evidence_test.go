package main

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
	"golang.org/x/net/html"

	"gazette/internal/fixture"
	"gazette/internal/proof"
	"gazette/internal/tilelog"
	"gazette/internal/tsa/tsatest"
)

// evidenceSite is a site with evidence in a folder of its own, and its key.
type evidenceSite struct {
	t           *testing.T
	dir, public string
}

// newEvidenceSite writes a site of two languages with a key beside it; more is added to its evidence settings.
func newEvidenceSite(t *testing.T, more string) *evidenceSite {
	t.Helper()
	s := &evidenceSite{t: t, dir: filepath.Join(t.TempDir(), "site")}
	private, public, err := tilelog.NewKey(rand.Reader, "www.example.com/legal")
	if err != nil {
		t.Fatal(err)
	}
	s.public = public
	s.write("../legal.key", private+"\n")
	s.write("gazette.yaml", "title: Example\nbase_url: https://www.example.com/\nsection: legal\ndefault_locale: en\nlocales: [en, ja]\n"+
		"evidence:\n  origin: www.example.com/legal\n  key_file: ../legal.key\n  public_key: "+public+"\n"+more)
	s.text("en", "cookies", "2025-01-01", "Cookies & more", "We set two cookies. See [the terms](terms.md#kind), [our help](/help/) and [elsewhere](https://other.example/?a=1&b=2).\n\n- one\n- **two**\n\n3. three\n4. four\n\n<ol reversed><li value=\"7\">seven<ul><li>x</li></ul></li><li>six</li></ol>\n\n| a | b |\n|---|---|\n| c | d |\n\nA note[^1].\n\n[^1]: Its words.")
	s.text("ja", "cookies", "2025-01-01", "クッキー", "二つのクッキーを使用します。詳しくは[規約](terms.md)をご覧ください。")
	s.text("en", "terms", "2025-01-01", "Terms", "## Be kind {#kind}\n\nBe kind.")
	return s
}

func (s *evidenceSite) write(name, text string) {
	s.t.Helper()
	fixture.Write(s.t, s.dir, name, text)
}

func (s *evidenceSite) text(locale, slug, date, title, body string) {
	s.write("content/"+locale+"/"+slug+".md", fmt.Sprintf("---\ntitle: %q\nlocale: %s\neffective: %s\nsummary: S.\n---\n\n%s\n", title, locale, date, body))
}

// run runs a command on the site in this process, which must exit so.
func (s *evidenceSite) run(exit int, args ...string) (stdout, stderr string) {
	s.t.Helper()
	var out, talk bytes.Buffer
	if got := run(append([]string{"-C", s.dir}, args...), &out, &talk); got != exit {
		s.t.Fatalf("%v: exit %d, want %d\n%s%s", args, got, exit, out.String(), talk.String())
	}
	return out.String(), talk.String()
}

func (s *evidenceSite) request() proof.Request {
	s.t.Helper()
	v, err := tilelog.ParseKey(s.public)
	if err != nil {
		s.t.Fatal(err)
	}
	return proof.Request{Keys: []note.Verifier{v}, Long: longDate}
}

// flips is how many bytes are flipped; GAZETTE_FLIPS sets another number.
func flips(t *testing.T) int {
	if n, err := strconv.Atoi(os.Getenv("GAZETTE_FLIPS")); err == nil {
		return n
	}
	if testing.Short() {
		return 50
	}
	return 500
}

// TestFlips flips single bytes at random in the log, the archive, the receipts and the pages of texts: each is found,
// unless a browser's parser reads the same words, links, title, language and date as before.
func TestFlips(t *testing.T) {
	t.Parallel()
	s := newEvidenceSite(t, "notify:\n  channels:\n    - {name: press, type: email, smtp: \"smtp://127.0.0.1:2525\", from: a@example.com, no_list: true, to: [{address: p@example.com, locale: en}]}\n")
	s.run(0, "record")
	s.text("en", "terms", "2025-01-01", "Terms", "## Be kind {#kind}\n\nBe very kind.")
	s.run(0, "record", "--editorial", "terms", "--reason", "a slip")
	s.run(0, "notify", "--baseline")
	s.run(0, "seal")
	s.run(0, "build")
	site := fstest.MapFS{}
	var places []string
	for name, data := range readTree(s.dir) {
		site[name] = &fstest.MapFile{Data: []byte(data)}
		switch {
		case strings.HasPrefix(name, "archive/evidence/.state/"):
		case strings.HasPrefix(name, "archive/"), isTextPage(name, data):
			places = append(places, name)
		}
	}
	slices.Sort(places)
	whole, err := proof.Verify(proof.Folder{FS: site}, s.request())
	if err != nil || !whole.Holds || whole.Pages < 6 || whole.Receipts == 0 {
		t.Fatalf("%+v %v", whole, err)
	}
	random, tried, unread := mathrand.New(mathrand.NewPCG(3, 4)), 0, 0
	for tried < flips(t) {
		name := places[random.IntN(len(places))]
		was := site[name].Data
		at := random.IntN(len(was))
		if strings.HasSuffix(name, ".html") {
			if at = wordByte(random, was); at < 0 {
				continue
			}
		}
		now := bytes.Clone(was)
		now[at] ^= byte(1 << random.IntN(8))
		tried++
		site[name] = &fstest.MapFile{Data: now}
		r, err := proof.Verify(proof.Folder{FS: site}, s.request())
		if err == nil && r.Holds {
			if !strings.HasSuffix(name, ".html") || seen(t, was) != seen(t, now) {
				t.Errorf("%s, byte %d: %q became %q, and was not found", name, at, was[max(0, at-20):min(len(was), at+20)], now[max(0, at-20):min(len(now), at+20)])
			}
			unread++
		}
		site[name] = &fstest.MapFile{Data: was}
	}
	t.Logf("%d bytes flipped; %d of them in what no reader reads (white space, markup without words)", tried, unread)
	if unread > tried/4 {
		t.Errorf("%d of %d flips changed nothing that is read: the test looks in the wrong places", unread, tried)
	}
}

func isTextPage(name, data string) bool {
	return strings.HasPrefix(name, "public/") && strings.HasSuffix(name, "/index.html") && (strings.Contains(data, `data-kind="notice"`) || strings.Contains(data, `data-kind="edition"`))
}

// wordByte is the place of a byte in what is sealed of a page: heading, date, text.
func wordByte(random *mathrand.Rand, page []byte) int {
	var at []int
	for _, ends := range [][2]string{{`<h1>`, `</h1>`}, {`class="n-effective"`, `</p>`}, {`id="n-text"`, `<details class="n-proof"`}} {
		if i := bytes.Index(page, []byte(ends[0])); i >= 0 {
			if j := bytes.Index(page[i:], []byte(ends[1])); j >= 0 {
				at = append(at, readBytes(page, i, i+j)...)
			}
		}
	}
	if len(at) == 0 {
		return -1
	}
	return at[random.IntN(len(at))]
}

// hrefs are the addresses of links.
var hrefs = regexp.MustCompile(` href="([^"]*)"`)

// readBytes are the places, of a stretch of a page, that stand outside of tags or in the address of a link.
func readBytes(page []byte, from, to int) (at []int) {
	tag := page[from] != '<'
	for k := from; k < to; k++ {
		switch {
		case page[k] == '<':
			tag = true
		case page[k] == '>':
			tag = false
		case !tag:
			at = append(at, k)
		}
	}
	for _, m := range hrefs.FindAllSubmatchIndex(page[from:to], -1) {
		for k := m[2]; k < m[3]; k++ {
			at = append(at, from+k)
		}
	}
	return at
}

// seen is what a browser makes of the sealed parts of a page, told apart from our own reading: words without white space
// and characters that have no shape, where the links lead, language and date.
func seen(t *testing.T, page []byte) string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	attr := func(n *html.Node, name string) string {
		for _, a := range n.Attr {
			if a.Key == name {
				return a.Val
			}
		}
		return ""
	}
	var walk func(n *html.Node, in bool)
	walk = func(n *html.Node, in bool) {
		in = in || attr(n, "id") == "n-text" || n.Data == "h1" || n.Data == "time" && n.Parent != nil && strings.Contains(attr(n.Parent, "class"), "n-effective")
		switch {
		case n.Type == html.TextNode && in:
			for _, r := range n.Data {
				if !strings.ContainsRune(" \t\n\r\f\v\u00a0\u0085\u00ad\u200b", r) && r >= ' ' && (r < 0x7f || r > 0x9f) {
					b.WriteRune(r)
				}
			}
		case n.Data == "script" || n.Data == "style" || n.Data == "template":
			return
		case n.Data == "a" && attr(n, "role") == "doc-backlink":
			b.WriteString(strings.TrimSuffix(textIn(n), "\ufe0e")) // unlike the text hash: the arrow must be one
		case n.Type == html.ElementNode && in && n.Data == "a" && strings.TrimSpace(textIn(n)) != "" && !strings.Contains(attr(n, "role"), "doc-"):
			b.WriteString("[" + strings.TrimSpace(attr(n, "href")) + "]")
		case n.Type == html.ElementNode && in && n.Data == "time":
			b.WriteString("[" + attr(n, "datetime") + "]")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, in)
		}
	}
	walk(root, false)
	return b.String()
}

func textIn(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	out := ""
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out += textIn(c)
	}
	return out
}

// TestSealStamps: authorities that are down stop nothing, and the next seal mends it; what they say is verified to a root.
func TestSealStamps(t *testing.T) {
	t.Parallel()
	one, two := tsatest.New(t, nil), tsatest.New(t, nil)
	s := newEvidenceSite(t, fmt.Sprintf("  timestamps: [%s, %s]\n", one.URL, two.URL))
	roots := filepath.Join(s.dir, "..", "roots.pem")
	s.write("../roots.pem", string(one.RootPEM)+string(two.RootPEM))
	two.Down.Store(true)
	s.run(0, "record")
	_, talk := s.run(0, "seal")
	if !strings.Contains(talk, "no time stamp from "+two.URL) || !strings.Contains(talk, "1 time stamp over it") || !strings.Contains(talk, "hint: the log is sealed all the same") {
		t.Errorf("with one authority down: %s", talk)
	}
	s.run(0, "build")
	out, _ := s.run(0, "verify", "--tsa-root", roots)
	if !strings.Contains(out, "existed on 2026-11-27T12:00:00Z, says CN=Test time stamps") || !strings.Contains(out, "time stamps that were asked for and did not come: 1") {
		t.Errorf("%s", out)
	}
	two.Down.Store(false)
	if _, talk = s.run(0, "seal"); !strings.Contains(talk, "2 time stamps over it") {
		t.Errorf("mended: %s", talk)
	}
	if n := one.Asked.Load(); n != 1 {
		t.Errorf("the first authority was asked %d times", n)
	}
	s.run(0, "build")
	if out, _ = s.run(0, "verify"); !strings.Contains(out, "no root certificate was given") {
		t.Errorf("without a root: %s", out)
	}
	stranger := tsatest.New(t, nil)
	s.write("../stranger.pem", string(stranger.RootPEM))
	if out, _ = s.run(1, "verify", "--tsa-root", filepath.Join(s.dir, "..", "stranger.pem")); !strings.Contains(out, "does not lead to the given root") {
		t.Errorf("with another root: %s", out)
	}
	stamps, _ := filepath.Glob(filepath.Join(s.dir, "archive/evidence/timestamps/*/*.tsr"))
	if len(stamps) != 2 {
		t.Fatalf("%v", stamps)
	}
	data, _ := os.ReadFile(stamps[0])
	data[len(data)/2] ^= 4
	_ = os.WriteFile(stamps[0], data, 0o644)
	if out, _ = s.run(1, "verify", "--tsa-root", roots); !strings.Contains(out, ".tsr:") {
		t.Errorf("with a changed stamp: %s", out)
	}
}

// witness is one of C2SP tlog-witness: it knows one log at one size, and signs only what grew out of it.
type witness struct {
	signer *torchwood.CosignatureSigner
	log    note.Verifier
	size   int64
	root   tlog.Hash
}

func newWitness(t *testing.T) *witness {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := torchwood.NewCosignatureSigner("witness.example", private)
	if err != nil {
		t.Fatal(err)
	}
	return &witness{signer: signer}
}

func (w *witness) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	head, checkpoint, _ := bytes.Cut(body, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	old, _ := strconv.ParseInt(strings.TrimPrefix(lines[0], "old "), 10, 64)
	n, err := note.Open(checkpoint, note.VerifierList(w.log))
	if err != nil {
		http.Error(rw, err.Error(), http.StatusForbidden)
		return
	}
	c, err := torchwood.ParseCheckpoint(n.Text)
	if err != nil || old > c.N {
		http.Error(rw, "bad", http.StatusBadRequest)
		return
	}
	if old != w.size {
		rw.Header().Set("Content-Type", "text/x.tlog.size")
		rw.WriteHeader(http.StatusConflict)
		fmt.Fprintf(rw, "%d\n", w.size)
		return
	}
	var hashes tlog.TreeProof
	for _, l := range lines[1:] {
		b, _ := base64.StdEncoding.DecodeString(l)
		hashes = append(hashes, tlog.Hash(b))
	}
	if old > 0 && old < c.N {
		if err := tlog.CheckTree(hashes, c.N, c.Hash, old, w.root); err != nil {
			http.Error(rw, err.Error(), http.StatusUnprocessableEntity)
			return
		}
	}
	signed, err := note.Sign(&note.Note{Text: n.Text}, w.signer)
	if err != nil {
		http.Error(rw, err.Error(), http.StatusInternalServerError)
		return
	}
	w.size, w.root = c.N, c.Hash
	_, signature, _ := bytes.Cut(signed, []byte("\n\n"))
	_, _ = rw.Write(signature)
}

// TestSealWitness: a witness signs each growth of the log; as long as too few have, check and verify say so.
func TestSealWitness(t *testing.T) {
	t.Parallel()
	w := newWitness(t)
	down := true
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if down || r.URL.Path != "/w/add-checkpoint" {
			http.Error(rw, "down", http.StatusServiceUnavailable)
			return
		}
		w.ServeHTTP(rw, r)
	}))
	defer server.Close()
	s := newEvidenceSite(t, fmt.Sprintf("  witnesses: [{url: \"%s/w/\", key: \"%s\"}]\n  witnesses_needed: 1\n", server.URL, w.signer.Verifier()))
	w.log, _ = tilelog.ParseKey(s.public)
	s.run(0, "record")
	if _, talk := s.run(0, "seal"); !strings.Contains(talk, "no signature of the witness "+server.URL) {
		t.Errorf("while it is down: %s", talk)
	}
	if out, _ := s.run(0, "check"); !strings.Contains(out, "0 of the 1 witnesses that are needed have signed [unsealed-change]") {
		t.Errorf("%s", out)
	}
	s.run(0, "build")
	if out, _ := s.run(1, "verify"); !strings.Contains(out, "0 of the given witnesses have signed, and 1 are needed") {
		t.Errorf("%s", out)
	}
	down = false
	if _, talk := s.run(0, "seal"); strings.Contains(talk, "no signature") {
		t.Errorf("when it is back: %s", talk)
	}
	s.text("en", "more", "2025-01-01", "More", "More.")
	s.run(0, "record")
	s.run(0, "seal")
	if w.size == 0 || w.root == (tlog.Hash{}) {
		t.Error("the witness has not seen the log grow")
	}
	s.run(0, "build")
	if out, _ := s.run(0, "verify"); !strings.Contains(out, "witness.example+") {
		t.Errorf("%s", out)
	}
	if out, _ := s.run(0, "check"); strings.Contains(out, "unsealed") {
		t.Errorf("%s", out)
	}

	// Whoever cuts the log and seals something else gets no signature any more.
	_ = os.RemoveAll(filepath.Join(s.dir, "archive", "evidence"))
	if _, talk := s.run(0, "seal"); !strings.Contains(talk, "no signature of the witness") {
		t.Errorf("a log begun anew was signed: %s", talk)
	}
}

// needs finds a program, or skips the test, which CI must not.
func needs(t testing.TB, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s is not installed", program)
		}
		t.Skipf("SKIPPED: %s is not installed", program)
	}
	return path
}

// TestWithoutGazette: what a bundle's README tells people to type works, with Python and OpenSSL alone, and finds what is
// changed.
func TestWithoutGazette(t *testing.T) {
	t.Parallel()
	python, openssl := needs(t, "python3"), needs(t, "openssl")
	authority := tsatest.New(t, nil)
	s := newEvidenceSite(t, fmt.Sprintf("  timestamps: [%s]\n  timestamp_roots: ../roots.pem\n", authority.URL))
	s.write("../roots.pem", string(authority.RootPEM))
	s.run(0, "record")
	s.run(0, "seal")
	s.text("en", "terms", "2025-07-01", "Terms", "## Be kind {#kind}\n\nBe kinder.")
	s.run(0, "record")
	s.run(0, "seal")
	for _, locale := range []string{"en", "ja"} {
		name := filepath.Join(t.TempDir(), "b.zip")
		s.run(0, "prove", "cookies", "--locale", locale, "--edition", "2025-01-01", "-o", name)
		s.run(0, "verify", name, "--key", s.public, "--tsa-root", filepath.Join(s.dir, "..", "roots.pem"))
		dir := unzip(t, name)
		key := filepath.Join(t.TempDir(), "legal.pub")
		_ = os.WriteFile(key, []byte(s.public+"\n"), 0o644)
		for given, holds := range map[string]bool{key: true, "nothing.pub": false} {
			c := exec.Command(python, "check.py", given)
			c.Dir = dir
			if out, err := c.CombinedOutput(); (err == nil) != holds || strings.Contains(string(out), "Traceback") {
				t.Errorf("check.py %s: %v\n%s", given, err, out)
			}
		}
		check := func() (string, error) {
			c := exec.Command(python, "check.py", s.public)
			c.Dir = dir
			out, err := c.CombinedOutput()
			return string(out), err
		}
		if out, err := check(); err != nil || !strings.HasSuffix(out, "holds\n") || strings.Contains(out, "FAILS") {
			t.Fatalf("%v\n%s", err, out)
		}
		readme, _ := os.ReadFile(filepath.Join(dir, "README.html"))
		commands := 0
		for line := range strings.Lines(html.UnescapeString(string(readme))) {
			line = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(line), "<pre>"), "</pre>")
			if !strings.HasPrefix(line, "openssl ") {
				continue
			}
			commands++
			args := strings.Fields(strings.ReplaceAll(line, "ROOT.pem", "roots.pem"))
			c := exec.Command(openssl, args[1:]...)
			c.Dir = dir
			if out, err := c.CombinedOutput(); err != nil || !strings.Contains(string(out), "Verification: OK") {
				t.Errorf("%s: %v\n%s", line, err, out)
			}
		}
		if commands < 1 {
			t.Errorf("the README shows no command for the time stamps:\n%s", readme)
		}
		for _, f := range []string{"text.html", "changes.jsonl", "checkpoint", "proof.json"} {
			path := filepath.Join(dir, f)
			was, _ := os.ReadFile(path)
			now := bytes.Replace(was, []byte("2025-01-01"), []byte("2025-01-02"), -1)
			if f == "checkpoint" {
				now = bytes.Replace(was, []byte("\n"), []byte("\n1"), 1)
			}
			_ = os.WriteFile(path, now, 0o644)
			if out, err := check(); err == nil {
				t.Errorf("%s was changed, and holds\n%s", f, out)
			}
			_ = os.WriteFile(path, was, 0o644)
		}
	}
}

func unzip(t *testing.T, name string) string {
	t.Helper()
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	dir := t.TempDir()
	if err := os.CopyFS(dir, z); err != nil {
		t.Fatal(err)
	}
	return dir
}

// rezip packs a folder.
func rezip(t *testing.T, dir, name string) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	if err := errors.Join(z.AddFS(os.DirFS(dir)), z.Close()); err != nil {
		t.Fatal(err)
	}
}

// TestCheckScriptFlips: the script of a bundle finds what gazette finds.
func TestCheckScriptFlips(t *testing.T) {
	t.Parallel()
	python := needs(t, "python3")
	s := newEvidenceSite(t, "")
	s.run(0, "record")
	s.run(0, "seal")
	name := filepath.Join(t.TempDir(), "b.zip")
	s.run(0, "prove", "cookies", "--locale", "en", "--edition", "2025-01-01", "-o", name)
	dir := unzip(t, name)
	page := filepath.Join(dir, "text.html")
	was, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"a link that leads nowhere":       {`<a href="/legal/terms/`, `<a hbef="/legal/terms/`},
		"a paragraph that is hidden":      {"<p>We set", "<p hidden>We set"},
		"a text that is hidden":           {`id="n-text"`, `id="n-text" inert`},
		"a page that is hidden":           {"<body", "<body hidden"},
		"a field that shows other words":  {"<p>We set", `<input value="You owe."><p>We set`},
		"a style that shows other words":  {"<p>We set", `<style>p::after{content:"You owe."}</style><p>We set`},
		"an address for all of the links": {"</title>", `</title><base href="https://evil.example/">`},
	} {
		changed := bytes.Replace(was, []byte(change[0]), []byte(change[1]), 1)
		_ = os.WriteFile(page, changed, 0o644)
		c := exec.Command(python, "check.py", s.public)
		c.Dir = dir
		if out, err := c.CombinedOutput(); err == nil || bytes.Equal(changed, was) {
			t.Errorf("%s is not found\n%s", name, out)
		}
	}
	_ = os.WriteFile(page, bytes.Replace(was, []byte(`<a href="/legal/terms/`), []byte(`<a hbef="/legal/terms/`), 1), 0o644)
	flipped := filepath.Join(t.TempDir(), "flipped.zip")
	rezip(t, dir, flipped)
	if out, _ := s.run(1, "verify", flipped, "--key", s.public); !strings.Contains(out, "has no address") {
		t.Errorf("verify says\n%s", out)
	}
	random := mathrand.New(mathrand.NewPCG(5, 6))
	for range max(5, flips(t)/25) {
		now := bytes.Clone(was)
		from := bytes.Index(was, []byte(`id="n-text">`)) + 12
		at := from + random.IntN(bytes.LastIndex(was, []byte("</article>"))-from)
		now[at] ^= byte(1 << random.IntN(5))
		_ = os.WriteFile(page, now, 0o644)
		c := exec.Command(python, "check.py", s.public)
		c.Dir = dir
		scripted := c.Run() == nil
		if scripted && seen(t, was) != seen(t, now) {
			t.Errorf("byte %d: %q became %q, and check.py does not find it", at, was[max(0, at-20):at+20], now[max(0, at-20):at+20])
		}
	}
}

// TestVerifyWeb: a site on the web is found from any of its pages, and checked like a copy.
func TestVerifyWeb(t *testing.T) {
	t.Parallel()
	s := newEvidenceSite(t, "")
	s.run(0, "record")
	s.run(0, "seal")
	s.run(0, "build")
	server := httptest.NewServer(http.FileServer(http.Dir(filepath.Join(s.dir, "public"))))
	defer server.Close()
	for _, at := range []string{"/legal/", "/legal/cookies/2025-01-01/", "/legal/cookies/", "/"} {
		if out, _ := s.run(0, "verify", server.URL+at, "--key", s.public); !strings.Contains(out, "the words of 6 pages") {
			t.Errorf("%s: %s", at, out)
		}
	}
	if out, _ := s.run(0, "verify", server.URL+"/legal/", "--key", s.public, "--remember", filepath.Join(s.dir, "..", "seen"), "--json"); !json.Valid([]byte(out)) {
		t.Errorf("%s", out)
	}
	page := filepath.Join(s.dir, "public/ja/legal/cookies/index.html")
	data, _ := os.ReadFile(page)
	_ = os.WriteFile(page, bytes.Replace(data, []byte("二つの"), []byte("三つの"), 1), 0o644)
	if out, _ := s.run(1, "verify", server.URL+"/legal/", "--key", s.public); !strings.Contains(out, "ja/legal/cookies/index.html: its words are not those that were sealed") {
		t.Errorf("%s", out)
	}
	empty := httptest.NewServer(http.NotFoundHandler())
	defer empty.Close()
	if _, talk := s.run(1, "verify", empty.URL+"/x/", "--key", s.public); !strings.Contains(talk, "holds no sealed log") {
		t.Errorf("%s", talk)
	}
}
