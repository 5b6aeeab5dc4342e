package dialect

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// NewParser returns goldmark's parser with its extensions, and with limits before what they do at length. It may be
// shared by goroutines. early is for reading 1 of docs/text-hash.md.
func NewParser(early bool) parser.Parser {
	struck, columns := parser.InlineParser(strikethroughParser{}),
		parser.ParagraphTransformer(tables{extension.NewTableParagraphTransformer()})
	if early {
		struck, columns = extension.NewStrikethroughParser(), extension.NewTableParagraphTransformer()
	}
	blocks := parser.DefaultBlockParsers()
	for i, b := range blocks {
		switch b.Priority {
		case 300, 400, 800: // lists, their items, quotes: see parser.DefaultBlockParsers
			blocks[i].Value = bounded{b.Value.(parser.BlockParser)}
		case 100, 600: // headings
			blocks[i].Value = headings{b.Value.(parser.BlockParser)}
		}
	}
	blocks = append(blocks,
		util.Prioritized(bounded{extension.NewDefinitionListParser()}, 101),
		util.Prioritized(bounded{extension.NewDefinitionDescriptionParser()}, 102),
		util.Prioritized(notes{bounded{extension.NewFootnoteBlockParser()}}, 999))
	return parser.NewParser(
		parser.WithBlockParsers(blocks...),
		parser.WithInlineParsers(
			util.Prioritized(newAddressParser(), 50), // before all others
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(noteMarks{extension.NewFootnoteParser()}, 101),
			util.Prioritized(links{parser.NewLinkParser()}, 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(marks{emphasisParser{}}, 450),
			util.Prioritized(marks{struck}, 500)),
		parser.WithParagraphTransformers(
			util.Prioritized(attributeLines{early}, 50),
			util.Prioritized(definitions{parser.LinkReferenceParagraphTransformer}, 100),
			util.Prioritized(filled{columns}, 200)),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
			util.Prioritized(footnotes{}, 500),
			util.Prioritized(extension.NewFootnoteASTTransformer(), 999)),
		parser.WithAttribute(),
	)
}

// bounded opens no block deeper than maxBlocks.
type bounded struct{ parser.BlockParser }

func (b bounded) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	n, state := b.BlockParser.Open(parent, reader, pc)
	if n == nil || depthOf(parent) < 2*maxBlocks {
		return n, state
	}
	guardOf(pc).stop("quotes and lists are nested more than %d deep", maxBlocks)
	return nil, parser.NoChildren
}

// depthOf counts the blocks around a block. A list counts twice, with its item.
func depthOf(n ast.Node) (depth int) {
	for ; n != nil; n = n.Parent() {
		if depth++; n.Kind() == ast.KindBlockquote {
			depth++
		}
	}
	return depth
}

// notes opens no more than maxFootnotes: goldmark seeks each among all.
type notes struct{ parser.BlockParser }

func (b notes) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	n, state := b.BlockParser.Open(parent, reader, pc)
	if n != nil {
		g := guardOf(pc)
		if g.notes++; g.notes > maxFootnotes {
			g.stop("there are more than %d footnotes", maxFootnotes)
		}
	}
	return n, state
}

// noteMarks is the parser of references to notes; each is sought among all.
type noteMarks struct{ parser.InlineParser }

func (m noteMarks) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	n := m.InlineParser.Parse(parent, block, pc)
	if n != nil {
		g := guardOf(pc)
		if g.effort += g.notes; g.effort > maxEffort {
			g.stop("there are too many references to too many footnotes")
		}
	}
	return n
}

// marks is a parser of emphasis whose marks are tried with each other for a limited time: goldmark looks for the mark
// that opens among all before.
type marks struct{ parser.InlineParser }

func (m marks) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	n := m.InlineParser.Parse(parent, block, pc)
	if d, ok := n.(*parser.Delimiter); ok {
		d.Processor = measured{d.Processor, guardOf(pc)}
	}
	return n
}

// measured pairs marks of emphasis, and counts what that takes.
type measured struct {
	parser.DelimiterProcessor
	guard *guard
}

func (m measured) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	if m.guard.effort += closer.Segment.Start - opener.Segment.Start; m.guard.effort > maxEffort {
		m.guard.stop("too many marks of emphasis (* _ ~) have no partner")
	}
	return m.DelimiterProcessor.CanOpenCloser(opener, closer)
}

// links is the parser of links, which reads an address to its end, however often it has read the same before.
type links struct{ parser.InlineParser }

// Parse reads a bracket. One that opens beyond maxBrackets is a character; an address behind a bracket that closes is
// read where its end is near enough.
func (l links) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, at := block.PeekLine()
	g := guardOf(pc)
	switch line[0] {
	case '[', '!':
		if g.brackets > maxBrackets {
			return nil
		}
		g.brackets++
	case ']':
		g.brackets = max(g.brackets-1, 0)
		// What stands in the brackets is looked for from the block's last line on.
		if g.effort += parent.Lines().Len(); g.effort > maxEffort {
			g.stop("too many square brackets stand in a paragraph of too many lines")
		}
	}
	if line[0] == ']' && len(line) > 1 && line[1] == '(' && !l.mayEnd(line[2:], at, pc) {
		return l.InlineParser.Parse(parent, noAddress{block}, pc)
	}
	return l.InlineParser.Parse(parent, block, pc)
}

// CloseBlock forgets the brackets of a block that were not closed.
func (l links) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	guardOf(pc).brackets = 0
	l.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}

// noAddress hides the parenthesis behind a link's words.
type noAddress struct{ text.Reader }

func (noAddress) Peek() byte { return ' ' }

// maxParens is how deep parentheses stand in an address; CommonMark lets implementations choose, from three up, and
// its own has this.
const maxParens = 32

// mayEnd reports whether an address that begins here may end within the limits.
func (links) mayEnd(line []byte, at text.Segment, pc parser.Context) bool {
	rest := bytes.TrimLeft(line, " \t\n")
	if len(rest) == 0 {
		return true
	}
	g := guardOf(pc)
	if rest[0] == '<' {
		last, known := g.closer[at.Stop]
		if !known {
			last = at.Stop - len(rest) + bytes.LastIndexByte(rest, '>')
			g.closer[at.Stop] = last
		}
		if last < at.Stop-len(rest) {
			return false
		}
		return g.reads(bytes.IndexByte(rest, '>'))
	}
	depth := 0
	for i := 0; i < len(rest); i++ {
		switch c := rest[i]; {
		case c == '\\':
			i++
		case c == '(':
			if depth++; depth > maxParens {
				return false
			}
		case c == ')':
			if depth--; depth < 0 {
				return g.reads(i)
			}
		case util.IsSpace(c):
			return g.reads(i)
		}
	}
	return g.reads(len(rest))
}

// reads counts the bytes of addresses that are read, most of them once.
func (g *guard) reads(n int) bool {
	if g.effort += n; g.effort > maxEffort {
		g.stop("too many long addresses of links are nested")
	}
	return true
}

// definitions takes the definitions of link targets off a paragraph.
type definitions struct{ parser.ParagraphTransformer }

func (d definitions) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, n := p.Lines(), 0
	for i := range lines.Len() {
		if line := lines.At(i); bytes.Contains(line.Value(reader.Source()), []byte("]:")) {
			n++
		}
	}
	if n > maxFootnotes {
		guardOf(pc).stop("a paragraph defines more than %d link targets", maxFootnotes)
		return
	}
	d.ParagraphTransformer.Transform(p, reader, pc)
}

// filled makes tables whose rows are not much longer than their lines: goldmark fills each row to the number of
// columns.
type filled struct{ parser.ParagraphTransformer }

func (t filled) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, columns, written, escaped := p.Lines(), 0, 0, 0
	for i := range lines.Len() {
		segment := lines.At(i)
		line := segment.Value(reader.Source())
		bars := bytes.Count(line, []byte("|")) + 1
		written += bars
		escaped += bytes.Count(line, []byte(`\|`))
		if len(bytes.Trim(line, "|-: \t\n")) == 0 {
			columns = max(columns, bars)
		}
	}
	g := guardOf(pc)
	if g.bars += escaped; g.bars > maxFootnotes {
		g.stop("tables hold more than %d escaped bars (\\|)", maxFootnotes)
		return
	}
	if columns*lines.Len()-written > maxPadding {
		g.stop("a table has %d rows for %d columns, most of them without their cells", lines.Len(), columns)
		return
	}
	t.ParagraphTransformer.Transform(p, reader, pc)
}
