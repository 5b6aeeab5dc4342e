package main

import (
	"cmp"
	"fmt"
	"strings"

	"gazette/i18n"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/source"
)

// sourceOf is the text that a new text in a locale translates: the newest of the notice in its source locale, published
// or still a draft. It is nil for the first text of a notice.
func sourceOf(s *load.Sources, slug notice.Slug, l i18n.Locale) (src *notice.Edition) {
	locale := s.Site.Config.DefaultLocale
	if n := s.Site.Notice(slug); n != nil {
		locale = n.Source
		if es := n.In(locale); len(es) > 0 {
			src = es[len(es)-1]
		}
	}
	for _, e := range s.Editions {
		if e.Draft && e.Slug == slug && e.Locale == locale && (src == nil || !e.Effective.Before(src.Effective)) {
			src = e
		}
	}
	if locale == l {
		return nil
	}
	return src
}

// translation is a draft that has the date, headings and ids of the source text, and its words, to be replaced.
func (a *app) translation(src *notice.Edition, locale i18n.Locale, f newFlags) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %q\nlocale: %s\neffective: %s\ndraft: true\n", cmp.Or(f.title, src.Title), locale, cmp.Or(f.date, src.Effective.String()))
	if src.Group != "" {
		fmt.Fprintf(&b, "group: %q\norder: %d\n", src.Group, src.Order)
	}
	if src.Summary != "" {
		fmt.Fprintf(&b, "summary: %q\n", src.Summary)
	}
	if len(src.Changes) > 0 {
		b.WriteString("changes:\n")
		for _, c := range src.Changes {
			fmt.Fprintf(&b, "  - %q\n", c)
		}
	}
	b.WriteString("---\n")
	if l, err := a.layers(); err == nil {
		if file, ps := source.Read(l.Site, src.Path); !ps.Errors() {
			b.Write(file.Data[src.BodyAt:])
		}
	}
	return []byte(b.String())
}
