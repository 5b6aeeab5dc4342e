// Package dateline finds the dates that a text states about itself: from when it applies, when it was last changed.
package dateline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gazette/internal/notice"
)

// Says is what a text says of a date, the weaker first.
type Says int

const (
	Nothing   Says = iota // it stands alone, in a line of its own at the head
	Updated               // the text was changed on it
	Effective             // the text applies from it on
)

// Dateline is a full date that a text states.
type Dateline struct {
	Readings []notice.Date // 03/04/2024 has two
	Words    string        // as written
	Line     string        // what stands around it, with the words that say what it is
	Says     Says
	from, to int // in the text that was searched
}

// Is reports whether a date is one of the readings.
func (d Dateline) Is(date notice.Date) bool { return slices.Contains(d.Readings, date) }

// Part is one block of a text.
type Part struct {
	Words string
	Kind  Kind
}

// Kind is what a block is.
type Kind int

// The kinds of blocks.
const (
	Paragraph Kind = iota
	Heading
	Item // of a list
	Cell // of a table
)

// Where a text says from when it applies: in one of its first parts or its
// last, close to words that say so; in a line anywhere that says nothing else;
// in its own list of changes; or in a first line that is nothing but a date.
const (
	headParts = 6
	tailParts = 3
	bareParts = 4  // of the head, in which a date may stand alone
	dateLine  = 12 // letters beside the date in a line that is nothing else
	labelLine = 30 // letters beside the date in a line that says nothing else than what the date is
)

// Find returns the dates that a text in a language states about itself, in the
// order of the text, which is given as its paragraphs, headings, items and
// cells. Dates until which a text applies, and those of other texts, are none.
func Find(lang string, parts []Part) []Dateline {
	f := finder{lang: lang, parts: parts}
	for i, p := range parts {
		if p.Kind == Heading {
			f.history = isHistory(p.Words)
		}
		f.part(i, p)
		if p.Kind != Cell {
			f.shown++
		}
	}
	if len(f.found) == 0 {
		return f.within
	}
	return f.found
}

type finder struct {
	lang    string
	parts   []Part
	shown   int  // parts so far that are no cells
	history bool // under a heading that says that changes are listed
	found   []Dateline
	within  []Dateline // in the midst of the text, for want of others
}

// part looks at one part.
func (f *finder) part(i int, p Part) {
	if !holdsYear(p.Words) { // spares the search, which takes long
		return
	}
	head, tail := f.shown < headParts, i >= len(f.parts)-tailParts
	if !head && !tail && !f.history && len(p.Words) > longest {
		return
	}
	text := plainly(p.Words)
	bare := f.shown < bareParts && p.Kind != Cell
	if !bare && !f.history && !mentions(text.text, f.lang) {
		return
	}
	all := dates(f.lang, text)
	for n := range all {
		d := all[n]
		s := sentence{lang: f.lang, text: text.text, date: d}
		s.cut(all, n)
		says, said := s.saying()
		switch {
		case s.against():
			continue
		case said && (head || tail) && p.Kind != Cell:
			f.add(&f.found, text, d, says)
		case f.history && listed(text.text, d, n):
			f.add(&f.found, text, d, Updated)
		case said && p.Kind != Cell && len(all) == 1 && s.plain():
			f.add(&f.within, text, d, says)
		case bare && (beside(text.text, d) <= dateLine || i == 0 && p.Kind == Heading && closes(text.text, d)):
			f.add(&f.found, text, d, Nothing)
		}
	}
}

// plain reports whether a sentence says what its date is and nothing else, but
// for what stands in brackets.
func (s *sentence) plain() bool {
	rest := strings.TrimLeft(s.after, " .")
	return s.letters() <= 2*labelLine &&
		(strings.HasPrefix(rest, "(") || strings.HasPrefix(rest, "[") || !strings.ContainsFunc(rest, unicode.IsLetter))
}

// longest is how long a line can be, in bytes, that says nothing else than
// what its date is.
const longest = 240

func (f *finder) add(to *[]Dateline, text plain, d Dateline, says Says) {
	d.Says, d.Line = says, text.around(d)
	*to = append(*to, d)
}

func mentions(lower, lang string) bool {
	says := func(word string) bool { return strings.Contains(lower, word) }
	for _, words := range [][]string{effective[lang], effective["en"], updated[lang], updated["en"], labels[lang],
		labels["en"]} {
		if slices.ContainsFunc(words, says) {
			return true
		}
	}
	return false
}

// beside counts the letters of a text beside a date.
func beside(lower string, d Dateline) (n int) {
	for _, r := range lower[:d.from] + lower[d.to:] {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// closes reports whether a title ends with a date that is set off from it.
func closes(lower string, d Dateline) bool {
	after := strings.Trim(lower[d.to:], " )].,:")
	before := strings.TrimRight(lower[:d.from], " ")
	r, _ := utf8.DecodeLastRuneInString(before)
	return after == "" && strings.ContainsRune("–—-|,(:[·•", r)
}

// isHistory reports whether a heading says that the changes of a text are
// listed under it.
func isHistory(heading string) bool {
	lower := strings.Trim(Plain(heading), " :.#0123456789")
	return slices.Contains(histories, lower)
}

// listed reports whether a date begins an entry of a list of changes: the
// first date of the entry, and little before it.
func listed(lower string, d Dateline, n int) bool {
	letters := 0
	for _, r := range lower[:d.from] {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return n == 0 && letters <= dateLine
}
