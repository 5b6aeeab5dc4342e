package i18n

import (
	"strings"

	"golang.org/x/text/language/display"

	"gazette/internal/spelling"
)

// regional are locales whose names people write that the list of languages does not have.
var regional = []Locale{"pt-BR", "pt-PT", "en-GB", "en-US", "fr-CA", "fr-CH", "de-AT", "de-CH", "es-MX", "es-419",
	"zh-Hans", "zh-Hant", "sr-Latn", "nl-BE"}

// Named returns the locale that a name of a language means, in English or in that language itself, such as "French" or
// "français"; a slip of the pen is forgiven. It reports false for what is no name.
func Named(name string) (Locale, bool) {
	wanted := strings.ToLower(strings.TrimSpace(name))
	if len(wanted) < 3 {
		return "", false
	}
	byName := map[string]Locale{}
	var english []string
	note := func(l Locale) {
		for _, n := range []string{strings.ToLower(l.NameIn(reference)), strings.ToLower(l.NameIn(l))} {
			if _, taken := byName[n]; !taken {
				byName[n] = l
			}
		}
		english = append(english, strings.ToLower(l.NameIn(reference)))
	}
	for _, l := range regional {
		note(l)
	}
	for _, tag := range display.Supported.Tags() {
		if l, err := ParseLocale(tag.String()); err == nil {
			note(l)
		}
	}
	if l, ok := byName[wanted]; ok {
		return l, true
	}
	if near := spelling.Nearest(wanted, english); near != "" {
		return byName[near], true
	}
	return "", false
}
