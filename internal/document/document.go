// Package document holds a text as word processors know it: blocks, and what stands in their lines.
//
// It is the model of pandoc (https://hackage.haskell.org/package/pandoc-types), whose JSON it reads and writes, with
// the places that a text's pieces have in its Markdown. A document is what goes to Word and what comes back.
package document

import (
	"strings"
)

// Document is a whole text with what stands above it.
type Document struct {
	Title, Subtitle, Date string
	Lang                  string // BCP 47
	RightToLeft           bool
	Blocks                []Block
}

// MaxNesting is how deep blocks may stand within each other; no notice needs a tenth of it.
const MaxNesting = 100

// The kinds of blocks, named as pandoc names them.
const (
	Para        = "Para"
	Header      = "Header"
	BulletList  = "BulletList"
	OrderedList = "OrderedList"
	Quote       = "BlockQuote"
	CodeBlock   = "CodeBlock"
	Table       = "Table"
	Definitions = "DefinitionList"
	Rule        = "HorizontalRule"
	Div         = "Div"
)

// Block is one block. Which fields count depends on its kind.
type Block struct {
	Kind    string
	ID      string     // of a heading
	Level   int        // of a heading, from 1
	Start   int        // of an ordered list: its first number
	Tight   bool       // a paragraph without space around it, as in most lists
	Inlines []Inline   // of a paragraph or heading
	Items   [][]Block  // of a list; the one content of a quote or div
	Terms   [][]Inline // of definitions: Items[i] are the blocks of Terms[i]
	Rows    []Row      // of a table
	Text    string     // of code
	Raw     bool       // it stands in the source as HTML
	At, End int        // where its lines stand in the source; both 0 when it has none
	In, Out int        // of a paragraph, heading or code: where its words begin and end there
	Places  [][2]int   // of a list: where its items stand in the source, with their marks
	Opaque  bool       // the places of its inlines are not known
}

// Row is one row of a table.
type Row struct {
	Head    bool
	Cells   []Cell
	At, End int
}

// Cell is one cell of a table.
type Cell struct {
	Blocks           []Block
	Align            string // "", "left", "center" or "right"
	Columns, RowSpan int    // that it spans, 0 for 1
	Opaque           bool   // the places of its inlines are not known
	In, Out          int    // where its words begin and end in the source
}

// The kinds of inlines, named as pandoc names them.
const (
	Str         = "Str"
	Emph        = "Emph"
	Strong      = "Strong"
	Strikeout   = "Strikeout"
	Superscript = "Superscript"
	Subscript   = "Subscript"
	Underline   = "Underline"
	Code        = "Code"
	Link        = "Link"
	Image       = "Image"
	Note        = "Note"
	LineBreak   = "LineBreak"
	Span        = "Span"
	Hidden      = "Hidden" // ours: a piece of source that no reader sees, such as a comment
)

// Inline is what stands in a line. Str holds words with the spaces between them.
type Inline struct {
	Kind    string
	Text    string // of Str and Code
	Kids    []Inline
	Target  string            // of Link and Image
	ID      string            // of Span
	Class   string            // of Span
	Keys    map[string]string // of Span
	Blocks  []Block           // of Note
	At, End int               // where it stands in the source
	In, Out int               // where its kids begin and end there
}

// Plain is what inlines read.
func Plain(ins []Inline) string {
	var b strings.Builder
	plain(&b, ins)
	return b.String()
}

func plain(b *strings.Builder, ins []Inline) {
	for _, in := range ins {
		switch in.Kind {
		case Str, Code:
			b.WriteString(in.Text)
		case LineBreak:
			b.WriteByte(' ')
		case Note, Hidden:
		default:
			plain(b, in.Kids)
		}
	}
}

// Words is what inlines read, white space folded.
func Words(ins []Inline) string { return strings.Join(strings.Fields(Plain(ins)), " ") }

// Walk calls visit for each block, those within blocks after the one around them.
func Walk(blocks []Block, visit func(b *Block)) {
	for i := range blocks {
		b := &blocks[i]
		visit(b)
		for _, item := range b.Items {
			Walk(item, visit)
		}
		for _, row := range b.Rows {
			for _, cell := range row.Cells {
				Walk(cell.Blocks, visit)
			}
		}
	}
}

// Lines calls visit for the inlines of each block that has some, and of notes.
func Lines(blocks []Block, visit func(ins *[]Inline)) {
	Walk(blocks, func(b *Block) {
		for i := range b.Terms {
			visit(&b.Terms[i])
		}
		if b.Kind == Para || b.Kind == Header {
			visit(&b.Inlines)
		}
	})
}

// Trimmed is a line without the white space at its ends.
func Trimmed(ins []Inline) []Inline {
	for len(ins) > 0 && (ins[0].Kind == Str && strings.TrimLeft(ins[0].Text, " ") == "" || ins[0].Kind == LineBreak) {
		ins = ins[1:]
	}
	for n := len(ins); n > 0 && (ins[n-1].Kind == Str && strings.TrimRight(ins[n-1].Text, " ") == "" ||
		ins[n-1].Kind == LineBreak); n = len(ins) {
		ins = ins[:n-1]
	}
	if len(ins) == 0 {
		return nil
	}
	ins = append([]Inline(nil), ins...)
	if ins[0].Kind == Str {
		ins[0].Text = strings.TrimLeft(ins[0].Text, " ")
	}
	if last := &ins[len(ins)-1]; last.Kind == Str {
		last.Text = strings.TrimRight(last.Text, " ")
	}
	return ins
}
