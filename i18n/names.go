package i18n

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// brackets are CLDR's localePattern ("{0} ({1})" in most languages) where it
// has other brackets; x/text has the common ones for all.
var brackets = map[string]*strings.Replacer{
	"zh":  strings.NewReplacer(" (", "（", ")", "）"),
	"yue": strings.NewReplacer(" (", "（", ")", "）"),
	"ko":  strings.NewReplacer(" (", "("),
}

// Name returns the name of l in its own language, as a list of languages shows
// it: CLDR's name, the first letter in upper case where the script has case.
// Names such as isiZulu, which have a capital inside, stay as they are.
func (l Locale) Name() string {
	name := l.NameIn(l)
	first, rest, more := strings.Cut(name, " ")
	if strings.IndexFunc(first, unicode.IsUpper) >= 0 {
		return name
	}
	first = cases.Title(l.tag(), cases.NoLower).String(first)
	if more {
		return first + " " + rest
	}
	return first
}

// NameIn returns CLDR's name of l in the language of in, in the letter case of
// running text: "German" in English, "allemand" in French. A language that CLDR
// has no names in gives the English one; without any name the tag itself.
func (l Locale) NameIn(in Locale) string {
	name := l.nameBy(in)
	if name == "" {
		name = l.nameBy(reference)
	}
	if name == "" {
		return string(l)
	}
	base, _ := in.tag().Base()
	if r := brackets[base.String()]; r != nil {
		name = r.Replace(name)
	}
	return name
}

func (l Locale) nameBy(in Locale) string {
	if l.tag().IsRoot() {
		return ""
	}
	base, script, region := l.tag().Raw()
	// x/text knows Serbian in Latin letters only as Serbo-Croatian.
	if base.String() == "sr" && script.String() == "Latn" {
		return serbianLatin(in.tag(), base, script, region)
	}
	if tags := display.Tags(in.tag()); tags != nil {
		return tags.Name(l.tag())
	}
	return ""
}

func serbianLatin(in language.Tag, base language.Base, script language.Script, region language.Region) string {
	languages, scripts, regions := display.Languages(in), display.Scripts(in), display.Regions(in)
	if languages == nil || scripts == nil || regions == nil {
		return ""
	}
	inside := scripts.Name(script)
	if region.String() != "ZZ" {
		inside += ", " + regions.Name(region)
	}
	return languages.Name(base) + " (" + inside + ")"
}
