package check

import (
	"fmt"
	"maps"
	"slices"

	"gazette/i18n"
	"gazette/internal/history/planning"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// wordsIn is what a text says in a language, by its hash.
type wordsIn struct {
	locale i18n.Locale
	hash   string
}

// Gone says which texts have no file in content/ any more.
type Gone struct {
	there map[string]bool         // the files of content/, of drafts too, and those that cannot be read
	by    map[wordsIn]notice.Slug // whose file is gone, by what was recorded last
}

// WhatIsGone compares the files of content/ with what was recorded last in each language. A notice that ends is left
// out, and so are all where content/ holds no text: rule missing-texts. found are the problems of reading the files.
func WhatIsGone(editions []*notice.Edition, found source.Problems, records map[notice.Slug]*planning.Record) Gone {
	g := Gone{map[string]bool{}, map[wordsIn]notice.Slug{}}
	for _, e := range editions {
		if e.Origin == notice.Content {
			g.there[e.Path] = true
		}
	}
	if len(g.there) == 0 {
		return g
	}
	for _, p := range found {
		g.there[p.File] = true
	}
	for _, slug := range slices.Sorted(maps.Keys(records)) {
		for l, last := range g.without(slug, records[slug]) {
			g.by[wordsIn{l, records[slug].Hash(l, last)}] = slug
		}
	}
	return g
}

// without lists the languages in which a notice has a recorded text and no file, with the date recorded last.
func (g Gone) without(slug notice.Slug, r *planning.Record) map[i18n.Locale]notice.Date {
	out := map[i18n.Locale]notice.Date{}
	if end, _ := r.End(); r == nil || !end.IsZero() || len(g.there) == 0 {
		return out
	}
	for _, l := range r.Locales() {
		if last := r.Newest(l); !last.IsZero() && !g.there[workingPath(slug, l)] {
			out[l] = last
		}
	}
	return out
}

func workingPath(slug notice.Slug, l i18n.Locale) string {
	return fmt.Sprintf("content/%s/%s.md", l, slug)
}

// Renamed reports working texts of a notice of which nothing is recorded, and that are word for word what was recorded
// last of another notice, whose file is gone: rule renamed-notice.
func Renamed(n Notice) (ps source.Problems) {
	if n.Record != nil || len(n.Gone.by) == 0 {
		return nil
	}
	for _, e := range n.Texts() {
		was, ok := n.Gone.by[wordsIn{e.Locale, n.Hash(e)}]
		if !ok || e.Origin != notice.Content {
			continue
		}
		ps = append(ps, source.Pos{File: e.Path}.Problemf(rule.RenamedNotice,
			fmt.Sprintf("call the file %s.md again: a recorded notice keeps its name; `gazette help writing` says "+
				"how a text gets another address", was),
			"is the text that is recorded as %s, and %s is gone", was, workingPath(was, e.Locale)))
	}
	return ps
}

// fileGone reports texts that apply, or are to, and have no file in content/ any more: rule file-gone. They stay on
// the site. A translation that was behind already is left out.
func fileGone(n Notice) (ps source.Problems) {
	for l, last := range n.Gone.without(n.Slug, n.Record) {
		if last.Before(n.Record.Newest(n.Source)) {
			continue
		}
		hint := "put it back: its text is in " + planning.ArchivePath(n.Slug, l, last, len(n.Record.Hashes(l, last)))
		if l == n.Source {
			hint += "; to end the notice, write `withdrawn: YYYY-MM-DD` into it"
		}
		ps = append(ps, source.Pos{File: workingPath(n.Slug, l)}.Problemf(rule.FileGone, hint,
			"is gone, and the text recorded for %s stays on the site", last))
	}
	return ps
}
