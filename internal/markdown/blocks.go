package markdown

import (
	"github.com/yuin/goldmark/ast"

	"gazette/internal/document"
	"gazette/internal/markdown/blocks"
	"gazette/internal/markdown/dialect"
)

// Blocks returns the text as a manuscript, with the place in the file of each block and of each piece of its lines.
// The heading that repeats the title is no part of it. rewrite, which may be nil, is asked for the target of each
// link in raw HTML. It must be called before HTML.
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
	targets, ids := map[ast.Node]string{}, map[ast.Node]string{}
	for _, l := range t.Links {
		targets[l.node] = l.Target
	}
	for _, h := range t.Headings {
		ids[h.node] = h.ID
	}
	return blocks.Of(blocks.Text{Tree: t.tree, At: t.at, Targets: targets, IDs: ids,
		Spaceless: t.converter.spaceless, Rewrite: rewrite})
}
