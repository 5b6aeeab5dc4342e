package document

import (
	"strconv"
	"strings"
)

// Writer writes blocks as Markdown of the dialect of docs/markdown.md.
type Writer struct {
	Target func(string) string // how a link's target is written
	notes  []string            // definitions, to stand at the end
	Prefix string              // of the names of new notes
	number int                 // of the note written last
}

// Blocks writes blocks, with an empty line between them.
func (w *Writer) Blocks(blocks []Block) string {
	var parts []string
	for i, b := range blocks {
		if s := w.Block(b); s != "" {
			if i > 0 && isList(b.Kind) && blocks[i-1].Kind == b.Kind { // two lists, not one
				parts = append(parts, "<!-- -->\n")
			}
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "\n")
}

func isList(kind string) bool { return kind == BulletList || kind == OrderedList }

// Notes gives the definitions of the notes of what was written, once.
func (w *Writer) Notes() string {
	out := strings.Join(w.notes, "\n")
	w.notes = nil
	return out
}

// Block writes one block, with the end of its last line.
func (w *Writer) Block(b Block) string {
	switch b.Kind {
	case Para:
		return lineStarts(w.Line(b.Inlines)) + "\n"
	case Header:
		id := ""
		if b.ID != "" {
			id = " {#" + b.ID + "}"
		}
		return strings.Repeat("#", b.Level) + " " +
			heading(strings.ReplaceAll(w.Line(b.Inlines), "\\\n", " ")) + id + "\n"
	case BulletList, OrderedList:
		return w.list(b)
	case Quote:
		return indented(w.Blocks(b.Items[0]), "> ", "> ", ">")
	case CodeBlock:
		fence := "```"
		for strings.Contains(b.Text, fence) {
			fence += "`"
		}
		return fence + "\n" + b.Text + "\n" + fence + "\n"
	case Definitions:
		var parts []string
		for i, term := range b.Terms {
			parts = append(parts, lineStarts(w.Line(term))+"\n"+indented(w.Blocks(b.Items[i]), ": ", "    ", ""))
		}
		return strings.Join(parts, "\n")
	case Table:
		return w.table(b)
	case Rule:
		return "---\n"
	case Div:
		return w.Blocks(b.Items[0])
	}
	return ""
}

func (w *Writer) list(b Block) string {
	var out strings.Builder
	loose := false
	for _, item := range b.Items {
		paragraphs := 0
		for _, in := range item {
			if in.Kind == Para {
				paragraphs++
			}
		}
		loose = loose || paragraphs > 1
	}
	for i, item := range b.Items {
		if loose && i > 0 {
			out.WriteString("\n")
		}
		out.WriteString(w.Item(item, itemMark(b, i), loose))
	}
	return out.String()
}

// itemMark is the mark that an item of a list begins with.
func itemMark(b Block, i int) string {
	if b.Kind == OrderedList {
		return strconv.Itoa(b.Start+i) + ". "
	}
	return "- "
}

// Item writes the item of a list.
func (w *Writer) Item(blocks []Block, marker string, loose bool) string {
	var parts []string
	for _, b := range blocks {
		parts = append(parts, w.Block(b))
	}
	between := ""
	if loose {
		between = "\n"
	}
	if len(parts) == 0 {
		return strings.TrimRight(marker, " ") + "\n"
	}
	return indented(strings.Join(parts, between), marker, strings.Repeat(" ", len(marker)), "")
}

// indented puts first before the first line of a text, next before the others,
// and empty before those that are empty.
func indented(text, first, next, empty string) string {
	lines := strings.SplitAfter(text, "\n")
	var b strings.Builder
	for i, line := range lines {
		switch {
		case line == "":
		case i == 0:
			b.WriteString(first + line)
		case line == "\n":
			b.WriteString(empty + line)
		default:
			b.WriteString(next + line)
		}
	}
	return b.String()
}

func (w *Writer) table(b Block) string {
	columns := 0
	for _, r := range b.Rows {
		columns = max(columns, r.width())
	}
	if columns == 0 {
		return ""
	}
	rows := b.Rows
	head := Row{Cells: make([]Cell, columns)}
	if rows[0].Head {
		head, rows = rows[0], rows[1:]
	}
	var out strings.Builder
	out.WriteString(w.Row(head, columns))
	out.WriteString("|")
	for i := range columns {
		out.WriteString(map[string]string{"right": " --: |", "center": " :-: |", "left": " :-- |"}[alignOf(b, i)])
		if alignOf(b, i) == "" {
			out.WriteString(" --- |")
		}
	}
	out.WriteString("\n")
	for _, r := range rows {
		out.WriteString(w.Row(r, columns))
	}
	return out.String()
}

func alignOf(b Block, column int) string {
	for _, r := range b.Rows {
		if column < len(r.Cells) && r.Cells[column].Align != "" {
			return r.Cells[column].Align
		}
	}
	return ""
}

// Row writes one row of a table.
func (w *Writer) Row(r Row, columns int) string {
	var out strings.Builder
	out.WriteString("|")
	n := 0
	for _, c := range r.Cells {
		out.WriteString(" " + w.Cell(c) + " |")
		n++
		for k := 1; k < c.Columns; k++ {
			out.WriteString("  |")
			n++
		}
	}
	for ; n < columns; n++ {
		out.WriteString("  |")
	}
	return out.String() + "\n"
}

// Cell writes the words of a cell on one line: its paragraphs are parted by <br>.
func (w *Writer) Cell(c Cell) string {
	var parts []string
	for _, leaf := range Leaves(c.Blocks) {
		if !leaf.Note {
			parts = append(parts, InCell(w.Line(leaf.Inlines)))
		}
	}
	return strings.Join(parts, "<br>")
}

// InCell makes a line one that may stand in the cell of a table.
func InCell(line string) string {
	return strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(line, "\\\n", "<br>"), "\n", " "), "|", `\|`)
}
