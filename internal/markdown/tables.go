package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// tables makes tables of paragraphs as goldmark does, and no others: the row
// of dashes has at least one pipe, as docs/markdown.md shows it. What an
// attribute line said of the paragraph, it says of the table.
type tables struct{ goldmark parser.ParagraphTransformer }

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

func isDelimiterRow(row text.Segment, src []byte) bool {
	line := row.Value(src)
	return bytes.IndexByte(line, '|') >= 0 && bytes.IndexByte(line, '-') >= 0 && len(bytes.Trim(line, " \t\n|:-")) == 0
}
