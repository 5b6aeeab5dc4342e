package check

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// stems are beginnings of words, in lower case, that are looked for in a text
// all at once.
type stems struct {
	pairs [1 << 16 / 8]byte   // a bit for each two bytes with which a stem begins
	by    map[string][]string // by those two bytes
}

// stemsOf returns the stems of some lists; each has two bytes at least.
func stemsOf(lists ...[]string) *stems {
	s := &stems{by: map[string][]string{}}
	for _, list := range lists {
		for _, stem := range list {
			s.by[stem[:2]] = append(s.by[stem[:2]], stem)
			bit := uint16(stem[0])<<8 | uint16(stem[1])
			s.pairs[bit/8] |= 1 << (bit % 8)
		}
	}
	return s
}

// in reports whether one of the stems stands in a text in lower case.
func (s *stems) in(lower string) bool {
	if lower == "" {
		return false
	}
	bit := uint16(lower[0])
	for i := 1; i < len(lower); i++ {
		bit = bit<<8 | uint16(lower[i])
		if s.pairs[bit/8]&(1<<(bit%8)) == 0 {
			continue
		}
		for _, stem := range s.by[lower[i-1:i+1]] {
			if strings.HasPrefix(lower[i-1:], stem) {
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
