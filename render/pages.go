package render

import (
	"gazette/internal/galley"
	"gazette/internal/notice"
	"gazette/internal/site"
)

// NoticePages makes every file of a notice: its own page, every edition, what
// changed, and its machine-readable forms.
func (p *Press) NoticePages(n *notice.Notice, galleys map[*notice.Edition]*galley.Galley) (files []File, err error) {
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
		add(p.Notice(n, galleys[current]))
		add(p.History(n, l))
		for _, e := range n.In(l.Tag) {
			add(p.Edition(n, galleys[e]))
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

// Listed are a notice's pages for a sitemap: its own, its history, its changes, its redlines.
func (p *Press) Listed(n *notice.Notice) []Listed {
	all := p.site.LocalesOf(n)
	last := p.lastChange(n)
	out := []Listed{
		{last, p.alternates(all, func(l *site.Locale) string { return p.site.NoticePath(n, l) })},
		{last, p.alternates(all, func(l *site.Locale) string { return p.site.HistoryPath(n, l) })},
	}
	if len(n.Changes) > 0 {
		out = append(out, Listed{p.lastRecorded(p.logOf(n)), p.alternates(all, func(l *site.Locale) string { return p.site.ChangesPath(n, l) })})
	}
	for _, d := range n.Dates() {
		if ls := p.redlinesAt(n, d); len(ls) > 0 {
			out = append(out, Listed{Alternates: p.alternates(ls, func(l *site.Locale) string { return p.site.RedlinePath(n, l, d) })})
		}
	}
	for i := range n.Changes {
		if ls := p.correctedIn(n, &n.Changes[i]); len(ls) > 0 {
			out = append(out, Listed{Alternates: p.alternates(ls, p.correctionIn(n, &n.Changes[i]))})
		}
	}
	return out
}

// LocalePages makes the pages and feeds of a locale that belong to no notice.
func (p *Press) LocalePages(l *site.Locale) (files []File, listed []Listed, err error) {
	changes := func(l *site.Locale) (File, error) { return p.Changes(nil, l) }
	pages := []func(*site.Locale) (File, error){p.Hub, changes, p.Missing}
	if p.site.Config.Search {
		pages = append(pages, p.Search)
	}
	for _, make := range pages {
		f, err := make(l)
		if err != nil {
			return nil, nil, err
		}
		files = append(files, f)
	}
	feeds, err := p.Feeds(nil, l)
	if err != nil {
		return nil, nil, err
	}
	files = append(files, feeds...)
	if p.site.Root(l) != p.site.Hub(l) {
		f, err := p.Moved(l, p.site.Root(l), p.site.Hub(l), p.editors[l.Tag].name)
		if err != nil {
			return nil, nil, err
		}
		files = append(files, f)
	}
	if l.Default { // one entry lists the hub in all languages
		listed = append(listed, Listed{Alternates: p.alternates(p.allLocales(), p.site.Hub)},
			Listed{p.lastRecorded(p.log), p.alternates(p.allLocales(), func(l *site.Locale) string { return p.site.ChangesPath(nil, l) })})
	}
	return files, listed, nil
}
