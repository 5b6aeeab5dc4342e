package check

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

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
	if !bytes.ContainsFunc(r.HTML, otherScript) && !strings.ContainsFunc(r.Edition.Title, otherScript) {
		return nil
	}
	seen := map[string]bool{}
	judge := func(text string, place func(word string) source.Pos) {
		for _, word := range wordsOf(text) {
			if slip := stray(word); slip != "" && !seen[word] {
				seen[word] = true
				ps = append(ps, r.warn("mixed-script", place(word), fmt.Sprintf("%q is written with %s", word, slip), "type the word again on the keyboard of its language"))
			}
		}
	}
	judge(r.Edition.Title, func(string) source.Pos { return r.Edition.Pos("title") })
	for _, p := range r.parts {
		judge(p.words, r.find)
	}
	return ps
}

// otherScript knows the blocks of Greek and Cyrillic letters.
func otherScript(r rune) bool { return r >= 0x370 && r < 0x530 }

func wordsOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
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
