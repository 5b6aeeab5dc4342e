// Package language holds what Gazette knows of languages beside its wording: marks, names and phrases, by which it
// writes dates and lists and understands prose. Each language has one file.
package language

import "maps"

// Language is what is known of one language, or of one of its regions where that differs. A field that is empty is not
// known, or is that of the language itself. Words are in lower case.
type Language struct {
	Quotes Quotes
	List   List
	Months []string // as dates have them: by case, alone, shortened, with "|" between; none where they are numbered

	Effective    []string // by which a text says from when it applies
	Updated      []string // by which a text says when it was last changed
	Labels       []string // as Updated, before a date in a line of their own; in a sentence they may be about anything
	Contrary     []string // of a sentence about another text, or about one that ends
	Limits       []string // close before a date that is a limit, or a law's
	LimitsBehind []string // the same, close behind a date
	Histories    []string // headings under which a text lists its changes, one a line

	Vague     []string // texts of links that do not say where the link leads
	CheckBack CheckBack
}

// Quotes are CLDR's quotationStart and quotationEnd (delimiters.json). French adds the no-break spaces inside that its
// typography asks for and that CLDR leaves to the text; Swiss French writes none.
type Quotes struct{ Start, End string }

// List is what stands between the items of a list: of two, before the last of several, and elsewhere. It is the
// "standard" pattern of CLDR 48 (listPatterns.json); in all of these languages start equals middle.
type List struct{ Two, Last, Middle string }

// CheckBack is how a language tells its readers to look again. A sentence does so when it holds one of each of the
// first four, or one of the phrases. Verbs and adjectives stand as stems.
type CheckBack struct{ Ask, Look, Often, What, Phrases []string }

// all are the languages by tag. Each file adds its own.
var all = map[string]Language{}

func add(tag string, l Language) struct{} {
	all[tag] = l
	return struct{}{}
}

// All returns the languages by tag.
func All() map[string]Language { return maps.Clone(all) }

// Table returns one thing that is known, by the tags of the languages of which it is.
func Table[K ~string, V any](of func(Language) (value V, known bool)) map[K]V {
	out := map[K]V{}
	for tag, l := range all {
		if v, known := of(l); known {
			out[K(tag)] = v
		}
	}
	return out
}

// Words is Table of a list of words.
func Words(of func(Language) []string) map[string][]string {
	return Table[string](func(l Language) ([]string, bool) { return of(l), len(of(l)) > 0 })
}
