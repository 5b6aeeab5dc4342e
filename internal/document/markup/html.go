// Package markup reads HTML into blocks: that of a text, and that of a redline, whose insertions and deletions become
// tracked changes.
package markup

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gazette/internal/document"
)

// Meaning is the kind that an element of HTML has in a line, "" for none.
func Meaning(tag string) string {
	switch tag {
	case "b", "strong":
		return document.Strong
	case "i", "em", "cite", "dfn", "var":
		return document.Emph
	case "s", "del", "strike":
		return document.Strikeout
	case "sup":
		return document.Superscript
	case "sub":
		return document.Subscript
	case "u", "ins":
		return document.Underline
	case "code", "kbd", "samp", "tt":
		return document.Code
	case "a":
		return document.Link
	}
	return ""
}

// Attr is the value of an attribute, "" for none.
func Attr(attrs []html.Attribute, key string) string {
	for _, a := range attrs {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// FromHTML makes blocks of a fragment of HTML: of what it says, not of how it looks. References to notes within it, as
// Markdown's HTML has them, become notes.
func FromHTML(src string) []document.Block {
	root, err := body(src)
	if err != nil {
		return nil
	}
	return FromNode(root)
}

// body is a fragment of HTML as the body of a page.
func body(src string) (*html.Node, error) {
	nodes, err := html.ParseFragment(strings.NewReader(src),
		&html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	root := &html.Node{Type: html.ElementNode, Data: "body"}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	return root, err
}

// FromNode makes blocks of what stands in an element of a page.
func FromNode(n *html.Node) []document.Block {
	c := &converter{notes: map[string]*html.Node{}}
	c.findNotes(n)
	return c.flow(n)
}

// converter makes blocks of HTML.
type converter struct {
	notes map[string]*html.Node // by id
	depth int
	// mark gives <ins> and <del> a meaning of their own; or it is nil
	mark func(n *html.Node, ins []document.Inline) []document.Inline
}

func (c *converter) findNotes(n *html.Node) {
	if Attr(n.Attr, "role") == "doc-endnotes" || strings.Contains(Attr(n.Attr, "class"), "footnotes") {
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			if k.Data == "ol" {
				for li := k.FirstChild; li != nil; li = li.NextSibling {
					if id := Attr(li.Attr, "id"); id != "" {
						c.notes[id] = li
					}
				}
			}
		}
		return
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		c.findNotes(k)
	}
}

// takeNotes takes the notes that are referred to out of their list.
func (c *converter) takeNotes(n *html.Node) {
	for _, li := range c.notes {
		if li.Parent != nil && li.Parent.Parent == n {
			li.Parent.RemoveChild(li)
		}
	}
}

// flow makes blocks of an element's content; lines between blocks become paragraphs.
func (c *converter) flow(n *html.Node) (out []document.Block) {
	if c.depth++; c.depth > document.MaxNesting {
		return nil
	}
	defer func() { c.depth-- }()
	var line []document.Inline
	end := func() {
		if line = document.Trimmed(line); len(line) > 0 {
			out = append(out, document.Block{Kind: document.Para, Tight: true, Inlines: line})
		}
		line = nil
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.Type == html.ElementNode && isBlock(k) {
			end()
			out = append(out, c.block(k)...)
			continue
		}
		line = append(line, c.inline(k)...)
	}
	end()
	return out
}

func isBlock(n *html.Node) bool {
	switch n.Data {
	case "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre", "hr",
		"div", "section",
		"article", "main", "header", "footer",
		"figure", "figcaption", "address", "details", "summary", "aside", "nav", "fieldset", "form", "center", "li",
		"dt", "dd", "tbody", "tr", "td":
		return true
	}
	return false
}

func (c *converter) block(n *html.Node) []document.Block {
	switch n.Data {
	case "p", "summary", "figcaption", "address", "center":
		if hasBlocks(n) {
			return c.flow(n)
		}
		if line := document.Trimmed(c.line(n)); len(line) > 0 {
			return []document.Block{{Kind: document.Para, Inlines: line}}
		}
		return nil
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return []document.Block{{Kind: document.Header, Level: max(int(n.Data[1]-'0'), 2), ID: Attr(n.Attr, "id"),
			Inlines: document.Trimmed(c.line(n))}}
	case "ul", "ol":
		return c.list(n)
	case "dl":
		return c.definitions(n)
	case "table":
		return c.table(n)
	case "blockquote":
		return []document.Block{{Kind: document.Quote, Items: [][]document.Block{c.flow(n)}}}
	case "pre":
		return []document.Block{{Kind: document.CodeBlock, Text: strings.Trim(textOf(n), "\n")}}
	case "hr":
		return []document.Block{{Kind: document.Rule}}
	}
	if Attr(n.Attr, "role") == "doc-endnotes" || strings.Contains(Attr(n.Attr, "class"), "footnotes") &&
		len(c.notes) > 0 {
		if c.mark != nil {
			c.takeNotes(n)
			return c.flow(n)
		}
		return nil
	}
	return c.flow(n)
}

func hasBlocks(n *html.Node) bool {
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.Type == html.ElementNode && isBlock(k) {
			return true
		}
	}
	return false
}

func (c *converter) list(n *html.Node) []document.Block {
	b := document.Block{Kind: document.BulletList}
	if n.Data == "ol" {
		b.Kind, b.Start = document.OrderedList, 1
		if start, err := strconv.Atoi(Attr(n.Attr, "start")); err == nil {
			b.Start = start
		}
	}
	for li := n.FirstChild; li != nil; li = li.NextSibling {
		switch {
		case li.Data == "li":
			b.Items = append(b.Items, c.flow(li))
		case li.Type == html.ElementNode && len(b.Items) > 0: // a list within, that stands between items
			b.Items[len(b.Items)-1] = append(b.Items[len(b.Items)-1], c.block(li)...)
		}
	}
	if len(b.Items) == 0 {
		return nil
	}
	return []document.Block{b}
}

func (c *converter) definitions(n *html.Node) []document.Block {
	b := document.Block{Kind: document.Definitions}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		switch k.Data {
		case "dt":
			b.Terms, b.Items = append(b.Terms, document.Trimmed(c.line(k))), append(b.Items, nil)
		case "dd":
			if i := len(b.Items) - 1; i >= 0 {
				b.Items[i] = append(b.Items[i], c.flow(k)...)
			}
		}
	}
	if len(b.Terms) == 0 {
		return nil
	}
	return []document.Block{b}
}

func (c *converter) table(n *html.Node) []document.Block {
	b, before := document.Block{Kind: document.Table}, []document.Block(nil)
	var walk func(n *html.Node, head bool)
	walk = func(n *html.Node, head bool) {
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			switch k.Data {
			case "thead":
				walk(k, true)
			case "tbody", "tfoot":
				walk(k, false)
			case "caption":
				before = append(before, c.flow(k)...)
			case "tr":
				b.Rows = append(b.Rows, c.row(k, head))
			}
		}
	}
	walk(n, false)
	if len(b.Rows) == 0 {
		return before
	}
	return append(before, b)
}

func (c *converter) row(n *html.Node, head bool) document.Row {
	r, heads := document.Row{Head: head}, 0
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.Data != "td" && k.Data != "th" {
			continue
		}
		cell := document.Cell{Blocks: c.flow(k)}
		cell.Columns, _ = strconv.Atoi(Attr(k.Attr, "colspan"))
		cell.RowSpan, _ = strconv.Atoi(Attr(k.Attr, "rowspan"))
		if cell.Columns > 50 {
			cell.Columns = 1
		}
		switch class := Attr(k.Attr, "class"); {
		case strings.Contains(class, "n-end"):
			cell.Align = "right"
		case strings.Contains(class, "n-center"):
			cell.Align = "center"
		}
		if k.Data == "th" {
			heads++
		}
		r.Cells = append(r.Cells, cell)
	}
	r.Head = r.Head || heads > 0 && heads == len(r.Cells)
	return r
}
