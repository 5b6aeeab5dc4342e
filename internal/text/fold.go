package text

import (
	"html"
	"strconv"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folder collects the reader's text: white space folded, invisible characters left out, link targets put in where
// they change.
type folder struct {
	out    []byte
	links  bool   // put link targets in, and the numbers of footnotes: what is hashed
	count  bool   // read the numbers of items
	space  bool   // white space stands before the next character
	wide   bool   // something was written that may not be in NFC
	target string // link target of the next character
	last   string // link target of the last character written

	numbers numbering
}

// The classes of ASCII characters.
const (
	plain   = iota // read as it is
	blank          // white space
	dropped        // control character: not read
	escape         // begins a character reference
	wide           // byte of a character outside ASCII
)

var class = func() (t [256]uint8) {
	for c := range t {
		switch {
		case c >= utf8.RuneSelf:
			t[c] = wide
		case unicode.IsSpace(rune(c)):
			t[c] = blank
		case unicode.IsControl(rune(c)):
			t[c] = dropped
		case c == '&':
			t[c] = escape
		}
	}
	return t
}()

// Noise reports whether a character is not read: it has no shape, and changes neither the letters nor their order.
// These are the control characters (but for white space), the soft hyphen, the zero-width space, the word joiner
// and the byte order mark. Joiners (U+200C, U+200D) and direction marks are part of the text: they change letters
// or the order in which numbers are seen.
func Noise(r rune) bool {
	switch r {
	case 0xAD, 0x200B, 0x2060, 0xFEFF:
		return true
	}
	return r < 0xA0 && unicode.IsControl(r) && !unicode.IsSpace(r)
}

// read folds a piece of HTML.
func (f *folder) read(src string) {
	s := Scanner{Src: src}
	var links []string
	for s.Next() {
		switch s.Kind {
		case Text:
			f.text(src[s.From:s.To])
		case Start:
			switch {
			case s.Name == "a":
				if Backlink(s.Attrs) || !f.links && Noteref(s.Attrs) {
					skip(&s)
					continue
				}
				links = append(links, f.target)
				f.target = Target(s.Attrs)
			case Inline(s.Name):
			case Unread(s.Name):
				f.space = true
				skip(&s)
			default:
				f.block(&s)
			}
		case End:
			if s.Name == "a" && len(links) > 0 {
				f.target, links = links[len(links)-1], links[:len(links)-1]
			} else if !Inline(s.Name) {
				f.space = true
				f.numbers.shut(s.Name)
			}
		}
	}
}

// block folds a start tag that counts as white space, with the words of an
// image or the number of an item.
func (f *folder) block(s *Scanner) {
	f.space = true
	if number, read := f.numbers.open(s.Name, s.Attrs); read && f.count {
		target := f.target
		f.target = ""
		f.chars(strconv.Itoa(number) + ".")
		f.target, f.space = target, true
	}
	if s.Name != "img" {
		return
	}
	if alt, ok := Attr(s.Attrs, "alt"); ok {
		f.chars(alt)
	}
	f.space = true
}

// skip passes over the element whose start tag the scanner is at.
func skip(s *Scanner) {
	name := s.Name
	for depth := 1; depth > 0 && s.Next(); {
		switch {
		case s.Kind == Start && s.Name == name:
			depth++
		case s.Kind == End && s.Name == name:
			depth--
		}
	}
}

// text folds characters with character references.
func (f *folder) text(s string) {
	for i := 0; i < len(s); {
		if j := f.plainEnd(s, i); j > i {
			f.before()
			f.out = append(f.out, s[i:j]...)
			i = j
			continue
		}
		c := s[i]
		if c == '&' {
			n := reference(s[i:])
			f.chars(html.UnescapeString(s[i : i+n]))
			i += n
			continue
		}
		i += f.one(s[i:])
	}
}

// plainEnd returns the end of the stretch from i that is read as it stands: characters with single spaces between.
func (f *folder) plainEnd(s string, i int) int {
	start := i
	for {
		for i < len(s) && class[s[i]] == plain {
			i++
		}
		switch {
		case i == len(s):
			return i
		case s[i] == ' ' && i > start && i+1 < len(s) && class[s[i+1]] == plain:
			i += 2
		case class[s[i]] == wide:
			// No letter, dash or quotation mark in these ranges is white space or noise.
			r, n := utf8.DecodeRuneInString(s[i:])
			if r < 0xC0 || r >= 0x1680 && r <= 0x3000 && (r < 0x2010 || r > 0x2027) || r >= 0xFE00 {
				return i
			}
			f.wide = f.wide || !isNFC(r)
			i += n
		default:
			return i
		}
	}
}

// chars folds characters without character references.
func (f *folder) chars(s string) {
	for i := 0; i < len(s); {
		i += f.one(s[i:])
	}
}

// one folds the first character of s and returns its length.
func (f *folder) one(s string) int {
	c := s[0]
	if c < utf8.RuneSelf {
		switch class[c] {
		case blank:
			f.space = true
		case plain, escape:
			f.before()
			f.out = append(f.out, c)
		}
		return 1
	}
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r < 0x3001 && unicode.IsSpace(r):
		f.space = true
	case Noise(r):
	default:
		f.before()
		f.wide = f.wide || !isNFC(r)
		f.out = utf8.AppendRune(f.out, r)
	}
	return n
}

// before writes what stands before a character: folded white space, then the link target if it is another one.
func (f *folder) before() {
	if f.space {
		f.space = false
		if len(f.out) > 0 {
			f.out = append(f.out, ' ')
		}
	}
	if f.links && f.target != f.last {
		f.out = append(f.out, LinkOpen)
		f.out = append(f.out, f.target...)
		f.out = append(f.out, LinkClose)
		f.wide = f.wide || !isASCII(f.target)
		f.last = f.target
	}
}

// finish returns the text in NFC.
func (f *folder) finish() []byte {
	if !f.wide || norm.NFC.IsNormal(f.out) {
		return f.out
	}
	return norm.NFC.Bytes(f.out)
}

// isNFC reports whether a character is surely left alone by NFC, whatever stands before it: a quick answer for
// most of Latin, Cyrillic, Chinese, Japanese and Korean, and punctuation. (UAX #15: NFC_Quick_Check=Yes and
// combining class 0; TestIsNFC compares it with the tables.)
func isNFC(r rune) bool {
	switch {
	case r < 0x300, r >= 0x400 && r < 0x483, r >= 0x48A && r < 0x530, r >= 0x2010 && r < 0x2060:
		return true
	case r >= 0x3001 && r < 0x302A, r >= 0x3041 && r < 0x3097, r >= 0x309B && r < 0xA000, r >= 0xAC00 && r < 0xD7A4:
		return true
	}
	return r >= 0xFF01 && r < 0xFFF0
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// foldString folds a string that holds no markup and no character references.
func foldString(s string) string {
	if isPlain(s) {
		return s
	}
	f := folder{out: make([]byte, 0, len(s))}
	f.chars(s)
	return string(f.finish())
}

// isPlain reports whether s is of ASCII characters that are read as they are.
func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := class[s[i]]; c != plain && c != escape {
			return false
		}
	}
	return true
}
