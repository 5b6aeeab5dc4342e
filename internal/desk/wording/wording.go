// Package wording says the desk's messages in the language of whoever asks: those of i18n/desk, dates, and errors that
// a reader is to understand.
package wording

import (
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"strings"
	"sync"
	"syscall"

	"golang.org/x/text/language"

	"gazette/i18n"
	"gazette/internal/notice"
)

// Catalogs is the wording of the desk, in the languages that it speaks.
var Catalogs = sync.OnceValue(func() *i18n.Catalogs {
	c, ps := i18n.LoadLayers(i18n.Desk())
	if ps.Errors() {
		panic("the desk's wording cannot be read: " + ps.Error())
	}
	return c
})

// Localizer is the wording of one page. Views embed it, so that templates can ask for messages.
type Localizer struct{ *i18n.Catalog }

// For returns the wording that a browser asks for.
func For(r *http.Request) Localizer {
	wanted, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	locales := Catalogs().Locales()
	tags := []language.Tag{language.English}
	names := []i18n.Locale{"en"}
	for _, l := range locales {
		if l != "en" {
			tags, names = append(tags, language.Make(string(l))), append(names, l)
		}
	}
	chosen := i18n.Locale("en")
	if err == nil && len(wanted) > 0 {
		if _, at, sure := language.NewMatcher(tags).Match(wanted...); sure >= language.Low {
			chosen = names[at]
		}
	}
	return Localizer{Catalogs().For(chosen, "")}
}

// T is a message; its placeholders are filled from pairs of a name and a value.
func (s Localizer) T(key string, pairs ...any) string {
	if len(pairs) == 0 {
		return s.Text(key)
	}
	return s.Format(key, named(pairs))
}

// N is a message that counts.
func (s Localizer) N(key string, n int, pairs ...any) string { return s.Count(key, n, named(pairs)) }

// On is a date in words, of how files write it. What is no date stays as it is.
func (s Localizer) On(iso string) string {
	d, err := notice.ParseDate(iso)
	if err != nil {
		return iso
	}
	return s.Day(d)
}

// Several joins names that stand beside each other.
func (s Localizer) Several(names []string) string { return strings.Join(names, s.T("between-names")) }

// Time is a date in words, for people and for machines.
func (s Localizer) Time(iso string) template.HTML {
	return template.HTML(`<time datetime="` + template.HTMLEscapeString(iso) + `">` +
		template.HTMLEscapeString(s.On(iso)) + `</time>`)
}

// Error is an error of the desk's own. Whoever shows it says it in the reader's language; a log has it in English.
type Error struct {
	Key   string
	Pairs []any
	Way   string // the key of the way out, or ""
}

// Error says it in English.
func (w *Error) Error() string { return English().T(w.Key, w.Pairs...) }

// Why words an error: the desk's own and that of a file that is gone in the reader's language, others as the commands
// do.
func (s Localizer) Why(err error) string {
	var own *Error
	if errors.As(err, &own) {
		return s.T(own.Key, own.Pairs...)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return s.T("text-gone")
	}
	if key := Cause(err); key != "" {
		return s.T(key)
	}
	return err.Error()
}

// Cause is the message for an error of the disk that people can do something about, or "".
func Cause(err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return "disk-full"
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return "disk-forbids"
	}
	return ""
}

// English is the wording for whoever names no language.
func English() Localizer { return Localizer{Catalogs().For("en", "")} }

// In marks a part of a page as being in a language of its own.
func In(l i18n.Locale, part string) template.HTML {
	return template.HTML(fmt.Sprintf("<div lang=%q dir=%q>\n%s</div>", l, l.Dir(), part))
}

// Day is a date in words.
func (s Localizer) Day(d notice.Date) string {
	return s.Locale.Date(int(d.Year), int(d.Month), int(d.Day))
}

// Lang is the language of the page, and Dir its direction.
func (s Localizer) Lang() string { return string(s.Catalog.Lang()) }

func named(pairs []any) map[string]any {
	out := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		name, _ := pairs[i].(string)
		out[name] = pairs[i+1]
	}
	return out
}
