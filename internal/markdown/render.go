package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// HTML returns the text as a well-formed HTML fragment. rewrite, which may be
// nil, is asked for the target of each link in raw HTML. It may be called once:
// the tree goes with it, and what is kept of the text is small.
func (t *Text) HTML(rewrite func(href string, offset int) string) []byte {
	defer t.fell()
	for _, h := range t.Headings {
		h.node.SetAttributeString("id", []byte(h.ID))
	}
	for _, l := range t.Links {
		l.apply()
	}
	var b bytes.Buffer
	b.Grow(len(t.src) * 5 / 4)
	if err := t.press.md.Renderer().Render(&b, t.src, t.root); err != nil {
		panic("goldmark cannot write to memory: " + err.Error())
	}
	if t.raw {
		return t.sanitise(b.Bytes(), rewrite)
	}
	return b.Bytes()
}

// fell lets go of the tree.
func (t *Text) fell() {
	t.root = nil
	for _, h := range t.Headings {
		h.node = nil
	}
	for _, l := range t.Links {
		l.node = nil
	}
}

// apply writes a link's target back into the tree.
func (l *Link) apply() {
	switch n := l.node.(type) {
	case *ast.Link:
		n.Destination = []byte(safe(l.Target))
	case *ast.Image:
		n.Destination = []byte(safe(l.Target))
	}
}

// safe empties addresses that would run something.
func safe(target string) string {
	if target != "" && strings.IndexByte("jvfdJVFD", target[0]) >= 0 && html.IsDangerousURL([]byte(target)) {
		return ""
	}
	return target
}

// Dangerous reports whether a link's target would run something in the browser.
func (l *Link) Dangerous() bool { return l.Target != "" && safe(l.Target) == "" }

// nodeRenderer writes tables, which goldmark would write otherwise: they stand
// in a frame that scrolls by itself, so that a wide one never widens the page.
type nodeRenderer struct{ words Words }

func (r *nodeRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(extast.KindTable, r.table)
}

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

func tableFrame(name string) string {
	return `<div class="n-table" role="group" tabindex="0" aria-label="` + string(util.EscapeHTML([]byte(name))) + `">`
}

// alignCell keeps a column's alignment as a class: a style attribute would
// break a strict Content-Security-Policy, and left is not left in Arabic.
func alignCell(c *extast.TableCell) {
	switch c.Alignment {
	case extast.AlignRight:
		c.SetAttributeString("class", []byte("n-end"))
	case extast.AlignCenter:
		c.SetAttributeString("class", []byte("n-center"))
	}
}

// cleanAttributes drops what an attribute list may not set: goldmark would
// let style and event handlers through.
func (t *Text) cleanAttributes(n ast.Node) {
	attrs := n.Attributes()
	if !slices.ContainsFunc(attrs, forbidden) {
		return
	}
	n.RemoveAttributes()
	for _, a := range attrs {
		if !forbidden(a) {
			n.SetAttribute(a.Name, a.Value)
		}
	}
}

func forbidden(a ast.Attribute) bool { return !allowedAttributes[strings.ToLower(string(a.Name))] }

// unescape resolves backslashes and entities as the reader sees them.
func unescape(b []byte) []byte {
	if bytes.IndexByte(b, '&') < 0 && bytes.IndexByte(b, '\\') < 0 {
		return b
	}
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(b)))
}
