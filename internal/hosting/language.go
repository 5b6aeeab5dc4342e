package hosting

import (
	"cmp"
	"slices"
	"strings"
)

// chinese are the countries whose readers expect a script: browsers send
// zh-TW where a site has zh-Hant.
var chinese = map[string][]string{
	"zh-hans": {"zh-cn", "zh-sg", "zh-my"},
	"zh-hant": {"zh-tw", "zh-hk", "zh-mo"},
}

// Wanted is a locale with the beginnings of language tags that ask for it.
type Wanted struct {
	Locale
	Ranges []string
}

// Wanted says which languages of a browser lead to which locale. The language
// alone asks for the default locale if that speaks it, else for the first that
// does; so do its varieties that the site does not have.
func (s Site) Wanted() []Wanted {
	out := make([]Wanted, len(s.Locales))
	first := map[string]int{}
	for i, l := range s.Locales {
		tag := strings.ToLower(l.Tag)
		out[i] = Wanted{l, append([]string{tag}, chinese[tag]...)}
		language, _, _ := strings.Cut(tag, "-")
		if _, taken := first[language]; !taken || l.Default {
			first[language] = i
		}
	}
	for language, i := range first {
		if !slices.Contains(out[i].Ranges, language) {
			out[i].Ranges = append(out[i].Ranges, language)
		}
	}
	return out
}

// Pattern matches one of the ranges.
func (w Wanted) Pattern() string { return strings.Join(w.Ranges, "|") }

// List is the ranges with commas between.
func (w Wanted) List() string { return strings.Join(w.Ranges, ",") }

// Accepted finds, in an Accept-Language header, the first language that the
// site has: browsers send them in the order of their reader's preference.
func (s Site) Accepted() string {
	var all []string
	for _, w := range s.Wanted() {
		all = append(all, w.Ranges...)
	}
	slices.SortFunc(all, func(a, b string) int { // zh-hans before zh
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	return `(?:^|,)\s*(` + strings.Join(slices.Compact(all), "|") + `)(?:[-,;\s]|$)`
}
