package dialect

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// strikethroughParser takes ~~two tildes~~ for struck out text, and nothing else. goldmark's takes one as well, and
// so strikes out what stands between two ranges: "3~5 days or 7~14 days".
type strikethroughParser struct{}

func (strikethroughParser) Trigger() []byte { return []byte{'~'} }

func (strikethroughParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	node := parser.ScanDelimiter(line, before, 2, strikethroughDelimiter{})
	if node == nil || node.OriginalLength != 2 || before == '~' {
		return nil
	}
	after := ' '
	if len(line) > 2 {
		after = util.ToRune(line, 2)
	}
	relax(node, before, after)
	node.Segment = segment.WithStop(segment.Start + 2)
	block.Advance(2)
	pc.PushDelimiter(node)
	return node
}

// strikethroughDelimiter pairs two tildes with two tildes.
type strikethroughDelimiter struct{}

func (strikethroughDelimiter) IsDelimiter(b byte) bool { return b == '~' }

func (strikethroughDelimiter) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (strikethroughDelimiter) OnMatch(int) ast.Node { return extast.NewStrikethrough() }
