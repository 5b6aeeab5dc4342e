package dateline

import (
	"slices"

	"gazette/i18n/language"
)

// What each language says of a date: see language.Language.
var (
	effective    = language.Words(func(l language.Language) []string { return l.Effective })
	updated      = language.Words(func(l language.Language) []string { return l.Updated })
	labels       = language.Words(func(l language.Language) []string { return l.Labels })
	contrary     = language.Words(func(l language.Language) []string { return l.Contrary })
	limits       = language.Words(func(l language.Language) []string { return l.Limits })
	limitsBehind = language.Words(func(l language.Language) []string { return l.LimitsBehind })
)

// histories are headings of histories in any language.
var histories = func() (out []string) {
	for _, l := range language.All() {
		out = append(out, l.Histories...)
	}
	slices.Sort(out)
	return out
}()

// passed are words by which English tells that something took effect once, and
// selves those that show that it is the text.
var (
	passed = []string{"went into effect", "came into effect", "took effect", "came into force", "went into force",
		"entered into force"}
	selves = []string{"this", "these", "our", "version"}
)
