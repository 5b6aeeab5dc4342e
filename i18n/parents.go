package i18n

import (
	"slices"

	"github.com/bep/golocales"
	"golang.org/x/text/language"
)

// newParents are parents that CLDR 48 has and x/text (CLDR 32) has not.
var newParents = map[Locale]Locale{"nb": "no", "nn": "no"}

// Parents returns the locales whose wording may stand in for l's own, the
// nearest first, without l and without the root: pt-PT gives pt, es-MX gives
// es-419 and es. The order is CLDR's (UTS #35, Parent_Locales); where a language
// is written in several scripts, the script comes before the bare language, so
// that zh-TW gives zh-Hant and never Simplified Chinese.
func (l Locale) Parents() []Locale {
	var out []Locale
	for p := l.parent(); p != ""; p = p.parent() {
		out = append(out, p)
	}
	return out
}

func (l Locale) parent() Locale {
	if p, ok := newParents[l]; ok {
		return p
	}
	tag := l.tag()
	p := tag.Parent()
	if p.IsRoot() {
		return ""
	}
	base, script, region := tag.Raw()
	if p.String() == base.String() && region.String() != "ZZ" {
		likely, _ := tag.Script()
		if with := base.String() + "-" + likely.String(); script == likely || golocales.New(with) != nil {
			return Locale(with)
		}
	}
	return Locale(p.String())
}

// chain returns the locales whose catalogues are l's own wording: l, its
// parents, then the tags that mean the same as the last of these by CLDR's
// likely subtags: Portuguese without more is pt-BR, Chinese is zh-Hans.
func (l Locale) chain() []Locale {
	out := append([]Locale{l}, l.Parents()...)
	root := out[len(out)-1].tag()
	base, script, region := likely(root)
	for _, parts := range [][]any{{base, script}, {base, region}, {base, script, region}} {
		tag, err := language.Raw.Compose(parts...)
		if same := Locale(tag.String()); err == nil && sameLikely(tag, root) && !slices.Contains(out, same) {
			out = append(out, same)
		}
	}
	return out
}

// likely returns the three subtags of a tag, those it lacks filled in.
func likely(t language.Tag) (language.Base, language.Script, language.Region) {
	base, _ := t.Base()
	script, _ := t.Script()
	region, _ := t.Region()
	return base, script, region
}

func sameLikely(a, b language.Tag) bool {
	ab, as, ar := likely(a)
	bb, bs, br := likely(b)
	return ab == bb && as == bs && ar == br
}
