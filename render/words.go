package render

import (
	"strings"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/site"
)

// Words gives templates the wording of the interface: {{.T "contents"}}.
type Words struct{ catalog *i18n.Catalog }

// T returns a message without placeholders.
func (w Words) T(key string) string { return w.catalog.Text(key) }

// foreign is text in another language, to be set into a sentence.
type foreign struct {
	text   string
	locale *site.Locale
}

// Placeholders are filled with marks of a private-use plane first, so that
// the sentence can be cut at them whatever order a language puts them in.
const markBase = 0xF0000

// sentence fills a message. Dates become pieces of their own, in the page's
// long form; foreign text is marked with its language; strings stay text.
func sentence(c *i18n.Catalog, page i18n.Locale, key string, args map[string]any) Sentence {
	marked := make(map[string]any, len(args))
	pieces := make([]Piece, 0, len(args))
	for name, v := range args {
		marked[name] = string(rune(markBase + len(pieces)))
		pieces = append(pieces, pieceOf(page, v))
	}
	return cut(c.Format(key, marked), pieces)
}

// cut splits a filled message at its marks.
func cut(text string, pieces []Piece) Sentence {
	var out Sentence
	start := 0
	for i, r := range text {
		if r < markBase || int(r-markBase) >= len(pieces) {
			continue
		}
		if i > start {
			out = append(out, Piece{Text: text[start:i]})
		}
		out = append(out, pieces[r-markBase])
		start = i + len(string(r))
	}
	if start < len(text) {
		out = append(out, Piece{Text: text[start:]})
	}
	return out
}

func pieceOf(page i18n.Locale, v any) Piece {
	switch v := v.(type) {
	case notice.Date:
		return datePiece(page, v)
	case foreign:
		if v.locale == nil || v.locale.Tag == page {
			return Piece{Text: v.text}
		}
		return Piece{Text: v.text, Lang: string(v.locale.Tag), Dir: v.locale.Dir}
	case string:
		return Piece{Text: v}
	}
	panic("render: a sentence takes dates and strings only")
}

func datePiece(page i18n.Locale, d notice.Date) Piece {
	return Piece{Text: page.Date(int(d.Year), int(d.Month), int(d.Day)), ISO: d.String()}
}

// String returns the sentence as plain text.
func (s Sentence) String() string {
	var b strings.Builder
	for _, p := range s {
		b.WriteString(p.Text)
	}
	return b.String()
}

// isolated sets an address apart from the direction of the words around it:
// in Arabic its last slash would come first.
func isolated(address string) string { return "\u2066" + address + "\u2069" }
