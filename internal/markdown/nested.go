package markdown

import (
	"slices"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
)

// linksWithin follows the links of raw HTML and finds those of Markdown that stand in them: an address within <a
// href> becomes no link of its own, since HTML knows no link within a link.
type linksWithin struct {
	open   bool       // <a href> was met and </a> was not
	inside []ast.Node // since then
	found  []ast.Node // that do stand in one
}

// tag notes a tag of raw HTML. An <a> that is never closed holds nothing.
func (l *linksWithin) tag(token html.Token) {
	if token.Data != "a" {
		return
	}
	if token.Type == html.EndTagToken && l.open {
		l.found = append(l.found, l.inside...)
	}
	l.open = token.Type == html.StartTagToken &&
		slices.ContainsFunc(token.Attr, func(a html.Attribute) bool { return a.Key == "href" })
	l.inside = nil
}

// note notes a link of Markdown.
func (l *linksWithin) note(n ast.Node) {
	if l.open {
		l.inside = append(l.inside, n)
	}
}

// unlinkWithin leaves the words of links that stand in another.
func (t *Text) unlinkWithin() {
	if t.converter.early || len(t.links.found) == 0 {
		return
	}
	within := make(map[ast.Node]bool, len(t.links.found))
	for _, n := range t.links.found {
		within[n] = true
	}
	t.Links = slices.DeleteFunc(t.Links, func(l *Link) bool { return within[l.node] })
	for _, n := range t.links.found {
		takeOut(n, t.tree.Src)
	}
}
