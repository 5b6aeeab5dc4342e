package recording

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gazette/i18n"
	"gazette/internal/check"
	"gazette/internal/dateline"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/source"
)

// Statement is the date that a text states about itself.
type Statement struct {
	Date notice.Date // none when nothing is stated
	By   string      // what states it, as in: "Effective: July 1, 2023"
	Why  string      // where there is no date, why
}

var (
	statedEffective = regexp.MustCompile(`(?m)^\s*["']?effective(?:[_ -]?(?:date|from))?["']?\s*[:=]\s*["']?(\d{4}-\d{2}-\d{2})`)
	statedField     = regexp.MustCompile(`(?m)^\s*["']?(?:date|last[_ -]?(?:updated|modified)|updated|modified)["']?\s*[:=]\s*["']?(\d{4}-\d{2}-\d{2})`)
	statedMark      = regexp.MustCompile(`datetime="(\d{4}-\d{2}-\d{2})"`)
	firstTitle      = regexp.MustCompile(`(?m)^(?:#\s+(.+?)\s*#*|title\s*[:=]\s*["']?(.+?)["']?)\s*$`)
)

// markHead is how far into a text a machine-readable date is looked for.
const markHead = 4000

// Stated returns the date that a text states about itself: in its front matter
// or as its reader sees it, and wording that says from when it applies before
// wording that says when it was last changed. A text need not have been
// written for Gazette.
func Stated(s *load.Sources, data []byte, slug notice.Slug, l i18n.Locale) Statement {
	file, ps := source.Text("", data)
	if ps.Errors() {
		return Statement{Why: "cannot be read: " + ps[0].Message}
	}
	at := headerOf(file, slug, l)
	header, text := string(file.Data[:at]), string(file.Data[at:])
	prose, unsure := statedInProse(s, data, slug, l)
	for _, found := range []Statement{
		written(statedEffective, header), prose,
		written(statedMark, text[:min(len(text), markHead)]), written(statedField, header),
	} {
		if !found.Date.IsZero() {
			return found
		}
	}
	return Statement{Why: cmp.Or(unsure, "states no date")}
}

func written(pattern *regexp.Regexp, text string) Statement {
	m := pattern.FindStringSubmatch(text)
	if m == nil {
		return Statement{}
	}
	d, err := notice.ParseDate(m[1])
	if err != nil {
		return Statement{}
	}
	return Statement{Date: d, By: strings.TrimSpace(m[0])}
}

// statedInProse returns the date that a text's reader reads. Of the dates of
// changes the last counts, of others the first. One that can be read in two ways is
// none: unsure says which.
func statedInProse(s *load.Sources, data []byte, slug notice.Slug, l i18n.Locale) (out Statement, unsure string) {
	e, file := recovered(data, slug, l, notice.Date{Year: 1970, Month: 1, Day: 1}, string(slug))
	lines := check.Datelines(galleyOf(s, e, file))
	slices.SortStableFunc(lines, func(a, b dateline.Dateline) int {
		if a.Says == dateline.Updated && b.Says == dateline.Updated {
			return b.Readings[0].Compare(a.Readings[0])
		}
		return cmp.Compare(b.Says, a.Says)
	})
	for _, d := range lines {
		if len(d.Readings) == 1 || readOneWay(l, d.Words) {
			return Statement{Date: d.Readings[0], By: strconv.Quote(d.Line)}, ""
		}
		unsure = cmp.Or(unsure, strconv.Quote(d.Words)+" can be read in two ways")
	}
	return out, unsure
}

// readOneWay reports whether 03/04/2024 has one meaning: the day first, as
// everywhere but in the English of some countries.
func readOneWay(l i18n.Locale, words string) bool {
	return strings.Contains(words, ".") || l != "en" && !strings.HasPrefix(string(l), "en-")
}

// TitleOf is the title that a text from elsewhere has: its own, else that of
// the site's notice, else its name.
func TitleOf(s *load.Sources, data []byte, slug notice.Slug, l i18n.Locale) string {
	if m := firstTitle.FindSubmatch(data); m != nil {
		return strings.TrimSpace(string(m[1]) + string(m[2]))
	}
	if n := s.Site.Notice(slug); n != nil {
		return n.Current(s.Site.Best(n, s.Site.Locale(l)).Tag, s.Site.Day).Title
	}
	return string(slug)
}
