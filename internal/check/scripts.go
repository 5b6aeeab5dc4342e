package check

import (
	"fmt"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"gazette/internal/rule"
	"gazette/internal/source"
)

// Letters that look like one of the other script's. A word that mixes scripts
// is a slip when the letters of one of them could be read as the other's; in
// "URLы" none could, and its author meant both.
const (
	latinLikeCyrillic = "aceopxyijsABCEHIKMOPTXYuntmbrgkhv"
	cyrillicLikeLatin = "асеорхуіјѕАВСЕНІКМОРТХУгпткмЅЈ"
	latinLikeGreek    = "ovuaxpknituyABEZHIKMNOPTYX"
	greekLikeLatin    = "ονυαχρκιτγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
)

// mixedScript reports words that mix Latin letters with Cyrillic or Greek
// ones that look alike: they cannot be searched, and are read out letter by
// letter. Each word is reported once.
func mixedScript(_ Notice, r *reading) (ps source.Problems) {
	seen := map[string]bool{}
	judge := func(text string, place func(word string) source.Pos) {
		if !holdsOther(text) { // as most texts: spares the search
			return
		}
		for word := range mixedWords(text) {
			if slip := stray(word); slip != "" && !seen[word] {
				seen[word] = true
				ps = append(ps, place(word).Problem(rule.MixedScript, fmt.Sprintf("%q is written with %s", word, slip),
					"type the word again on the keyboard of its language"))
			}
		}
	}
	judge(r.Edition.Title, func(string) source.Pos { return r.Edition.Pos("title") })
	judge(r.text, r.find)
	return ps
}

// reordered reports words that readers see in another order than search, screen readers and the text hash read them:
// they stand behind a character that overrides the order (U+202D, U+202E of Unicode's bidirectional algorithm, UAX #9).
// No language needs one: marks and isolates do what Arabic and Hebrew need.
func reordered(_ Notice, r *reading) (ps source.Problems) {
	judge := func(text string, place func(words string) source.Pos) {
		at := strings.IndexAny(text, "\u202D\u202E")
		if at < 0 {
			return
		}
		words, _, _ := strings.Cut(strings.TrimLeft(text[at:], "\u202D\u202E"), "\u202C") // which ends it
		ps = append(ps, place(text[at:]).Problemf(rule.ReorderedText, "delete it, and type the words around it again",
			"an invisible character before %q changes the order in which readers see what follows", cut(words)))
	}
	judge(r.Edition.Title, func(string) source.Pos { return r.Edition.Pos("title") })
	judge(r.Edition.Summary, func(string) source.Pos { return r.Edition.Pos("summary") })
	for _, words := range append([]string{r.Edition.Nav, r.Edition.Version}, r.Edition.Changes...) {
		judge(words, func(string) source.Pos { return r.Edition.Pos("changes") })
	}
	judge(r.text, r.find)
	return ps
}

// holdsOther reports whether a text holds Greek or Cyrillic letters, by the
// first bytes of those from U+0370 to U+052F.
func holdsOther(s string) bool {
	for i := range len(s) {
		if s[i] >= 0xCD && s[i] <= 0xD4 {
			return true
		}
	}
	return false
}

// mixedWords are the words that hold both Latin letters and Greek or Cyrillic
// ones.
func mixedWords(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		from, latin, other := -1, false, false
		end := func(to int) bool {
			word := s[max(from, 0):to]
			mixed := from >= 0 && latin && other
			from, latin, other = -1, false, false
			return !mixed || yield(word)
		}
		for i, r := range s {
			l, o := isLatin(r), r >= 0x370 && r < 0x530
			if !l && !o && (r < utf8.RuneSelf || !unicode.IsLetter(r) && !unicode.IsMark(r)) {
				if !end(i) {
					return
				}
				continue
			}
			if from < 0 {
				from = i
			}
			latin, other = latin || l, other || o
		}
		end(len(s))
	}
}

// isLatin knows the Latin letters of ASCII, European languages and Vietnamese.
func isLatin(r rune) bool {
	return r|0x20 >= 'a' && r|0x20 <= 'z' || r >= 0xAA && r < 0x250 && unicode.IsLetter(r) || r >= 0x1E00 && r < 0x1F00
}

// stray says which letters of a word are of the wrong script, or "".
func stray(word string) string {
	var latin, cyrillic, greek []rune
	for _, r := range word {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin = append(latin, r)
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic = append(cyrillic, r)
		case unicode.Is(unicode.Greek, r):
			greek = append(greek, r)
		}
	}
	switch {
	case len(latin)+len(cyrillic)+len(greek) < 3 || len(latin) == 0:
		return ""
	case len(cyrillic) > 0:
		return slip(latin, cyrillic, latinLikeCyrillic, cyrillicLikeLatin, "Cyrillic")
	case len(greek) > 0:
		return slip(latin, greek, latinLikeGreek, greekLikeLatin, "Greek")
	}
	return ""
}

func slip(latin, other []rune, latinLike, otherLike, name string) string {
	all := func(letters []rune, alike string) bool {
		for _, r := range letters {
			if !strings.ContainsRune(alike, r) {
				return false
			}
		}
		return true
	}
	switch {
	case len(latin) <= len(other) && all(latin, latinLike):
		return fmt.Sprintf("the Latin %q among %s letters", string(latin), name)
	case len(other) <= len(latin) && all(other, otherLike):
		return fmt.Sprintf("the %s %q among Latin letters", name, string(other))
	}
	return ""
}
