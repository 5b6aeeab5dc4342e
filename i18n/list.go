package i18n

import (
	"gazette/i18n/language"
	"strings"
	"unicode"
	"unicode/utf8"
)

var lists = language.Table[Locale](func(l language.Language) (language.List, bool) {
	return l.List,
		l.List.Middle != ""
})

// List joins items as a sentence does: "a, b, and c" in English, "a, b und c"
// in German. Languages without a catalogue get commas alone.
func (l Locale) List(items []string) string {
	sep := nearest(l, lists)
	if sep == (language.List{}) {
		return strings.Join(items, ", ")
	}
	var b strings.Builder
	for i, item := range items {
		switch {
		case i == 0:
		case i < len(items)-1:
			b.WriteString(sep.Middle)
		case i == 1:
			b.WriteString(beforeSound(sep.Two, item))
		default:
			b.WriteString(beforeSound(sep.Last, item))
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
	case and == lists["he"].Last && !unicode.Is(unicode.Hebrew, first):
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
