package render

import (
	"fmt"
	"slices"
	"sort"
	"strings"

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
			for _, c := range corrections(n, e) {
				if c.shown() {
					add(p.Correction(n, c, galleys[c.old], galleys[c.new]))
				}
			}
		}
		add(p.TimeMap(n, l), nil)
		if len(n.Changes) > 0 {
			add(p.Changes(n, l))
			addAll(p.Feeds(n, l))
		}
	}
	for _, e := range displaced(n) {
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
	for _, make := range []func(*site.Locale) (File, error){p.Hub, changes, p.Missing} {
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

// MovedPages makes the pages of aliases, and the redirect file that hosts
// such as Netlify and Cloudflare Pages read.
func (p *Press) MovedPages() ([]File, error) {
	var files []File
	var rules []string
	taken := map[string]bool{} // one text leads from an address: the source text, else the first
	for _, n := range p.site.Notices {
		for _, l := range p.sourceFirst(n) {
			e := n.Current(l.Tag, p.site.Day)
			for _, a := range e.Aliases {
				from := strings.TrimPrefix(string(a), "/")
				if l.Tag != n.Source { // a translation's alias belongs to its language
					from = p.localAlias(n, l, from)
				}
				if from == "" || taken[folder(from)] {
					continue
				}
				taken[folder(from)] = true
				f, err := p.Moved(l, folder(from), p.site.NoticePath(n, l), e.Title)
				if err != nil {
					return nil, err
				}
				files = append(files, f)
				rules = append(rules, fmt.Sprintf("%s %s 301\n", p.site.URL(from), p.site.URL(p.site.NoticePath(n, l))))
			}
		}
	}
	if len(rules) > 0 {
		sort.Strings(rules)
		files = append(files, File{"_redirects", []byte(strings.Join(rules, ""))})
	}
	return files, nil
}

// sourceFirst is the locales of a notice, its source locale before all others.
func (p *Press) sourceFirst(n *notice.Notice) []*site.Locale {
	ls := slices.Clone(p.site.LocalesOf(n))
	slices.SortStableFunc(ls, func(a, b *site.Locale) int {
		switch {
		case a.Tag == n.Source && b.Tag != n.Source:
			return -1
		case b.Tag == n.Source && a.Tag != n.Source:
			return 1
		}
		return 0
	})
	return ls
}

// localAlias places a translation's alias. One that repeats the source text's
// belongs under the locale's own root, where no other alias can stand.
func (p *Press) localAlias(n *notice.Notice, l *site.Locale, from string) string {
	if l.Default || strings.HasPrefix(from, p.site.Root(l)) {
		return from
	}
	if src := n.Current(n.Source, p.site.Day); src != nil {
		for _, a := range src.Aliases {
			if strings.TrimPrefix(string(a), "/") == from {
				return p.site.Root(l) + from
			}
		}
	}
	return from
}

// folder makes a page's path of an alias: what has no ending is a folder.
func folder(path string) string {
	if strings.HasSuffix(path, "/") || strings.HasSuffix(path, ".html") {
		return path
	}
	return path + "/"
}
