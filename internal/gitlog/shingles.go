package gitlog

import (
	"hash/maphash"
	"unicode"
	"unicode/utf8"
)

// width is how many words in a row are compared.
const width = 4

var seed = maphash.MakeSeed()

// shingles are the runs of words of a text, with how often each stands there.
// In scripts without spaces each letter is a word.
func shingles(text []byte) map[uint64]int {
	out := map[uint64]int{}
	var last [width]uint64
	n := 0
	words(text, func(word []byte) {
		copy(last[:], last[1:])
		last[width-1] = maphash.Bytes(seed, word)
		if n++; n >= width {
			out[maphash.Comparable(seed, last)]++
		}
	})
	if n > 0 && n < width {
		out[maphash.Comparable(seed, last)]++
	}
	return out
}

// words calls f for each word of a text.
func words(text []byte, f func([]byte)) {
	from := -1
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		joined := (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)) && !alone(r)
		switch {
		case joined && from < 0:
			from = i
		case !joined && from >= 0:
			f(text[from:i])
			from = -1
		}
		if alone(r) {
			f(text[i : i+n])
		}
		i += n
	}
	if from >= 0 {
		f(text[from:])
	}
}

// alone reports whether a letter is of a script that writes no spaces.
func alone(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer,
		unicode.Myanmar)
}

// likeness is what two texts share, of the longer one, from 0 to 1.
func likeness(a, b map[uint64]int) float64 {
	shared, left, right := 0, 0, 0
	for s, n := range a {
		shared += min(n, b[s])
		left += n
	}
	for _, n := range b {
		right += n
	}
	if left == 0 || right == 0 {
		return 0
	}
	return float64(shared) / float64(max(left, right))
}
