package desk

import (
	"net/http"
	"sync"

	"golang.org/x/text/language"

	"gazette/i18n"
	"gazette/internal/notice"
)

// spoken is the wording of the desk, in the languages that it speaks.
var spoken = sync.OnceValue(func() *i18n.Catalogs {
	c, ps := i18n.LoadLayers(i18n.Desk())
	if ps.Errors() {
		panic("the desk's wording cannot be read: " + ps.Error())
	}
	return c
})

// say is the wording of one page. Views embed it, so that templates can ask for messages.
type say struct{ *i18n.Catalog }

// sayFor returns the wording that a browser asks for.
func sayFor(r *http.Request) say {
	wanted, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	locales := spoken().Locales()
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
	return say{spoken().For(chosen, "")}
}

// T is a message; its placeholders are filled from pairs of a name and a value.
func (s say) T(key string, pairs ...any) string {
	if len(pairs) == 0 {
		return s.Text(key)
	}
	return s.Format(key, named(pairs))
}

// N is a message that counts.
func (s say) N(key string, n int, pairs ...any) string { return s.Count(key, n, named(pairs)) }

// Day is a date in words.
func (s say) Day(d notice.Date) string { return s.Locale.Date(int(d.Year), int(d.Month), int(d.Day)) }

// Lang is the language of the page, and Dir its direction.
func (s say) Lang() string { return string(s.Catalog.Lang()) }

func named(pairs []any) map[string]any {
	out := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		name, _ := pairs[i].(string)
		out[name] = pairs[i+1]
	}
	return out
}
