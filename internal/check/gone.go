package check

import (
	"fmt"

	"gazette/i18n"
	"gazette/internal/history/planning"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// workingText names the working text of a notice in a language.
type workingText struct {
	slug   notice.Slug
	locale i18n.Locale
}

func (t workingText) path() string { return fmt.Sprintf("content/%s/%s.md", t.locale, t.slug) }

// Gone says which texts have no file in content/ any more.
type Gone struct {
	there map[workingText]bool   // the files that are there, of drafts too
	by    map[string]workingText // those that are not, by the hash of the text that was recorded last
}

// WhatIsGone compares the files of content/ with what was recorded last in each language. A notice that ends is left
// out.
func WhatIsGone(editions []*notice.Edition, records map[notice.Slug]*planning.Record) Gone {
	g := Gone{map[workingText]bool{}, map[string]workingText{}}
	for _, e := range editions {
		if e.Origin == notice.Content && !e.Opened() {
			g.there[workingText{e.Slug, e.Locale}] = true
		}
	}
	for slug, r := range records {
		if _, ends := r.End(); ends {
			continue
		}
		for _, l := range r.Locales() {
			if t := (workingText{slug, l}); !g.there[t] {
				g.by[r.Hash(l, r.Newest(l))] = t
			}
		}
	}
	return g
}

// Renamed reports working texts of a notice of which nothing is recorded, and that are word for word what another
// notice, whose file is gone, has in force: rule renamed-notice.
func Renamed(n Notice) (ps source.Problems) {
	if n.Record != nil || len(n.Gone.by) == 0 {
		return nil
	}
	for _, e := range n.Texts() {
		if was, ok := n.Gone.by[n.Hash(e)]; ok && e.Origin == notice.Content && was.locale == e.Locale {
			ps = append(ps, source.Pos{File: e.Path}.Problemf(rule.RenamedNotice,
				fmt.Sprintf("call the file %s.md again: a recorded notice keeps its name; `gazette help writing` says "+
					"how a text gets another address", was.slug),
				"is the text that is recorded as %s, and %s is gone", was.slug, was.path()))
		}
	}
	return ps
}

// fileGone reports texts that apply, or are to, and have no file in content/ any more: rule file-gone. They stay on
// the site.
func fileGone(n Notice) (ps source.Problems) {
	if _, ends := n.Record.End(); n.Record == nil || ends {
		return nil
	}
	newest := n.Record.Newest(n.Source)
	for _, l := range n.Record.Locales() {
		t, last := workingText{n.Slug, l}, n.Record.Newest(l)
		if n.Gone.there[t] || last.IsZero() || last.Before(newest) {
			continue
		}
		hint := "put it back: its text is in " + planning.ArchivePath(n.Slug, l, last, len(n.Record.Hashes(l, last)))
		if l == n.Source {
			hint += "; to end the notice, write `withdrawn: YYYY-MM-DD` into it"
		}
		ps = append(ps, source.Pos{File: t.path()}.Problemf(rule.FileGone, hint,
			"is gone, and the text recorded for %s stays on the site", last))
	}
	return ps
}
