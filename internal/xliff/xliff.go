// Package xliff writes and reads XLIFF, in which translators get texts and give them back, and writes TMX.
//
// Versions 2.1 and 1.2 (OASIS). It knows units, segments, codes, matches and notes, and nothing of notices. What is
// read may come from anybody: no entities, bounded size and depth.
package xliff

// Kind says what a piece of a segment is.
type Kind int

// The kinds of pieces.
const (
	Text  Kind = iota
	Open       // of a code that has an end
	Close      // that end
	Alone      // a code by itself
)

// Piece is a stretch of words, or a code: markup that translators move and never change.
type Piece struct {
	Kind Kind
	Text string // words; of a code, what it is in the source
	ID   string // of a code
}

// States of segments, as XLIFF 2.1 names them.
const (
	Initial    = "initial"
	Translated = "translated"
	Reviewed   = "reviewed"
	Final      = "final"
)

// Segment is a sentence.
type Segment struct {
	State          string
	Source, Target []Piece
}

// Match is an earlier translation of something alike.
type Match struct {
	Source, Target []Piece
	Percent        int
}

// Note says something to the translator.
type Note struct{ Category, Text string }

// Term is how a term is to be translated.
type Term struct{ Source, Target string }

// Unit is a clause.
type Unit struct {
	ID       string
	Name     string
	Locked   bool // it is not to be translated
	Notes    []Note
	Terms    []Term
	Matches  []Match
	Segments []Segment
}

// Document is one notice for translators.
type Document struct {
	Version        string // "2.1" or "1.2"
	Source, Target string // languages, BCP 47
	ID             string // of its file
	Original       string // the path of the source text
	Notes          []Note
	Units          []Unit
}

// NoteOf is the text of the document's note of a category, "" for none.
func (d *Document) NoteOf(category string) string {
	for _, n := range d.Notes {
		if n.Category == category {
			return n.Text
		}
	}
	return ""
}

// Key is what pieces say, codes included: equal keys, equal pieces.
func Key(pieces []Piece) string {
	out := ""
	for _, p := range pieces {
		switch p.Kind {
		case Text:
			out += p.Text
		case Open:
			out += "\x01" + p.ID + "\x02"
		case Close:
			out += "\x03" + p.ID + "\x02"
		case Alone:
			out += "\x04" + p.ID + "\x02"
		}
	}
	return out
}

// Words is what pieces read, without codes.
func Words(pieces []Piece) (out string) {
	for _, p := range pieces {
		if p.Kind == Text {
			out += p.Text
		}
	}
	return out
}
