package markdown

import (
	"bytes"
	"slices"
	"sync"

	"github.com/yuin/goldmark/ast"

	"gazette/internal/source"
)

// Refusing returns what Plain does for a text of which HTML left something out: the copy is without it too. The copy
// is parsed again, and where anything refused is left, by whatever spelling, every sign of it is escaped.
func Refusing(text []byte, title string, link func(target string) string) []byte {
	out := Plain(withoutRefused(text), title, link)
	if read(out).Dropped {
		return escaped(out)
	}
	return out
}

// anyLanguage reads texts of which only the marks are looked at.
var anyLanguage = sync.OnceValue(func() *Converter { return NewConverter(Words{}, false) })

// read parses a text without a file; what would be left out of it is marked.
func read(text []byte) *Text {
	t := anyLanguage().Parse(source.File{Data: text}, 0, "")
	for _, l := range t.Links {
		t.Dropped = t.Dropped || l.Refused() != nil
	}
	return t
}

// edit replaces a stretch of a text.
type edit struct {
	from, to int
	with     []byte
}

// withoutRefused returns a text whose raw HTML is cleaned, and whose bare addresses are words where they may not be
// links.
func withoutRefused(text []byte) []byte {
	t := read(text)
	var edits []edit
	for _, p := range t.raws {
		from, to := p.Span()
		edits = append(edits, edit{from, to, p.Safe()})
	}
	for _, l := range t.Links {
		a, ok := l.node.(*ast.AutoLink)
		if !ok || l.Refused() == nil {
			continue
		}
		label := a.Label(text)
		if from := bytes.Index(text[l.At:], label); from >= 0 {
			from += l.At
			edits = append(edits, edit{max(from-1, 0), min(from+len(label)+1, len(text)), slices.Clone(label)})
		}
	}
	slices.SortFunc(edits, func(a, b edit) int { return a.from - b.from })
	var out []byte
	at := 0
	for _, e := range edits {
		if e.from < at {
			continue
		}
		out = append(append(out, text[at:e.from]...), e.with...)
		at = e.to
	}
	return append(out, text[at:]...)
}

// escaped returns Markdown whose signs mean nothing any more.
func escaped(text []byte) []byte {
	out := make([]byte, 0, len(text)+len(text)/8)
	for _, c := range text {
		if bytes.IndexByte([]byte("\\`*_[]<>&!"), c) >= 0 {
			out = append(out, '\\')
		}
		out = append(out, c)
	}
	return out
}
