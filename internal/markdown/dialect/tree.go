// Package dialect reads Markdown: which marks there are, what they mean, and how much of each a text may have.
//
// It is CommonMark with tables, strikethrough, autolinks, footnotes, definition lists, heading attributes and
// kramdown's attribute lines, read by goldmark. What is here stands before goldmark's parsers, or in the place of
// some: limits of the work on one text, emphasis beside letters of scripts without spaces, tables that have a pipe,
// struck out words between two tildes, attribute lists.
package dialect

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Tree is a text that was parsed: goldmark's tree, and the bytes that its nodes name stretches of.
type Tree struct {
	Root ast.Node
	Src  []byte
}

// Parse reads a text with a parser that NewParser made. It returns the tree, and the mistakes that were met on the
// way; or the limit at which reading ended, and no tree to use. It never panics: a fault of a parser is such a limit,
// too.
func Parse(p parser.Parser, src []byte) (t Tree, found []Finding, met Limit) {
	defer func() {
		if cause := recover(); cause != nil {
			met = LimitOf(cause)
		}
	}()
	pc := parser.NewContext()
	g := guardOf(pc)
	t = Tree{Root: p.Parse(text.NewReader(src), parser.WithContext(pc)), Src: src}
	if g.met == "" && tooDeep(t.Root) {
		g.meet("marks are nested more than %d deep", maxDepth)
	}
	found, _ = pc.Get(findingsKey).([]Finding)
	return t, found, g.met
}

// Words returns what a reader reads of a node: its words without marks, as one line.
func (t Tree) Words(n ast.Node) []byte {
	var b bytes.Buffer
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.Write(Unescape(n.Segment.Value(t.Src)))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.AutoLink:
			b.Write(n.Label(t.Src))
		case *extast.FootnoteLink:
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return b.Bytes()
}

// Unescape replaces backslashes before signs, and character references, by what a reader sees.
func Unescape(b []byte) []byte {
	if bytes.IndexByte(b, '&') < 0 && bytes.IndexByte(b, '\\') < 0 {
		return b
	}
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(b)))
}

// HeadingEnd is where the lines of a heading end, with the line that underlines it.
func (t Tree) HeadingEnd(h *ast.Heading) int {
	end := h.Pos()
	if n := h.Lines().Len(); n > 0 {
		end = h.Lines().At(n - 1).Stop
	}
	end = LineEnd(t.Src, end)
	if at := h.Pos(); at < len(t.Src) && t.Src[at] != '#' {
		end = LineEnd(t.Src, end)
	}
	return end
}

// LineEnd is where the line ends that a place is in, or that begins there.
func LineEnd(src []byte, at int) int {
	at = min(max(at, 0), len(src))
	if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(src)
}

// BlockStart is where the first line of a block begins, or 0 where it has none.
func BlockStart(n ast.Node) int {
	if n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	return 0
}
