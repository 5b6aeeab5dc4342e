package render

import (
	"gazette/internal/galley"
	"gazette/internal/notice"
	"gazette/internal/site"
)

// correctionOf is what a change did to one edition.
func correctionOf(n *notice.Notice, c *notice.Change, e *notice.Edition) notice.Correction {
	for _, k := range n.Corrections(e) {
		if k.Change == c {
			return k
		}
	}
	return notice.Correction{}
}

// correctedIn returns the locales in which a change has a page that compares
// the text before it with the one after.
func (p *Renderer) correctedIn(n *notice.Notice, c *notice.Change) (out []*site.Locale) {
	if c.Kind != notice.Corrected {
		return nil
	}
	for _, l := range p.localesAt(n, c.To) {
		if correctionOf(n, c, n.At(l.Tag, c.To)).Shown() {
			out = append(out, l)
		}
	}
	return out
}

// correctionIn tells where that page stands in a locale.
func (p *Renderer) correctionIn(n *notice.Notice, c *notice.Change) func(*site.Locale) string {
	return func(l *site.Locale) string {
		return p.site.CorrectionPath(n, l, c.To, correctionOf(n, c, n.At(l.Tag, c.To)).Revision)
	}
}

// Correction makes the page that compares the texts before and after a correction.
func (p *Renderer) Correction(n *notice.Notice, c notice.Correction, old, new *galley.Galley) (File, error) {
	s := p.subject(n, new)
	e := s.chrome
	title := e.words.Format("redline-title", map[string]any{"Title": s.text.Title})
	on := p.sentence(e, "history-corrected", map[string]any{"Date": p.recordedOn(c.Change)})
	path := p.site.CorrectionPath(n, e.locale, s.text.Effective, c.Revision)
	page := p.page(e, "redline", path, title+" ("+on.String()+")")
	between := p.changeText(e, n, c.Change, foreign{s.text.Title, e.locale}, p.site.Day)
	page.Description = between.String()
	p.inLanguages(page, e.locale, p.correctedIn(n, c.Change), p.correctionIn(n, c.Change))
	p.crumbs(page, e, []Link{p.noticeLink(s), p.editionLink(s)}, on.String())
	p.current(page, e, n.Slug)
	page.Redline = p.compared(e, title, between, old, new)
	page.Redline.Reason = p.reason(e, n, c.Change)
	return p.make(path, "redline.html", page)
}
