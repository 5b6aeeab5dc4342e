package render

import (
	"gazette/internal/galley"
	"gazette/internal/notice"
	"gazette/internal/site"
)

// NoticePages makes every file of a notice: its own page, every edition, what
// changed, and its machine-readable forms.
func (p *Renderer) NoticePages(n *notice.Notice, galleys map[*notice.Edition]*galley.Galley) (files []File, err error) {
	add := func(f File, e error) {
		files = append(files, f)
		if err == nil {
			err = e
		}
	}
	addAll := func(fs []File, e error) {
		for _, f := range fs {
			add(f, e)
		}
	}
	for _, l := range p.site.LocalesOf(n) {
		current := n.Current(l.Tag, p.site.Day)
		own, failed := p.Notice(n, galleys[current])
		add(own, failed)
		shown := p.shown(p.subject(n, galleys[current]))
		if shown { // next to the page whose bytes it has: publish makes one file of them
			add(File{Path: p.site.EditionOf(current), Data: own.Data}, nil)
		}
		add(p.History(n, l))
		for _, e := range n.In(l.Tag) {
			if e != current || !shown {
				add(p.Edition(n, galleys[e]))
			}
			if before := n.Before(e); before != nil {
				add(p.Redline(n, galleys[before], galleys[e]))
			}
			for _, c := range n.Corrections(e) {
				if c.Shown() {
					add(p.Correction(n, c, galleys[c.Old], galleys[c.New]))
				}
			}
		}
		add(p.TimeMap(n, l), nil)
		add(p.Plain(n, galleys[current]), nil)
		if len(n.Changes) > 0 {
			add(p.Changes(n, l))
			addAll(p.Feeds(n, l))
		}
	}
	for _, e := range n.GivenUp() {
		add(p.Displaced(n, galleys[e]))
	}
	add(p.JSON(n, galleys))
	return files, err
}

// SitePages makes every file that belongs to no notice and hands it on: what
// pages load, the pages of each locale, redirects, what programs and hosts
// read, sitemaps. Some are large, so each is handed on before the next is made.
func (p *Renderer) SitePages(take func(File) error) error {
	if err := handOn(p.Assets(), nil, take); err != nil {
		return err
	}
	for i := range p.site.Locales {
		files, err := p.LocalePages(&p.site.Locales[i])
		if err := handOn(files, err, take); err != nil {
			return err
		}
	}
	files, err := p.movedPages()
	if err := handOn(append(append(files, p.LLMs()), p.hostFiles()...), err, take); err != nil {
		return err
	}
	return p.Sitemaps(take)
}

func handOn(files []File, err error, take func(File) error) error {
	for _, f := range files {
		if err == nil {
			err = take(f)
		}
	}
	return err
}

// LocalePages makes the pages and feeds of a locale that belong to no notice.
func (p *Renderer) LocalePages(l *site.Locale) (files []File, err error) {
	changes := func(l *site.Locale) (File, error) { return p.Changes(nil, l) }
	pages := []func(*site.Locale) (File, error){p.Hub, changes, p.Missing}
	if p.site.Config.Search {
		pages = append(pages, p.Search)
	}
	if p.site.Config.Subscriptions.On() {
		pages = append(pages, p.SignUp)
	}
	for _, make := range pages {
		f, err := make(l)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	feeds, err := p.Feeds(nil, l)
	if err != nil {
		return nil, err
	}
	files = append(files, feeds...)
	if p.site.Root(l) != p.site.Hub(l) {
		f, err := p.Moved(l, p.site.Root(l), p.site.Hub(l), p.chromes[l.Tag].name)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}
