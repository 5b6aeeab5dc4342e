package redline

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	hatom "golang.org/x/net/html/atom"
	"pgregory.net/rapid"
)

// allowed are the elements that the sanitiser lets through.
var allowed = map[string]bool{}

func init() {
	for _, n := range strings.Fields(`p h2 h3 h4 h5 h6 ul ol li table thead tbody tr th td caption blockquote pre code dl dt dd
		details summary div section hr br img a em strong del ins s sub sup span b i ruby rt rp kbd mark small q u`) {
		allowed[n] = true
	}
}

// sanitised keeps the allowed elements and attributes; the children of others stay.
func sanitised(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		sanitised(c)
		switch {
		case c.Type == html.TextNode:
		case c.Type == html.ElementNode && c.Namespace == "" && allowed[c.Data]:
			kept := c.Attr[:0]
			for _, a := range c.Attr {
				switch a.Key {
				case "id", "href", "alt", "class", "lang", "dir", "start", "value", "rowspan", "role":
					kept = append(kept, a)
				}
			}
			c.Attr = kept
		default:
			for k := c.FirstChild; k != nil; k = c.FirstChild {
				c.RemoveChild(k)
				n.InsertBefore(k, c)
			}
			n.RemoveChild(c)
		}
		c = next
	}
}

// fromBytes makes a body out of anything, nil if it does not become stable under parsing.
func fromBytes(src []byte) []byte {
	root := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: hatom.Body}
	nodes, err := html.ParseFragment(bytes.NewReader(bytes.ToValidUTF8(src, []byte("?"))), root)
	if err != nil {
		return nil
	}
	top := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: hatom.Body}
	for _, n := range nodes {
		top.AppendChild(n)
	}
	sanitised(top)
	ids := map[string]bool{}
	uniqueIDs(top, ids)
	var b bytes.Buffer
	for c := top.FirstChild; c != nil; c = c.NextSibling {
		html.Render(&b, c)
	}
	out := b.Bytes()
	for range 4 {
		again := balance(out)
		if bytes.Equal(again, out) && shape(out) == shape(again) {
			if sound(out) {
				return out
			}
			return nil
		}
		out = again
	}
	return nil
}

// uniqueIDs drops ids that are there already, as the renderer does.
func uniqueIDs(n *html.Node, seen map[string]bool) {
	for k := range n.Attr {
		if a := &n.Attr[k]; a.Key == "id" {
			if seen[a.Val] || a.Val == "" {
				a.Key = "lang"
			}
			seen[a.Val] = true
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		uniqueIDs(c, seen)
	}
}

// sound reports whether blocks stand only where the renderer puts them: not in paragraphs and inline elements (a
// parser accepts more than a renderer writes), and list items, cells and terms only in theirs.
func sound(body []byte) bool {
	nodes, err := html.ParseFragment(bytes.NewReader(body), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: hatom.Body})
	if err != nil {
		return false
	}
	ok := true
	var walk func(n *html.Node, parent string, inLink bool)
	walk = func(n *html.Node, parent string, inLink bool) {
		if n.Type != html.ElementNode {
			if n.Type == html.TextNode && strings.TrimSpace(n.Data) != "" {
				switch parent {
				case "ul", "ol", "dl", "table", "tbody", "thead", "tr":
					ok = false
				}
			}
			return
		}
		parents := map[string]string{"li": "ul ol", "td": "tr", "th": "tr", "tr": "tbody thead", "tbody": "table", "thead": "table",
			"caption": "table", "dt": "dl", "dd": "dl", "summary": "details", "rt": "ruby", "rp": "ruby"}
		if want, is := parents[n.Data]; is && !strings.Contains(" "+want+" ", " "+parent+" ") {
			ok = false
		}
		contents := map[string]string{"ul": "li", "ol": "li", "dl": "dt dd", "table": "caption thead tbody", "tbody": "tr", "thead": "tr", "tr": "td th"}
		if want, is := contents[parent]; is && !strings.Contains(" "+want+" ", " "+n.Data+" ") {
			ok = false
		}
		if isBlock(n.Data) && parent != "" && !isBlock(parent) && parent != "a" && parent != "ins" && parent != "del" {
			ok = false
		}
		if isBlock(n.Data) && isLeafTag(parent) {
			ok = false
		}
		if n.Data == "a" && inLink || parent == "ruby" && n.Data != "rt" && n.Data != "rp" {
			ok = false
		}
		if !isBlock(n.Data) && holdsBlock(n) && (mixed(n) || touches(n.PrevSibling) || touches(n.NextSibling)) {
			ok = false
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, n.Data, inLink || n.Data == "a")
		}
	}
	for k := 1; k < len(nodes); k++ {
		nodes[k-1].NextSibling, nodes[k].PrevSibling = nodes[k], nodes[k-1]
	}
	for _, n := range nodes {
		walk(n, "", false)
	}
	return ok
}

// holdsBlock reports whether a block is inside n.
func holdsBlock(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && (isBlock(c.Data) || holdsBlock(c)) {
			return true
		}
	}
	return false
}

// mixed reports whether words stand beside the blocks in n.
func mixed(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if touches(c) {
			return true
		}
	}
	return false
}

// touches reports whether n is inline content: words, or an element that is no block.
func touches(n *html.Node) bool {
	return n != nil && (n.Type == html.TextNode && strings.TrimSpace(n.Data) != "" || n.Type == html.ElementNode && !isBlock(n.Data) && !holdsBlock(n))
}

func FuzzCompare(f *testing.F) {
	seeds := []string{
		"<p>We may share <a href=\"/x\">your data</a> with partners.</p>", "<h2 id=\"a\">A</h2><ul><li>one<ul><li>two</li></ul></li></ul>",
		"<table><thead><tr><th>A</th></tr></thead><tbody><tr><td rowspan=\"2\">1</td><td></td></tr><tr><td>2</td></tr></tbody></table>",
		"<p>我们收集您的数据。</p><p>当社は</p>", "<dl><dt>T</dt><dd>D</dd></dl><pre>\n\n a\n b</pre>", "<details><summary>S</summary>x<p>y</p></details>",
		"<p><del>a</del><ins>b</ins> <ruby>漢<rt>k</rt></ruby><sup><a href=\"#fn\" role=\"doc-noteref\">1</a></sup></p>",
		"<blockquote><p>q</p>w<br/>x<img alt=\"a b\"/></blockquote><ol start=\"3\"><li value=\"7\">a</li></ol>", "",
		"<a href=\"/y\"><p>block <em>link</em></p></a><del><p>x</p></del>", "<p>e<b>\u0301</b>\u00ad \u00a0x</p>",
	}
	for i, a := range seeds {
		f.Add([]byte(a), []byte(seeds[(i+1)%len(seeds)]))
		f.Add([]byte(a), []byte(a+seeds[(i+3)%len(seeds)]))
	}
	f.Fuzz(func(t *testing.T, a, b []byte) {
		old, new := fromBytes(a), fromBytes(b)
		if old == nil && len(a) > 0 || new == nil && len(b) > 0 {
			return
		}
		checkPair(t, old, new)
		if r := Compare(old, old); !r.Stats.Empty() || len(r.Changes) > 0 {
			t.Errorf("compared with itself: %+v", r.Stats)
		}
		if t.Failed() {
			t.Logf("old %q\nnew %q\nout %q", old, new, Compare(old, new).HTML(Labels{}))
		}
	})
}

// FuzzAnything checks that no input at all brings Compare down.
func FuzzAnything(f *testing.F) {
	f.Add([]byte("<p>a</b><li>x"), []byte("</p><ins>\xff<td>"))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		r := Compare(a, b)
		r.HTML(testLabels)
		Term(r, true, 40)
		Markdown(r)
	})
}

var vocabularyForTests = strings.Fields("we the data of and may share your 30 days, (a) fee. terms law 数据 我们 の https://x.org/a a@b.org Art. co-operation é; 10% “x” ไทย")

// rightToLeft are words of scripts that are written from right to left, with vowel signs, figures, a tatweel and marks
// of direction, as legal texts have them.
var rightToLeft = strings.Fields("نحن لا نبيع البيانات، والـمستخدم مُعالِج (أ) ٣٠ يومًا 10% المادة؛ the GDPR \u200fو\u200e " +
	"אנחנו לא מוכרים מידע; סעיף 5(א) עו״ד שָׁלוֹם ۱۴۰۲ می\u200cشود")

// phrase makes inline content.
func phrase(t *rapid.T) string {
	vocabulary := vocabularyForTests
	if rapid.IntRange(0, 3).Draw(t, "rtl") == 0 {
		vocabulary = rightToLeft
	}
	words := rapid.SliceOfN(rapid.SampledFrom(vocabulary), 1, 14).Draw(t, "words")
	for k := range words {
		switch rapid.IntRange(0, 24).Draw(t, "markup") {
		case 0:
			words[k] = "<em>" + words[k] + "</em>"
		case 1:
			words[k] = `<a href="/` + words[k] + `">` + words[k] + "</a>"
		case 2:
			words[k] = words[k] + "<sup>1</sup>"
		case 3:
			words[k] = "<del>" + words[k] + "</del>"
		case 4:
			words[k] += "<br/>"
		case 5:
			words[k] = `<img alt="` + words[k] + ` pic"/>`
		}
	}
	return strings.Join(words, rapid.SampledFrom([]string{" ", " ", " ", ""}).Draw(t, "space"))
}

// blockHTML makes a block.
func blockHTML(t *rapid.T, depth int) string {
	inner := func(n int, open, end string) string {
		var b strings.Builder
		for range rapid.IntRange(1, n).Draw(t, "n") {
			b.WriteString(open + phrase(t))
			if depth > 0 && rapid.IntRange(0, 5).Draw(t, "nest") == 0 && end == "</li>" {
				b.WriteString(blockHTML(t, depth-1))
			}
			b.WriteString(end)
		}
		return b.String()
	}
	switch rapid.IntRange(0, 9).Draw(t, "block") {
	case 0:
		return "<h2>" + phrase(t) + "</h2>"
	case 1:
		return "<ul>" + inner(4, "<li>", "</li>") + "</ul>"
	case 2:
		return "<ol>" + inner(4, "<li>", "</li>") + "</ol>"
	case 3:
		rows := rapid.IntRange(1, 4).Draw(t, "rows")
		var b strings.Builder
		for range rows {
			b.WriteString("<tr>" + inner(3, "<td>", "</td>") + "</tr>")
		}
		return "<table><tbody>" + b.String() + "</tbody></table>"
	case 4:
		return "<blockquote>" + inner(2, "<p>", "</p>") + "</blockquote>"
	case 5:
		return "<dl>" + inner(2, "<dt>", "</dt>") + inner(2, "<dd>", "</dd>") + "</dl>"
	default:
		return "<p>" + phrase(t) + "</p>"
	}
}

// TestEdits makes a text, changes blocks of it at random, and checks the redline.
func TestEdits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var old, new []block
		for range rapid.IntRange(0, 8).Draw(t, "blocks") {
			b := drawnBlock(t, 2)
			old = append(old, b)
			switch rapid.IntRange(0, 8).Draw(t, "edit") {
			case 0:
			case 1:
				new = append(new, b, drawnBlock(t, 1))
			case 2:
				words := strings.Split(b.html, " ")
				words[rapid.IntRange(0, len(words)-1).Draw(t, "at")] += " altered"
				new = append(new, block{strings.Join(words, " "), b.note})
			case 3:
				new = append([]block{b}, new...)
			case 4:
				new = append(new, block{strings.Replace(b.html, " the ", " ", 1), b.note})
			case 5:
				new = append(new, block{b.html, phrase(t)}) // another note, or the first
			default:
				new = append(new, b)
			}
		}
		o, n := fromBytes(document(old)), fromBytes(document(new))
		if o == nil && len(old) > 0 || n == nil && len(new) > 0 {
			t.Skip("not stable")
		}
		checkPair(t, o, n)
	})
}

// block is a block of a text, and the footnote that is referred to at its end, if any.
type block struct{ html, note string }

func drawnBlock(t *rapid.T, depth int) block {
	b := block{html: blockHTML(t, depth)}
	if strings.HasSuffix(b.html, "</p>") && rapid.IntRange(0, 3).Draw(t, "noted") == 0 {
		b.note = phrase(t)
	}
	return b
}

// document makes a text of blocks as the renderer does: notes are numbered as they are referred to, and stand last.
func document(blocks []block) []byte {
	var body, notes strings.Builder
	n := 0
	for _, b := range blocks {
		at := strings.LastIndex(b.html, "</p>")
		if b.note == "" || at < 0 {
			body.WriteString(b.html)
			continue
		}
		n++
		fmt.Fprintf(&body, `%s<sup id="fnref:%d"><a href="#fn:%d" class="footnote-ref" role="doc-noteref">%d</a></sup>%s`, b.html[:at], n, n, n, b.html[at:])
		fmt.Fprintf(&notes, `<li id="fn:%d"><p>%s <a href="#fnref:%d" class="footnote-backref" role="doc-backlink">↩</a></p></li>`, n, b.note, n)
	}
	if n > 0 {
		fmt.Fprintf(&body, `<section class="footnotes" role="doc-endnotes"><hr/><ol>%s</ol></section>`, notes.String())
	}
	return []byte(body.String())
}

// TestNotesRenumbered: a paragraph with a note that comes before others adds itself and its note alone; the numbers
// that it moves on are no words that have changed.
func TestNotesRenumbered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var old []block
		for k := range rapid.IntRange(1, 6).Draw(t, "blocks") {
			b := block{html: fmt.Sprintf("<p>Clause %d says what it says in %s and so on.</p>", k, rapid.SampledFrom(rightToLeft).Draw(t, "word"))}
			if rapid.Bool().Draw(t, "noted") {
				b.note = fmt.Sprintf("The remark to clause number %d.", k)
			}
			old = append(old, b)
		}
		at := rapid.IntRange(0, len(old)).Draw(t, "at")
		added := block{"<p>Entirely new matter stands here.</p>", "Its own remark."}
		r := Compare(document(old), document(slices.Insert(slices.Clone(old), at, added)))
		if s := r.Stats; s.WordsDeleted != 0 || s.ClausesInserted != 2 || s.ClausesMoved != 0 || s.ClausesChanged != 0 || s.LinksChanged != 0 {
			t.Errorf("%+v\n%s", s, r.HTML(Labels{}))
		}
	})
}
