package words

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// nextRun returns where the first stretch of a script that is cut by a dictionary begins and ends in s, from at on;
// both are len(s) if there is none.
func nextRun(s string, at int) (from, to int) {
	for from = at; from < len(s); {
		if s[from] < utf8.RuneSelf {
			from++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[from:])
		if d := dictionaryOf(r); d != nil && unicode.IsLetter(r) {
			return from, runEnd(s, from+n, d)
		}
		from += n
	}
	return from, from
}

// runEnd returns the end of the stretch of letters and marks of the script of d that goes on at i.
func runEnd(s string, i int, d *dictionary) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsMark(r), r == 0x200C, r == 0x200D: // joiners
		case unicode.Is(d.script, r) && unicode.IsLetter(r):
		default:
			return i
		}
		i += n
	}
	return i
}

// What a way to cut a stretch costs: the fewest words win (maximal matching), and what no word explains counts more
// than the words that would.
const (
	wordCost    = 2
	unknownCost = 5 // a cluster of letters in no word
)

// unspaced appends the ends of the words of s[from:to], a stretch of one script without spaces: the words of its
// dictionary that are fewest and leave least unexplained, the longer first. Letters in no word are words together.
func unspaced(ends []int, s string, from, to int) []int {
	r, _ := utf8.DecodeRuneInString(s[from:])
	d, run := dictionaryOf(r), s[from:to]
	cuts := clusters(run)
	longest := ways(d, run, cuts)
	for k := 0; k < len(cuts)-1; {
		next := longest[k]
		if next < 0 {
			for next = k + 1; next < len(cuts)-1 && longest[next] < 0; next++ {
			}
		}
		for next < len(cuts)-1 && repeats(run[cuts[next]:]) {
			next++
		}
		ends = append(ends, from+cuts[next])
		k = next
	}
	return ends
}

// repeats reports whether s begins with a mark that belongs to the word before it: Thai and Lao "the word again", and
// the sign of abbreviation.
func repeats(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r == 'ๆ' || r == 'ໆ' || r == 'ฯ' || r == 'ຯ'
}

// ways returns for each cluster the one before which the word ends that begins at it on the cheapest way to the end of
// run, or -1 where none begins.
func ways(d *dictionary, run string, cuts []int) []int {
	n := len(cuts) - 1
	cost, next := make([]int, n+1), make([]int, n)
	for k := n - 1; k >= 0; k-- {
		cost[k], next[k] = cost[k+1]+unknownCost, -1
		end := k
		d.prefixes(run[cuts[k]:], func(length int) {
			for end <= n && cuts[end] < cuts[k]+length {
				end++
			}
			if end <= n && cuts[end] == cuts[k]+length && cost[end]+wordCost <= cost[k] {
				cost[k], next[k] = cost[end]+wordCost, end
			}
		})
	}
	return next
}

// clusters returns the offsets in run at which it may be cut, with 0 and len(run): between syllable parts that stand by
// themselves. A vowel that is written before its consonant stays with it, one written after it too, and so do
// consonants that are stacked or that end a syllable.
func clusters(run string) []int {
	cuts := []int{0}
	for g := graphemes.FromString(run); g.Next(); {
		at, end := g.Start(), g.End()
		if at > 0 && joined(run[:at], run[at:end]) {
			cuts = cuts[:len(cuts)-1]
		}
		cuts = append(cuts, end)
	}
	return cuts
}

// joined reports whether no word can end between two grapheme clusters, the text before and the next.
func joined(before, next string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(next)
	switch {
	case strings.ContainsRune("เแโใไເແໂໃໄ", last):
		return true // a vowel written before its consonant
	case strings.ContainsRune("ะาำๅะາຳ", first) || first == 'ະ':
		return true // a vowel written after it
	case last == 0x17D2 || last == 0x1039:
		return true // Khmer and Burmese: the next consonant stands below this one
	case strings.ContainsRune(next, 0x103A) && first != 0x103A:
		return true // Burmese: a consonant without a vowel ends a syllable
	}
	return false
}
