package recording

import (
	"regexp"
	"strings"
	"time"
	"unicode"

	"gazette/i18n"
	"gazette/internal/dateline"
	"gazette/internal/notice"
)

// The keys under which front matter of other programs keeps the dates of a
// text, in letters alone and in the order in which they count.
var (
	effectiveKeys = []string{"effective", "effectivedate", "effectivefrom", "effectiveon", "effectiveasof",
		"dateeffective", "validfrom", "inforce", "inforcefrom", "inforcesince", "appliesfrom"}
	updatedKeys = []string{
		"lastupdated", "lastupdate", "lastupdatedat", "lastupdatedon", "lastmodified", "lastmod", "lastrevised",
		"lastchanged", "lastedited", "updated", "updatedat", "updatedon", "updatedate",
		"dateupdated", "modified", "modifiedat", "modifieddate", "datemodified", "revised", "revisedon", "revisiondate",
		"daterevised", "changed", "changedate", "version", "versiondate", "revision",
		"date", "published", "publishedat", "publishdate", "datepublished", "pubdate",
	}
)

// headerField is one line of front matter in YAML, TOML or JSON that is not
// within another.
var headerField = regexp.MustCompile(`(?m)^(?:"|'|  ?"|\t")?([A-Za-z][A-Za-z _-]*)["']?\s*[:=]\s*(\S.*?),?\s*$`)

// headerFields are the dates of front matter, by key.
type headerFields map[string]Statement

// fieldsOf reads the dates that front matter states.
func fieldsOf(header string, l i18n.Locale, zone *time.Location) headerFields {
	out := headerFields{}
	for _, m := range headerField.FindAllStringSubmatch(header, -1) {
		key := strings.Map(func(r rune) rune {
			if !unicode.IsLetter(r) {
				return -1
			}
			return unicode.ToLower(r)
		}, m[1])
		if d, ok := dateField(m[2], l, zone); ok {
			out[key] = Statement{Date: d, By: strings.TrimSpace(m[0])}
		}
	}
	return out
}

func (f headerFields) first(keys []string) Statement {
	for _, k := range keys {
		if s, ok := f[k]; ok {
			return s
		}
	}
	return Statement{}
}

// dateField reads the value of a field that is nothing but a date, in any form
// that a text may have it in; or a day with a time. Programs write midnight of
// their own zone in that of Greenwich: then it is the day that begins in the
// site's.
func dateField(value string, l i18n.Locale, zone *time.Location) (notice.Date, bool) {
	if i := strings.Index(value, " #"); i > 0 {
		value = value[:i]
	}
	value = strings.Trim(strings.TrimSpace(value), `"'`)
	if at, err := time.Parse(time.RFC3339, strings.Replace(value, " ", "T", 1)); err == nil {
		if here := at.In(zone); strings.HasSuffix(value, "Z") && here.Hour() == 0 && here.Minute() == 0 {
			return notice.DateOf(here), true
		}
		return notice.DateOf(at), true
	}
	if len(value) > len(time.DateOnly) &&
		(value[len(time.DateOnly)] == 'T' || value[len(time.DateOnly)] == ' ') { // a time without a zone
		value = value[:len(time.DateOnly)]
	}
	lang, _, _ := strings.Cut(string(l), "-")
	d, ok := dateline.Whole(lang, value)
	if !ok || len(d.Readings) > 1 && !readOneWay(l, d.Words, &d) {
		return notice.Date{}, false
	}
	return d.Readings[0], true
}
