package i18n

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/text/language"
)

// Locale is a canonical BCP 47 tag (RFC 5646) such as "pt-BR" or "zh-Hans":
// language, script, region and variants, without extensions. The zero value
// is no locale. Make one with [ParseLocale]; constants may be converted.
type Locale string

// LocaleError says why a string is not a [Locale].
type LocaleError struct {
	Tag       string // what was given
	Reason    string // what is wrong with it, to be read after the tag
	Canonical string // the tag that was meant, or empty when it cannot be known
}

// Error returns the reason and, where known, the tag that was meant.
func (e *LocaleError) Error() string {
	if e.Canonical == "" {
		return fmt.Sprintf("%q %s", e.Tag, e.Reason)
	}
	return fmt.Sprintf("%q %s: did you mean %q?", e.Tag, e.Reason, e.Canonical)
}

// ParseLocale takes a tag that is in canonical form already: letter case as in
// RFC 5646 section 2.1.1, the shortest language code, no deprecated subtag, no
// script that the language implies anyway, only registered subtags. Any other
// string gives a *[LocaleError], with the canonical form when there is one.
func ParseLocale(s string) (Locale, error) {
	tag, err := language.Raw.Parse(s)
	if err != nil {
		return "", &LocaleError{Tag: s, Reason: unreadable(s, err)}
	}
	if reason := refusal(tag); reason != "" {
		return "", &LocaleError{Tag: s, Reason: reason}
	}
	if c := canonical(tag); c != s {
		return "", &LocaleError{Tag: s, Reason: "is not the canonical form of the tag", Canonical: c}
	}
	return Locale(s), nil
}

// unreadable words an error of the tag parser.
func unreadable(s string, err error) string {
	var unknown language.ValueError
	if !errors.As(err, &unknown) {
		return "is not a BCP 47 tag"
	}
	sub := unknown.Subtag()
	kind := "variant"
	switch {
	case len(s) >= len(sub) && strings.EqualFold(s[:len(sub)], sub):
		kind = "language"
	case len(sub) == 4 && (sub[0] < '0' || sub[0] > '9'):
		kind = "script"
	case len(sub) < 4:
		kind = "region"
	}
	return fmt.Sprintf("names an unknown %s (%q)", kind, sub)
}

// refusal says why a well-formed tag cannot name the locale of a page.
func refusal(tag language.Tag) string {
	base, script, region := tag.Raw()
	switch b := base.String(); {
	case strings.HasPrefix(tag.String(), "x-"):
		return "is for private use and names no language"
	case len(tag.Extensions()) > 0:
		return "has extensions, which locales here do not take"
	case b == "und" || b == "mul" || b == "zxx" || b == "mis" || base.IsPrivateUse():
		return "names no language"
	}
	if s := script.String(); s != "Zzzz" && (s[0] == 'Z' || script.IsPrivateUse()) ||
		strings.Contains(tag.String(), "-Zzzz") {
		return "names no script"
	}
	if r := region.String(); r != "ZZ" && region.IsPrivateUse() || strings.Contains(tag.String(), "-ZZ") {
		return "names no region"
	}
	return ""
}

// canonical returns the one spelling of a tag. Norwegian Bokmål keeps its own
// code: CLDR has it beside its macrolanguage, "no".
func canonical(tag language.Tag) string {
	rules := language.All
	if base, _, _ := tag.Raw(); base.String() == "nb" {
		rules &^= language.Macro
	}
	if c, err := rules.Canonicalize(tag); err == nil {
		tag = c
	}
	return tag.String()
}

// Territory is the locale's country: where most of its readers live, if it
// names none; "" where that is unknown.
func (l Locale) Territory() string {
	region, confidence := l.tag().Region()
	if confidence == language.No {
		return ""
	}
	return region.String()
}

func (l Locale) tag() language.Tag { return language.Raw.Make(string(l)) }
