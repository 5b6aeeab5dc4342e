package dialect

import (
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// emphasisParser is goldmark's, with one rule relaxed. CommonMark decides by white space and punctuation whether **
// opens or closes; scripts that write no spaces then leave literal asterisks in **「語」**とは and **개인정보(PII)**는. Here a
// Chinese, Japanese or Korean letter on the outer side counts like white space (the reading of the "CJK friendly"
// amendment to CommonMark).
type emphasisParser struct{}

func (emphasisParser) Trigger() []byte { return []byte{'*', '_'} }

func (emphasisParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	node := parser.ScanDelimiter(line, before, 1, emphasisDelimiter{})
	if node == nil {
		return nil
	}
	if line[0] == '*' {
		after := ' '
		if node.OriginalLength < len(line) {
			after = util.ToRune(line, node.OriginalLength)
		}
		relax(node, before, after)
	}
	node.Segment = segment.WithStop(segment.Start + node.OriginalLength)
	block.Advance(node.OriginalLength)
	pc.PushDelimiter(node)
	return node
}

// relax lets punctuation on the inner side pass when a CJK letter stands outside.
func relax(d *parser.Delimiter, before, after rune) {
	if !util.IsSpaceRune(after) && util.IsPunctRune(after) && isCJK(before) {
		d.CanOpen = true
	}
	if !util.IsSpaceRune(before) && util.IsPunctRune(before) && isCJK(after) {
		d.CanClose = true
	}
}

// isCJK reports whether a character is a letter or a mark of Chinese, Japanese or Korean.
func isCJK(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo) ||
		r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF
}

// emphasisDelimiter pairs marks of emphasis, * with * and _ with _.
type emphasisDelimiter struct{}

func (emphasisDelimiter) IsDelimiter(b byte) bool { return b == '*' || b == '_' }

func (emphasisDelimiter) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (emphasisDelimiter) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }
