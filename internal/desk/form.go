package desk

import (
	"cmp"
	"net/url"
	"strings"

	"gazette/i18n"
	"gazette/internal/history/planning"
	"gazette/internal/load"
	"gazette/internal/notice"
)

// form is what a person has filled in.
type form struct{ url.Values }

func (f form) text(key string) string { return strings.Join(strings.Fields(f.Get(key)), " ") }

// missing is the error of a field that is to be filled in.
type missing struct{ field string }

// Error names the field.
func (m missing) Error() string { return "the field " + m.field + " is empty" }

// date reads a field as a day.
func (f form) date(key string) (notice.Date, error) {
	if f.text(key) == "" {
		return notice.Date{}, missing{key}
	}
	return notice.ParseDate(f.text(key))
}

// notice finds the notice that a field names.
func (f form) notice(s *load.Sources) (*notice.Notice, error) {
	if n := s.Site.Notice(notice.Slug(f.text("notice"))); n != nil {
		return n, nil
	}
	if f.text("notice") == "" {
		return nil, missing{"notice"}
	}
	return nil, &worded{key: "no-such-notice", pairs: []any{"Notice", f.text("notice")}}
}

func (f form) locale(s *load.Sources) (l i18n.Locale, err error) {
	l = s.Site.Config.DefaultLocale
	if v := f.text("locale"); v != "" {
		err = l.UnmarshalText([]byte(v))
	}
	if err == nil && s.Site.Locale(l) == nil {
		err = &worded{key: "no-such-locale", pairs: []any{"Locale", string(l)}}
	}
	return l, err
}

// intent is what a form declares beside what it does.
func (f form) intent() planning.Intent {
	return planning.Intent{Editorial: map[notice.Slug]string{}, Reschedule: map[notice.Slug]bool{},
		Further: map[notice.Slug]bool{}, Reinstate: map[notice.Slug]bool{},
		Cancel: map[notice.Slug]notice.Date{}, Class: cmp.Or(notice.Class(f.text("class")), notice.Substantive),
		Reason: f.text("reason")}
}
