package main

import (
	"errors"
	"path/filepath"

	"gazette/i18n"
	"gazette/internal/load"
	"gazette/internal/manuscript"
	"gazette/internal/notice"
	"gazette/internal/source"
)

// open copies a recorded text, as it was last corrected, to where it can be
// corrected again.
func (a *app) open(s *load.Sources, slug notice.Slug, l i18n.Locale, f newFlags) error {
	d, err := notice.ParseDate(f.edition)
	switch {
	case err != nil:
		return misuse{"--edition: " + err.Error(), "write it as --edition 2024-01-31"}
	case f.title != "" || f.date != "":
		return misuse{"--edition does not go with --title or --effective",
			"a recorded text keeps its date; correct its title in the file"}
	}
	working, data, err := s.Opened(slug, l, d)
	var unknown *source.Hinted
	switch {
	case errors.As(err, &unknown):
		return misuseOf(err)
	case err != nil:
		return err
	case working != nil:
		return misuse{working.Path + " is the text of " + d.String(), "correct it there"}
	}
	if err := a.write(filepath.FromSlash(manuscript.Path(slug, l, d)), data); err != nil {
		return err
	}
	a.ui.say("correct it, then run `gazette record --editorial %s --reason \"...\"`, and remove the file", slug)
	return nil
}
