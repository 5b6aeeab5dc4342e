package markdown

import (
	"slices"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// linksWithin follows the links of raw HTML and finds those of Markdown that
// stand in them: an address within <a href> becomes no link of its own, since
// HTML knows no link within a link.
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

// named gives an <a name> the id that it was written for: browsers have taken
// both for the same since HTML 4, and HTML knows the id alone today.
func named(token html.Token) html.Token {
	if token.DataAtom != atom.A {
		return token
	}
	hasID := slices.ContainsFunc(token.Attr, func(a html.Attribute) bool { return a.Key == "id" })
	attrs := slices.Clone(token.Attr)
	token.Attr = attrs[:0]
	for _, a := range attrs {
		if a.Key == "name" && hasID {
			continue
		}
		if a.Key == "name" {
			a.Key, hasID = "id", true
		}
		token.Attr = append(token.Attr, a)
	}
	return token
}
