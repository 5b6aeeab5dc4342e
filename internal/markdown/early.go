package markdown

import (
	"net/url"
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer/html"
)

// earlySchemes are those that reading 1 left in a text that holds raw HTML.
var earlySchemes = []string{"", "mailto", "http", "https", "tel", "notice"}

// applyEarly writes a link's target back into the tree as reading 1 did: an address that would run something, as it
// is written, was emptied; one of another scheme stood unless the text held raw HTML.
func (l *Link) applyEarly(raw bool) {
	target, written := escape(l.Target), []byte(l.Target)
	switch n := l.node.(type) {
	case *ast.Link:
		written = n.Destination
	case *ast.Image:
		written = n.Destination
	}
	u, err := url.Parse(l.Target)
	if html.IsDangerousURL(written) || raw && (err != nil || !slices.Contains(earlySchemes, u.Scheme)) {
		target = nil
	}
	switch n := l.node.(type) {
	case *ast.Link:
		n.Destination = target
	case *ast.Image:
		n.Destination = target
	}
}
