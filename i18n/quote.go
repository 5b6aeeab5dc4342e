package i18n

// quotes are CLDR's quotationStart and quotationEnd (delimiters.json). French
// adds the no-break spaces (U+00A0) inside that its typography asks for and
// that CLDR leaves to the text; Swiss French writes none.
var quotes = map[Locale][2]string{
	"ar":      {"”", "“"},
	"de":      {"„", "“"},
	"en":      {"“", "”"},
	"es":      {"«", "»"},
	"fr":      {"«\u00a0", "\u00a0»"},
	"fr-CH":   {"«", "»"},
	"he":      {"”", "”"},
	"hu":      {"„", "”"},
	"it":      {"«", "»"},
	"ja":      {"「", "」"},
	"ko":      {"“", "”"},
	"nl":      {"‘", "’"},
	"pl":      {"„", "”"},
	"pt":      {"“", "”"},
	"pt-PT":   {"«", "»"},
	"ru":      {"«", "»"},
	"zh":      {"“", "”"},
	"zh-Hant": {"「", "」"},
}

// Quote returns s between the quotation marks of l's typography; languages
// without a catalogue get “ and ”.
func (l Locale) Quote(s string) string {
	marks := nearest(l, quotes)
	if marks[0] == "" {
		marks = quotes[reference]
	}
	return marks[0] + s + marks[1]
}
