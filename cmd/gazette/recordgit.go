package main

import (
	"bytes"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"gazette/i18n"
	"gazette/internal/build"
	"gazette/internal/history"
	"gazette/internal/notice"
	"gazette/internal/source"
)

// importGit plans the import of what git knows of one file: for each date that
// the text states, its last version under that date.
func (a *app) importGit(s *build.Sources, f recordFlags, now time.Time) ([]history.Step, error) {
	slug, locale, err := f.identity(s)
	if err != nil {
		return nil, err
	}
	versions, err := gitVersions(f.git)
	if err != nil {
		return nil, err
	}
	byDate := map[notice.Date]history.Imported{}
	undated := 0
	for _, data := range versions { // oldest first: a later version under the same date wins
		d, title, ok := build.Stated(data, locale)
		if !ok {
			undated++
			continue
		}
		byDate[d] = build.Recover(s, data, slug, locale, d, title)
	}
	if undated > 0 {
		a.ui.say("%s %s state no date and were left out", a.ui.err.yellow("note:"), counted(undated, "version"))
	}
	var texts []history.Imported
	for _, t := range byDate {
		texts = append(texts, t)
	}
	if len(texts) == 0 {
		return nil, misuse{f.git + " has no version that states its date", "import dated files with --import DIR"}
	}
	steps, ps := build.Import(s, texts, now)
	if ps.Errors() {
		return nil, a.refuseRecord(ps)
	}
	return steps, nil
}

// identity tells which notice and language a file holds.
func (f recordFlags) identity(s *build.Sources) (notice.Slug, i18n.Locale, error) {
	name := f.slug
	if name == "" {
		name = strings.TrimSuffix(filepath.Base(f.git), ".md")
	}
	slug, err := notice.ParseSlug(name)
	if err != nil {
		return "", "", misuseOf(err)
	}
	tag := f.locale
	if tag == "" {
		tag = filepath.Base(filepath.Dir(f.git))
	}
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
func gitVersions(path string) ([][]byte, error) {
	dir, base := filepath.Dir(path), filepath.Base(path)
	out, err := git(dir, "log", "--follow", "--reverse", "--format=%x00%H", "--name-only", "--", base)
	if err != nil {
		return nil, err
	}
	root, err := git(dir, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	var versions [][]byte
	for _, entry := range strings.Split(string(out), "\x00") {
		commit, name, ok := strings.Cut(strings.TrimSpace(entry), "\n")
		if !ok {
			continue
		}
		data, err := git(strings.TrimSpace(string(root)), "show", commit+":"+strings.TrimSpace(name))
		if err != nil {
			continue // the commit removed the file
		}
		versions = append(versions, data)
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
