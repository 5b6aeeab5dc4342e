package dialect

import (
	"fmt"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
)

// Limits of one text. Each stands before work that would grow with the square of a text, or nest without end;
// docs/markdown.md lists them.
const (
	maxBlocks     = 100     // quotes, lists and notes within each other
	maxDepth      = 300     // marks of any kind within each other
	maxFootnotes  = 5_000   // notes, and as many definitions of link targets in one paragraph
	maxAttributes = 1_000   // lines of attributes on one block
	maxBrackets   = 1_000   // square brackets that wait for their partner; what opens beyond is a bracket
	maxPadding    = 200_000 // cells of tables that no line has
	maxList       = 8 << 10 // bytes of a heading's attributes
	// bytes between marks of emphasis that are tried with each other, and of addresses that are read
	maxEffort = 1 << 27
)

// Limit is why the work on a text has ended, as a message says it.
type Limit string

// guard watches one text while it is parsed.
type guard struct {
	met      Limit
	effort   int
	notes    int
	brackets int         // of links, open
	bars     int         // of tables, escaped
	closer   map[int]int // the last > of a line, by the line's end
}

// guardKey holds the guard of the text that is being parsed.
var guardKey = parser.NewContextKey()

// guardOf is the guard of the text that is being parsed.
func guardOf(pc parser.Context) *guard {
	if g, ok := pc.Get(guardKey).(*guard); ok {
		return g
	}
	g := &guard{closer: map[int]int{}}
	pc.Set(guardKey, g)
	return g
}

// meet keeps the first limit that was met.
func (g *guard) meet(format string, args ...any) {
	if g.met == "" {
		g.met = Limit(fmt.Sprintf(format, args...))
	}
}

// stop ends parsing: what has been spent on a text is too much.
func (g *guard) stop(format string, args ...any) {
	g.meet(format, args...)
	panic(g.met)
}

// LimitOf returns what ended the work on a text, of what a function recovered: a limit, or a fault in this program,
// which is no reason to stop working on the others.
func LimitOf(cause any) Limit {
	if met, ok := cause.(Limit); ok {
		return met
	}
	return Limit(fmt.Sprintf("this text cannot be set, by a fault of gazette: %v", cause))
}

// tooDeep reports whether marks stand within each other deeper than maxDepth. It walks without recursion.
func tooDeep(root ast.Node) bool {
	depth := 0
	for n := root; n != nil; {
		if c := n.FirstChild(); c != nil {
			if depth++; depth > maxDepth {
				return true
			}
			n = c
			continue
		}
		for n != root && n.NextSibling() == nil {
			n = n.Parent()
			depth--
		}
		if n == root {
			return false
		}
		n = n.NextSibling()
	}
	return false
}
