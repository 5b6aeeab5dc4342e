package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"gazette/internal/document"
	"gazette/internal/document/markup"
	"gazette/internal/markdown/dialect"
	"gazette/internal/markdown/rawhtml"
)

// Blocks returns the text as a manuscript, with the place in the file of each block and of each piece of its lines. The
// heading that repeats the title is no part of it. rewrite, which may be nil, is asked for the target of each link in
// raw HTML. It must be called before HTML.
func (t *Text) Blocks(rewrite func(href string, offset int) string) (out []document.Block) {
	defer func() {
		if cause := recover(); cause != nil {
			out = nil
			t.refuse(dialect.LimitOf(cause))
		}
	}()
	if t.tree.Root == nil {
		return nil
	}
	w := &walker{t: t, rewrite: rewrite, targets: map[ast.Node]string{}, ids: map[ast.Node]string{},
		notes: map[int]*extast.Footnote{}}
	for _, l := range t.Links {
		w.targets[l.node] = l.Target
	}
	for _, h := range t.Headings {
		w.ids[h.node] = h.ID
	}
	for n := t.tree.Root.FirstChild(); n != nil; n = n.NextSibling() {
		if list, ok := n.(*extast.FootnoteList); ok {
			for f := list.FirstChild(); f != nil; f = f.NextSibling() {
				w.notes[f.(*extast.Footnote).Index] = f.(*extast.Footnote)
			}
		}
	}
	return w.children(t.tree.Root)
}

// walker makes blocks of goldmark's tree.
type walker struct {
	t       *Text
	rewrite func(string, int) string
	targets map[ast.Node]string
	ids     map[ast.Node]string
	notes   map[int]*extast.Footnote
	inNote  bool
}

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
		b.Level, b.ID = n.Level, w.ids[n]
		b.End = w.t.At(w.t.tree.HeadingEnd(n))
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
		return []document.Block{{Kind: document.Rule, At: w.t.At(at),
			End: w.t.At(dialect.LineEnd(w.t.tree.Src, n.Pos()))}}
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
	at = min(max(at, 0), len(w.t.tree.Src))
	return bytes.LastIndexByte(w.t.tree.Src[:at], '\n') + 1
}

// lines makes a block of one whose lines hold words.
func (w *walker) lines(n ast.Node, kind string) document.Block {
	b := document.Block{Kind: kind}
	segments := n.Lines()
	if segments.Len() == 0 {
		b.At = w.t.At(w.lineStart(n.Pos()))
		b.End = w.t.At(dialect.LineEnd(w.t.tree.Src, max(n.Pos(), 0)))
		b.In, b.Out, b.Opaque = b.End, b.End, true
		return b
	}
	first, last := segments.At(0), segments.At(segments.Len()-1)
	b.At, b.End = w.t.At(w.lineStart(first.Start)), w.t.At(dialect.LineEnd(w.t.tree.Src, max(last.Start, last.Stop-1)))
	b.Inlines, b.In, b.Out, b.Opaque = w.inlines(n, segments)
	return b
}

// around gives a container the place of what is in it.
func (w *walker) around(n ast.Node, b document.Block, inner []document.Block) document.Block {
	at := max(n.Pos(), 0)
	b.At, b.End = w.t.At(w.lineStart(at)), w.t.At(dialect.LineEnd(w.t.tree.Src, at))
	for _, in := range inner {
		b.End = max(b.End, in.End)
	}
	return b
}

func (w *walker) list(n *ast.List) document.Block {
	b := document.Block{Kind: document.BulletList}
	if n.IsOrdered() {
		b.Kind, b.Start = document.OrderedList, n.Start
	}
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		inner := w.children(item)
		place := w.around(item, document.Block{}, inner)
		b.Items = append(b.Items, inner)
		b.Places = append(b.Places, [2]int{w.t.At(max(item.Pos(), 0)), place.End})
	}
	b = w.around(n, b, nil)
	if k := len(b.Places); k > 0 {
		b.At, b.End = w.t.At(w.lineStart(b.Places[0][0]-w.t.at)), b.Places[k-1][1]
	}
	return b
}

func (w *walker) code(n ast.Node) document.Block {
	b := document.Block{Kind: document.CodeBlock, Text: string(bytes.TrimRight(n.Lines().Value(w.t.tree.Src), "\n"))}
	b = w.around(n, b, nil)
	if k := n.Lines().Len(); k > 0 {
		last := n.Lines().At(k - 1)
		b.In, b.Out = w.t.At(n.Lines().At(0).Start), w.t.At(last.Stop)
		b.End = w.t.At(dialect.LineEnd(w.t.tree.Src, last.Stop-1))
		if _, fenced := n.(*ast.FencedCodeBlock); fenced {
			b.End = w.t.At(dialect.LineEnd(w.t.tree.Src, last.Stop))
		}
	}
	return b
}

// html makes the blocks of raw HTML; all of them have its place.
func (w *walker) html(n *ast.HTMLBlock) []document.Block {
	p, _ := rawhtml.Of(n, w.t.tree.Src)
	blocks := markup.FromHTML(string(p.Clean(w.rewrite)))
	at, end := w.t.At(w.lineStart(p.At)), w.t.At(p.At+len(p.Raw))
	document.Walk(blocks, func(b *document.Block) { b.Raw, b.Opaque, b.At, b.End = true, true, at, end })
	return blocks
}

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
		b.End = w.t.At(dialect.LineEnd(w.t.tree.Src, b.End-w.t.at))
	}
	return b
}

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
