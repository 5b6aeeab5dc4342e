package render

import (
	"html/template"

	"gazette/i18n"
	"gazette/internal/galley"
	"gazette/internal/site"
)

// Comparison is what two texts have been found to differ in, as a part of a page that the renderer does not make
// itself.
type Comparison struct {
	Counts []string // as Counts says
	Empty  bool
	HTML   template.HTML // comparison.html
}

// Comparison compares two texts of a locale as a redline page does, and speaks of them in the language of words.
// It fails if the theme's comparison.html does.
func (p *Renderer) Comparison(l *site.Locale, words i18n.Locale, old, new *galley.Galley) (Comparison, error) {
	e := &chrome{locale: l, words: p.wording.For(words, words)}
	if words != l.Tag && !sameLanguage(words, l.Tag) {
		e.tongue = Language{string(words), words.Dir()}
	}
	page := &Page{Words: Words{e.words}, Lang: string(l.Tag), Dir: l.Dir, Chrome: e.tongue}
	page.Redline = p.compared(e, new.Edition.Title, nil, old, new)
	html, err := p.theme.part("comparison.html", page)
	return Comparison{page.Redline.Counts, page.Redline.Empty, html}, err
}
