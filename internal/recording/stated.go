package recording

import (
	"cmp"
	"path"
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
	statedMark = regexp.MustCompile(`datetime=["']?(\d{4}-\d{2}-\d{2})[^\s"'>}]*["']?`)
	firstTitle = regexp.MustCompile(`(?m)^(?:#\s+(.+?)\s*#*|title\s*[:=]\s*["']?(.+?)["']?)\s*$`)
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
	fields := fieldsOf(header, l, s.Site.Zone)
	for _, found := range []Statement{
		fields.first(effectiveKeys), prose, written(statedMark, text[:min(len(text), markHead)]),
		fields.first(updatedKeys),
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

// overtaken is by how many days a text may have been changed after the day from
// which it says that it applies, and still be of that day: slips are mended.
const overtaken = 31

// statedInProse returns the date that a text's reader reads: from when it
// applies, of several the first; else when it was last changed, of several the
// last; else a date that stands alone. A text that was changed long after the
// day that it names applies since it was changed. A date that can be read in
// two ways is none: unsure says which.
func statedInProse(s *load.Sources, data []byte, slug notice.Slug, l i18n.Locale) (out Statement, unsure string) {
	e, file := recovered(data, slug, l, notice.Date{Year: 1970, Month: 1, Day: 1}, string(slug))
	var best [dateline.Effective + 1]*dateline.Dateline
	lines := check.Datelines(galleyOf(s, e, file))
	for i := range lines {
		d := &lines[i]
		if len(d.Readings) > 1 && !readOneWay(l, d.Words, d) {
			unsure = cmp.Or(unsure, strconv.Quote(d.Words)+" can be read in two ways")
			continue
		}
		if b := best[d.Says]; b == nil || d.Says == dateline.Updated && d.Readings[0].After(b.Readings[0]) {
			best[d.Says] = d
		}
	}
	d := cmp.Or(best[dateline.Effective], best[dateline.Updated], best[dateline.Nothing])
	if d == nil {
		return out, unsure
	}
	if u := best[dateline.Updated]; u != nil && d.Readings[0].DaysUntil(u.Readings[0]) > overtaken {
		d = u
	}
	return Statement{Date: d.Readings[0], By: strconv.Quote(d.Line)}, ""
}

// readOneWay reports whether 03/04/2024 has one meaning, which it then moves
// to the front: the day first, as nearly everywhere; the month first in the
// English of the United States; none in English that names no country, and in
// languages that write the year first.
func readOneWay(l i18n.Locale, words string, d *dateline.Dateline) bool {
	lang, region, _ := strings.Cut(string(l), "-")
	switch {
	case strings.Contains(words, "."):
		return true
	case string(l) == "en-US":
		slices.Reverse(d.Readings)
		return true
	case lang == "en":
		return region != "" && region != "CA" && region != "PH"
	}
	return !slices.Contains([]string{"ja", "ko", "zh", "hu"}, lang)
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

// SameLanguage reports whether two names of files can be those of one text:
// not where both say a language, in a folder or before their ending, and
// another one.
func SameLanguage(a, b string) bool {
	la, lb := languagesIn(a), languagesIn(b)
	return len(la) == 0 || len(lb) == 0 ||
		slices.ContainsFunc(la, func(l string) bool { return slices.Contains(lb, l) })
}

// languagesIn are the languages that a file's name says: en/terms.md,
// terms.de.md, pt_BR/terms.md.
func languagesIn(name string) (out []string) {
	for _, part := range strings.FieldsFunc(strings.TrimSuffix(name, path.Ext(name)),
		func(r rune) bool { return r == '/' || r == '.' }) {
		if lang, _, _ := strings.Cut(strings.ReplaceAll(part, "_", "-"), "-"); len(lang) == 2 {
			if _, err := i18n.ParseLocale(strings.ToLower(lang)); err == nil &&
				(len(part) == 2 || len(part) == len("xx-YY") || len(part) == len("xx-Hans")) {
				out = append(out, strings.ToLower(lang))
			}
		}
	}
	return out
}
