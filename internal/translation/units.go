// Package translation makes of a notice what translators get, and of what they give back a text of the site.
//
// A clause is a unit, its sentences are segments (UAX #29), its markup are codes. A translation is written on the
// source text's own Markdown: the words are exchanged, everything else stays. It is a function of texts and documents
// alone.
package translation

import (
	"fmt"
	"html"
	"strconv"
	"strings"

	"github.com/clipperhouse/uax29/v2/sentences"
	xhtml "golang.org/x/net/html"

	"gazette/internal/document"
	"gazette/internal/notice"
	"gazette/internal/xliff"
)

// Unit is a piece of a text that is translated as a whole.
type Unit struct {
	ID      string
	Name    string // the heading above it
	Kind    string // of the leaf; "front" for a key of front matter
	Level   int
	Pieces  []xliff.Piece
	Marks   []string // of each code: its kind and, of a link, its target
	In, Out int      // its place in the file
	cell    bool
	raw     bool // its text is HTML
	literal bool // its text is Markdown as it stands
}

// Key is what a unit says.
func (u Unit) Key() string { return xliff.Key(u.Pieces) }

// Text is a text of a notice with its units.
type Text struct {
	Edition *notice.Edition
	Data    []byte // the file
	Units   []Unit
}

// Units takes a text apart: what its front matter says to readers, then its clauses.
func Units(e *notice.Edition, data []byte, blocks []document.Block) *Text {
	t := &Text{Edition: e, Data: data}
	front := func(id, s string) {
		if s != "" {
			t.Units = append(t.Units, Unit{ID: id, Name: "front matter", Kind: "front",
				Pieces: []xliff.Piece{{Text: s}}})
		}
	}
	front("title", e.Title)
	front("nav", e.Nav)
	front("summary", e.Summary)
	for i, c := range e.Changes {
		front("change-"+strconv.Itoa(i+1), c)
	}
	heading, raw := "", map[int]bool{}
	for _, leaf := range document.Leaves(blocks) {
		u := Unit{Name: heading, Kind: leaf.Kind, Level: leaf.Level, In: leaf.In, Out: leaf.Out,
			cell: leaf.Kind == document.CellLeaf}
		switch {
		case leaf.Raw && raw[leaf.At]:
			continue
		case leaf.Raw:
			raw[leaf.At] = true
			u.Kind, u.raw, u.In, u.Out = "html", true, leaf.At, leaf.End
			u.html(string(data[leaf.At:leaf.End]))
		case leaf.Kind == document.CodeBlock:
			continue // code is not translated
		case leaf.Opaque:
			u.literal = true
			u.Pieces = []xliff.Piece{{Text: string(data[u.In:u.Out])}}
		default:
			u.inlines(data, leaf.Inlines)
		}
		if leaf.Kind == document.Header {
			heading = leaf.Words()
		}
		if strings.TrimSpace(xliff.Words(u.Pieces)) == "" || u.Out <= u.In {
			continue
		}
		u.ID = fmt.Sprintf("u%d", len(t.Units)+1)
		t.Units = append(t.Units, u)
	}
	return t
}

// inlines makes pieces of a line.
func (u *Unit) inlines(data []byte, ins []document.Inline) {
	code := func(kind xliff.Kind, id, text string) {
		u.Pieces = append(u.Pieces, xliff.Piece{Kind: kind, ID: id, Text: text})
	}
	for _, in := range ins {
		switch in.Kind {
		case document.Str:
			if n := len(u.Pieces); n > 0 && u.Pieces[n-1].Kind == xliff.Text {
				u.Pieces[n-1].Text += in.Text
			} else if in.Text != "" {
				u.Pieces = append(u.Pieces, xliff.Piece{Text: in.Text})
			}
		case document.Code, document.LineBreak, document.Note, document.Hidden:
			code(xliff.Alone, u.mark(in), string(data[in.At:in.End]))
		default:
			id := u.mark(in)
			code(xliff.Open, id, string(data[in.At:in.In]))
			u.inlines(data, in.Kids)
			code(xliff.Close, id, string(data[in.Out:in.End]))
		}
	}
}

// mark gives a code its number.
func (u *Unit) mark(in document.Inline) string {
	what := in.Kind
	switch in.Kind {
	case document.Link, document.Image:
		what += " " + in.Target
	case document.Code:
		what += " " + in.Text
	}
	u.Marks = append(u.Marks, what)
	return strconv.Itoa(len(u.Marks))
}

// html makes pieces of raw HTML: its tags are codes.
func (u *Unit) html(src string) {
	z := xhtml.NewTokenizer(strings.NewReader(src))
	for kind := z.Next(); kind != xhtml.ErrorToken; kind = z.Next() {
		raw := string(z.Raw())
		if kind == xhtml.TextToken && strings.TrimSpace(raw) != "" {
			u.Pieces = append(u.Pieces, xliff.Piece{Text: html.UnescapeString(raw)})
			continue
		}
		u.Marks = append(u.Marks, "HTML "+raw)
		u.Pieces = append(u.Pieces, xliff.Piece{Kind: xliff.Alone, ID: strconv.Itoa(len(u.Marks)), Text: raw})
	}
}

// Sentences cuts pieces where a sentence ends and no code is open.
func Sentences(pieces []xliff.Piece) (out [][]xliff.Piece) {
	all := xliff.Words(pieces)
	ends := map[int]bool{}
	for it, at := sentences.FromString(all), 0; it.Next(); {
		at += len(it.Value())
		ends[at] = true
	}
	var own []xliff.Piece
	depth, at := 0, 0
	for _, p := range pieces {
		switch p.Kind {
		case xliff.Open:
			depth++
		case xliff.Close:
			depth--
		}
		if p.Kind != xliff.Text {
			own = append(own, p)
			continue
		}
		from := 0
		for i := 1; i <= len(p.Text); i++ {
			if ends[at+i] && depth == 0 && at+i < len(all) && i < len(p.Text) {
				out = append(out, append(own, xliff.Piece{Text: p.Text[from:i]}))
				own, from = nil, i
			}
		}
		if from < len(p.Text) {
			own = append(own, xliff.Piece{Text: p.Text[from:]})
		}
		at += len(p.Text)
	}
	if len(own) > 0 {
		out = append(out, own)
	}
	return out
}

// Write puts other pieces in the places of the units of a text. Those that say what the unit says keep its bytes.
func (t *Text) Write(target map[string][]xliff.Piece) []byte {
	var out strings.Builder
	at := t.Edition.BodyAt
	for _, u := range t.ordered() {
		pieces, ok := target[u.ID]
		if !ok || xliff.Key(pieces) == u.Key() || u.In < at {
			continue
		}
		out.Write(t.Data[at:u.In])
		out.WriteString(u.written(pieces))
		at = u.Out
	}
	out.Write(t.Data[at:])
	return []byte(out.String())
}

// ordered are the units of the body, as they stand in the file: a note is
// written elsewhere than it is read.
func (t *Text) ordered() (out []Unit) {
	for _, u := range t.Units {
		if u.Kind == "front" {
			continue
		}
		i := len(out)
		for i > 0 && out[i-1].In > u.In {
			i--
		}
		out = append(out[:i], append([]Unit{u}, out[i:]...)...)
	}
	return out
}

// written is what pieces are in the file.
func (u Unit) written(pieces []xliff.Piece) string {
	codes := map[string]string{}
	for _, p := range u.Pieces {
		if p.Kind != xliff.Text {
			codes[fmt.Sprint(p.Kind, p.ID)] = p.Text
		}
	}
	var b strings.Builder
	for i, p := range pieces {
		switch {
		case p.Kind != xliff.Text:
			b.WriteString(codes[fmt.Sprint(p.Kind, p.ID)])
		case u.raw:
			b.WriteString(html.EscapeString(p.Text))
		case u.literal:
			b.WriteString(strings.ReplaceAll(p.Text, "\n", " "))
		case i == 0:
			b.WriteString(document.EscapeStart(oneLine(p.Text)))
		default:
			b.WriteString(document.Escape(oneLine(p.Text)))
		}
	}
	if u.cell {
		return document.InCell(b.String())
	}
	return b.String()
}

func oneLine(s string) string {
	return strings.NewReplacer("\r\n", " ", "\n", " ", "\t", " ").Replace(s)
}
