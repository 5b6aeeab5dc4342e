package document

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Kinds of leaves that are no blocks of their own.
const (
	CellLeaf = "Cell"
	TermLeaf = "Term"
)

// Place is a container that a leaf stands in: the item of a list, the row and
// cell of a table.
type Place struct {
	Block     *Block
	Item      int // of a list or definitions; the row of a table
	Cell      int
	Paragraph int // which block of the item the leaf is
}

// Leaf is a piece of a text that holds words and no other piece: a paragraph,
// a heading, a term, a cell, a block of code.
type Leaf struct {
	Kind        string
	Level       int
	Inlines     []Inline
	Path        []Place // outermost first
	At, End     int     // its lines
	In, Out     int     // its words
	Opaque, Raw bool
	Note        bool // it stands in a note
	Top         int  // the index of the top-level block it stands in
}

// Leaves lists the leaves of blocks in reading order; those of a note follow
// the one that refers to it.
func Leaves(blocks []Block) []Leaf {
	l := &lister{}
	for i := range blocks {
		l.top = i
		l.block(&blocks[i], nil)
	}
	return l.out
}

type lister struct {
	out  []Leaf
	top  int
	note bool
}

func (l *lister) add(leaf Leaf) {
	leaf.Top, leaf.Note = l.top, l.note
	l.out = append(l.out, leaf)
	l.notes(leaf.Inlines)
}

func (l *lister) notes(ins []Inline) {
	for i := range ins {
		if ins[i].Kind == Note && !l.note {
			l.note = true
			for j := range ins[i].Blocks {
				l.block(&ins[i].Blocks[j], nil)
			}
			l.note = false
		}
		l.notes(ins[i].Kids)
	}
}

func (l *lister) block(b *Block, path []Place) {
	leaf := Leaf{Kind: b.Kind, Level: b.Level, Inlines: b.Inlines, Path: path, At: b.At, End: b.End, In: b.In,
		Out: b.Out, Opaque: b.Opaque, Raw: b.Raw}
	switch b.Kind {
	case Para, Header:
		l.add(leaf)
	case CodeBlock:
		leaf.Inlines, leaf.Opaque = []Inline{{Kind: Code, Text: b.Text, At: b.In, End: b.Out}}, true
		l.add(leaf)
	case Table:
		l.table(b, path)
	case Definitions:
		for i := range b.Items {
			at := Leaf{Kind: TermLeaf, Inlines: b.Terms[i], Path: within(path, Place{Block: b, Item: i}), Raw: b.Raw,
				Opaque: b.Raw}
			if i < len(b.Places) {
				at.At, at.End = b.Places[i][0], b.Places[i][1]
				at.In, at.Out = span(b.Terms[i])
			}
			l.add(at)
			for j := range b.Items[i] {
				l.block(&b.Items[i][j], within(path, Place{Block: b, Item: i, Paragraph: j + 1}))
			}
		}
	default:
		for i := range b.Items {
			for j := range b.Items[i] {
				l.block(&b.Items[i][j], within(path, Place{Block: b, Item: i, Paragraph: j}))
			}
		}
	}
}

// span is where inlines begin and end in the source.
func span(ins []Inline) (in, out int) {
	if len(ins) == 0 {
		return 0, 0
	}
	return ins[0].At, ins[len(ins)-1].End
}

func (l *lister) table(b *Block, path []Place) {
	for i := range b.Rows {
		for j := range b.Rows[i].Cells {
			cell := &b.Rows[i].Cells[j]
			for k := range cell.Blocks {
				from := len(l.out)
				l.block(&cell.Blocks[k], within(path, Place{Block: b, Item: i, Cell: j, Paragraph: k}))
				if from < len(l.out) && l.out[from].Kind == Para {
					l.out[from].Kind = CellLeaf
				}
			}
		}
	}
}

func within(path []Place, p Place) []Place { return append(path[:len(path):len(path)], p) }

// Style is how a piece of words looks.
type Style uint8

// The styles that Word and Markdown both know.
const (
	InStrong Style = 1 << iota
	InEmph
	InStrikeout
	InSuperscript
	InSubscript
	InUnderline
	InCode
	InImage
)

var styleOf = map[string]Style{Strong: InStrong, Emph: InEmph, Strikeout: InStrikeout, Superscript: InSuperscript,
	Subscript: InSubscript, Underline: InUnderline, Image: InImage}

// Atom is one character as its reader sees it, or a note, which is U+FFFC.
type Atom struct {
	Text    string
	Style   Style
	Target  string   // of the link around it
	At, End int      // in the source
	Note    []Block  // of a note
	Around  []Inline // the elements around it, outermost first: for their places
}

// NoteMark stands for a note among atoms.
const NoteMark = "\uFFFC"

// Atoms takes inlines apart. White space is folded, and has no style.
func Atoms(ins []Inline) []Atom {
	a := &atomizer{}
	a.all(ins, 0, "", nil)
	for n := len(a.out); n > 0 && (a.out[n-1].Text == " " || a.out[n-1].Text == "\n"); n = len(a.out) {
		a.out = a.out[:n-1]
	}
	return a.out
}

type atomizer struct{ out []Atom }

func (a *atomizer) add(atom Atom) {
	blank := atom.Text == " " || atom.Text == "\n"
	if blank {
		atom.Style = 0
		n := len(a.out)
		if n == 0 {
			return
		}
		if last := &a.out[n-1]; last.Text == " " || last.Text == "\n" {
			if atom.Text == "\n" {
				last.Text = "\n"
			}
			last.End = max(last.End, atom.End)
			return
		}
	}
	a.out = append(a.out, atom)
}

func (a *atomizer) all(ins []Inline, style Style, target string, around []Inline) {
	for _, in := range ins {
		switch in.Kind {
		case Str:
			a.str(in, style, target, around)
		case Code:
			a.str(in, style|InCode, target, append(around[:len(around):len(around)], in))
		case LineBreak:
			a.add(Atom{Text: "\n", At: in.At, End: in.End, Around: around})
		case Note:
			a.add(Atom{Text: NoteMark, At: in.At, End: in.End, Note: in.Blocks, Around: around})
		case Hidden:
		case Link:
			a.all(in.Kids, style, in.Target, append(around[:len(around):len(around)], in))
		default:
			a.all(in.Kids, style|styleOf[in.Kind], target, append(around[:len(around):len(around)], in))
		}
	}
}

// str takes words apart. Where the source has them as they are read, each
// character has its own place; else, as in code, all have that of the whole.
func (a *atomizer) str(in Inline, style Style, target string, around []Inline) {
	at, plain := in.At, in.End-in.At == len(in.Text) && style&InCode == 0
	for _, r := range in.Text {
		atom := Atom{Text: string(r), Style: style, Target: target, At: in.At, End: in.End, Around: around}
		if plain {
			atom.At, atom.End = at, at+len(atom.Text)
			at += len(atom.Text)
		}
		if breaks(r) {
			atom.Text, atom.Target = " ", target
		}
		a.add(atom)
	}
}

// Key is what a leaf says, as far as Word and Markdown can both say it: equal
// keys, equal words with an equal look and equal links. name gives links that
// lead to one place one name.
func (l Leaf) Key(name func(target string) string) string {
	var b strings.Builder
	style, target := Style(0), ""
	if l.Kind == CodeBlock {
		return "\x01code " + strings.Join(strings.Fields(Plain(l.Inlines)), " ")
	}
	for _, a := range Atoms(l.Inlines) {
		if a.Text != " " && a.Text != "\n" {
			if s := a.Style &^ InImage; s != style {
				style = s
				b.WriteString("\x01" + strconv.Itoa(int(s)) + "\x02")
			}
			if a.Target != target {
				target = a.Target
				b.WriteString("\x03" + name(target) + "\x02")
			}
		}
		b.WriteString(a.Text)
	}
	return Folded(b.String())
}

// Words is what a leaf reads, folded.
func (l Leaf) Words() string { return Folded(Words(l.Inlines)) }

// Folded is a text without differences that word processors make on their own:
// composed characters, and characters of no width that no script needs.
func Folded(s string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if r == '\u00ad' || r == '\u200b' || r == '\ufeff' || r != '\n' && r != '\t' && r > '\x03' &&
			unicode.IsControl(r) {
			return -1
		}
		return r
	}, s))
}

// StyleOf is the style that an element gives its words.
func StyleOf(kind string) Style { return styleOf[kind] }
