package check

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// stems are beginnings of words, in lower case, that are looked for in a text
// all at once. Each has three bytes at least.
type stems struct {
	heads [1 << 15]bool       // by the trace of the three bytes with which a stem begins
	by    map[string][]string // by those three bytes
}

// trace is a number of the last three bytes, of 15 bits.
func trace(before uint16, b byte) uint16 { return (before<<5 ^ uint16(b)) & (1<<15 - 1) }

// stemsOf returns the stems of some lists.
func stemsOf(lists ...[]string) *stems {
	s := &stems{by: map[string][]string{}}
	for _, stem := range slices.Concat(lists...) {
		s.by[stem[:3]] = append(s.by[stem[:3]], stem)
		s.heads[trace(trace(trace(0, stem[0]), stem[1]), stem[2])] = true
	}
	return s
}

// in reports whether one of the stems stands in a text in lower case.
func (s *stems) in(lower string) bool {
	var t uint16
	for i := range len(lower) {
		t = trace(t, lower[i])
		if !s.heads[t] || i < 2 {
			continue
		}
		for _, stem := range s.by[lower[i-2:i+1]] {
			if strings.HasPrefix(lower[i-2:], stem) {
				return true
			}
		}
	}
	return false
}

// small are the small letters of the characters up to U+07FF: all alphabets
// with two cases that notices are written in.
var small = sync.OnceValue(func() *[0x800]rune {
	var t [0x800]rune
	for r := range t {
		t[r] = unicode.ToLower(rune(r))
	}
	return &t
})

// lowered is a text in lower case, as far as small knows it.
func lowered(s string) string {
	table := small()
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c < utf8.RuneSelf:
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			b.WriteByte(c)
			i++
		case c >= 0xC0 && c < 0xE0 && i+1 < len(s):
			b.WriteRune(table[rune(c&0x1F)<<6|rune(s[i+1]&0x3F)])
			i += 2
		default:
			b.WriteByte(c)
			i++
		}
	}
	return b.String()
}
