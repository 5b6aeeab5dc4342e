// Package blocks makes of a text that was parsed the blocks that word processors know, with their places in the file.
//
// Goldmark says where words stand, not where marks begin and end, so these are read again. Where a place cannot be
// told, the block says so: what it reads is right all the same.
package blocks

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"gazette/internal/document"
	"gazette/internal/document/markup"
	"gazette/internal/markdown/dialect"
	"gazette/internal/markdown/rawhtml"
)

// Text is a text that was parsed, with what blocks are made of beside its tree.
type Text struct {
	Tree      dialect.Tree
	At        int                 // where it begins in its file
	Targets   map[ast.Node]string // where its links and pictures lead
	IDs       map[ast.Node]string // of its headings
	Spaceless bool                // of a language without spaces between words

	// Rewrite, which may be nil, is asked for the target of each link in raw HTML.
	Rewrite func(href string, offset int) string
}

// Of returns a text as blocks, with the place in the file of each and of each piece of its lines.
func Of(t Text) []document.Block {
	w := &walker{Text: t, notes: map[int]*extast.Footnote{}}
	for n := t.Tree.Root.FirstChild(); n != nil; n = n.NextSibling() {
		if list, ok := n.(*extast.FootnoteList); ok {
			for f := list.FirstChild(); f != nil; f = f.NextSibling() {
				w.notes[f.(*extast.Footnote).Index] = f.(*extast.Footnote)
			}
		}
	}
	return w.children(t.Tree.Root)
}

// walker makes blocks of goldmark's tree.
type walker struct {
	Text
	notes  map[int]*extast.Footnote
	inNote bool // it is within a note
}

// place is where an offset of the text stands in the file.
func (w *walker) place(offset int) int { return w.At + max(offset, 0) }

// children makes the blocks of all nodes in a node.
func (w *walker) children(n ast.Node) (out []document.Block) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		out = append(out, w.block(c)...)
	}
	return out
}

// block makes the blocks of one node; of most it is one.
func (w *walker) block(n ast.Node) []document.Block {
	switch n := n.(type) {
	case *ast.Heading:
		b := w.lines(n, document.Header)
		b.Level, b.ID = n.Level, w.IDs[n]
		b.End = w.place(w.Tree.HeadingEnd(n))
		return []document.Block{b}
	case *ast.Paragraph:
		return []document.Block{w.lines(n, document.Para)}
	case *ast.TextBlock:
		b := w.lines(n, document.Para)
		b.Tight = true
		return []document.Block{b}
	case *ast.List:
		return []document.Block{w.list(n)}
	case *ast.Blockquote:
		inner := w.children(n)
		return []document.Block{w.around(n, document.Block{Kind: document.Quote, Items: [][]document.Block{inner}},
			inner)}
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		return []document.Block{w.code(n)}
	case *ast.ThematicBreak:
		at := w.lineStart(n.Pos())
		return []document.Block{{Kind: document.Rule, At: w.place(at),
			End: w.place(dialect.LineEnd(w.Tree.Src, n.Pos()))}}
	case *ast.HTMLBlock:
		return w.html(n)
	case *extast.Table:
		return []document.Block{w.table(n)}
	case *extast.DefinitionList:
		return []document.Block{w.definitions(n)}
	}
	return nil // notes stand where they are referred to; definitions of targets are read by nobody
}

// lineStart is where the line begins that a place is in.
func (w *walker) lineStart(at int) int {
	at = min(max(at, 0), len(w.Tree.Src))
	return bytes.LastIndexByte(w.Tree.Src[:at], '\n') + 1
}

// lines makes a block of one whose lines hold words.
func (w *walker) lines(n ast.Node, kind string) document.Block {
	b := document.Block{Kind: kind}
	segments := n.Lines()
	if segments.Len() == 0 {
		b.At = w.place(w.lineStart(n.Pos()))
		b.End = w.place(dialect.LineEnd(w.Tree.Src, max(n.Pos(), 0)))
		b.In, b.Out, b.Opaque = b.End, b.End, true
		return b
	}
	first, last := segments.At(0), segments.At(segments.Len()-1)
	b.At, b.End = w.place(w.lineStart(first.Start)), w.place(dialect.LineEnd(w.Tree.Src, max(last.Start, last.Stop-1)))
	b.Inlines, b.In, b.Out, b.Opaque = w.inlines(n, segments)
	return b
}

// around gives a container the place of what is in it.
func (w *walker) around(n ast.Node, b document.Block, inner []document.Block) document.Block {
	at := max(n.Pos(), 0)
	b.At, b.End = w.place(w.lineStart(at)), w.place(dialect.LineEnd(w.Tree.Src, at))
	for _, in := range inner {
		b.End = max(b.End, in.End)
	}
	return b
}

// list makes a list of its items, each with its place.
func (w *walker) list(n *ast.List) document.Block {
	b := document.Block{Kind: document.BulletList}
	if n.IsOrdered() {
		b.Kind, b.Start = document.OrderedList, n.Start
	}
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		inner := w.children(item)
		place := w.around(item, document.Block{}, inner)
		b.Items = append(b.Items, inner)
		b.Places = append(b.Places, [2]int{w.place(max(item.Pos(), 0)), place.End})
	}
	b = w.around(n, b, nil)
	if k := len(b.Places); k > 0 {
		b.At, b.End = w.place(w.lineStart(b.Places[0][0]-w.At)), b.Places[k-1][1]
	}
	return b
}

// code makes a block of code; the lines of its fence are part of its place, not of its text.
func (w *walker) code(n ast.Node) document.Block {
	b := document.Block{Kind: document.CodeBlock, Text: string(bytes.TrimRight(n.Lines().Value(w.Tree.Src), "\n"))}
	b = w.around(n, b, nil)
	if k := n.Lines().Len(); k > 0 {
		last := n.Lines().At(k - 1)
		b.In, b.Out = w.place(n.Lines().At(0).Start), w.place(last.Stop)
		b.End = w.place(dialect.LineEnd(w.Tree.Src, last.Stop-1))
		if _, fenced := n.(*ast.FencedCodeBlock); fenced {
			b.End = w.place(dialect.LineEnd(w.Tree.Src, last.Stop))
		}
	}
	return b
}

// html makes the blocks of raw HTML; all of them have its place.
func (w *walker) html(n *ast.HTMLBlock) []document.Block {
	p, _ := rawhtml.Of(n, w.Tree.Src)
	blocks := markup.FromHTML(string(p.Clean(w.Rewrite)))
	at, end := w.place(w.lineStart(p.At)), w.place(p.At+len(p.Raw))
	document.Walk(blocks, func(b *document.Block) { b.Raw, b.Opaque, b.At, b.End = true, true, at, end })
	return blocks
}

// table makes a table of its rows. Each cell has the place of its words; one without words has none.
func (w *walker) table(n *extast.Table) document.Block {
	b := document.Block{Kind: document.Table}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		r := document.Row{Head: row.Kind() == extast.KindTableHeader}
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			cell := c.(*extast.TableCell)
			out := document.Cell{Align: cell.Alignment.String()}
			if cell.Alignment == extast.AlignNone {
				out.Align = ""
			}
			if cell.Lines() != nil && cell.Lines().Len() > 0 {
				p := w.lines(cell, document.Para)
				p.Tight = true
				r.At, r.End = p.At, p.End
				out.In, out.Out, out.Opaque = p.In, p.Out, p.Opaque
				out.Blocks = []document.Block{p}
			}
			r.Cells = append(r.Cells, out)
		}
		b.Rows = append(b.Rows, r)
	}
	for _, r := range b.Rows {
		if r.End > 0 && (b.End == 0 || r.At < b.At) { // the first that has a place
			b.At = r.At
		}
		b.End = max(b.End, r.End)
	}
	if len(b.Rows) == 1 { // the row of dashes
		b.End = w.place(dialect.LineEnd(w.Tree.Src, b.End-w.At))
	}
	return b
}

// definitions makes a list of terms, each with what is said of it.
func (w *walker) definitions(n *extast.DefinitionList) document.Block {
	b := document.Block{Kind: document.Definitions}
	var all []document.Block
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() == extast.KindDefinitionTerm {
			p := w.lines(c, document.Para)
			all = append(all, p)
			b.Terms, b.Items = append(b.Terms, p.Inlines), append(b.Items, nil)
			b.Places = append(b.Places, [2]int{p.At, p.End})
			continue
		}
		if k := len(b.Items) - 1; k >= 0 {
			inner := w.children(c)
			b.Items[k] = append(b.Items[k], inner...)
			all = append(all, inner...)
		}
	}
	b = w.around(n, b, all)
	if len(all) > 0 {
		b.At = all[0].At
	}
	return b
}

// noteOf are the blocks of a note.
func (w *walker) noteOf(index int) []document.Block {
	f := w.notes[index]
	if f == nil || w.inNote { // a note refers to no note
		return nil
	}
	w.inNote = true
	defer func() { w.inNote = false }()
	return w.children(f)
}
