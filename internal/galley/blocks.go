package galley

import (
	"gazette/internal/document"
	"gazette/internal/link"
	"gazette/internal/notice"
	"gazette/internal/source"
)

// Manuscript sets one edition by itself, and gives it as a manuscript too: with neutral links, and the place of each
// piece in the file.
func (f *Formatter) Manuscript(e *notice.Edition) (g *Galley, blocks []document.Block) {
	file, ps := f.read(e)
	return f.ManuscriptOf(e, file, ps)
}

// ManuscriptOf is Manuscript of a file that stands outside the site, or is not written yet.
func (f *Formatter) ManuscriptOf(e *notice.Edition, file source.File,
	ps source.Problems) (g *Galley, blocks []document.Block) {
	g, t := f.begin(e, file, ps)
	if t == nil {
		return g, nil
	}
	r := f.resolve(g, t)
	blocks = t.Blocks(func(href string, _ int) string { return link.Neutral(href) })
	f.finish(g, t, r)
	return g, blocks
}
