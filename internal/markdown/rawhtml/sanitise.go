package rawhtml

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Sanitise makes rendered HTML that holds raw pieces safe and well-formed. table is the accessible name of a table's
// frame. It returns an error where more elements are open within each other than the parser takes.
func Sanitise(rendered, table string) (string, error) {
	body := &html.Node{Type: html.ElementNode, DataAtom: atom.Div, Data: "div"}
	nodes, err := html.ParseFragment(strings.NewReader(policy().Sanitize(rendered)), body)
	if err != nil {
		return "", fmt.Errorf("raw HTML and Markdown open too many elements within each other: %w", err)
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	finisher{table, map[string]bool{}}.finish(body)
	var b strings.Builder
	for n := body.FirstChild; n != nil; n = n.NextSibling {
		_ = html.Render(&b, n)
	}
	return b.String(), nil
}

// finisher walks a parsed tree: tables get their frames, refused addresses and repeated ids go, and headings stay
// below the page's own.
type finisher struct {
	table string          // the accessible name of a table's frame
	ids   map[string]bool // those that it has met
}

// finish walks all that stands in a node.
func (f finisher) finish(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if c.Type == html.ElementNode {
			f.finishElement(c)
		}
		f.finish(c)
		c = next
	}
}

// finishElement drops attributes of one element, and changes its name or puts a frame around it.
func (f finisher) finishElement(n *html.Node) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
		if a.Key != "id" {
			return RefusedAttr(a) != nil
		}
		again := f.ids[a.Val]
		f.ids[a.Val] = true
		return again || a.Val == ""
	})
	switch n.DataAtom {
	case atom.H1:
		n.DataAtom, n.Data = atom.H2, "h2"
	case atom.Table:
		frame(n, f.table)
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
