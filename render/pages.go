package render

import (
	"gazette/internal/galley"
	"gazette/internal/notice"
	"gazette/internal/site"
)

// NoticePages makes every file of a notice and hands it on: its own page, every
// edition, what changed, and its machine-readable forms.
func (p *Renderer) NoticePages(n *notice.Notice, galleys map[*notice.Edition]*galley.Galley, take func(File) error) error {
	texts := func(e *notice.Edition) (*galley.Galley, error) { return galleys[e], nil }
	for i := range p.site.Locales {
		if err := p.makeAll(n, &p.site.Locales[i], texts, take); err != nil {
			return err
		}
	}
	return nil
}

// SitePages makes every file that belongs to no notice and hands it on: what
// pages load, the pages of each locale, redirects, what programs and hosts
// read, sitemaps. Some are large, so each is handed on before the next is made.
func (p *Renderer) SitePages(take func(File) error) error {
	if err := handOn(p.Assets(), nil, take); err != nil {
		return err
	}
	for i := range p.site.Locales {
		if err := p.makeAll(nil, &p.site.Locales[i], nil, take); err != nil {
			return err
		}
	}
	files, err := p.movedPages()
	if err := handOn(append(append(files, p.LLMs()), p.hostFiles()...), err, take); err != nil {
		return err
	}
	return p.Sitemaps(take)
}

// one is a file alone.
func one(f File, err error) ([]File, error) {
	if err != nil {
		return nil, err
	}
	return []File{f}, nil
}

// inLocale makes the page that a locale has once.
func inLocale(page func(*Renderer, *site.Locale) (File, error)) func(*Renderer, site.Route, Texts) ([]File, error) {
	return func(p *Renderer, r site.Route, _ Texts) ([]File, error) { return one(page(p, r.Locale)) }
}

// rootPage leads to the hub.
func rootPage(p *Renderer, r site.Route, _ Texts) ([]File, error) {
	return one(p.Moved(r.Locale, p.site.Root(r.Locale), p.site.Hub(r.Locale), p.chromes[r.Locale.Tag].name))
}

func changesPage(p *Renderer, r site.Route, _ Texts) ([]File, error) {
	return one(p.Changes(r.Notice, r.Locale))
}

// feedFiles are both feeds with all their pages: they word the same changes.
func feedFiles(p *Renderer, r site.Route, _ Texts) ([]File, error) {
	return p.Feeds(r.Notice, r.Locale)
}

func withAtom(*Renderer, site.Route) bool { return true }

// noticePage is the notice's own page. Where its text is in force, the page at
// the text's permanent address follows at once: publish makes one file of the two.
func noticePage(p *Renderer, r site.Route, texts Texts) ([]File, error) {
	current := r.Notice.Current(r.Locale.Tag, p.site.Day)
	g, err := texts(current)
	if err != nil {
		return nil, err
	}
	own, err := p.Notice(r.Notice, g)
	if err != nil || !p.shown(r.Notice, current) {
		return one(own, err)
	}
	permanent := own
	permanent.Path = p.site.EditionOf(current)
	own.draft = nil // goes with the last file that has these bytes
	return []File{own, permanent}, nil
}

// withNotice: see noticePage.
func withNotice(p *Renderer, r site.Route) bool {
	e := r.Notice.At(r.Locale.Tag, r.Date)
	return e != nil && p.shown(r.Notice, e)
}

// editionPage is the page of a text at its date, or at one that was given up.
func editionPage(p *Renderer, r site.Route, texts Texts) ([]File, error) {
	n, make := r.Notice, p.Edition
	e := n.At(r.Locale.Tag, r.Date)
	if e == nil {
		e, make = n.GivenUpAt(r.Locale.Tag, r.Date), p.Displaced
	}
	g, err := texts(e)
	if err != nil {
		return nil, err
	}
	return one(make(n, g))
}

func historyPage(p *Renderer, r site.Route, _ Texts) ([]File, error) {
	return one(p.History(r.Notice, r.Locale))
}

func redlinePage(p *Renderer, r site.Route, texts Texts) ([]File, error) {
	e := r.Notice.At(r.Locale.Tag, r.Date)
	old, new, err := texts.both(r.Notice.Before(e), e)
	if err != nil {
		return nil, err
	}
	return one(p.Redline(r.Notice, old, new))
}

func correctionPage(p *Renderer, r site.Route, texts Texts) ([]File, error) {
	for _, c := range r.Notice.Corrections(r.Notice.At(r.Locale.Tag, r.Date)) {
		if c.Revision != r.Number {
			continue
		}
		old, new, err := texts.both(c.Old, c.New)
		if err != nil {
			return nil, err
		}
		return one(p.Correction(r.Notice, c, old, new))
	}
	return nil, nil
}

func (t Texts) both(old, new *notice.Edition) (a, b *galley.Galley, err error) {
	if a, err = t(old); err == nil {
		b, err = t(new)
	}
	return a, b, err
}

func plainFile(p *Renderer, r site.Route, texts Texts) ([]File, error) {
	g, err := texts(r.Notice.Current(r.Locale.Tag, p.site.Day))
	if err != nil {
		return nil, err
	}
	return []File{p.Plain(r.Notice, g)}, nil
}

func timeMap(p *Renderer, r site.Route, _ Texts) ([]File, error) {
	return []File{p.TimeMap(r.Notice, r.Locale)}, nil
}

// noticeJSONFile is made of all texts of a notice.
func noticeJSONFile(p *Renderer, r site.Route, texts Texts) ([]File, error) {
	galleys := map[*notice.Edition]*galley.Galley{}
	for _, e := range r.Notice.Texts() {
		g, err := texts(e)
		if err != nil {
			return nil, err
		}
		galleys[e] = g
	}
	return one(p.JSON(r.Notice, galleys))
}
