package render

import (
	"gazette/internal/galley"
	"gazette/internal/notice"
	"gazette/internal/site"
)

// correction is a declared editorial change of one edition, with the recorded
// texts before and after it.
type correction struct {
	change   *notice.Change
	revision int // of the text after, as in the archive: 2 for the first correction
	old, new *notice.Edition
}

// shown reports whether there are two texts to compare.
func (c correction) shown() bool { return c.old != nil && c.new != nil }

// corrections lists those of an edition, oldest first. Revisions are counted
// as the archive counts them: one for each text recorded under the date.
func corrections(n *notice.Notice, e *notice.Edition) (out []correction) {
	revision, last := 0, ""
	for i := range n.Changes {
		c := &n.Changes[i]
		hash := c.Locales[e.Locale]
		if c.To != e.Effective || hash == "" || c.Kind == notice.Repealed {
			continue
		}
		if hash != last {
			revision, last = revision+1, hash
		}
		if c.Kind == notice.Corrected {
			out = append(out, correction{c, revision, revisionOf(n, e, revision-1), revisionOf(n, e, revision)})
		}
	}
	return out
}

// revisionOf is one of the recorded texts of an edition's date, or nil.
func revisionOf(n *notice.Notice, e *notice.Edition, revision int) *notice.Edition {
	if e.Origin == notice.Archive && e.Revision == revision {
		return e
	}
	for _, r := range n.Revisions(e) {
		if r.Origin == notice.Archive && r.Revision == revision {
			return r
		}
	}
	return nil
}

// correctionOf is what a change did to one edition.
func correctionOf(n *notice.Notice, c *notice.Change, e *notice.Edition) correction {
	for _, k := range corrections(n, e) {
		if k.change == c {
			return k
		}
	}
	return correction{}
}

// correctedIn returns the locales in which a change has a page that compares
// the text before it with the one after.
func (p *Press) correctedIn(n *notice.Notice, c *notice.Change) (out []*site.Locale) {
	if c.Kind != notice.Corrected {
		return nil
	}
	for _, l := range p.localesAt(n, c.To) {
		if correctionOf(n, c, n.At(l.Tag, c.To)).shown() {
			out = append(out, l)
		}
	}
	return out
}

// correctionIn tells where that page stands in a locale.
func (p *Press) correctionIn(n *notice.Notice, c *notice.Change) func(*site.Locale) string {
	return func(l *site.Locale) string {
		return p.site.CorrectionPath(n, l, c.To, correctionOf(n, c, n.At(l.Tag, c.To)).revision)
	}
}

// Correction makes the page that compares the texts before and after a correction.
func (p *Press) Correction(n *notice.Notice, c correction, old, new *galley.Galley) (File, error) {
	s := p.subject(n, new)
	e := s.edition
	title := e.words.Format("redline-title", map[string]any{"Title": s.text.Title})
	on := p.sentence(e, "history-corrected", map[string]any{"Date": p.recordedOn(c.change)})
	path := p.site.CorrectionPath(n, e.locale, s.text.Effective, c.revision)
	page := p.page(e, "redline", path, title+" ("+on.String()+")")
	between := p.changeText(e, c.change, foreign{s.text.Title, e.locale})
	page.Description = between.String()
	p.inLanguages(page, e.locale, p.correctedIn(n, c.change), p.correctionIn(n, c.change), true)
	p.crumbs(page, e, []Link{p.noticeLink(s), p.editionLink(s)}, on.String())
	p.current(page, e, n.Slug)
	page.Redline = p.compared(e, title, between, old, new)
	page.Redline.Reason = p.reason(e, n, c.change)
	return p.make(path, "redline.html", page)
}
