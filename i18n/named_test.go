package i18n

import "testing"

// TestNamed: people write the names of languages; what they mean is known.
func TestNamed(t *testing.T) {
	for name, want := range map[string]Locale{
		"french": "fr", "French": "fr", "français": "fr", "Deutsch": "de", "german": "de", "日本語": "ja", "brazilian portuguese": "pt-BR",
		"Simplified Chinese": "zh-Hans", "spansih": "es", "العربية": "ar", "Portuguese": "pt",
	} {
		if got, ok := Named(name); !ok || got != want {
			t.Errorf("%s: %q %v, want %q", name, got, ok, want)
		}
	}
	for _, name := range []string{"", "xx", "klingonese", "legal"} {
		if got, ok := Named(name); ok {
			t.Errorf("%q is taken for %q", name, got)
		}
	}
}
