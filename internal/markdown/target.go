package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"gazette/internal/address"
	"gazette/internal/markdown/rawhtml"
)

// Refused says why a link's target may not be published, or nil. HTML leaves such a link out and keeps its words.
func (l *Link) Refused() *address.Refusal { return rawhtml.Refused(l.Target, l.Image) }

// apply writes a link's target back into the tree, or takes the link out.
func (l *Link) apply(src []byte) {
	if l.Refused() != nil {
		takeOut(l.node, src)
		return
	}
	switch n := l.node.(type) {
	case *ast.Link:
		n.Destination = escape(l.Target)
	case *ast.Image:
		n.Destination = escape(l.Target)
	}
}

// escape writes a target so that goldmark reads it as it is.
func escape(target string) []byte {
	if !strings.ContainsAny(target, `&\`) {
		return []byte(target)
	}
	return bytes.ReplaceAll(bytes.ReplaceAll([]byte(target), []byte(`\`), []byte(`\\`)), []byte("&"), []byte("&amp;"))
}

// takeOut puts a link's words, or a picture's, in its place.
func takeOut(n ast.Node, src []byte) {
	parent := n.Parent()
	if a, ok := n.(*ast.AutoLink); ok {
		words := ast.NewString(a.Label(src))
		words.SetRaw(true)
		parent.ReplaceChild(parent, n, words)
		return
	}
	for c := n.FirstChild(); c != nil; {
		next := c.NextSibling()
		parent.InsertBefore(parent, n, c)
		c = next
	}
	parent.RemoveChild(parent, n)
}
