package site

import (
	"cmp"
	"slices"
	"strings"

	"gazette/internal/notice"
)

// Moved is an earlier address of a notice, which leads to its page.
type Moved struct {
	Locale *Locale
	From   string // a path, as it was: with or without its last slash
	Page   string // the path of the page that stands there now
	To     string // the path of the notice's page
	Title  string
}

// Moved lists the earlier addresses of all notices as of the site's day, by notice.
func (s *Site) Moved() (out []Moved) {
	taken := map[string]bool{} // one text leads from an address: the source text, else the first
	for _, n := range s.Notices {
		for _, l := range s.sourceFirst(n) {
			e := n.Current(l.Tag, s.Day)
			for _, a := range e.Aliases {
				from := s.placed(n, l, a.Address)
				if at := aliasPage(from); from != "" && !taken[notice.Fold(at)] {
					taken[notice.Fold(at)] = true
					out = append(out, Moved{l, from, at, s.NoticePath(n, l), e.Title})
				}
			}
		}
	}
	return out
}

// sourceFirst is the locales of a notice, its source locale before all others.
func (s *Site) sourceFirst(n *notice.Notice) []*Locale {
	rank := func(l *Locale) int {
		if l.Tag == n.Source {
			return 0
		}
		return 1
	}
	out := s.LocalesOf(n)
	slices.SortStableFunc(out, func(a, b *Locale) int { return cmp.Compare(rank(a), rank(b)) })
	return out
}

// placed is where an alias of a text stands. A translation's that repeats the source text's belongs under the
// locale's own root, where no other alias can stand.
func (s *Site) placed(n *notice.Notice, l *Locale, a notice.Address) string {
	from := strings.TrimPrefix(string(a), "/")
	if l.Tag == n.Source || l.Default || strings.HasPrefix(from, s.Root(l)) {
		return from
	}
	if src := n.Current(n.Source, s.Day); src != nil {
		for _, b := range src.Aliases {
			if b.Address == a {
				return s.Root(l) + from
			}
		}
	}
	return from
}

// HasAlias reports whether a path is an earlier address of a notice. A page's last slash may be left out.
func (s *Site) HasAlias(path string) bool { return s.aliases[page(path)] || s.aliases[path+"/"] }

// aliasPage is the path of the page that stands at an alias: what has no ending is a folder.
func aliasPage(from string) string {
	if from = page(from); from == "" || strings.HasSuffix(from, "/") || strings.HasSuffix(from, ".html") {
		return from
	}
	return from + "/"
}
