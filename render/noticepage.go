package render

import (
	"html/template"

	"gazette/internal/galley"
	"gazette/internal/notice"
	"gazette/internal/site"
)

// subject is what a page about one edition is about.
type subject struct {
	chrome *chrome // of the site: the page's locale
	notice *notice.Notice
	text   *notice.Edition
	galley *galley.Galley
	state  notice.State
}

func (p *Renderer) subject(n *notice.Notice, g *galley.Galley) subject {
	return subject{p.chromes[g.Edition.Locale], n, g.Edition, g, n.State(g.Edition, p.site.Day)}
}

// Notice makes the page at the notice's own address: the text in force, or
// the first one to come.
func (p *Renderer) Notice(n *notice.Notice, g *galley.Galley) (File, error) {
	s := p.subject(n, g)
	l := s.chrome.locale
	path := p.site.NoticePath(n, l)
	page := p.page(s.chrome, "notice", path, s.text.Title)
	p.inLanguages(page, l, p.site.LocalesOf(n), func(l *site.Locale) string { return p.site.NoticePath(n, l) })
	p.crumbs(page, s.chrome, nil, s.text.ShortTitle())
	return p.text(page, s, path)
}

// Edition makes the page at an edition's permanent address. It never competes
// with the notice's own: of the text in force it is that page, and names that
// address as canonical; all others ask search engines to leave them out.
func (p *Renderer) Edition(n *notice.Notice, g *galley.Galley) (File, error) {
	s := p.subject(n, g)
	if p.shown(n, s.text) {
		f, err := p.Notice(n, g)
		f.Path = p.site.EditionOf(s.text)
		return f, err
	}
	l := s.chrome.locale
	path := p.site.EditionPath(n, l, s.text.Effective)
	page := p.page(s.chrome, "edition", path, p.datedTitle(s))
	if s.text == n.Current(l.Tag, p.site.Day) {
		page.Canonical = p.site.Abs(p.site.NoticePath(n, l))
	} else {
		page.NoIndex = true
	}
	p.inLanguages(page, l, p.localesAt(n, s.text.Effective),
		func(l *site.Locale) string { return p.site.EditionPath(n, l, s.text.Effective) })
	p.crumbs(page, s.chrome, []Link{p.noticeLink(s)}, p.date(s.chrome, s.text.Effective).Text)
	return p.text(page, s, path)
}

// shown reports whether a text is in force, and so what the notice's own page
// shows: both addresses then have the same page, which is made once.
func (p *Renderer) shown(n *notice.Notice, e *notice.Edition) bool {
	return n.State(e, p.site.Day) == notice.InForce && e == n.Current(e.Locale, p.site.Day)
}

func (p *Renderer) datedTitle(s subject) string {
	return s.text.Title + " (" + p.date(s.chrome, s.text.Effective).Text + ")"
}

// localesAt returns the locales that have an edition of a date.
func (p *Renderer) localesAt(n *notice.Notice, d notice.Date) []*site.Locale {
	var out []*site.Locale
	for _, l := range p.site.LocalesOf(n) {
		if n.At(l.Tag, d) != nil {
			out = append(out, l)
		}
	}
	return out
}

func (p *Renderer) noticeLink(s subject) Link {
	l := s.chrome.locale
	return Link{Text: s.notice.Current(l.Tag, p.site.Day).ShortTitle(), URL: p.site.URL(p.site.NoticePath(s.notice, l))}
}

// text fills a page with an edition's text and everything around it.
func (p *Renderer) text(page *Page, s subject, path string) (File, error) {
	e := s.chrome
	page.Description = description(s.text.Summary)
	page.Running = p.running(s)
	page.Permanent = p.site.Abs(p.site.EditionPath(s.notice, e.locale, s.text.Effective))
	p.current(page, e, s.notice.Slug)
	page.Heads = p.heads(s, path)
	p.follow(page, e, s.notice)
	p.article(page, s)
	page.JSONLD = p.textData(page, s)
	page.Notice = p.view(page, s)
	return p.make(path, "notice.html", page)
}

// running is what stands at the head of each sheet of paper: the title, and from when the text applies.
func (p *Renderer) running(s subject) string {
	if when := p.applies(s.chrome, s.notice, s.text); when != nil {
		return s.text.Title + " · " + when.String()
	}
	return s.text.Title
}

// view gathers what the middle of a page shows.
func (p *Renderer) view(page *Page, s subject) *Notice {
	e := s.chrome
	view := &Notice{
		Params:    s.text.Params,
		Title:     s.text.Title,
		TitleID:   s.galley.TitleID,
		Summary:   s.text.Summary,
		State:     s.state.String(),
		StateText: e.words.Text("state-" + s.state.String()),
		Effective: p.applies(e, s.notice, s.text),
		Banners:   p.banners(s),
		Changes:   s.text.Changes,
		Contents:  contents(s.galley.Headings),
		Body:      template.HTML(permalinks(e, stacked(p.addressed(e.locale, s.galley.HTML)), s.galley.Headings)),
		Address:   e.words.Format("print-address", map[string]any{"URL": isolated(page.Permanent)}),
	}
	view.History = Link{Text: e.words.Text("version-history"), URL: p.site.URL(p.site.HistoryPath(s.notice, e.locale))}
	if s.notice.Before(s.text) != nil {
		view.Redline = &Link{Text: e.words.Text("what-changed"),
			URL: p.site.URL(p.site.RedlinePath(s.notice, e.locale, s.text.Effective))}
	}
	if c := lastCorrection(s); c != nil {
		view.LastDate = p.sentence(e, "history-corrected",
			map[string]any{"Date": notice.DateOf(c.Recorded.In(p.site.Zone))})
	}
	view.JSON = Link{Text: e.words.Text("machine-readable"), URL: p.site.URL(p.site.JSONPath(s.notice))}
	if path, ok := p.site.PDF(s.text, s.galley.Hash); ok {
		view.PDF = &Link{Text: e.words.Text("pdf-download"), URL: p.site.URL(path)}
	}
	view.Proof = p.proof(s)
	view.Minutes = e.words.Count("reading-time", minutes(s.galley.Clauses()), nil)
	if s.text.Version != "" {
		view.Version = e.words.Format("version", map[string]any{"Version": s.text.Version})
	}
	if l := s.notice.Prevails; l != "" && l != e.locale.Tag {
		view.Prevails = p.sentence(e, "prevails", map[string]any{"Language": l.NameIn(p.tongue(e))})
	}
	for _, n := range p.site.Related(s.notice, s.text) {
		view.Related = append(view.Related, p.pasted(page)(p.cardBeside(e, n)))
	}
	return view
}

// lastCorrection is the newest editorial correction of the text, or nil.
func lastCorrection(s subject) (last *notice.Change) {
	for i, c := range s.notice.Changes {
		if _, ours := c.Locales[s.text.Locale]; ours && c.To == s.text.Effective && c.Kind == notice.Corrected {
			last = &s.notice.Changes[i]
		}
	}
	return last
}

// contentsLevels are the heading levels that the contents list shows.
const contentsLevels = 2

// contents makes the list of a text's headings: those of level 2 with those of level 3 below.
func contents(hs []galley.Heading) []Heading {
	var out []Heading
	for _, h := range hs {
		switch {
		case h.Level == contentsLevels || len(out) == 0 && h.Level == contentsLevels+1:
			out = append(out, Heading{ID: h.ID, Text: h.Text})
		case h.Level == contentsLevels+1:
			last := &out[len(out)-1]
			last.Sub = append(last.Sub, Heading{ID: h.ID, Text: h.Text})
		}
	}
	if len(out) < 2 { // a list of one is no list
		return nil
	}
	return out
}
