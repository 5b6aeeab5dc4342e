package dateline

import (
	"strings"
	"unicode"
)

// plain is a text in lower case, with digits 0 to 9, plain spaces and without
// the marks that set the direction of writing.
type plain struct {
	text   string
	origin string
	places []int // in origin, by byte of text, and its end
}

// Plain is a text as dates are looked for in it: in lower case, with digits 0
// to 9 and plain spaces.
func Plain(s string) string { return plainly(s).text }

func plainly(s string) plain {
	p := plain{origin: s}
	var b strings.Builder
	for i, r := range s {
		if unicode.Is(unicode.Cf, r) {
			continue
		}
		before := b.Len()
		b.WriteRune(plainRune(r))
		for range b.Len() - before {
			p.places = append(p.places, i)
		}
	}
	p.text, p.places = b.String(), append(p.places, len(s))
	return p
}

// zeros are the digits zero of the scripts that have their own.
var zeros = []rune{'٠', '۰', '०', '০', '૦', '௦', '೦', '๐', '០', '０'}

func plainRune(r rune) rune {
	if r >= '٠' {
		for _, zero := range zeros {
			if r >= zero && r <= zero+9 {
				return '0' + r - zero
			}
		}
	}
	if unicode.IsSpace(r) {
		return ' '
	}
	return unicode.ToLower(r)
}

// written returns a piece as its author wrote it.
func (p plain) written(from, to int) string { return p.origin[p.places[from]:p.places[to]] }

// shown is how much of a text is shown around a date, in characters.
const shown = 24

// around is a date as written, with what stands before and after it.
func (p plain) around(d Dateline) string {
	before, after := []rune(p.written(0, d.from)), []rune(p.written(d.to, len(p.text)))
	line := string(before[max(0, len(before)-shown):]) + p.written(d.from, d.to) + string(after[:min(len(after), shown)])
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
	digits, era := 0, false
	for _, r := range s {
		switch {
		case r == '年':
			return true
		case r >= '0' && r <= '9' || r >= '٠' && plainRune(r) <= '9' && plainRune(r) >= '0':
			if digits++; digits == 4 || era {
				return true
			}
		case r < 0x80 || !unicode.Is(unicode.Cf, r):
			digits, era = 0, strings.ContainsRune("RHSrhs", r)
		}
	}
	return false
}
