package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"gazette/i18n"
	"gazette/internal/gitlog"
	"gazette/internal/history/planning"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/recording"
)

// importGit plans the import of what git knows of one file: for each date that
// the text states, its last version under that date.
func (a *app) importGit(s *load.Sources, f recordFlags, in planning.Intent, now time.Time) ([]planning.Step, error) {
	slug, locale, err := f.identity(s)
	if err != nil {
		return nil, err
	}
	versions, err := gitlog.Versions(f.git, recording.SameLanguage)
	if err != nil {
		return nil, err
	}
	past := recording.FromGit(s, versions,
		recording.Filing{Slug: slug, Locale: locale, Undated: f.undated == undatedCommit, Reason: in.Reason})
	a.noteVersions(past)
	if len(past.Texts) == 0 {
		return nil, misuse{f.git + " has no version that states its date",
			"take the days of the commits, with a reason that the log shows: --undated commit --reason \"...\"; or " +
				"import dated files with --import DIR"}
	}
	return a.others(recording.Import(s, past.Texts, now))
}

// few is how many versions a note names.
const few = 5

// noteVersions says which versions were not taken.
func (a *app) noteVersions(past recording.Past) {
	var undated, others []string
	for _, l := range past.Left {
		if line := l.Version.String() + " " + l.Why; l.Undated {
			undated = append(undated, line)
		} else {
			others = append(others, line)
		}
	}
	if len(undated) > 0 {
		a.noteSome(counted(len(undated), "version")+" left out, for want of a date:", undated)
		a.ui.say("  hint: take the days of their commits, with a reason that the log shows: --undated commit " +
			"--reason \"...\"")
	}
	if len(others) > 0 {
		a.noteSome(counted(len(others), "version")+" left out:", others)
		a.ui.say("  hint: where one of them did apply, save its text with its date as DIR/<slug>/<date>/<locale>.md " +
			"and record it with --import DIR")
	}
	for _, t := range past.Texts {
		if n := past.Again[t.Edition.Effective]; n > 1 {
			a.ui.say("%s the text changed under its date %s: the last of %s is taken", a.ui.err.yellow("note:"),
				t.Edition.Effective, counted(n, "text"))
		}
	}
}

func (a *app) noteSome(what string, lines []string) {
	a.ui.say("%s %s", a.ui.err.yellow("note:"), what)
	for _, line := range lines[:min(few, len(lines))] {
		a.ui.say("  %s", line)
	}
	if len(lines) > few {
		a.ui.say("  and %d more", len(lines)-few)
	}
}

// identity tells which notice and language a file holds.
func (f recordFlags) identity(s *load.Sources) (notice.Slug, i18n.Locale, error) {
	name := f.slug
	if name == "" {
		name = strings.TrimSuffix(filepath.Base(f.git), ".md")
	}
	slug, err := notice.ParseSlug(name)
	if err != nil {
		return "", "", misuseOf(err)
	}
	tag := cmp.Or(f.locale, filepath.Base(filepath.Dir(f.git)))
	locale, err := i18n.ParseLocale(tag)
	if err != nil {
		return "", "", misuse{fmt.Sprintf("the folder %q names no language", tag), "name it with --locale"}
	}
	if s.Site.Locale(locale) == nil {
		return "", "", misuse{fmt.Sprintf("the site has no locale %s", locale), "add it to `locales` in gazette.yaml"}
	}
	return slug, locale, nil
}
