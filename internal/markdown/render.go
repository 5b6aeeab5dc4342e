package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"gazette/internal/markdown/dialect"
	"gazette/internal/markdown/rawhtml"
)

// HTML returns the text as a well-formed HTML fragment. rewrite, which may be nil, is asked for the target of each
// link in raw HTML. It may be called once: the tree goes with it, and what is kept of the text is small.
func (t *Text) HTML(rewrite func(href string, offset int) string) (out string) {
	defer t.fell()
	defer func() {
		if cause := recover(); cause != nil {
			out = ""
			t.refuse(dialect.LimitOf(cause))
		}
	}()
	for _, h := range t.Headings {
		h.node.SetAttributeString("id", []byte(h.ID))
	}
	for _, n := range t.numbers {
		n.apply()
	}
	for _, l := range t.Links {
		if t.converter.early {
			l.applyEarly(len(t.raws) > 0)
		} else {
			l.apply(t.tree.Src)
		}
	}
	for _, p := range t.raws {
		p.Replace(p.Clean(rewrite))
	}
	var b strings.Builder
	b.Grow(len(t.tree.Src) * 5 / 4)
	if err := t.converter.md.Renderer().Render(&b, t.tree.Src, t.tree.Root); err != nil {
		panic("goldmark cannot write to memory: " + err.Error())
	}
	if len(t.raws) > 0 {
		clean, err := rawhtml.Sanitise(b.String(), t.converter.words.Table)
		if err != nil {
			panic(dialect.Limit(err.Error()))
		}
		return clean
	}
	return b.String()
}

// fell lets go of the tree.
func (t *Text) fell() {
	t.tree.Root, t.raws, t.verdicts, t.numbers = nil, nil, nil, nil
	for _, h := range t.Headings {
		h.node = nil
	}
	for _, l := range t.Links {
		l.node = nil
	}
}

// nodeRenderer writes what goldmark would write otherwise: tables stand in a frame that scrolls by itself, so that a
// wide one never widens the page, and blocks of code have the attributes of their attribute line.
type nodeRenderer struct{ words Words }

// RegisterFuncs tells goldmark which nodes are written here.
func (r *nodeRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(extast.KindTable, r.table)
	reg.Register(ast.KindCodeBlock, r.code)
	reg.Register(ast.KindFencedCodeBlock, r.code)
}

// code writes a block of code.
func (r *nodeRenderer) code(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, _ = w.WriteString("</code></pre>\n")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString("<pre")
	if n.Attributes() != nil {
		html.RenderAttributes(w, n, html.GlobalAttributeFilter)
	}
	_, _ = w.WriteString("><code")
	if fenced, ok := n.(*ast.FencedCodeBlock); ok {
		if language := fenced.Language(src); language != nil {
			_, _ = w.WriteString(` class="language-`)
			html.DefaultWriter.Write(w, language)
			_ = w.WriteByte('"')
		}
	}
	_ = w.WriteByte('>')
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		html.DefaultWriter.RawWrite(w, line.Value(src))
	}
	return ast.WalkContinue, nil
}

// table writes what stands around the rows of a table.
func (r *nodeRenderer) table(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(tableFrame(r.words.Table))
		_, _ = w.WriteString("<table")
		if n.Attributes() != nil {
			html.RenderAttributes(w, n, html.GlobalAttributeFilter)
		}
		_, _ = w.WriteString(">\n")
	} else {
		_, _ = w.WriteString("</table></div>\n")
	}
	return ast.WalkContinue, nil
}

// tableFrame opens the frame of a table; a keyboard can scroll it, and a screen reader says its name.
func tableFrame(name string) string {
	return `<div class="n-table" role="group" tabindex="0" aria-label="` + string(util.EscapeHTML([]byte(name))) + `">`
}

// alignCell keeps a column's alignment as a class: a style attribute would break a strict Content-Security-Policy,
// and left is not left in Arabic.
func alignCell(c *extast.TableCell) {
	switch c.Alignment {
	case extast.AlignRight:
		c.SetAttributeString("class", []byte("n-end"))
	case extast.AlignCenter:
		c.SetAttributeString("class", []byte("n-center"))
	}
}

// cleanAttributes drops what an attribute list may not set: goldmark would let style and event handlers through. What
// belongs to the interface is reported.
func (t *Text) cleanAttributes(n ast.Node) {
	attrs := n.Attributes()
	if len(attrs) == 0 {
		return
	}
	n.RemoveAttributes()
	for _, a := range attrs {
		if !dialect.MaySet(string(a.Name)) {
			continue
		}
		kept, gone := rawhtml.Unreserved(strings.ToLower(string(a.Name)), dialect.Value(a.Value))
		for _, word := range gone {
			t.reserved(t.At(n.Pos()), string(a.Name), word)
		}
		if len(gone) == 0 {
			n.SetAttribute(a.Name, a.Value)
		} else if kept != "" {
			n.SetAttribute(a.Name, []byte(kept))
		}
	}
}
