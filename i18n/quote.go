package i18n

import "gazette/i18n/language"

var quotes = language.Table[Locale](func(l language.Language) (language.Quotes, bool) {
	return l.Quotes,
		l.Quotes.Start != ""
})

// Quote returns s between the quotation marks of l's typography; languages
// without a catalogue get “ and ”.
func (l Locale) Quote(s string) string {
	marks := nearest(l, quotes)
	if marks.Start == "" {
		marks = quotes[reference]
	}
	return marks.Start + s + marks.End
}
