// Package dateline finds the dates that a text states about itself: from when it applies, when it was last changed.
package dateline

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

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

// dates finds the full dates of a text in a language, or in English, which
// translators often leave.
func dates(lang string, t plain) (out []Dateline) {
	lower := t.text
	for i, form := range formsOf(lang) {
		for _, m := range form.FindAllStringSubmatchIndex(lower, -1) {
			s := Dateline{Words: t.written(m[0], m[1]), from: m[0], to: m[1]}
			group := func(n int) string { return lower[m[2*n]:m[2*n+1]] }
			switch {
			case i == numeric:
				s.add(group(3), group(2), group(1), lang)
				s.add(group(3), group(1), group(2), lang)
			case i == dayFirst:
				s.add(group(3), group(2), group(1), lang)
			case i == monthFirst:
				s.add(group(3), group(1), group(2), lang)
			default:
				s.add(group(1), group(2), group(3), lang)
			}
			if len(s.Readings) > 0 {
				out = append(out, s)
			}
		}
	}
	slices.SortFunc(out, func(a, b Dateline) int { return a.from - b.from })
	return out
}

// add reads year, month and day; what is no day of the calendar is no date.
func (s *Dateline) add(year, month, day, lang string) {
	m := months[lang][month]
	if m == 0 {
		m = months["en"][month]
	}
	if m == 0 {
		m, _ = strconv.Atoi(month)
	}
	y, _ := strconv.Atoi(year)
	d, _ := strconv.Atoi(day)
	date, err := notice.ParseDate(fmt.Sprintf("%04d-%02d-%02d", y, m, d))
	if err == nil && y > 1970 && !slices.Contains(s.Readings, date) {
		s.Readings = append(s.Readings, date)
	}
}

// The forms of dates, in the order of formsOf.
const (
	yearFirst   = iota // 2023-07-01, 2023. 7. 1.
	numeric            // 01.07.2023, 7/1/2023
	ideographic        // 2023年7月1日, 2023년 7월 1일
	dayFirst           // 1 July 2023, 1er juillet 2023, 1 de julio de 2023
	monthFirst         // July 1, 2023
	yearName           // 2023. július 1.
)

var plainForms = [...]*regexp.Regexp{
	yearFirst:   regexp.MustCompile(`\b(\d{4})(?:-|/|\. ?)(\d{1,2})(?:-|/|\. ?)(\d{1,2})\b`),
	numeric:     regexp.MustCompile(`\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b`),
	ideographic: regexp.MustCompile(`(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]`),
}

// namedForms are those of each language. Most commands read no dates in prose,
// so they are made when one first does.
var namedForms = sync.OnceValue(func() map[string][]*regexp.Regexp {
	out := map[string][]*regexp.Regexp{}
	for lang := range months {
		names := slices.Concat(slices.Collect(maps.Keys(months[lang])), slices.Collect(maps.Keys(months["en"])))
		slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
		name := `(` + strings.Join(names, "|") + `)\.?`
		out[lang] = []*regexp.Regexp{
			regexp.MustCompile(`(\d{1,2})(?:st|nd|rd|th|er|re|º|o|°|ª|-го|\.)?,? (?:de |d’|d'|di |del |of |в )?` + name + `[,،]? (?:de |del )?(\d{4})`),
			regexp.MustCompile(name + ` (\d{1,2})(?:st|nd|rd|th)?[,،]? (\d{4})`),
			regexp.MustCompile(`(\d{4})\.? ` + name + ` (\d{1,2})`),
		}
	}
	return out
})

func formsOf(lang string) []*regexp.Regexp {
	named := namedForms()
	if named[lang] == nil {
		lang = "en"
	}
	return slices.Concat(plainForms[:], named[lang])
}

// plain is a text in lower case, with digits 0 to 9, plain spaces and without
// the marks that set the direction of writing.
type plain struct {
	text   string
	origin string
	places []int // in origin, by byte of text, and its end
}

// Plain is a text as dates are looked for in it: in lower case, with digits 0
// to 9 and plain spaces.
func Plain(s string) string { return plainly(s).text }

func plainly(s string) plain {
	p := plain{origin: s}
	var b strings.Builder
	for i, r := range s {
		if unicode.Is(unicode.Cf, r) {
			continue
		}
		before := b.Len()
		b.WriteRune(plainRune(r))
		for range b.Len() - before {
			p.places = append(p.places, i)
		}
	}
	p.text, p.places = b.String(), append(p.places, len(s))
	return p
}

func plainRune(r rune) rune {
	switch {
	case r >= '٠' && r <= '٩':
		return '0' + r - '٠'
	case r >= '۰' && r <= '۹':
		return '0' + r - '۰'
	case r >= '０' && r <= '９':
		return '0' + r - '０'
	case unicode.IsSpace(r):
		return ' '
	}
	return unicode.ToLower(r)
}

// written returns a piece as its author wrote it.
func (p plain) written(from, to int) string { return p.origin[p.places[from]:p.places[to]] }

// Where a text says from when it applies: in one of its first parts or its
// last, close to words that say so; or in a first line that is nothing else.
const (
	headParts = 6
	tailParts = 3
	nearby    = 48 // bytes between the words and the date
	dateLine  = 12 // letters beside the date in a line that is nothing else
)

// Find returns the dates that a text in a language states about itself, in the
// order of the text, which is given as its paragraphs and headings.
func Find(lang string, parts []string) (found []Dateline) {
	for i, part := range parts {
		if i >= headParts && i < len(parts)-tailParts {
			continue
		}
		if !holdsYear(part) { // spares the search, which takes long
			continue
		}
		text := plainly(part)
		if !mentions(text.text, lang) && i >= 2 {
			continue
		}
		for _, d := range dates(lang, text) {
			said := false
			if d.Says, said = saying(text.text, d, lang); said || i < 2 && alone(text.text, d) {
				d.Line = text.around(d)
				found = append(found, d)
			}
		}
	}
	return found
}

// shown is how much of a text is shown around a date, in characters.
const shown = 24

// around is a date as written, with what stands before and after it.
func (p plain) around(d Dateline) string {
	before, after := []rune(p.written(0, d.from)), []rune(p.written(d.to, len(p.text)))
	line := string(before[max(0, len(before)-shown):]) + p.written(d.from, d.to) + string(after[:min(len(after), shown)])
	if len(before) > shown {
		line = "…" + line
	}
	if len(after) > shown {
		line += "…"
	}
	return line
}

// holdsYear reports whether four digits stand in a row.
func holdsYear(s string) bool {
	digits := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9' || r >= '٠' && plainRune(r) <= '9' && plainRune(r) >= '0':
			if digits++; digits == 4 {
				return true
			}
		case r < 0x80 || !unicode.Is(unicode.Cf, r):
			digits = 0
		}
	}
	return false
}

func mentions(lower, lang string) bool {
	says := func(word string) bool { return strings.Contains(lower, word) }
	for _, words := range [][]string{effective[lang], effective["en"], updated[lang], updated["en"]} {
		if slices.ContainsFunc(words, says) {
			return true
		}
	}
	return false
}

// saying is what the nearest words say of a date.
func saying(lower string, d Dateline, lang string) (says Says, said bool) {
	before, after := lower[max(0, d.from-nearby):d.from], lower[d.to:min(len(lower), d.to+nearby)]
	least := nearby + behind
	for _, of := range []struct {
		says  Says
		words []string
	}{{Effective, effective[lang]}, {Updated, updated[lang]}, {Effective, effective["en"]}, {Updated, updated["en"]}} {
		for _, word := range of.words {
			if far := distance(before, after, word); far < least {
				least, says, said = far, of.says, true
			}
		}
	}
	return says, said
}

// behind is how much farther words behind a date seem: most stand before theirs.
const behind = 8

// distance is how far words stand from what lies between two pieces of text.
func distance(before, after, words string) int {
	far := nearby + behind
	if i := strings.LastIndex(before, words); i >= 0 {
		far = len(before) - i - len(words)
	}
	if i := strings.Index(after, words); i >= 0 {
		far = min(far, i+behind)
	}
	return far
}

// alone reports whether a text is hardly more than a date.
func alone(lower string, d Dateline) bool {
	beside := 0
	for _, r := range lower[:d.from] + lower[d.to:] {
		if unicode.IsLetter(r) {
			beside++
		}
	}
	return beside <= dateLine
}
