package text

import (
	"encoding/json"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// vector is one entry of testdata/vectors.json: a body and what other implementations must make of it.
type vector struct {
	Name      string `json:"name"`
	Body      string `json:"body"`
	Canonical string `json:"canonical"`
	Hash      string `json:"hash"`
}

func TestVectors(t *testing.T) {
	const file = "testdata/vectors.json"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var vectors []vector
	if err := json.Unmarshal(data, &vectors); err != nil {
		t.Fatal(err)
	}
	for _, v := range vectors {
		t.Run(v.Name, func(t *testing.T) {
			canonical, hash := string(Canonical([]byte(v.Body))), Hash([]byte(v.Body))
			if canonical != v.Canonical || hash != v.Hash {
				t.Errorf("got  %q %s\nwant %q %s", canonical, hash, v.Canonical, v.Hash)
			}
			if ref := byTree(v.Body); ref != v.Canonical {
				t.Errorf("by the tree %q", ref)
			}
		})
	}
}

// byTree is the specification in docs/text-hash.md, word for word, over a parsed tree.
func byTree(body string) string {
	nodes, err := html.ParseFragment(strings.NewReader(body), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		panic(err)
	}
	type char struct {
		r      rune
		target string
	}
	var chars []char
	add := func(s, target string) {
		for _, r := range s {
			chars = append(chars, char{r, target})
		}
	}
	type list struct {
		ordered, said bool
		next, step    int
	}
	var lists []*list
	integer := func(s string) (int, bool) {
		n, err := strconv.Atoi(strings.TrimSpace(s))
		return n, err == nil && len(strings.TrimLeft(strings.TrimSpace(s), "+-")) < 10
	}
	number := func(n *html.Node, attrs map[string]string) {
		switch n.Data {
		case "ul":
			lists = append(lists, &list{})
		case "ol":
			l := &list{ordered: true, next: 1, step: 1}
			if _, reversed := attrs["reversed"]; reversed {
				l.next, l.step = 0, -1
			}
			if start, ok := integer(attrs["start"]); ok {
				l.next, l.said = start, start != 1 || l.step < 0
			}
			lists = append(lists, l)
		case "li":
			if len(lists) == 0 || !lists[len(lists)-1].ordered {
				return
			}
			l := lists[len(lists)-1]
			if value, ok := integer(attrs["value"]); ok && value != l.next {
				l.next, l.said = value, true
			}
			if l.said {
				add(" "+strconv.Itoa(l.next)+". ", "")
			}
			l.next, l.said = l.next+l.step, false
		}
	}
	var walk func(n *html.Node, target string)
	walk = func(n *html.Node, target string) {
		if n.Type == html.TextNode {
			add(n.Data, target)
		}
		if n.Type != html.ElementNode {
			return
		}
		attrs := map[string]string{}
		for _, a := range n.Attr {
			attrs[a.Key] = a.Val
		}
		role := " " + strings.Join(strings.Fields(attrs["role"]), " ") + " "
		apart := !Inline(n.Data)
		if n.Data == "a" {
			if strings.Contains(role, " doc-backlink ") {
				return
			}
			target = fold(attrs["href"])
			if strings.Contains(role, " doc-noteref ") {
				target = ""
			}
		}
		if apart {
			add(" ", target)
		}
		number(n, attrs)
		if n.Data == "img" {
			add(attrs["alt"], target)
		}
		if !Unread(n.Data) {
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				walk(c, target)
			}
		}
		if apart {
			add(" ", target)
		}
		if (n.Data == "ol" || n.Data == "ul") && len(lists) > 0 {
			lists = lists[:len(lists)-1]
		}
	}
	for _, n := range nodes {
		walk(n, "")
	}
	var out strings.Builder
	space, last := false, ""
	for _, c := range chars {
		switch {
		case unicode.Is(unicode.White_Space, c.r):
			space = true
		case c.r == 0xAD || c.r == 0x200B || c.r == 0x2060 || c.r == 0xFEFF || unicode.Is(unicode.Cc, c.r):
		default:
			if space && out.Len() > 0 {
				out.WriteByte(' ')
			}
			space = false
			if c.target != last {
				out.WriteString("\x02" + c.target + "\x03")
				last = c.target
			}
			out.WriteRune(c.r)
		}
	}
	return norm.NFC.String(out.String())
}

// fold is how a link target is folded.
func fold(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.White_Space, r) {
			return ' '
		}
		if Noise(r) {
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(strings.Join(strings.Fields(s), " "))
}

func TestIsNFC(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !isNFC(r) {
			continue
		}
		p := norm.NFC.PropertiesString(string(r))
		if p.CCC() != 0 || !norm.NFC.IsNormalString(string(r)) || p.LeadCCC() != 0 && r >= 0x300 || !p.BoundaryBefore() {
			t.Fatalf("%U may change in NFC", r)
		}
	}
}

func TestWords(t *testing.T) {
	const body = "<h2 id=\"a\">1. Term</h2>\n<ul><li>one</li><li><p>t<em>w</em>o <a href=\"/x\">link</a></p></li></ul><p>a<br>b<img alt=\"pic ture\">c</p>"
	if got, want := Words([]byte(body)), "1. Term one two link a b pic ture c"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := Plain(string(Canonical([]byte(body)))); got != Words([]byte(body)) {
		t.Errorf("plain canonical text is %q", got)
	}
}

// pieces are what the random bodies of TestLikeTheTree are made of.
var pieces = []string{"<p>", "</p>", "<em>", "</em>", "<a href=\"/x?a=1&amp;b=2\">", "<a href=\" /y \">", "</a>", "word", " ", "\n", "é",
	"e\u0301", "\u00a0", "\u00ad", "\u200b", "&amp;", "&nbsp;", "&shy;", "&lt;b&gt;", "<br>", "<img alt=\"a &quot;b&quot;\">", "<ul><li>", "</li></ul>", "<ol><li>", "<ol start=\"5\"><li>", "</li><li value=\" 7 \"><p>", "</li></ol>", "<ol reversed start=\"3\"><li>",
	"漢字", "が", "か\u3099", "<ruby>漢<rp>(</rp><rt>kan</rt></ruby>", "<sup>1</sup>", "<!-- c > -->", "\u200e", "😀", "<hr>", "<pre>\n x\n</pre>",
	"<table><tr><td>", "</td><td>", "</td></tr></table>", "<a role=\"doc-backlink\" href=\"#f\">↩</a>", "<a role=\"doc-noteref\" href=\"#f\">", "&#x3c;", "&copy;", "&#38;amp;", "\x01", "\u061c"}

func TestLikeTheTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		body := stable(strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 30).Draw(t, "pieces"), ""))
		if got, want := string(Canonical([]byte(body))), byTree(body); got != want {
			t.Fatalf("%q\ngot  %q\nwant %q", body, got, want)
		}
		if got, want := Words([]byte(body)), Plain(string(uncounted(withoutNumbers(body)))); got != want {
			t.Fatalf("%q\nwords %q\nplain %q", body, got, want)
		}
	})
}

// uncounted is the canonical text without the numbers of items.
func uncounted(body string) []byte {
	f := folder{links: true}
	f.read(body)
	return f.finish()
}

// TestNumbered holds that the numbers which Numbered makes words are those that are read.
func TestNumbered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		body := stable(strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 30).Draw(t, "pieces"), ""))
		if got, want := Words([]byte(Numbered(body))), Plain(string(Canonical([]byte(withoutNumbers(body))))); got != want {
			t.Fatalf("%q\nnumbered %q\ncanonical %q", body, got, want)
		}
	})
	for _, c := range []struct{ in, want string }{
		{"<ol><li>a</li><li>b</li></ol>", "a b"},
		{"<ol start=\"5\"><li>a</li><li>b</li></ol>", "5. a b"},
		{"<ol><li>a</li><li value=\"3\"><p>b</p></li><li>c</li><li value=\"2\">d</li></ol>", "a 3. b c 2. d"},
		{"<ol><li value=\"1\">a</li><li value=\"2\">b</li></ol>", "a b"},
		{"<ul><li value=\"4\">a<ol start=\"0\"><li>x</li></ol></li><li>b</li></ul>", "a 0. x b"},
	} {
		if got := string(Canonical([]byte(c.in))); got != c.want {
			t.Errorf("%s\ngot  %q\nwant %q", c.in, got, c.want)
		}
		if Hash([]byte(c.in)) != EarlyHash([]byte(c.in)) != (strings.ContainsAny(c.want, "0123456789")) {
			t.Errorf("%s: the early hash", c.in)
		}
	}
}

// withoutNumbers removes the references to footnotes from a body, over its tree.
func withoutNumbers(body string) string {
	nodes, err := html.ParseFragment(strings.NewReader(body), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		panic(err)
	}
	var b strings.Builder
	var prune func(n *html.Node) bool
	prune = func(n *html.Node) bool {
		for _, a := range n.Attr {
			if n.Data == "a" && a.Key == "role" && slices.Contains(strings.Fields(a.Val), "doc-noteref") {
				return true
			}
		}
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			if prune(c) {
				n.RemoveChild(c)
			}
			c = next
		}
		return false
	}
	for _, n := range nodes {
		if !prune(n) {
			html.Render(&b, n)
		}
	}
	return b.String()
}

// stable parses and writes a body until it no longer changes, which some need several times.
func stable(body string) string {
	for range 5 {
		again := rendered(body)
		if again == body {
			break
		}
		body = again
	}
	return body
}

func rendered(body string) string {
	nodes, err := html.ParseFragment(strings.NewReader(body), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		panic(err)
	}
	var b strings.Builder
	for _, n := range nodes {
		html.Render(&b, n)
	}
	return b.String()
}

func FuzzLikeTheTree(f *testing.F) {
	for _, p := range pieces {
		f.Add("<p>a " + p + " b</p>")
	}
	f.Fuzz(func(t *testing.T, src string) {
		body := stable(strings.ToValidUTF8(src, "?"))
		if stable(body) != body || foreign(body) {
			return
		}
		if got, want := string(Canonical([]byte(body))), byTree(body); got != want {
			t.Fatalf("%q\ngot  %q\nwant %q", body, got, want)
		}
	})
}

// foreign reports whether a body has elements that no sanitised body has, with rules of their own.
func foreign(body string) bool {
	for _, name := range []string{"svg", "math", "title", "textarea", "iframe", "noembed", "noframes", "noscript", "xmp", "plaintext", "select", "script", "style", "template", "frameset"} {
		if strings.Contains(strings.ToLower(body), "<"+name) {
			return true
		}
	}
	return false
}

func BenchmarkHash(b *testing.B) {
	body := []byte(strings.Repeat("<p>We collect <a href=\"/data\">technical data</a> about your use of the service, such as the device type, and keep it for 30 days.</p>\n<ul>\n<li>one — two</li>\n<li>“three”</li>\n</ul>\n", 52))
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		Hash(body)
	}
}

func BenchmarkHashCyrillic(b *testing.B) {
	body := []byte(strings.Repeat("<p>Мы собираем <a href=\"/data\">технические данные</a> об использовании службы и храним их 30 дней.</p>\n", 55))
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		Hash(body)
	}
}
