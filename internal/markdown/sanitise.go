package markdown

import (
	"bytes"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// policy lists what legal texts use in raw HTML; everything else is dropped.
// Made once, when the first raw HTML is met: compiling it takes a millisecond.
var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col",
		"colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5",
		"h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section",
		"small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u",
		"ul", "var", "wbr")
	p.AllowAttrs("id", "class", "lang", "title").Globally()
	p.AllowAttrs("dir").Matching(regexp.MustCompile(`(?i)^(ltr|rtl|auto)$`)).Globally()
	p.AllowAttrs("role", "aria-label", "aria-labelledby", "aria-describedby", "tabindex").Globally()
	p.AllowAttrs("href", "hreflang").OnElements("a")
	p.AllowAttrs("src", "alt", "width", "height").OnElements("img")
	p.AllowAttrs("colspan", "rowspan", "headers", "scope", "abbr").OnElements("td", "th")
	p.AllowAttrs("span").OnElements("col", "colgroup")
	p.AllowAttrs("start", "reversed", "type", "value").OnElements("ol", "li")
	p.AllowAttrs("datetime").OnElements("time", "ins", "del")
	p.AllowAttrs("open").OnElements("details")
	p.AllowAttrs("cite").OnElements("blockquote", "q")
	p.AllowNoAttrs().OnElements("a", "span", "img", "bdo", "font")
	p.AllowStandardURLs()
	p.AllowURLSchemes("mailto", "http", "https", "tel", "notice") // notice: stands for a notice of the site, see site.Target
	p.AllowRelativeURLs(true)
	p.RequireNoFollowOnLinks(false)
	return p
})

// noteRaw notes what a piece of raw HTML brings: anchors, and what will be dropped.
func (t *Text) noteRaw(raw []byte, offset int) {
	t.raw = true
	z := html.NewTokenizer(bytes.NewReader(raw))
	at := 0
	for z.Next() != html.ErrorToken {
		token := z.Token()
		if token.Type == html.StartTagToken || token.Type == html.SelfClosingTagToken {
			t.noteTag(token, offset+at)
		}
		at += len(z.Raw())
	}
}

func (t *Text) noteTag(token html.Token, offset int) {
	if gone := droppedFrom(token); gone != "" {
		t.problem(t.At(offset), "html-dropped", gone+" is not allowed and was left out",
			"write it in Markdown, or leave it out; scripts and styles belong into templates/")
	}
	for _, a := range token.Attr {
		switch {
		case a.Key == "id" && a.Val != "":
			t.anchor(a.Val, offset)
		case a.Key == "href" && token.DataAtom == atom.A:
			link := cleanLink(a.Val)
			t.rawLinks[link] = append(t.rawLinks[link], offset)
		}
	}
}

// droppedFrom says what the policy takes away from a tag, or "".
func droppedFrom(token html.Token) string {
	clean := policy().Sanitize(token.String())
	z := html.NewTokenizer(strings.NewReader(clean))
	if z.Next() == html.ErrorToken {
		return "the element <" + token.Data + ">"
	}
	kept := z.Token()
	for _, a := range token.Attr {
		if !slices.ContainsFunc(kept.Attr, func(k html.Attribute) bool { return k.Key == a.Key }) {
			return "the attribute " + a.Key + " of <" + token.Data + ">"
		}
	}
	return ""
}

// sanitise makes rendered HTML that holds raw pieces safe and well-formed.
func (t *Text) sanitise(rendered []byte, rewrite func(string, int) string) []byte {
	body := &html.Node{Type: html.ElementNode, DataAtom: atom.Div, Data: "div"}
	nodes, err := html.ParseFragment(bytes.NewReader(policy().SanitizeBytes(rendered)), body)
	if err != nil {
		panic("an HTML parser that cannot fail has failed: " + err.Error())
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	t.finish(body, rewrite, map[string]bool{})
	var b bytes.Buffer
	for n := body.FirstChild; n != nil; n = n.NextSibling {
		_ = html.Render(&b, n)
	}
	return b.Bytes()
}

// finish walks the parsed tree: links in raw HTML get their targets, tables
// their frames, repeated ids go, and headings stay below the page's own.
func (t *Text) finish(n *html.Node, rewrite func(string, int) string, ids map[string]bool) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if c.Type == html.ElementNode {
			t.finishElement(c, rewrite, ids)
		}
		t.finish(c, rewrite, ids)
		c = next
	}
}

func (t *Text) finishElement(n *html.Node, rewrite func(string, int) string, ids map[string]bool) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
		if a.Key != "id" {
			return false
		}
		again := ids[a.Val]
		ids[a.Val] = true
		return again || a.Val == ""
	})
	switch n.DataAtom {
	case atom.H1:
		n.DataAtom, n.Data = atom.H2, "h2"
	case atom.A:
		t.rewriteRaw(n, rewrite)
	case atom.Table:
		frame(n, t.press.words.Table)
	}
}

// rewriteRaw resolves a link of raw HTML. Those written in Markdown were
// resolved before.
func (t *Text) rewriteRaw(n *html.Node, rewrite func(string, int) string) {
	for i, a := range n.Attr {
		places := t.rawLinks[a.Val]
		if a.Key != "href" || rewrite == nil || len(places) == 0 {
			continue
		}
		n.Attr[i].Val, t.rawLinks[a.Val] = rewrite(a.Val, places[0]), places[1:]
	}
}

// cleanLink is a link as the sanitiser writes it.
func cleanLink(href string) string {
	u, err := url.Parse(strings.TrimSpace(href))
	if err != nil {
		return href
	}
	return u.String()
}

// frame puts a raw table into the frame that Markdown tables have.
func frame(table *html.Node, name string) {
	if p := table.Parent; p.Data == "div" && slices.ContainsFunc(p.Attr, func(a html.Attribute) bool { return a.Key == "class" && a.Val == "n-table" }) {
		return
	}
	div := &html.Node{Type: html.ElementNode, DataAtom: atom.Div, Data: "div", Attr: []html.Attribute{
		{Key: "class", Val: "n-table"}, {Key: "role", Val: "group"}, {Key: "tabindex", Val: "0"}, {Key: "aria-label", Val: name}}}
	table.Parent.InsertBefore(div, table)
	table.Parent.RemoveChild(table)
	div.AppendChild(table)
}

func rawBlock(n *ast.HTMLBlock, src []byte) []byte {
	b := n.Lines().Value(src)
	if n.HasClosure() {
		b = append(b[:len(b):len(b)], n.ClosureLine.Value(src)...)
	}
	return b
}

func blockStart(n ast.Node) int {
	if n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	return 0
}
