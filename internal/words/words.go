// Package words cuts text into words as readers of its script do.
//
// It follows Unicode's word boundaries (UAX #29). Where these leave the work to a dictionary, in Thai, Lao, Khmer and
// Burmese, which put no spaces between words, it looks the words up in those of ICU (see data/LICENSE), the ones that
// browsers use.
package words

import (
	"unicode"

	"github.com/clipperhouse/uax29/v2/graphemes"
	uax29 "github.com/clipperhouse/uax29/v2/words"
)

// Cut returns the offsets in s at which its words end, white space and punctuation being pieces of their own. No piece
// ends inside a grapheme cluster.
func Cut(s string) []int {
	var ends []int
	for at := 0; at < len(s); {
		from, to := nextRun(s, at)
		ends = plain(ends, s, at, from)
		if from < to {
			ends = unspaced(ends, s, from, to)
		}
		at = to
	}
	if mayPartClusters(s) {
		return KeepClusters(s, ends)
	}
	return ends
}

// plain appends the ends of the UAX #29 words of s[from:to].
func plain(ends []int, s string, from, to int) []int {
	for it := uax29.FromString(s[from:to]); it.Next(); {
		ends = append(ends, from+it.End())
	}
	return ends
}

// mayPartClusters reports whether s has letters of which words may part a cluster, such as Thai SARA AM.
func mayPartClusters(s string) bool {
	for _, r := range s {
		if r >= 0x0600 && r < 0x2E80 && (r < 0x2000 || r > 0x2200) || r >= 0xA000 && r < 0xAC00 ||
			r >= 0xF900 && r < 0xFF00 || r > 0xFFFF {
			return true
		}
	}
	return false
}

// KeepClusters returns those of the rising offsets ends that are at the end of a grapheme cluster of s. It writes over
// ends.
func KeepClusters(s string, ends []int) []int {
	kept := ends[:0]
	g := graphemes.FromString(s)
	end := 0
	for _, c := range ends {
		for end < c && g.Next() {
			end = g.End()
		}
		if end == c {
			kept = append(kept, c)
		}
	}
	return kept
}

// Amount is how much there is to read: words, and characters of scripts whose readers count these.
type Amount struct {
	Words      int // of scripts with spaces, and of those that Cut finds words in
	Characters int // Chinese and Japanese: ideographs, kana
}

// Total is the count that is shown to readers: as word processors count, a Chinese or Japanese character is one.
func (a Amount) Total() int { return a.Words + a.Characters }

// Count counts what there is to read in s, as word processors do: what stands between white space or dashes is a word
// where it holds a letter or a digit, a Chinese or Japanese character counts by itself, and words that nothing divides
// are those of the dictionary.
func Count(s string) (sum Amount) {
	for at := 0; at < len(s); {
		from, to := nextRun(s, at)
		sum.add(spaced(s[at:from]))
		at = from
		if from < to {
			for _, end := range unspaced(nil, s, from, to) {
				sum.add(CountPiece(s[at:end]))
				at = end
			}
		}
	}
	return sum
}

func (a *Amount) add(b Amount) {
	a.Words += b.Words
	a.Characters += b.Characters
}

// spaced counts in a stretch that needs no dictionary.
func spaced(s string) (a Amount) {
	inside := false // a word
	for _, r := range s {
		switch {
		case r >= 0x2E80 && counted(r):
			a.Characters++
			inside = false
		case isLetter(r) || unicode.IsNumber(r):
			if !inside {
				a.Words++
			}
			inside = true
		case unicode.IsSpace(r) || r == '–' || r == '—':
			inside = false
		}
	}
	return a
}

// CountPiece counts what there is to read in one word that Cut found, or in several joined by punctuation, which are
// one word: "co-operation".
func CountPiece(s string) (a Amount) {
	for _, r := range s {
		switch {
		case r >= 0x2E80 && counted(r):
			a.Characters++
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			a.Words = 1
		}
	}
	return a
}

// counted reports whether readers count characters like r one by one: ideographs and kana with the sign that lengthens
// them, not their marks.
func counted(r rune) bool {
	return r >= 0x4E00 && r < 0xA000 || r >= 0x3041 && r < 0x3097 || // most, without asking the tables
		r == 'ー' || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) &&
		(unicode.IsLetter(r) || unicode.IsNumber(r))
}

// isLetter is unicode.IsLetter, with a quick answer for English, Cyrillic and Korean.
func isLetter(r rune) bool {
	return r|0x20 >= 'a' && r|0x20 <= 'z' || r >= 0x400 && r < 0x482 || r >= 0xAC00 && r < 0xD7A4 || unicode.IsLetter(r)
}
