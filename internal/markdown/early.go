package markdown

import (
	"net/url"
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer/html"
)

// earlySchemes are those that reading 1 left in a text that holds raw HTML.
var earlySchemes = []string{"", "mailto", "http", "https", "tel", "notice"}

// applyEarly writes a link's target back into the tree as reading 1 did: an
// address that would run something was emptied, one of another scheme stood
// unless the text held raw HTML.
func (l *Link) applyEarly(raw bool) {
	target := escape(l.Target)
	u, err := url.Parse(l.Target)
	if html.IsDangerousURL([]byte(l.Target)) || raw && (err != nil || !slices.Contains(earlySchemes, u.Scheme)) {
		target = nil
	}
	switch n := l.node.(type) {
	case *ast.Link:
		n.Destination = target
	case *ast.Image:
		n.Destination = target
	}
}
