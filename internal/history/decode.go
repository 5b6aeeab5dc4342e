package history

import (
	"bytes"
	"encoding/json"
	"time"

	"gazette/i18n"
	"gazette/internal/notice"
)

// decode reads one line of the log. Lines as this program writes them hold
// strings, maps of strings and true, and no escapes but in rare summaries:
// they are scanned directly, an order of magnitude faster than encoding/json
// reads them. Any other line goes there, which also words its errors.
func decode(line []byte) (notice.Change, error) {
	s := scanner{rest: line}
	if c, ok := s.change(); ok {
		return c, nil
	}
	var c notice.Change
	err := json.Unmarshal(line, &c)
	return c, err
}

// scanner takes JSON tokens off the front of a line. Its methods report false
// for anything they do not know.
type scanner struct{ rest []byte }

func (s *scanner) take(b byte) bool {
	if len(s.rest) == 0 || s.rest[0] != b {
		return false
	}
	s.rest = s.rest[1:]
	return true
}

// text takes a string without escapes.
func (s *scanner) text() (string, bool) {
	if !s.take('"') {
		return "", false
	}
	end := bytes.IndexByte(s.rest, '"')
	if end < 0 || bytes.IndexByte(s.rest[:end], '\\') >= 0 {
		return "", false
	}
	out := string(s.rest[:end])
	s.rest = s.rest[end+1:]
	return out, true
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
	ok := s.pairs(func(key string) bool {
		v, ok := s.text()
		out[i18n.Locale(key)] = v
		return ok
	})
	return out, ok
}

func (s *scanner) date() (notice.Date, bool) {
	t, ok := s.text()
	if !ok {
		return notice.Date{}, false
	}
	d, err := notice.ParseDate(t)
	return d, err == nil
}

func (s *scanner) change() (c notice.Change, ok bool) {
	ok = s.pairs(func(key string) (ok bool) { return s.field(&c, key) })
	return c, ok && len(s.rest) == 0
}

// field takes the value of one key of a change.
func (s *scanner) field(c *notice.Change, key string) (ok bool) {
	var t string
	switch key {
	case "from":
		c.From, ok = s.date()
		return ok
	case "to":
		c.To, ok = s.date()
		return ok
	case "locales":
		c.Locales, ok = s.texts()
		return ok
	case "summary":
		c.Summary, ok = s.texts()
		return ok
	case "later":
		c.Later = bytes.HasPrefix(s.rest, []byte("true"))
		s.rest = bytes.TrimPrefix(s.rest, []byte("true"))
		return c.Later
	}
	if t, ok = s.text(); !ok {
		return false
	}
	switch key {
	case "id":
		c.ID = t
	case "kind":
		c.Kind = notice.Kind(t)
	case "notice":
		c.Notice = notice.Slug(t)
	case "class":
		c.Class = notice.Class(t)
	case "reason":
		c.Reason = t
	case "recorded":
		var err error
		c.Recorded, err = time.Parse(time.RFC3339, t)
		return err == nil
	default:
		return false
	}
	return true
}
