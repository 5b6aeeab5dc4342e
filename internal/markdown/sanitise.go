package markdown

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gazette/internal/markdown/dialect"
)

// ofTexts are the elements that a text may be made of, written in Markdown or as HTML.
var ofTexts = strings.Fields(`
	a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div
	dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section
	small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr`)

// Allowed reports whether a text may hold an element of that name.
func Allowed(name string) bool { return slices.Contains(ofTexts, name) }

// policy lists what legal texts use in raw HTML; everything else is dropped.
// Made once, when the first raw HTML is met: compiling it takes a millisecond.
var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements(ofTexts...)
	p.AllowAttrs("id", "class", "lang", "title").Globally()
	p.AllowAttrs("dir").Matching(regexp.MustCompile(`(?i)^(ltr|rtl|auto)$`)).Globally()
	p.AllowAttrs("role", "aria-label", "aria-labelledby", "aria-describedby", "tabindex").Globally()
	p.AllowAttrs("href").OnElements("a") // no hreflang: it would be an offer of the page in another language
	p.AllowAttrs("src", "alt", "width", "height").OnElements("img")
	p.AllowAttrs("colspan", "rowspan", "headers", "scope", "abbr").OnElements("td", "th")
	p.AllowAttrs("span").OnElements("col", "colgroup")
	p.AllowAttrs("start", "reversed", "type", "value").OnElements("ol", "li")
	p.AllowAttrs("datetime").OnElements("time", "ins", "del")
	p.AllowAttrs("open").OnElements("details")
	p.AllowAttrs("cite").OnElements("blockquote", "q")
	p.AllowNoAttrs().OnElements("a", "span", "img", "bdo", "font")
	p.RequireParseableURLs(false) // addresses are judged below, by the rule for all of them
	return p
})

// sanitise makes rendered HTML that holds raw pieces safe and well-formed.
func (t *Text) sanitise(rendered string) string {
	body := &html.Node{Type: html.ElementNode, DataAtom: atom.Div, Data: "div"}
	nodes, err := html.ParseFragment(strings.NewReader(policy().Sanitize(rendered)), body)
	if err != nil {
		panic(dialect.Limit("raw HTML and Markdown open too many elements within each other: " + err.Error()))
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	t.finish(body, map[string]bool{})
	var b strings.Builder
	for n := body.FirstChild; n != nil; n = n.NextSibling {
		_ = html.Render(&b, n)
	}
	return b.String()
}

// finish walks the parsed tree: tables get their frames, refused addresses
// and repeated ids go, and headings stay below the page's own.
func (t *Text) finish(n *html.Node, ids map[string]bool) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if c.Type == html.ElementNode {
			t.finishElement(c, ids)
		}
		t.finish(c, ids)
		c = next
	}
}

func (t *Text) finishElement(n *html.Node, ids map[string]bool) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
		if a.Key != "id" {
			return refusedAttr(a) != nil
		}
		again := ids[a.Val]
		ids[a.Val] = true
		return again || a.Val == ""
	})
	switch n.DataAtom {
	case atom.H1:
		n.DataAtom, n.Data = atom.H2, "h2"
	case atom.Table:
		frame(n, t.converter.words.Table)
	}
}

// frame puts a raw table into the frame that Markdown tables have.
func frame(table *html.Node, name string) {
	if p := table.Parent; p.Data == "div" &&
		slices.ContainsFunc(p.Attr, func(a html.Attribute) bool { return a.Key == "class" && a.Val == "n-table" }) {
		return
	}
	div := &html.Node{Type: html.ElementNode, DataAtom: atom.Div, Data: "div", Attr: []html.Attribute{
		{Key: "class", Val: "n-table"}, {Key: "role", Val: "group"}, {Key: "tabindex", Val: "0"},
		{Key: "aria-label", Val: name}}}
	table.Parent.InsertBefore(div, table)
	table.Parent.RemoveChild(table)
	div.AppendChild(table)
}
