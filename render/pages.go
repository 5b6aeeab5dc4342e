package render

import (
	"gazette/internal/galley"
	"gazette/internal/notice"
	"gazette/internal/site"
)

// NoticePages makes every file of a notice and hands it on: its own page, every
// edition, what changed, and its machine-readable forms.
func (p *Renderer) NoticePages(n *notice.Notice, galleys map[*notice.Edition]*galley.Galley, take func(File) error) error {
	for _, l := range p.site.LocalesOf(n) {
		if err := p.textPages(n, l, galleys, take); err != nil {
			return err
		}
		current := galleys[n.Current(l.Tag, p.site.Day)]
		if err := handOn([]File{p.TimeMap(n, l), p.Plain(n, current)}, nil, take); err != nil {
			return err
		}
		if len(n.Changes) == 0 {
			continue
		}
		if err := p.changePages(n, l, take); err != nil {
			return err
		}
	}
	for _, e := range n.GivenUp() {
		if err := taken(take)(p.Displaced(n, galleys[e])); err != nil {
			return err
		}
	}
	return taken(take)(p.JSON(n, galleys))
}

// textPages makes the pages of a notice's texts in a locale, and their list.
func (p *Renderer) textPages(n *notice.Notice, l *site.Locale, galleys map[*notice.Edition]*galley.Galley, take func(File) error) error {
	hand := taken(take)
	current := n.Current(l.Tag, p.site.Day)
	own, err := p.Notice(n, galleys[current])
	permanent := own
	own.draft = nil // goes with the last file that has these bytes
	if err := hand(own, err); err != nil {
		return err
	}
	shown := p.shown(p.subject(n, galleys[current]))
	if permanent.Path = p.site.EditionOf(current); shown { // next to the page whose bytes it has: publish makes one file of them
		if err := take(permanent); err != nil {
			return err
		}
	}
	if err := hand(p.History(n, l)); err != nil {
		return err
	}
	for _, e := range n.In(l.Tag) {
		if e != current || !shown {
			if err := hand(p.Edition(n, galleys[e])); err != nil {
				return err
			}
		}
		if err := p.comparisons(n, e, galleys, hand); err != nil {
			return err
		}
	}
	return nil
}

// comparisons makes the pages that say how a text differs from those before it.
func (p *Renderer) comparisons(n *notice.Notice, e *notice.Edition, galleys map[*notice.Edition]*galley.Galley, hand func(File, error) error) error {
	if before := n.Before(e); before != nil {
		if err := hand(p.Redline(n, galleys[before], galleys[e])); err != nil {
			return err
		}
	}
	for _, c := range n.Corrections(e) {
		if !c.Shown() {
			continue
		}
		if err := hand(p.Correction(n, c, galleys[c.Old], galleys[c.New])); err != nil {
			return err
		}
	}
	return nil
}

// changePages makes the page and the feeds of a notice's changes in a locale.
func (p *Renderer) changePages(n *notice.Notice, l *site.Locale, take func(File) error) error {
	if err := taken(take)(p.Changes(n, l)); err != nil {
		return err
	}
	feeds, err := p.Feeds(n, l)
	return handOn(feeds, err, take)
}

// taken hands on a file that was made, or its error.
func taken(take func(File) error) func(File, error) error {
	return func(f File, err error) error {
		if err != nil {
			return err
		}
		return take(f)
	}
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
