package check

import "gazette/i18n/language"

// vague are texts of links that do not say where the link leads, by language.
var vague = language.Table[string](func(l language.Language) (map[string]bool, bool) {
	texts := map[string]bool{}
	for _, text := range l.Vague {
		texts[text] = true
	}
	return texts, len(texts) > 0
})
