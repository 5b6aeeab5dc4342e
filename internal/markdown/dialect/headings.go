package dialect

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// headings reads attribute lists of headings, whose classes goldmark joins one by one.
type headings struct{ parser.BlockParser }

func (h headings) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	h.measure(reader, pc)
	return h.BlockParser.Open(parent, reader, pc)
}

func (h headings) Close(n ast.Node, reader text.Reader, pc parser.Context) {
	if lines := n.Lines(); lines.Len() > 0 {
		last := lines.At(lines.Len() - 1)
		h.within(last.Value(reader.Source()), pc)
	}
	h.BlockParser.Close(n, reader, pc)
}

// measure looks at a line that may be a heading by its #.
func (h headings) measure(reader text.Reader, pc parser.Context) {
	line, _ := reader.PeekLine()
	if bytes.HasPrefix(bytes.TrimLeft(line, " "), []byte("#")) {
		h.within(line, pc)
	}
}

// within stops where an attribute list is longer than maxList.
func (headings) within(line []byte, pc parser.Context) {
	if i := bytes.IndexByte(line, '{'); i >= 0 && len(line)-i > maxList {
		guardOf(pc).stop("the attributes of a heading have more than %d bytes", maxList)
	}
}

// SetOption hands options on to goldmark's parser.
func (h headings) SetOption(name parser.OptionName, value any) {
	if s, ok := h.BlockParser.(parser.SetOptioner); ok {
		s.SetOption(name, value)
	}
}
