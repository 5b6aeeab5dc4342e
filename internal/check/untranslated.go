package check

import (
	"fmt"
	"strings"
	"unicode"

	"gazette/internal/rule"
	"gazette/internal/source"
)

// enoughWords is from how many words on a paragraph that reads as in the
// source language was forgotten, and is not a name.
const enoughWords = 9

// untranslated reports paragraphs that a translation has in the source
// language: rule translation-untranslated. One finding for each text.
func untranslated(n Notice, r *reading) source.Problems {
	lead := n.lead(r)
	if lead == nil || languageOf(r.Edition) == languageOf(lead.Edition) {
		return nil
	}
	var left []string
	for _, p := range r.parts {
		if p.tag != "td" && p.tag != "th" && p.tag != "address" && lead.reads(p.words) && isProse(p.words) {
			left = append(left, p.words)
		}
	}
	if len(left) == 0 {
		return nil
	}
	if r.text == lead.text {
		return source.Problems{r.find(left[0]).Problem(rule.UntranslatedText,
			fmt.Sprintf("every word reads as in %s", lead.Edition.Locale),
			fmt.Sprintf(
				"translate the text into %s, or write `draft: true` until it is; without a translation readers are "+
					"led to the source text", r.Edition.Locale.NameIn("en")))}
	}
	message := fmt.Sprintf("reads as in %s: %q", lead.Edition.Locale, cut(left[0]))
	if len(left) > 1 {
		message += fmt.Sprintf(", and %s", counted(len(left)-1, "further paragraph"))
	}
	return source.Problems{r.find(left[0]).Problem(rule.TranslationUntranslated, message,
		fmt.Sprintf("translate it into %s", r.Edition.Locale.NameIn("en")))}
}

// reads reports whether some part of a text reads like this.
func (r *reading) reads(words string) bool {
	if r.there == nil {
		r.there = make(map[string]bool, len(r.parts))
		for _, p := range r.parts {
			r.there[p.words] = true
		}
	}
	return r.there[words]
}

// isProse reports whether words are sentences: long enough, and not a list of
// names, which has capitals and digits everywhere.
func isProse(s string) bool {
	words, plain, letters := strings.Fields(s), 0, 0
	for _, w := range words {
		if strings.Contains(w, "@") || strings.Contains(w, "://") {
			continue
		}
		if r := []rune(strings.TrimFunc(w, unicode.IsPunct)); len(r) > 0 && unicode.IsLetter(r[0]) &&
			!unicode.IsUpper(r[0]) {
			plain++
		}
		for _, r := range w {
			if unicode.IsLetter(r) {
				letters++
			}
		}
	}
	if spaceless(s) {
		return letters >= 4*enoughWords
	}
	loud := strings.ToUpper(s) == s && letters > 0 // a clause in capitals is no name
	return len(words) >= enoughWords && (loud || plain*2 >= len(words))
}

// spaceless reports whether a text is of a script that has no spaces between words.
func spaceless(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
	})
}
