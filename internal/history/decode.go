package history

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"gazette/i18n"
	"gazette/internal/notice"
)

// decoder reads lines of the log. Lines as this program writes them hold
// strings, maps of strings, numbers and true, and no escapes but in rare
// summaries: they are scanned directly, an order of magnitude faster than
// encoding/json reads them. Any other line goes there, which also words its
// errors; a test holds that both read the same.
type decoder struct {
	locales []i18n.Locale // that were found good: a log has few
	slugs   map[string]notice.Slug
}

func newDecoder() *decoder { return &decoder{slugs: map[string]notice.Slug{}} }

// decode reads one line of the log, given as bytes and as text.
func (d *decoder) decode(line []byte, text string, c *notice.Change) error {
	if plain(line) && d.scan(line, text, c) {
		return nil
	}
	*c = notice.Change{}
	return json.Unmarshal(line, c)
}

// plain reports whether a line is UTF-8 without escapes and control
// characters: then its strings end at the next quotation mark.
func plain(line []byte) bool {
	return bytes.IndexByte(line, '\\') < 0 && !hasControl(line) && utf8.Valid(line)
}

// hasControl looks for bytes below 0x20, eight at a time: taking 0x20 from
// such a byte sets its high bit, which was not set before.
func hasControl(b []byte) bool {
	const spaces, high = 0x2020202020202020, 0x8080808080808080
	for ; len(b) >= 8; b = b[8:] {
		if w := binary.LittleEndian.Uint64(b); (w-spaces)&^w&high != 0 {
			return true
		}
	}
	return slices.ContainsFunc(b, func(c byte) bool { return c < ' ' })
}

// scan reads a line of the usual form, and reports false for any other.
func (d *decoder) scan(line []byte, text string, c *notice.Change) bool {
	s := scanner{decoder: d, line: line, rest: text}
	var seen fields
	return s.pairs(func(key string) bool {
		f := fieldOf(key)
		again := f&seen != 0
		seen |= f
		return f != 0 && !again && s.field(c, f)
	}) && s.rest == ""
}

// fields is a set of the keys of a change.
type fields uint

const (
	fieldID fields = 1 << iota
	fieldKind
	fieldNotice
	fieldFrom
	fieldTo
	fieldLocales
	fieldClass
	fieldSummary
	fieldReason
	fieldRecorded
	fieldLater
	fieldAgain
)

func fieldOf(key string) fields {
	switch key {
	case "id":
		return fieldID
	case "kind":
		return fieldKind
	case "notice":
		return fieldNotice
	case "from":
		return fieldFrom
	case "to":
		return fieldTo
	case "locales":
		return fieldLocales
	case "class":
		return fieldClass
	case "summary":
		return fieldSummary
	case "reason":
		return fieldReason
	case "recorded":
		return fieldRecorded
	case "later":
		return fieldLater
	case "again":
		return fieldAgain
	}
	return 0
}

// scanner takes JSON tokens off the front of a line. Its methods report false
// for anything they do not know.
type scanner struct {
	*decoder
	line []byte
	rest string // of the line, yet to be read
}

// field takes the value of one key of a change.
func (s *scanner) field(c *notice.Change, f fields) (ok bool) {
	switch f {
	case fieldID:
		c.ID, ok = s.text()
	case fieldKind:
		c.Kind, ok = text[notice.Kind](s)
	case fieldNotice:
		c.Notice, ok = s.slug()
	case fieldFrom:
		c.From, ok = s.date()
	case fieldTo:
		c.To, ok = s.date()
	case fieldLocales:
		c.Locales, ok = s.texts()
	case fieldClass:
		c.Class, ok = text[notice.Class](s)
	case fieldSummary:
		c.Summary, ok = s.texts()
	case fieldReason:
		c.Reason, ok = s.text()
	case fieldRecorded:
		c.Recorded, ok = s.time()
	case fieldLater:
		s.rest, ok = strings.CutPrefix(s.rest, "true")
		c.Later = ok
	case fieldAgain:
		c.Again, ok = s.digit()
	}
	return ok
}

func (s *scanner) take(b byte) bool {
	if s.rest == "" || s.rest[0] != b {
		return false
	}
	s.rest = s.rest[1:]
	return true
}

// text takes a string; see plain.
func (s *scanner) text() (out string, ok bool) {
	if !s.take('"') {
		return "", false
	}
	end := strings.IndexByte(s.rest, '"')
	if end < 0 {
		return "", false
	}
	out, s.rest = s.rest[:end], s.rest[end+1:]
	return out, true
}

func text[T ~string](s *scanner) (T, bool) {
	t, ok := s.text()
	return T(t), ok
}

// pairs takes an object and calls f for each key, which takes the value.
func (s *scanner) pairs(f func(key string) bool) bool {
	if !s.take('{') {
		return false
	}
	for {
		key, ok := s.text()
		if !ok || !s.take(':') || !f(key) {
			return false
		}
		if s.take('}') {
			return true
		}
		if !s.take(',') {
			return false
		}
	}
}

func (s *scanner) texts() (map[i18n.Locale]string, bool) {
	out := map[i18n.Locale]string{}
	ok := s.pairs(func(key string) (ok bool) {
		l, ok := s.locale(key)
		if ok {
			out[l], ok = s.text()
		}
		return ok
	})
	return out, ok
}

func (s *scanner) locale(tag string) (i18n.Locale, bool) {
	if i := slices.Index(s.locales, i18n.Locale(tag)); i >= 0 {
		return s.locales[i], true
	}
	l, err := i18n.ParseLocale(tag)
	if err == nil {
		s.locales = append(s.locales, l)
	}
	return l, err == nil
}

func (s *scanner) slug() (notice.Slug, bool) {
	t, ok := s.text()
	if !ok {
		return "", false
	}
	if slug, ok := s.slugs[t]; ok {
		return slug, true
	}
	slug, err := notice.ParseSlug(t)
	if err == nil {
		s.slugs[t] = slug
	}
	return slug, err == nil
}

func (s *scanner) date() (notice.Date, bool) {
	t, ok := s.text()
	if !ok {
		return notice.Date{}, false
	}
	d, err := notice.ParseDate(t)
	return d, err == nil
}

// digit takes a number from 1 to 9.
func (s *scanner) digit() (int, bool) {
	if s.rest == "" || s.rest[0] < '1' || s.rest[0] > '9' {
		return 0, false
	}
	n := int(s.rest[0] - '0')
	s.rest = s.rest[1:]
	return n, true
}

// time takes an instant with the rules of encoding/json, which are stricter
// than those of time.Parse.
func (s *scanner) time() (t time.Time, ok bool) {
	from := len(s.line) - len(s.rest) + 1
	written, ok := s.text()
	if !ok {
		return t, false
	}
	err := t.UnmarshalText(s.line[from : from+len(written)])
	return t, err == nil
}
