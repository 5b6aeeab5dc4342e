package text

import (
	"html"
	"strings"
)

// Kind is the kind of an event of a [Scanner].
type Kind uint8

// The kinds of events.
const (
	Text  Kind = iota + 1 // characters, with character references
	Start                 // a start tag; a void element gives only this
	End                   // an end tag
	Other                 // a comment or declaration, to be skipped
)

// Scanner cuts a balanced HTML fragment into tags and text. The zero value with Src set is ready to use. It is a
// lexer only: it neither balances nor checks, which the renderer has done.
type Scanner struct {
	Src      string // the fragment
	Kind     Kind   // of the event
	From, To int    // the bytes of the event in Src
	Name     string // of a tag, in lower case
	Attrs    string // of a start tag: its attributes as written
	pos      int
	inRaw    string // the raw text element that has just begun
}

// Next goes to the next event and reports whether there is one.
func (s *Scanner) Next() bool {
	if s.pos >= len(s.Src) {
		return false
	}
	s.From = s.pos
	if s.inRaw != "" {
		s.skipRaw()
		if s.To > s.From {
			return true
		}
	}
	if s.Src[s.pos] == '<' && s.markup() {
		s.pos = s.To
		return true
	}
	end := strings.IndexByte(s.Src[s.pos+1:], '<')
	if end < 0 {
		s.To = len(s.Src)
	} else {
		s.To = s.pos + 1 + end
	}
	s.Kind, s.pos = Text, s.To
	return true
}

// skipRaw makes the content of a script or style one event.
func (s *Scanner) skipRaw() {
	end := "</" + s.inRaw
	at := s.pos
	for at < len(s.Src) && !(s.Src[at] == '<' && len(s.Src)-at >= len(end) &&
		strings.EqualFold(s.Src[at:at+len(end)], end)) {
		if next := strings.IndexByte(s.Src[at+1:], '<'); next >= 0 {
			at += 1 + next
		} else {
			at = len(s.Src)
		}
	}
	s.inRaw = ""
	s.Kind, s.To = Other, at
	s.pos = at
}

// markup reads a tag or comment at From and reports whether there is one.
func (s *Scanner) markup() bool {
	rest := s.Src[s.From:]
	if len(rest) < 2 {
		return false
	}
	switch c := rest[1]; {
	case c == '/':
		return len(rest) > 2 && isLetter(rest[2]) && s.tag(End, s.From+2)
	case isLetter(c):
		return s.tag(Start, s.From+1)
	case strings.HasPrefix(rest, "<!--"):
		end := strings.Index(rest[4:], "-->")
		return s.other(end, 7)
	case c == '!' || c == '?':
		return s.other(strings.IndexByte(rest, '>'), 1)
	}
	return false
}

// other makes the comment that ends at the given offset, plus the length of its end, the event.
func (s *Scanner) other(end, more int) bool {
	s.Kind, s.To = Other, len(s.Src)
	if end >= 0 {
		s.To = s.From + end + more
	}
	return true
}

// tag reads the tag whose name begins at i.
func (s *Scanner) tag(kind Kind, i int) bool {
	src, from := s.Src, i
	upper := false
	for i < len(src) && src[i] != '>' && src[i] != '/' && !isSpace(src[i]) {
		upper = upper || src[i] >= 'A' && src[i] <= 'Z'
		i++
	}
	name := src[from:i]
	if upper {
		name = strings.ToLower(name)
	}
	end := i
	if i < len(src) && src[i] != '>' {
		end = tagEnd(src, i)
	}
	if end >= len(src) {
		return false
	}
	s.Kind, s.Name, s.To, s.Attrs = kind, name, end+1, ""
	if kind == Start && end > i {
		s.Attrs = strings.TrimSuffix(src[i:end], "/")
	}
	if kind == Start && rawText(name) {
		s.inRaw = name
	}
	return true
}

// tagEnd returns where the '>' of the tag is whose attributes begin at i: the first outside quotes.
func tagEnd(src string, i int) int {
	for ; i < len(src); i++ {
		switch c := src[i]; c {
		case '>':
			return i
		case '"', '\'':
			// A quote opens a value only after "="; elsewhere it is part of a (faulty) name.
			if src[i-1] == '=' {
				j := strings.IndexByte(src[i+1:], c)
				if j < 0 {
					return len(src)
				}
				i += j + 1
			}
		}
	}
	return len(src)
}

// Attr returns the value of the attribute name (lower case) in attrs, the attributes of a start tag as written, its
// character references replaced, and whether it is there.
func Attr(attrs, name string) (string, bool) {
	from, to, ok := FindAttr(attrs, name)
	if !ok {
		return "", false
	}
	return unescapeAttr(value(attrs[from:to])), true
}

// value returns what stands after the "=" of an attribute, without quotes.
func value(attr string) string {
	_, v, _ := strings.Cut(attr, "=")
	v = strings.TrimLeft(v, " \t\n\f\r")
	if len(v) >= 2 && (v[0] == '"' || v[0] == '\'') {
		return v[1 : len(v)-1]
	}
	return v
}

// FindAttr returns where in attrs the attribute name stands, from its name to the end of its value.
func FindAttr(attrs, name string) (from, to int, ok bool) {
	for i := 0; i < len(attrs); {
		if isSpace(attrs[i]) || attrs[i] == '/' {
			i++
			continue
		}
		start := i
		for i < len(attrs) && !isSpace(attrs[i]) && attrs[i] != '/' && (attrs[i] != '=' || i == start) {
			i++
		}
		key := attrs[start:i]
		i = valueEnd(attrs, i)
		if strings.EqualFold(key, name) {
			return start, i, true
		}
	}
	return 0, 0, false
}

// valueEnd returns the end of the attribute whose name ends at i.
func valueEnd(attrs string, i int) int {
	if i >= len(attrs) || attrs[i] != '=' {
		return i
	}
	i++
	if i < len(attrs) && (attrs[i] == '"' || attrs[i] == '\'') {
		j := strings.IndexByte(attrs[i+1:], attrs[i])
		if j < 0 {
			return len(attrs)
		}
		return i + j + 2
	}
	for i < len(attrs) && !isSpace(attrs[i]) {
		i++
	}
	return i
}

// unescapeAttr replaces the character references of an attribute value; one without ";" is left alone, as the
// standard has it for values such as "?a=1&copy=2".
func unescapeAttr(v string) string {
	if strings.IndexByte(v, '&') < 0 {
		return v
	}
	var b strings.Builder
	for {
		i := strings.IndexByte(v, '&')
		if i < 0 {
			b.WriteString(v)
			return b.String()
		}
		b.WriteString(v[:i])
		v = v[i:]
		n := reference(v)
		if v[n-1] == ';' {
			b.WriteString(html.UnescapeString(v[:n]))
		} else {
			b.WriteString(v[:n])
		}
		v = v[n:]
	}
}

// reference returns the length of the character reference, or what looks like one, that s begins with.
func reference(s string) int {
	i := 1
	for i < len(s) && (s[i] == '#' || isLetter(s[i]) || s[i] >= '0' && s[i] <= '9') {
		i++
	}
	if i < len(s) && i > 1 && s[i] == ';' {
		i++
	}
	return i
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }
