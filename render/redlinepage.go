package render

import (
	"strings"

	"gazette/i18n"
	"gazette/internal/galley"
	"gazette/internal/link"
	"gazette/internal/notice"
	"gazette/internal/redline"
	"gazette/internal/site"
)

// Redline makes the comparison of an edition with the one before it in the
// same language.
func (p *Renderer) Redline(n *notice.Notice, old, new *galley.Galley) (File, error) {
	s := p.subject(n, new)
	e, l := s.chrome, s.chrome.locale
	page, path := p.comparing("redline", s, old)
	p.inLanguages(page, l, p.redlinesAt(n, s.text.Effective),
		func(l *site.Locale) string { return p.site.RedlinePath(n, l, s.text.Effective) })
	p.crumbs(page, e, []Link{p.noticeLink(s), p.editionLink(s)}, e.words.Text("redline-nav"))
	p.current(page, e, n.Slug)
	if pdf, ok := p.site.RedlinePDF(old.Edition, s.text, old.Hash(), new.Hash()); ok {
		page.Redline.PDF = &Link{Text: e.words.Text("pdf-download"), URL: p.site.URL(pdf)}
	}
	return p.make(path, "redline.html", page)
}

// comparing starts a page of a kind that compares a text with the one before it; path is that of the redline.
func (p *Renderer) comparing(kind string, s subject, old *galley.Galley) (page *Page, path string) {
	e := s.chrome
	path = p.site.RedlinePath(s.notice, e.locale, s.text.Effective)
	title := e.words.Format("redline-title", map[string]any{"Title": s.text.Title})
	page = p.page(e, kind, path, title+" ("+p.date(e, s.text.Effective).Text+")")
	between := p.sentence(e, "redline-between", map[string]any{"New": s.text.Effective, "Old": old.Edition.Effective})
	page.Description = between.String()
	page.Redline = p.compared(e, title, between, old, s.galley)
	return page, path
}

// compared is what a page says of two texts. What a correction has replaced
// has no page of its own.
func (p *Renderer) compared(e *chrome, title string, between Sentence, old, new *galley.Galley) *Redline {
	r := Compare(old, new)
	read := func(key string, text *notice.Edition) Link {
		return Link{Text: e.words.Format(key, map[string]any{"Date": p.date(e, text.Effective).Text}),
			URL: p.site.URL(p.site.EditionOf(text))}
	}
	out := &Redline{Title: title, Between: between, Counts: Counts(e.words, r.Stats), Empty: r.Stats.Empty(),
		Coarse: p.coarse(e, r.Limit), Parts: p.parts(e, r),
		Total: e.words.Count("redline-changes", len(r.Changes), nil), Changes: p.changeGroups(e, r),
		New: read("redline-read-new", new.Edition)}
	if old.Edition.Effective != new.Edition.Effective {
		out.Old = read("redline-read-old", old.Edition)
	}
	if r.Limit != nil {
		out.coarse = &Coarse{Text: new.Edition.Path, Limit: *r.Limit}
	}
	return out
}

// coarse says why two texts were not compared clause by clause.
func (p *Renderer) coarse(e *chrome, l *redline.Limit) string {
	if l == nil {
		return ""
	}
	return e.words.Format("redline-coarse-"+l.What, map[string]any{"Most": e.words.Number(l.Most)})
}

// Compare compares two texts, with their titles where those differ: the page
// shows the new title already.
func Compare(old, new *galley.Galley) *redline.Redline {
	if old.Edition.Title == new.Edition.Title {
		return redline.Compare([]byte(old.HTML), []byte(new.HTML))
	}
	return redline.Compare(old.Reading(), new.Reading())
}

func (p *Renderer) editionLink(s subject) Link {
	return Link{Text: p.date(s.chrome, s.text.Effective).Text, URL: p.site.URL(p.site.EditionOf(s.text))}
}

// redlinesAt returns the locales in which an edition of a date has one before it.
func (p *Renderer) redlinesAt(n *notice.Notice, d notice.Date) []*site.Locale {
	var out []*site.Locale
	for _, l := range p.localesAt(n, d) {
		if n.Before(n.At(l.Tag, d)) != nil {
			out = append(out, l)
		}
	}
	return out
}

// Counts says in words how much has changed. Pages and the command line say
// the same.
func Counts(words *i18n.Catalog, s redline.Stats) []string {
	var out []string
	for _, c := range []struct {
		key string
		n   int
	}{
		{"redline-clauses", s.ClausesChanged + s.ClausesInserted + s.ClausesDeleted},
		{"redline-clauses-moved", s.ClausesMoved},
		{"redline-clauses-moved-changed", s.ClausesMovedChanged},
		{"redline-words-inserted", s.WordsInserted},
		{"redline-words-deleted", s.WordsDeleted},
		{"redline-links", s.LinksChanged},
	} {
		if c.n > 0 {
			out = append(out, words.Count(c.key, c.n, nil))
		}
	}
	return out
}

func (p *Renderer) redlineLabels(e *chrome) redline.Labels {
	return redline.Labels{
		InsertedStart: e.words.Text("redline-start-inserted"), InsertedEnd: e.words.Text("redline-end-inserted"),
		DeletedStart: e.words.Text("redline-start-deleted"), DeletedEnd: e.words.Text("redline-end-deleted"),
		MovedFrom: e.words.Text("redline-moved-from"), MovedTo: e.words.Text("redline-moved-to"),
		MovedEnd:    e.words.Text("redline-end-moved"),
		Number:      func(n int) string { return e.words.Format("redline-change", map[string]any{"Number": n}) },
		LinkChanged: e.words.Text("redline-link"),
		LinkTarget: func(old, new string) string {
			if old == "" || new == "" {
				return ""
			}
			return e.words.Format("redline-link-target",
				map[string]any{"Old": p.targetText(e, old), "New": p.targetText(e, new)})
		},
	}
}

// targetText names a link's target for people.
func (p *Renderer) targetText(e *chrome, target string) string {
	if !strings.HasPrefix(target, "notice:") {
		return target
	}
	href, _ := link.Address(p.site, e.locale, target)
	return href
}
