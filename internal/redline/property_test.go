package redline

import (
	"bytes"
	"strings"

	"gazette/internal/text"

	"golang.org/x/net/html"
	hatom "golang.org/x/net/html/atom"
)

var testLabels = Labels{"inserted:", "end of insertion", "deleted:", "end of deletion", "moved from", "moved to",
	"end of move", nil, "link changed", func(o, n string) string { return o + " to " + n }}

// reading returns the words of a redline outside the elements named skip, and outside the hidden words.
func reading(t checker, redline []byte, skip string) []byte {
	nodes, err := html.ParseFragment(bytes.NewReader(redline), body())
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for _, n := range nodes {
		prune(n, skip)
		if !isPruned(n, skip) {
			html.Render(&b, n)
		}
	}
	return b.Bytes()
}

func body() *html.Node { return &html.Node{Type: html.ElementNode, Data: "body", DataAtom: hatom.Body} }

func isPruned(n *html.Node, skip string) bool {
	return n.Type == html.ElementNode && (n.Data == skip || attr(n, "class") == "visually-hidden")
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func prune(n *html.Node, skip string) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if isPruned(c, skip) {
			n.RemoveChild(c)
		} else {
			prune(c, skip)
		}
		c = next
	}
}

// checkPair checks what every redline must fulfil.
func checkPair(t checker, old, new []byte) *Redline {
	t.Helper()
	return checkCompared(t, Compare, old, new)
}

// checkCompared checks a redline that a function has made.
func checkCompared(t checker, compare func(old, new []byte) *Redline, old, new []byte) *Redline {
	t.Helper()
	r := compare(old, new)
	out := r.HTML(testLabels)
	same := text.Hash(old) == text.Hash(new)
	if r.Stats.Empty() != same || (len(r.Changes) == 0) != same {
		t.Errorf("stats %+v, %d changes, but same hash is %v", r.Stats, len(r.Changes), same)
	}
	if got, want := text.Words(reading(t, out, "ins")), text.Words([]byte(text.Numbered(string(old)))); got != want {
		t.Errorf("outside <ins>:\n%s\nold %s\nnew %s\nout %s", firstDifference(got, want), old, new, r.HTML(Labels{}))
	}
	if got, want := text.Words(reading(t, out, "del")), text.Words([]byte(text.Numbered(string(new)))); got != want {
		t.Errorf("outside <del>:\n%s", firstDifference(got, want))
	}
	checkValid(t, out)
	checkChanges(t, r, out)
	checkCounts(t, r.Stats, out)
	if again := compare(old, new).HTML(testLabels); !bytes.Equal(out, again) {
		t.Error("not deterministic")
	}
	return r
}

func firstDifference(got, want string) string {
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	lo := max(0, i-60)
	return "got  …" + strings.ToValidUTF8(got[lo:min(len(got), i+80)], "") + "\nwant …" + strings.ToValidUTF8(want[lo:min(len(want), i+80)], "")
}

// checkValid checks that the HTML is read back as it was written, that our marks are where they may be, and that no
// id is there twice.
func checkValid(t checker, out []byte) {
	t.Helper()
	if a, b := shape(out), parsedShape(t, out); a != b {
		t.Errorf("parsed as another tree:\n%s", firstDifference(b, a))
	}
	ids := map[string]bool{}
	nodes, _ := html.ParseFragment(bytes.NewReader(out), body())
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode {
			if id := attr(n, "id"); id != "" {
				if ids[id] {
					t.Errorf("id %q is there twice", id)
				}
				ids[id] = true
			}
			if n.Data == "ins" || n.Data == "del" {
				checkMark(t, n)
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	for _, n := range nodes {
		walk(n)
	}
}

// checkMark checks that a mark holds only phrasing content and no other mark, but for what was changed in a moved clause.
func checkMark(t checker, n *html.Node) {
	t.Helper()
	if n.Parent != nil {
		switch n.Parent.Data {
		case "ul", "ol", "table", "tbody", "thead", "tfoot", "tr", "dl", "ruby", "colgroup":
			if n.Parent.Type == html.ElementNode {
				t.Errorf("<%s> directly in <%s>", n.Data, n.Parent.Data)
			}
		}
	}
	var walk func(c *html.Node)
	walk = func(c *html.Node) {
		if c.Type == html.ElementNode && (isBlock(c.Data) || isMark(c) && !(isEdit(c) && isMoved(n) && n.Data == "ins")) {
			t.Errorf("<%s> in <%s>", c.Data, n.Data)
		}
		for k := c.FirstChild; k != nil; k = k.NextSibling {
			walk(k)
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c)
	}
}

func isMark(n *html.Node) bool  { return n.Data == "ins" || n.Data == "del" }
func isEdit(n *html.Node) bool  { return strings.HasSuffix(attr(n, "class"), " rl-edit") }
func isMoved(n *html.Node) bool { return strings.HasSuffix(attr(n, "class"), " rl-moved") }

// checkCounts checks that as many words are counted as are marked.
func checkCounts(t checker, s Stats, out []byte) {
	t.Helper()
	nodes, err := html.ParseFragment(bytes.NewReader(out), body())
	if err != nil {
		t.Fatal(err)
	}
	m := markedWords{counts: map[string]int{}}
	for _, n := range nodes {
		prune(n, "")
		m.walk(n, "")
	}
	m.end()
	if m.counts["ins"] != s.WordsInserted || m.counts["del"] != s.WordsDeleted {
		t.Errorf("marked as inserted %d, as deleted %d; counted %d and %d:\n%s", m.counts["ins"], m.counts["del"], s.WordsInserted, s.WordsDeleted, out)
	}
}

// markedWords counts the words under each kind of mark. A word may be under several marks that adjoin, where an element
// begins or ends inside it.
type markedWords struct {
	counts map[string]int
	kind   string
	run    strings.Builder
}

func (m *markedWords) walk(n *html.Node, kind string) {
	switch {
	case n.Type == html.TextNode:
		if n.Data != "" && kind != m.kind {
			m.end()
			m.kind = kind
		}
		m.run.WriteString(html.EscapeString(n.Data))
		return
	case isMark(n) && !isMoved(n):
		kind = n.Data
	case n.Data == "ruby" || !text.Inline(n.Data) && !isBlock(n.Data) || attr(n, "role") == "doc-noteref":
		if kind != m.kind {
			m.end()
			m.kind = kind
		}
		html.Render(&m.run, n)
		return
	case isBlock(n.Data), n.Data == "sup", n.Data == "sub":
		m.end()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		m.walk(c, kind)
	}
	if n.Data == "sup" || n.Data == "sub" || isBlock(n.Data) {
		m.end()
	}
}

// end counts the words of a run.
func (m *markedWords) end() {
	v := newVocabulary()
	l := lexer{t: &tokens{}}
	l.read(m.run.String())
	l.t.full = l.full.String()
	l.cut(v)
	for _, tok := range l.t.toks {
		m.counts[m.kind] += v.infos[tok.id].count
	}
	m.run.Reset()
}

// shape lists the tags as written.
func shape(src []byte) string {
	var b strings.Builder
	s := text.Scanner{Src: string(src)}
	for s.Next() {
		switch {
		case s.Kind == text.Start:
			b.WriteString("<" + s.Name + ">")
		case s.Kind == text.End:
			b.WriteString("</" + s.Name + ">")
		}
	}
	return b.String()
}

// parsedShape lists the tags of the parsed tree.
func parsedShape(t checker, src []byte) string {
	nodes, err := html.ParseFragment(bytes.NewReader(src), body())
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode {
			b.WriteString("<" + n.Data + ">")
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				walk(c)
			}
			if !text.Void(n.Data) {
				b.WriteString("</" + n.Data + ">")
			}
		}
	}
	for _, n := range nodes {
		walk(n)
	}
	return b.String()
}

// checkChanges checks that the list of changes fits the HTML and the counts.
func checkChanges(t checker, r *Redline, out []byte) {
	t.Helper()
	kinds := map[Kind]int{}
	for k, ch := range r.Changes {
		kinds[ch.Kind]++
		if ch.Number != k+1 {
			t.Errorf("change %d has number %d", k+1, ch.Number)
		}
		for _, id := range []string{ch.Anchor, ch.From} {
			if id != "" && bytes.Count(out, []byte(` id="`+id+`"`)) != 1 {
				t.Errorf("anchor %q of %+v is not there once", id, ch)
			}
		}
	}
	s := r.Stats
	want := map[Kind]int{Changed: s.ClausesChanged, Inserted: s.ClausesInserted, Deleted: s.ClausesDeleted,
		Moved: s.ClausesMoved, Link: s.LinksChanged}
	for k, n := range want {
		if r.Limit != nil {
			n = min(n, 1) // all clauses are one change
		}
		if kinds[k] != n {
			t.Errorf("%d changes of kind %s, the count says %d", kinds[k], k, n)
		}
	}
}

// checker is what the checks need of a test.
type checker interface {
	Helper()
	Error(...any)
	Errorf(string, ...any)
	Fatal(...any)
}
