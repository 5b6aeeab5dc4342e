package main

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"gazette/i18n"
	"gazette/internal/history"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/recording"
	"gazette/internal/source"
)

// gitVersion is a file as one commit left it.
type gitVersion struct {
	commit string
	at     time.Time
	data   []byte
}

// String names the commit, as people name it.
func (v gitVersion) String() string { return v.commit[:min(len(v.commit), 10)] }

// importGit plans the import of what git knows of one file: for each date that
// the text states, its last version under that date.
func (a *app) importGit(s *load.Sources, f recordFlags, in history.Intent, now time.Time) ([]history.Step, error) {
	slug, locale, err := f.identity(s)
	if err != nil {
		return nil, err
	}
	versions, err := gitVersions(f.git)
	if err != nil {
		return nil, err
	}
	byDate, hashes := map[notice.Date]history.Imported{}, map[notice.Date]map[string]bool{}
	var undated []string
	for _, v := range versions { // oldest first: a later version under the same date wins
		t, why := f.recover(s, v, slug, locale, in)
		if why != "" {
			undated = append(undated, v.String()+" "+why)
			continue
		}
		d := t.Edition.Effective
		if hashes[d] == nil {
			hashes[d] = map[string]bool{}
		}
		byDate[d], hashes[d][t.Hash] = t, true
	}
	if len(byDate) == 0 {
		return nil, misuse{f.git + " has no version that states its date", "take the days of the commits, with a reason that the log shows: --undated commit --reason \"...\"; or import dated files with --import DIR"}
	}
	a.noteVersions(undated, hashes)
	texts := slices.SortedFunc(maps.Values(byDate), func(a, b history.Imported) int { return a.Edition.Effective.Compare(b.Edition.Effective) })
	steps, ps := recording.Import(s, texts, now)
	if ps.Errors() {
		return nil, a.refuseRecord(ps)
	}
	return steps, nil
}

// recover makes an edition of a version; why says what it lacks.
func (f recordFlags) recover(s *load.Sources, v gitVersion, slug notice.Slug, l i18n.Locale, in history.Intent) (t history.Imported, why string) {
	said := recording.Stated(s, v.data, slug, l)
	if !said.Date.IsZero() {
		return recording.Recover(s, v.data, slug, l, said.Date, said.By+", in commit "+v.String()), ""
	}
	if f.undated != undatedCommit {
		return t, said.Why
	}
	t = recording.Recover(s, v.data, slug, l, notice.DateOf(v.at.In(s.Site.Zone)), "the day of commit "+v.String()+", which "+said.Why)
	t.Reason = in.Reason
	return t, ""
}

// noteVersions says which versions were not taken.
func (a *app) noteVersions(undated []string, hashes map[notice.Date]map[string]bool) {
	const few = 5
	if len(undated) > 0 {
		a.ui.say("%s %s left out, for want of a date:", a.ui.err.yellow("note:"), counted(len(undated), "version"))
		for _, line := range undated[:min(few, len(undated))] {
			a.ui.say("  %s", line)
		}
		if len(undated) > few {
			a.ui.say("  and %d more", len(undated)-few)
		}
		a.ui.say("  hint: take the days of their commits, with a reason that the log shows: --undated commit --reason \"...\"")
	}
	for _, d := range slices.SortedFunc(maps.Keys(hashes), notice.Date.Compare) {
		if n := len(hashes[d]); n > 1 {
			a.ui.say("%s the text changed under its date %s: the last of %s is taken", a.ui.err.yellow("note:"), d, counted(n, "text"))
		}
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

// gitVersions returns the versions of a file, oldest first.
func gitVersions(path string) ([]gitVersion, error) {
	dir, base := filepath.Dir(path), filepath.Base(path)
	out, err := git(dir, "log", "--follow", "--reverse", "--format=%x00%H %ct", "--name-only", "--", base)
	if err != nil {
		return nil, err
	}
	root, err := git(dir, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	var versions []gitVersion
	for _, entry := range strings.Split(string(out), "\x00") {
		head, name, ok := strings.Cut(strings.TrimSpace(entry), "\n")
		if !ok {
			continue
		}
		commit, at, _ := strings.Cut(head, " ")
		seconds, err := strconv.ParseInt(at, 10, 64)
		if err != nil {
			return nil, err
		}
		data, err := git(strings.TrimSpace(string(root)), "show", commit+":"+strings.TrimSpace(name))
		if err != nil {
			continue // the commit removed the file
		}
		versions = append(versions, gitVersion{commit, time.Unix(seconds, 0), data})
	}
	if len(versions) == 0 {
		return nil, misuse{"git knows no version of " + path, "name a file that is under version control"}
	}
	return versions, nil
}

func git(dir string, args ...string) ([]byte, error) {
	c := exec.Command("git", append([]string{"-C", dir, "-c", "core.quotePath=false"}, args...)...)
	var stderr bytes.Buffer
	c.Stderr = &stderr
	out, err := c.Output()
	if err != nil {
		return nil, &source.Hinted{Message: "git " + args[0] + ": " + strings.TrimSpace(stderr.String()+" "+err.Error()), Hint: "--from-git needs git, and a file in one of its work trees"}
	}
	return out, nil
}
