package dateline

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// plain is a text in lower case, with digits 0 to 9, plain spaces and without
// the marks that set the direction of writing.
type plain struct {
	text   string
	origin string
	places []int32 // in origin, by byte of text, and its end
}

// Plain is a text as dates are looked for in it: in lower case, with digits 0
// to 9 and plain spaces.
func Plain(s string) string {
	return strings.Map(func(r rune) rune {
		if isMark(r) {
			return -1
		}
		return plainRune(r)
	}, s)
}

func plainly(s string) plain {
	p := plain{text: Plain(s), origin: s}
	p.places = make([]int32, 0, len(p.text)+1)
	for i, r := range s {
		if isMark(r) {
			continue
		}
		for range utf8.RuneLen(plainRune(r)) {
			p.places = append(p.places, int32(i))
		}
	}
	p.places = append(p.places, int32(len(s)))
	return p
}

// isMark reports whether a character is none to be seen: it sets the direction of writing, or joins its neighbours.
func isMark(r rune) bool { return r >= 0x80 && unicode.Is(unicode.Cf, r) }

// zeros are the digits zero of the scripts that have their own, in order.
var zeros = []rune{'٠', '۰', '०', '০', '૦', '௦', '೦', '๐', '០', '０'}

func plainRune(r rune) rune {
	switch r = digit(r); {
	case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
		return r
	case unicode.IsSpace(r):
		return ' '
	}
	return unicode.ToLower(r)
}

// digit returns the digit 0 to 9 that a character is in its script, or the character.
func digit(r rune) rune {
	for _, zero := range zeros {
		if r < zero {
			break
		}
		if r <= zero+9 {
			return '0' + r - zero
		}
	}
	return r
}

// written returns a piece as its author wrote it.
func (p plain) written(from, to int) string { return p.origin[p.places[from]:p.places[to]] }

// shown is how much of a text is shown around a date, in characters.
const shown = 24

// around is a date as written, with what stands before and after it.
func (p plain) around(d Dateline) string {
	before, after := []rune(p.written(0, d.from)), []rune(p.written(d.to, len(p.text)))
	line := string(before[max(0, len(before)-shown):]) + p.written(d.from, d.to) +
		string(after[:min(len(after), shown)])
	if len(before) > shown {
		line = "…" + line
	}
	if len(after) > shown {
		line += "…"
	}
	return line
}

// holdsYear reports whether four digits stand in a row, or a sign that goes
// with years that have fewer, or none: 年, or the letter of an era before a digit.
func holdsYear(s string) bool {
	digits, last := 0, ' ' // the character before the digits
	for _, r := range s {
		if r > '9' && r < utf8.RuneSelf { // as most are
			digits, last = 0, r
			continue
		}
		switch d := digit(r); {
		case r == '年':
			return true
		case d >= '0' && d <= '9':
			if digits++; digits == 4 || isEra(last) {
				return true
			}
		case !isMark(r):
			digits, last = 0, r
		}
	}
	return false
}

// isEra reports whether a letter stands for an era of Japan, as in R8.3.1.
func isEra(r rune) bool { return strings.ContainsRune("RHSrhs", r) }
