package render

import (
	"slices"
	"strings"

	"gazette/internal/notice"
	"gazette/internal/site"
)

// moved is an earlier address of a notice.
type moved struct {
	locale   *site.Locale
	from, to string // paths
	title    string
}

// moved lists the earlier addresses of all notices, by notice.
func (p *Press) moved() (out []moved) {
	taken := map[string]bool{} // one text leads from an address: the source text, else the first
	for _, n := range p.site.Notices {
		for _, l := range p.sourceFirst(n) {
			e := n.Current(l.Tag, p.site.Day)
			for _, a := range e.Aliases {
				from := strings.TrimPrefix(string(a.Address), "/")
				if l.Tag != n.Source { // a translation's alias belongs to its language
					from = p.localAlias(n, l, from)
				}
				if from == "" || taken[folder(from)] {
					continue
				}
				taken[folder(from)] = true
				out = append(out, moved{l, from, p.site.NoticePath(n, l), e.Title})
			}
		}
	}
	return out
}

// movedPages makes the pages of aliases, which work on every host.
func (p *Press) movedPages(all []moved) (files []File, err error) {
	for _, m := range all {
		f, err := p.Moved(m.locale, folder(m.from), m.to, m.title)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
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
			if strings.TrimPrefix(string(a.Address), "/") == from {
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
