package check

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// stems are beginnings of words that are looked for in a text all at once, in
// small letters, with a capital, and in capitals. Each has three bytes at least.
type stems struct {
	heads [1 << 15]bool       // by the trace of the three bytes with which a stem begins
	by    map[string][]string // by those three bytes
}

// trace is a number of the last three bytes, of 15 bits.
func trace(before uint16, b byte) uint16 { return (before<<5 ^ uint16(b)) & (1<<15 - 1) }

// stemsOf returns the stems of words in lower case.
func stemsOf(words []string) *stems {
	s := &stems{by: map[string][]string{}}
	for _, stem := range words {
		first, n := utf8.DecodeRuneInString(stem)
		s.add(stem)
		s.add(string(unicode.ToUpper(first)) + stem[n:])
		s.add(strings.ToUpper(stem))
	}
	return s
}

func (s *stems) add(stem string) {
	s.by[stem[:3]] = append(s.by[stem[:3]], stem)
	s.heads[trace(trace(trace(0, stem[0]), stem[1]), stem[2])] = true
}

// in reports whether one of the stems stands in a text.
func (s *stems) in(text string) bool {
	var t uint16
	for i := range len(text) {
		t = trace(t, text[i])
		if !s.heads[t] || i < 2 {
			continue
		}
		for _, stem := range s.by[text[i-2:i+1]] {
			if strings.HasPrefix(text[i-2:], stem) {
				return true
			}
		}
	}
	return false
}
