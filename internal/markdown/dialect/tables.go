package dialect

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// tables makes tables of paragraphs as goldmark does, and no others: the row of dashes has at least one pipe, as
// docs/markdown.md shows it. What an attribute line said of the paragraph, it says of the table.
type tables struct{ goldmark parser.ParagraphTransformer }

// Transform makes a table of a paragraph that has a row of dashes, notes the words that have no column, and hands on
// what an attribute line said.
func (t tables) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	if !hasDelimiterRow(p.Lines(), reader.Source()) {
		return
	}
	lines := text.NewSegments()
	lines.AppendAll(p.Lines().Sliced(0, p.Lines().Len()))
	parent, before, next := p.Parent(), p.PreviousSibling(), p.NextSibling()
	t.goldmark.Transform(p, reader, pc)
	table := parent.LastChild()
	if next != nil {
		table = next.PreviousSibling()
	}
	if table == nil || table == before || table.Kind() != extast.KindTable {
		return
	}
	lostCells(lines, reader.Source(), pc)
	for _, a := range p.Attributes() {
		table.SetAttribute(a.Name, a.Value)
	}
	p.RemoveAttributes()
}

// hasDelimiterRow reports whether a line may be the second row of a table.
func hasDelimiterRow(lines *text.Segments, src []byte) bool {
	for i := 1; i < lines.Len(); i++ {
		if isDelimiterRow(lines.At(i), src) {
			return true
		}
	}
	return false
}

// isDelimiterRow reports whether a line is a row of dashes with at least one pipe.
func isDelimiterRow(row text.Segment, src []byte) bool {
	line := row.Value(src)
	return bytes.IndexByte(line, '|') >= 0 && bytes.IndexByte(line, '-') >= 0 && len(bytes.Trim(line, " \t\n|:-")) == 0
}

// lostCells finds the words of cells that have no column.
func lostCells(lines *text.Segments, src []byte, pc parser.Context) {
	for i := 1; i < lines.Len(); i++ {
		if !isDelimiterRow(lines.At(i), src) {
			continue
		}
		columns := len(cells(lines.At(i), src))
		for j := i + 1; j < lines.Len(); j++ {
			row := cells(lines.At(j), src)
			for _, c := range row[min(columns, len(row)):] {
				if words := bytes.TrimSpace(c.Value(src)); len(words) > 0 {
					note(pc, Lost(c.Start,
						fmt.Sprintf("the cell %q has no column, and is not shown", Short(string(words))),
						`give the first two rows as many columns, or write \| where the sign belongs to the words`))
				}
			}
			if line := lines.At(j); columns > 1 && bytes.IndexByte(line.Value(src), '|') < 0 &&
				len(bytes.Fields(line.Value(src))) > 2 {
				note(pc, Meant(line.Start,
					fmt.Sprintf("%q became a row of the table above", Short(string(bytes.TrimSpace(line.Value(src))))),
					"leave an empty line between a table and the text that follows"))
			}
		}
		return
	}
}

// cells are the cells of a row.
func cells(row text.Segment, src []byte) (out []text.Segment) {
	row = row.TrimLeftSpace(src)
	row = row.TrimRightSpace(src)
	line := row.Value(src)
	from, to := 0, len(line)
	if to > 0 && line[0] == '|' {
		from = 1
	}
	if to > from && line[to-1] == '|' && !(to > 1 && line[to-2] == '\\') {
		to--
	}
	for at := from; at <= to; at++ {
		if at == to || line[at] == '|' && line[at-1] != '\\' {
			out = append(out, text.NewSegment(row.Start+from, row.Start+at))
			from = at + 1
		}
	}
	return out
}
