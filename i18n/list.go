package i18n

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// separators stand between the items of a list: of two, before the last of
// several, and elsewhere.
type separators struct{ two, last, middle string }

// lists are the "standard" list patterns of CLDR 48 (listPatterns.json) for
// the locales that have a catalogue; in all of them start equals middle.
var lists = map[Locale]separators{
	"ar":      {" و", " و", " و"},
	"de":      {" und ", " und ", ", "},
	"en":      {" and ", ", and ", ", "},
	"en-001":  {" and ", " and ", ", "},
	"es":      {" y ", " y ", ", "},
	"fr":      {" et ", " et ", ", "},
	"he":      {" ו", " ו", ", "},
	"hu":      {" és ", " és ", ", "},
	"it":      {" e ", " e ", ", "},
	"ja":      {"、", "、", "、"},
	"ko":      {" 및 ", " 및 ", ", "},
	"nl":      {" en ", " en ", ", "},
	"pl":      {" i ", " i ", ", "},
	"pt":      {" e ", " e ", ", "},
	"ru":      {" и ", " и ", ", "},
	"zh":      {"和", "和", "、"},
	"zh-Hant": {"和", "和", "、"},
}

// List joins items as a sentence does: "a, b, and c" in English, "a, b und c"
// in German. Languages without a catalogue get commas alone.
func (l Locale) List(items []string) string {
	sep := nearest(l, lists)
	if sep == (separators{}) {
		return strings.Join(items, ", ")
	}
	var b strings.Builder
	for i, item := range items {
		switch {
		case i == 0:
		case i < len(items)-1:
			b.WriteString(sep.middle)
		case i == 1:
			b.WriteString(beforeSound(sep.two, item))
		default:
			b.WriteString(beforeSound(sep.last, item))
		}
		b.WriteString(item)
	}
	return b.String()
}

// beforeSound adapts an "and" to the item after it, as ICU does: Spanish "y"
// is "e" before the sound i, and the Hebrew prefix takes a hyphen before what
// is not in Hebrew letters.
func beforeSound(and, item string) string {
	first, _ := utf8.DecodeRuneInString(item)
	switch {
	case and == " y " && soundsI(strings.ToLower(item)):
		return " e "
	case and == lists["he"].last && !unicode.Is(unicode.Hebrew, first):
		return and + "-"
	}
	return and
}

// soundsI reports whether a Spanish word begins with the vowel i: "hi" before
// a or e is a diphthong, as in hielo.
func soundsI(word string) bool {
	after, h := strings.CutPrefix(word, "hi")
	if h {
		return !strings.HasPrefix(after, "a") && !strings.HasPrefix(after, "e")
	}
	return strings.HasPrefix(word, "i")
}
