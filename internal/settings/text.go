package settings

import (
	"cmp"
	"maps"
	"slices"

	"go.yaml.in/yaml/v4"

	"gazette/i18n"
	"gazette/internal/source"
)

// Text is something a reader sees: one string for everybody, or one by locale.
type Text struct {
	all string
	by  map[i18n.Locale]string
}

// PlainText returns a text that is the same in every language.
func PlainText(s string) Text { return Text{all: s} }

// DecodeNode reads a string or a map from locale to string.
func (t *Text) DecodeNode(d *source.Decoder, n *yaml.Node) {
	switch n.Kind {
	case yaml.ScalarNode:
		d.Decode(n, &t.all)
	case yaml.MappingNode:
		d.Decode(n, &t.by)
	default:
		d.Fail(n, "write one text, or one for each locale: {en: ..., de: ...}",
			"this is neither a text nor texts by locale")
	}
}

// each returns the text in every language, in no order.
func (t Text) each() []string {
	if t.by == nil {
		return []string{t.all}
	}
	return slices.Collect(maps.Values(t.by))
}

// IsZero reports whether there is no text at all.
func (t Text) IsZero() bool { return t.all == "" && len(t.by) == 0 }

// In returns the text for a locale: its own, its parents', the fallback's, else the first by tag. lang is the locale
// the text is written in, or "" when it is one for everybody.
func (t Text) In(l, fallback i18n.Locale) (text string, lang i18n.Locale) {
	if t.by == nil {
		return t.all, ""
	}
	chain := append([]i18n.Locale{l}, l.Parents()...)
	chain = append(append(chain, fallback), fallback.Parents()...)
	chain = append(chain,
		slices.SortedFunc(maps.Keys(t.by), func(a, b i18n.Locale) int { return cmp.Compare(a, b) })...)
	for _, c := range chain {
		if s, ok := t.by[c]; ok {
			return s, c
		}
	}
	return "", ""
}
