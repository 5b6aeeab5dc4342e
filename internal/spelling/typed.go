package spelling

import (
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// days are ways of writing a day that are read in one way: 03/01/2027 is none.
var days = []string{"2006-1-2", "2006/1/2", "2006.1.2", "2006年1月2日", "2.1.2006", "2. 1. 2006", "2 January 2006",
	"2 Jan 2006", "January 2, 2006", "January 2 2006", "Jan 2, 2006"}

// Day returns the day, as YYYY-MM-DD, that somebody wrote in another way, also in full-width digits or between
// quotation marks; "" where none can be told.
func Day(s string) string {
	s = strings.Trim(norm.NFKC.String(s), ` "'“”„‘’«»「」`)
	for _, layout := range days {
		t, err := time.Parse(layout, s)
		if err == nil && strings.HasPrefix(layout, "2.") && t.Day() <= 12 && t.Day() != int(t.Month()) {
			return "" // or the month first
		}
		if err == nil {
			return t.Format(time.DateOnly)
		}
	}
	return ""
}

// Hyphens reports whether a line holds nothing but what looks like hyphens: word processors turn three of them into a
// dash.
func Hyphens(line string) bool {
	line = strings.TrimSpace(line)
	return line != "" && strings.Trim(line, "-\u00AD\u2010\u2011\u2012\u2013\u2014\u2015\u2212") == ""
}

// Slug returns what is nearest to some words of what can stand in an address as one step, or "": their letters and
// digits in lower case, with hyphens between words.
func Slug(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFC.String(strings.ToLower(s)) {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(r)
	}
	return b.String()
}
