package markdown

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"gazette/internal/markdown/rawhtml"
)

// Slug makes a readable id of a heading's text in any script: letters, marks and digits in lower case, joined by
// hyphens; "section" when there are none. Characters that nobody sees leave no trace.
func Slug(heading string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFC.String(seen(heading)) {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	if b.Len() == 0 {
		return "section"
	}
	if rawhtml.IsReservedID(b.String()) { // "N main"
		return "section-" + b.String()
	}
	return b.String()
}

// taken holds ids, and for each the number that the next of its name is tried with: a text may have ten thousand
// headings that read the same.
type taken map[string]int

// takenBy returns a set that holds ids.
func takenBy(ids map[string]bool) taken {
	t := make(taken, len(ids))
	for id := range ids {
		t.take(id)
	}
	return t
}

// has reports whether an id is taken.
func (t taken) has(id string) bool { return t[id] > 0 }

// take takes an id.
func (t taken) take(id string) {
	if t[id] == 0 {
		t[id] = 2
	}
}

// unique returns id, or id-2, id-3 ... when it is taken, and takes it.
func (t taken) unique(id string) string {
	out := id
	for n := t[id]; t.has(out); n++ {
		out = id + "-" + strconv.Itoa(n)
		t[id] = n + 1
	}
	t.take(out)
	return out
}
