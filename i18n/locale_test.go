package i18n

import (
	"errors"
	"slices"
	"testing"
)

func TestParseLocale(t *testing.T) {
	for _, s := range []string{"en", "pt-BR", "zh-Hans", "zh-Hant", "zh-CN", "zh-TW", "zh-Hant-HK", "en-US", "es-ES", "es-419",
		"fa-IR", "sr-Latn", "sr-Latn-RS", "nb", "nn", "no", "fil", "gsw", "yue", "ca-valencia", "de-1996", "en-001"} {
		if l, err := ParseLocale(s); err != nil || string(l) != s {
			t.Errorf("ParseLocale(%q) = %q, %v", s, l, err)
		}
	}
}

func TestParseLocaleErrors(t *testing.T) {
	const notCanonical = " is not the canonical form of the tag: did you mean "
	for s, want := range map[string]string{
		"":                 `"" is not a BCP 47 tag`,
		"e":                `"e" is not a BCP 47 tag`,
		"english language": `"english language" is not a BCP 47 tag`,
		"pt-br":            `"pt-br"` + notCanonical + `"pt-BR"?`,
		"pt_BR":            `"pt_BR"` + notCanonical + `"pt-BR"?`,
		"zh-hans":          `"zh-hans"` + notCanonical + `"zh-Hans"?`,
		"iw":               `"iw"` + notCanonical + `"he"?`,
		"glg":              `"glg"` + notCanonical + `"gl"?`,
		"cmn":              `"cmn"` + notCanonical + `"zh"?`,
		"sh":               `"sh"` + notCanonical + `"sr-Latn"?`,
		"tl":               `"tl"` + notCanonical + `"fil"?`,
		"en-Latn":          `"en-Latn"` + notCanonical + `"en"?`,
		"i-klingon":        `"i-klingon"` + notCanonical + `"tlh"?`,
		"xx":               `"xx" names an unknown language ("xx")`,
		"XX-DE":            `"XX-DE" names an unknown language ("xx")`,
		"en-Foob":          `"en-Foob" names an unknown script ("Foob")`,
		"en-ZX":            `"en-ZX" names an unknown region ("ZX")`,
		"en-foobar":        `"en-foobar" names an unknown variant ("foobar")`,
		"und":              `"und" names no language`,
		"mul":              `"mul" names no language`,
		"qaa":              `"qaa" names no language`,
		"en-Zzzz":          `"en-Zzzz" names no script`,
		"en-Zyyy":          `"en-Zyyy" names no script`,
		"en-ZZ":            `"en-ZZ" names no region`,
		"en-AA":            `"en-AA" names no region`,
		"x-house":          `"x-house" is for private use and names no language`,
		"en-x-house":       `"en-x-house" has extensions, which locales here do not take`,
		"de-u-co-phonebk":  `"de-u-co-phonebk" has extensions, which locales here do not take`,
	} {
		_, err := ParseLocale(s)
		if le, ok := errors.AsType[*LocaleError](err); !ok || le.Error() != want {
			t.Errorf("ParseLocale(%q):\n got %v\nwant %s", s, err, want)
		}
	}
}

func FuzzParseLocale(f *testing.F) {
	for _, s := range []string{"en", "pt-br", "zh-Hans-CN", "iw", "x-a", "de-u-co-phonebk", "ca-valencia", "und", "en-ZZ", "i-klingon",
		"zh-min-nan", "sgn-BE-FR", "a-b-c", "en--US", "\xff", "tlh", "mo", "nb-NO", "art-lojban"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l, err := ParseLocale(s)
		if le, ok := errors.AsType[*LocaleError](err); ok && le.Canonical != "" {
			if _, err := ParseLocale(le.Canonical); err != nil {
				t.Errorf("%q is sent to %q, which is refused: %v", s, le.Canonical, err)
			}
		}
		if again, err := ParseLocale(string(l)); l != "" && (err != nil || again != l || string(l) != s) {
			t.Errorf("%q became %q, then %q, %v", s, l, again, err)
		}
		// What is not a locale must be harmless too.
		odd := Locale(s)
		_ = odd.Dir() + odd.Name() + odd.NameIn("de") + odd.Date(2026, 1, 2) + odd.List([]string{"a", "b"}) + odd.Quote("q")
		_, _ = odd.Parents(), odd.category(2)
	})
}

func TestParents(t *testing.T) {
	for l, want := range map[Locale][]Locale{
		"en": nil, "zh": nil, "zh-Hant": nil, "sr-Latn": nil, "uz-Arab": nil, "": nil,
		"pt-PT": {"pt"}, "pt-AO": {"pt-PT", "pt"}, "pt-BR": {"pt"},
		"zh-TW": {"zh-Hant"}, "zh-HK": {"zh-Hant"}, "zh-Hant-TW": {"zh-Hant"}, "zh-Hant-MO": {"zh-Hant-HK", "zh-Hant"},
		"zh-CN": {"zh-Hans", "zh"}, "zh-Hans-SG": {"zh-Hans", "zh"}, "zh-Hans": {"zh"},
		"es-MX": {"es-419", "es"}, "es-ES": {"es"}, "en-GB": {"en-001", "en"}, "en-US": {"en"}, "fr-CA": {"fr"},
		"sr-RS": {"sr-Cyrl", "sr"}, "sr-ME": {"sr-Latn"}, "sr-Latn-RS": {"sr-Latn"}, "pa-PK": {"pa-Arab"},
		"nb": {"no"}, "nn": {"no"}, "nb-NO": {"nb", "no"}, "ca-ES-valencia": {"ca-ES", "ca"}, "de-1996": {"de"},
	} {
		if got := l.Parents(); !slices.Equal(got, want) {
			t.Errorf("Parents of %s: %v, want %v", l, got, want)
		}
	}
}

func TestChain(t *testing.T) {
	for l, want := range map[Locale][]Locale{
		"pt-PT":   {"pt-PT", "pt", "pt-Latn", "pt-BR", "pt-Latn-BR"},
		"zh":      {"zh", "zh-Hans", "zh-CN", "zh-Hans-CN"},
		"zh-HK":   {"zh-HK", "zh-Hant", "zh-TW", "zh-Hant-TW"},
		"sr-Latn": {"sr-Latn", "sr-Latn-RS"},
	} {
		if got := l.chain(); !slices.Equal(got, want) {
			t.Errorf("chain of %s: %v, want %v", l, got, want)
		}
	}
}

func TestDirAndScript(t *testing.T) {
	for l, want := range map[Locale][2]string{
		"en": {"Latn", "ltr"}, "zh-TW": {"Hant", "ltr"}, "zh-CN": {"Hans", "ltr"}, "zh-Hans": {"Hans", "ltr"}, "sr": {"Cyrl", "ltr"},
		"ar": {"Arab", "rtl"}, "he": {"Hebr", "rtl"}, "yi": {"Hebr", "rtl"}, "fa-IR": {"Arab", "rtl"}, "ur": {"Arab", "rtl"},
		"dv": {"Thaa", "rtl"}, "syr": {"Syrc", "rtl"}, "nqo": {"Nkoo", "rtl"}, "ff-Adlm": {"Adlm", "rtl"}, "ff": {"Latn", "ltr"},
		"pa": {"Guru", "ltr"}, "pa-PK": {"Arab", "rtl"}, "az": {"Latn", "ltr"}, "az-Arab": {"Arab", "rtl"}, "ckb": {"Arab", "rtl"},
		"ug": {"Arab", "rtl"}, "tr": {"Latn", "ltr"}, "ms-Arab": {"Arab", "rtl"},
	} {
		if got := [2]string{l.Script(), l.Dir()}; got != want {
			t.Errorf("%s: %v, want %v", l, got, want)
		}
	}
}

func TestName(t *testing.T) {
	for l, want := range map[Locale]string{
		"de": "Deutsch", "es": "Español", "pt": "Português", "pt-BR": "Português (Brasil)", "pt-PT": "Português europeu",
		"zh-Hans": "简体中文", "zh-Hant": "繁體中文", "zh-CN": "中文（中国）", "hu": "Magyar", "nb": "Norsk bokmål", "sr-Latn": "Srpski (latinica)",
		"sr-Latn-ME": "Srpski (latinica, Crna Gora)", "ka": "ქართული", "zu": "isiZulu", "ko-KR": "한국어(대한민국)", "he": "עברית",
		"tr": "Türkçe", "ru": "Русский", "ar-EG": "العربية (مصر)",
	} {
		if got := l.Name(); got != want {
			t.Errorf("Name of %s: %q, want %q", l, got, want)
		}
	}
	if got := Locale("xx").NameIn("en"); got != "xx" {
		t.Errorf("name of an unknown language: %q", got)
	}
	if got := Locale("sr-Latn").NameIn("mn-Mong"); got != "Serbian (Latin)" {
		t.Errorf("name in a language without names: %q", got)
	}
}

func TestQuote(t *testing.T) {
	for l, want := range map[Locale]string{
		"en-GB": "“s”", "de-AT": "„s“", "fr-CA": "«\u00a0s\u00a0»", "fr-CH": "«s»", "ja": "「s」", "ru": "«s»", "pt-BR": "“s”", "pt-AO": "«s»",
		"zh-CN": "“s”", "zh-TW": "「s」", "th": "“s”", "he": "”s”", "nl": "‘s’",
	} {
		if got := l.Quote("s"); got != want {
			t.Errorf("Quote in %s: %s, want %s", l, got, want)
		}
	}
}
