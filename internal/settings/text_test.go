package settings

import (
	"testing"

	"gazette/i18n"
	"gazette/internal/source"
)

// TestTextIn: a locale without a text of its own has its parents', else the default locale's.
func TestTextIn(t *testing.T) {
	c, _ := Parse(source.File{Path: File, Data: []byte("title: {en: Acme, de: Acme Recht}\n")})
	for l, want := range map[i18n.Locale]string{"en": "Acme en", "de": "Acme Recht de", "de-AT": "Acme Recht de", "fr": "Acme en"} {
		text, lang := c.Title.In(l, "en")
		if got := text + " " + string(lang); got != want {
			t.Errorf("%s: got %q, want %q", l, got, want)
		}
	}
}
