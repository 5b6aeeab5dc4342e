// Package form holds what a person fills in at the desk: fields and their options, what they say, and the form of a
// text's front matter, which is made of the keys that the loader reads.
package form

import (
	"net/url"
	"strings"

	"gazette/i18n"
	"gazette/internal/desk/wording"
	"gazette/internal/load"
	"gazette/internal/notice"
)

// Form is what a person has filled in.
type Form struct{ url.Values }

// Text is what a field says, in one line.
func (f Form) Text(key string) string { return strings.Join(strings.Fields(f.Get(key)), " ") }

// Missing is the error of a field that is to be filled in.
type Missing string

// Error names the field.
func (m Missing) Error() string { return "the field " + string(m) + " is empty" }

// Date reads a field as a day.
func (f Form) Date(key string) (notice.Date, error) {
	if f.Text(key) == "" {
		return notice.Date{}, Missing(key)
	}
	return notice.ParseDate(f.Text(key))
}

// Notice finds the notice that a field names.
func (f Form) Notice(s *load.Sources) (*notice.Notice, error) {
	if n := s.Site.Notice(notice.Slug(f.Text("notice"))); n != nil {
		return n, nil
	}
	if f.Text("notice") == "" {
		return nil, Missing("notice")
	}
	return nil, &wording.Error{Key: "no-such-notice", Pairs: []any{"Notice", f.Text("notice")}}
}

// Locale finds the language of the site that a field names; none names the default.
func (f Form) Locale(s *load.Sources) (l i18n.Locale, err error) {
	l = s.Site.Config.DefaultLocale
	if v := f.Text("locale"); v != "" {
		err = l.UnmarshalText([]byte(v))
	}
	if err == nil && s.Site.Locale(l) == nil {
		err = &wording.Error{Key: "no-such-locale", Pairs: []any{"Locale", string(l)}}
	}
	return l, err
}
