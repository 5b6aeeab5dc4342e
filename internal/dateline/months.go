package dateline

import (
	"strings"

	"gazette/i18n/language"
)

// months are the numbers of the months by language and name.
var months = func() map[string]map[string]int {
	out := map[string]map[string]int{}
	for lang, l := range language.All() {
		out[lang] = map[string]int{}
		for i, forms := range l.Months {
			for _, name := range strings.Split(forms, "|") {
				out[lang][name] = i + 1
			}
		}
	}
	return out
}()

// Month returns the number of a month that a language names so, or 0.
func Month(lang, name string) int {
	if m := months[lang][name]; m > 0 {
		return m
	}
	return months["en"][name]
}
