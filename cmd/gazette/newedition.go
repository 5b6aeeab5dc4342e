package main

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"gazette/i18n"
	"gazette/internal/history"
	"gazette/internal/load"
	"gazette/internal/manuscript"
	"gazette/internal/notice"
)

// open copies a recorded text, as it was last corrected, to where it can be
// corrected again.
func (a *app) open(s *load.Sources, slug notice.Slug, l i18n.Locale, f newFlags) error {
	d, err := notice.ParseDate(f.edition)
	switch {
	case err != nil:
		return misuse{"--edition: " + err.Error(), "write it as --edition 2024-01-31"}
	case f.title != "" || f.date != "":
		return misuse{"--edition does not go with --title or --effective", "a recorded text keeps its date; correct its title in the file"}
	}
	record := s.Log.Records()[slug]
	revisions := len(record.Hashes(l, d))
	if revisions == 0 || record.Cancelled(d) {
		return misuse{fmt.Sprintf("no text of %q is recorded for %s in %s", slug, d, l), datesHint(record, l)}
	}
	if n := s.Site.Notice(slug); n != nil {
		for _, e := range n.Texts() {
			if e.Origin == notice.Content && e.Locale == l && e.Effective == d {
				return misuse{e.Path + " is the text of " + d.String(), "correct it there"}
			}
		}
	}
	data, err := fs.ReadFile(s.Layers.Site, history.ArchivePath(slug, l, d, revisions))
	if err != nil {
		return err
	}
	if err := a.write(filepath.FromSlash(manuscript.Path(slug, l, d)), data); err != nil {
		return err
	}
	a.ui.say("correct it, then run `gazette record --editorial %s --reason \"...\"`, and remove the file", slug)
	return nil
}

// datesHint lists what is recorded in a language.
func datesHint(r *history.Record, l i18n.Locale) string {
	var dates []string
	for _, d := range r.Dates() {
		if r.Hash(l, d) != "" {
			dates = append(dates, d.String())
		}
	}
	if len(dates) == 0 {
		return "nothing of it is recorded in that language"
	}
	return "recorded are " + strings.Join(dates, ", ")
}
