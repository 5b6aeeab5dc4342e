package xliff

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Write writes a document.
func (d *Document) Write() []byte {
	w := &writer{}
	w.line(0, `<?xml version="1.0" encoding="UTF-8"?>`)
	if d.Version == "1.2" {
		w.document12(d)
	} else {
		w.document21(d)
	}
	return w.buf.Bytes()
}

type writer struct{ buf bytes.Buffer }

func (w *writer) line(depth int, format string, args ...any) {
	w.buf.WriteString(strings.Repeat("  ", depth))
	fmt.Fprintf(&w.buf, format, args...)
	w.buf.WriteByte('\n')
}

// esc writes text as XML 1.0 may hold it: without control characters.
func esc(s string) string {
	var b bytes.Buffer
	s = strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
	_ = xml.EscapeText(&b, []byte(s))
	return strings.ReplaceAll(b.String(), "&#xA;", "\n")
}

func attr(s string) string { return strings.ReplaceAll(esc(s), "\n", "&#xA;") }

func (w *writer) document21(d *Document) {
	w.line(0, `<xliff xmlns="%s" xmlns:mtc="%s" xmlns:gls="%s" version="2.1" srcLang="%s" trgLang="%s">`,
		"urn:oasis:names:tc:xliff:document:2.0", "urn:oasis:names:tc:xliff:matches:2.0",
		"urn:oasis:names:tc:xliff:glossary:2.0", attr(d.Source), attr(d.Target))
	w.line(1, `<file id="%s" original="%s">`, attr(d.ID), attr(d.Original))
	w.notes21(2, d.Notes)
	for _, u := range d.Units {
		w.unit21(u)
	}
	w.line(1, `</file>`)
	w.line(0, `</xliff>`)
}

func (w *writer) notes21(depth int, notes []Note) {
	if len(notes) == 0 {
		return
	}
	w.line(depth, `<notes>`)
	for _, n := range notes {
		w.line(depth+1, `<note category="%s">%s</note>`, attr(n.Category), esc(n.Text))
	}
	w.line(depth, `</notes>`)
}

func (w *writer) unit21(u Unit) {
	locked := ""
	if u.Locked {
		locked = ` translate="no"`
	}
	w.line(2, `<unit id="%s" name="%s"%s>`, attr(u.ID), attr(u.Name), locked)
	if len(u.Terms) > 0 {
		w.line(3, `<gls:glossary>`)
		for _, t := range u.Terms {
			w.line(4, `<gls:glossEntry><gls:term>%s</gls:term><gls:translation>%s</gls:translation></gls:glossEntry>`,
				esc(t.Source), esc(t.Target))
		}
		w.line(3, `</gls:glossary>`)
	}
	if len(u.Matches) > 0 {
		w.line(3, `<mtc:matches>`)
		for i, m := range u.Matches {
			// Codes of a match are those of another text: here they would claim to be this one's.
			w.line(4, `<mtc:match ref="#s1" id="m%d" similarity="%d">`+
				`<source>%s</source><target>%s</target></mtc:match>`,
				i+1, m.Percent, esc(Words(m.Source)), esc(Words(m.Target)))
		}
		w.line(3, `</mtc:matches>`)
	}
	w.notes21(3, u.Notes)
	w.data21(u)
	for i, s := range u.Segments {
		w.line(3, `<segment id="s%d" state="%s">`, i+1, s.State)
		w.line(4, `<source xml:space="preserve">%s</source>`, inline(s.Source, code21))
		if len(s.Target) > 0 {
			w.line(4, `<target xml:space="preserve">%s</target>`, inline(s.Target, code21))
		}
		w.line(3, `</segment>`)
	}
	w.line(2, `</unit>`)
}

// data21 writes what the codes of a unit are in the source.
func (w *writer) data21(u Unit) {
	begun := false
	for _, s := range u.Segments {
		for _, p := range s.Source {
			if p.Kind == Text {
				continue
			}
			if !begun {
				w.line(3, `<originalData>`)
				begun = true
			}
			w.line(4, `<data id="%s">%s</data>`, dataID(p), esc(p.Text))
		}
	}
	if begun {
		w.line(3, `</originalData>`)
	}
}

func dataID(p Piece) string { return map[Kind]string{Open: "b", Close: "e", Alone: "d"}[p.Kind] + p.ID }

// inline writes pieces: text, and codes as a version has them.
func inline(pieces []Piece, code func(kind Kind, id, text string) string) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.Kind == Text {
			b.WriteString(esc(p.Text))
		} else {
			b.WriteString(code(p.Kind, attr(p.ID), attr(p.Text)))
		}
	}
	return b.String()
}

// code21 is a code, whose source stands with the data of its unit.
func code21(kind Kind, id, text string) string {
	switch kind {
	case Open:
		return fmt.Sprintf(`<pc id="%s" dataRefStart="b%s" dataRefEnd="e%s">`, id, id, id)
	case Close:
		return `</pc>`
	case Alone:
		return fmt.Sprintf(`<ph id="%s" dataRef="d%s" disp="%s"/>`, id, id, text)
	}
	return ""
}

func (w *writer) document12(d *Document) {
	w.line(0, `<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">`)
	w.line(1, `<file original="%s" source-language="%s" target-language="%s" datatype="x-markdown">`, attr(d.Original),
		attr(d.Source), attr(d.Target))
	w.line(2, `<header>`)
	for _, n := range d.Notes {
		w.line(3, `<note from="%s">%s</note>`, attr(n.Category), esc(n.Text))
	}
	w.line(2, `</header>`)
	w.line(2, `<body>`)
	for _, u := range d.Units {
		w.unit12(u)
	}
	w.line(2, `</body>`)
	w.line(1, `</file>`)
	w.line(0, `</xliff>`)
}

// state12 are the states of XLIFF 1.2.
var state12 = map[string]string{Initial: "new", Translated: "translated", Reviewed: "signed-off", Final: "final"}

func (w *writer) unit12(u Unit) {
	w.line(3, `<group id="%s" resname="%s">`, attr(u.ID), attr(u.Name))
	for i, s := range u.Segments {
		flags := ""
		if u.Locked {
			flags = ` translate="no" approved="yes"`
		}
		w.line(4, `<trans-unit id="%s-%d"%s xml:space="preserve">`, attr(u.ID), i+1, flags)
		w.line(5, `<source>%s</source>`, inline(s.Source, code12))
		if len(s.Target) > 0 {
			w.line(5, `<target state="%s">%s</target>`, state12[s.State], inline(s.Target, code12))
		}
		if i == 0 {
			w.hints12(u)
		}
		w.line(4, `</trans-unit>`)
	}
	w.line(3, `</group>`)
}

// hints12 writes notes, terms and matches, in the order that 1.2 asks for.
func (w *writer) hints12(u Unit) {
	for _, n := range u.Notes {
		w.line(5, `<note from="%s">%s</note>`, attr(n.Category), esc(n.Text))
	}
	for _, t := range u.Terms {
		w.line(5, `<note from="term">%s = %s</note>`, esc(t.Source), esc(t.Target))
	}
	for _, m := range u.Matches {
		w.line(5, `<alt-trans match-quality="%d%%"><source>%s</source><target>%s</target></alt-trans>`, m.Percent,
			esc(Words(m.Source)), esc(Words(m.Target)))
	}
}

// code12 is a code, whose source the file does not hold.
func code12(kind Kind, id, _ string) string {
	switch kind {
	case Open:
		return fmt.Sprintf(`<g id="%s">`, id)
	case Close:
		return `</g>`
	case Alone:
		return fmt.Sprintf(`<x id="%s"/>`, id)
	}
	return ""
}

// Pair is a text and its translation.
type Pair struct{ Lang, Source, Target string } // Lang is the source's language, BCP 47

// TMX writes what was translated so far into a language as TMX 1.4. source is the language that most pairs are of.
func TMX(source, target string, pairs []Pair) []byte {
	w := &writer{}
	w.line(0, `<?xml version="1.0" encoding="UTF-8"?>`)
	w.line(0, `<tmx version="1.4">`)
	w.line(1, `<header creationtool="gazette" creationtoolversion="1" segtype="block" o-tmf="x-markdown" `+
		`adminlang="en" srclang="%s" datatype="plaintext"/>`, attr(source))
	w.line(1, `<body>`)
	for _, p := range pairs {
		own := ""
		if p.Lang != source {
			own = ` srclang="` + attr(p.Lang) + `"`
		}
		w.line(2, `<tu%s><tuv xml:lang="%s"><seg>%s</seg></tuv><tuv xml:lang="%s"><seg>%s</seg></tuv></tu>`, own,
			attr(p.Lang), esc(p.Source), attr(target), esc(p.Target))
	}
	w.line(1, `</body>`)
	w.line(0, `</tmx>`)
	return w.buf.Bytes()
}
