package check

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"gazette/internal/notice"
	"gazette/internal/source"
)

// stated is a full date that a text states.
type stated struct {
	readings []notice.Date // 03/04/2024 has two
	words    string        // as written
	from, to int           // in the text that was searched
}

func (s stated) is(d notice.Date) bool { return slices.Contains(s.readings, d) }

// dates finds the full dates of a text in a language, or in English, which
// translators often leave.
func dates(lang string, t plain) (out []stated) {
	lower := t.text
	for i, form := range formsOf(lang) {
		for _, m := range form.FindAllStringSubmatchIndex(lower, -1) {
			s := stated{words: t.written(m[0], m[1]), from: m[0], to: m[1]}
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
			if len(s.readings) > 0 {
				out = append(out, s)
			}
		}
	}
	slices.SortFunc(out, func(a, b stated) int { return a.from - b.from })
	return out
}

// add reads year, month and day; what is no day of the calendar is no date.
func (s *stated) add(year, month, day, lang string) {
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
	if err == nil && y > 1970 && !slices.Contains(s.readings, date) {
		s.readings = append(s.readings, date)
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

var namedForms = func() map[string][]*regexp.Regexp {
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
}()

func formsOf(lang string) []*regexp.Regexp {
	if namedForms[lang] == nil {
		lang = "en"
	}
	return slices.Concat(plainForms[:], namedForms[lang])
}

// plain is a text in lower case, with digits 0 to 9, plain spaces and without
// the marks that set the direction of writing.
type plain struct {
	text   string
	origin string
	places []int // in origin, by byte of text, and its end
}

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

// dateInText reports a text that states another date than its front matter.
func dateInText(_ Notice, r *reading) source.Problems {
	lang := language(r.Edition)
	var found []stated
	said := r.saying()
	for i, p := range said {
		if i >= headParts && i < len(said)-tailParts {
			continue
		}
		text := plainly(p.words)
		lower := text.text
		if !year.MatchString(lower) || !mentions(lower, lang) && i >= 2 { // spares the search, which takes long
			continue
		}
		for _, d := range dates(lang, text) {
			if said := lower[max(0, d.from-nearby):min(len(lower), d.to+nearby)]; mentions(said, lang) || i < 2 && alone(lower, d) {
				found = append(found, d)
			}
		}
	}
	if len(found) == 0 || slices.ContainsFunc(found, func(s stated) bool { return s.is(r.Edition.Effective) }) {
		return nil
	}
	return source.Problems{r.warn("date-in-text", r.find(found[0].words),
		fmt.Sprintf("the text says %q, which is %s, and the front matter %s", found[0].words, found[0].readings[0], r.Edition.Effective),
		"correct the one that is wrong; or leave the date to the front matter, which every page shows")}
}

var year = regexp.MustCompile(`\d{4}`)

// saying are the parts of a text that have words.
func (r *reading) saying() []part {
	return slices.DeleteFunc(slices.Clone(r.parts), func(p part) bool { return p.words == "" })
}

func mentions(lower, lang string) bool {
	says := func(word string) bool { return strings.Contains(lower, word) }
	return slices.ContainsFunc(inForce[lang], says) || slices.ContainsFunc(inForce["en"], says)
}

// alone reports whether a text is hardly more than a date.
func alone(lower string, d stated) bool {
	beside := 0
	for _, r := range lower[:d.from] + lower[d.to:] {
		if unicode.IsLetter(r) {
			beside++
		}
	}
	return beside <= dateLine
}
