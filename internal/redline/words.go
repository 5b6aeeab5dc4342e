package redline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gazette/internal/words"
)

// vocabulary numbers the distinct tokens of a comparison.
type vocabulary struct {
	ids   map[string]int32
	infos []wordInfo
}

// script says how the words of a writing system are told apart.
type script uint8

const (
	spaced   script = iota // words with spaces between them
	han                    // characters
	hiragana               // syllables
	unspaced               // Thai, Lao, Khmer, Burmese: words that a dictionary found
	mark                   // punctuation and symbols
)

// wordInfo is what is known of a distinct token.
type wordInfo struct {
	weight int32 // how much it says to a reader that both editions have it here
	script script
	ends   bool // ends a sentence
	count  int  // as what readers count it: see words.Amount.Total
	text   string
}

func newVocabulary() *vocabulary { return &vocabulary{ids: map[string]int32{}} }

// id returns the number of the token s.
func (v *vocabulary) id(s string) int32 {
	if id, ok := v.ids[s]; ok {
		return id
	}
	n := norm.NFC.String(s)
	id, ok := v.ids[n]
	if !ok {
		id = int32(len(v.infos))
		v.infos = append(v.infos, describe(n))
		v.ids[n] = id
	}
	v.ids[s] = id
	return id
}

// wholeID returns the number of the words of a picture or ruby. It is none of a word in the text, which has no white
// space of its own around it.
func (v *vocabulary) wholeID(s string) int32 {
	key := "\x00" + s
	if id, ok := v.ids[key]; ok {
		return id
	}
	id := int32(len(v.infos))
	v.infos = append(v.infos, describe(norm.NFC.String(s)))
	v.ids[key] = id
	return id
}

// isWord reports whether the token is more than punctuation.
func (v *vocabulary) isWord(id int32) bool { return v.infos[id].script != mark }

func describe(s string) wordInfo {
	w := wordInfo{text: s, script: mark, weight: 1, count: words.CountPiece(s).Total()}
	letters := int32(0)
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			letters++
			if letters == 1 {
				w.script = scriptOf(r)
			}
		}
	}
	switch w.script {
	case mark:
		w.ends = strings.ContainsAny(s, ".!?。！？．।؟۔።")
	case han:
		w.weight = ideographWeight
	case hiragana:
		w.weight = 1
	default:
		w.weight = min(wordWeight+letters/lettersPerPoint, heaviestWord)
	}
	return w
}

func scriptOf(r rune) script {
	switch {
	case r < 0x0E00:
		return spaced
	case r < 0x0F00, r >= 0x1000 && r < 0x10A0, r >= 0x1780 && r < 0x1800, r >= 0x1950 && r < 0x1AB0:
		return unspaced
	case r >= 0x3041 && r < 0x30A0:
		return hiragana
	case unicode.Is(unicode.Han, r):
		return han
	}
	return spaced
}

// split appends the tokens of t.full[from:to], which has no white space, and returns to.
func (v *vocabulary) split(t *tokens, from, to int, space bool) int {
	s := t.full[from:to]
	at := from
	emit := func(n int) {
		t.toks = append(t.toks, token{from: at, to: at + n, id: v.id(t.full[at : at+n]), space: space})
		at += n
		space = false
	}
	if n := asciiWord(s); n == len(s) {
		emit(n)
		return to
	} else if n > 0 && n == len(s)-1 && strings.IndexByte(",.;:)?!", s[n]) >= 0 {
		emit(n)
		emit(1)
		return to
	}
	for len(s) > 0 {
		lo, hi := findAddress(s)
		for _, l := range pieces(s[:lo]) {
			emit(l)
		}
		if hi > lo {
			emit(hi - lo)
		}
		s = t.full[at:to]
	}
	return to
}

// asciiWord returns the length of the ASCII letters and digits that s begins with.
func asciiWord(s string) int {
	i := 0
	for i < len(s) && (s[i]|0x20 >= 'a' && s[i]|0x20 <= 'z' || s[i] >= '0' && s[i] <= '9') {
		i++
	}
	return i
}

// pieces returns the lengths of the tokens of s: words, some of them joined.
func pieces(s string) []int {
	cuts := words.Cut(s)
	lens := make([]int, 0, len(cuts))
	start := 0
	for i := 0; i < len(cuts); i++ {
		for i+1 < len(cuts) && joins(s, start, cuts, i) {
			i++
		}
		lens = append(lens, cuts[i]-start)
		start = cuts[i]
	}
	return lens
}

// joins reports whether the piece that ends at cuts[i] and the next are one unit to the reader: parts of a compound
// ("co-operation", "and/or"), of a date or clause number ("2024-04-03"), a sum and its sign ("€5", "10%").
func joins(s string, start int, cuts []int, i int) bool {
	at := cuts[i]
	next, _ := utf8.DecodeRuneInString(s[at:])
	last, _ := utf8.DecodeLastRuneInString(s[start:at])
	switch next {
	case '-', '/', '_', '\u2011', '\'', '\u2019', '.', ':':
		if !joinable(last) || cuts[i+1] == len(s) || cuts[i+1] != at+utf8.RuneLen(next) {
			return false
		}
		after, _ := utf8.DecodeRuneInString(s[cuts[i+1]:])
		if next == '.' || next == ':' || next == '\'' || next == '\u2019' {
			return unicode.IsDigit(last) && unicode.IsDigit(after)
		}
		return joinable(after)
	case '%', '‰', '€', '£', '$', '°':
		return unicode.IsDigit(last)
	}
	switch last {
	case '-', '/', '_', '\u2011', '.', ':', '\'', '\u2019':
		return at-utf8.RuneLen(last) > start && joinable(next) // the join of the case above, completed
	case '$', '€', '£', '¥', '§', '#', '₹', '₽':
		return unicode.IsDigit(next)
	}
	return false
}

// joinable reports whether a compound may go on at r: a letter or digit of a script with spaces.
func joinable(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && scriptOf(r) == spaced
}
