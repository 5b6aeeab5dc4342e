package markdown

import (
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/unicode/norm"

	"gazette/internal/markdown/rawhtml"
)

// dropTitle leaves out the first heading if it repeats the title, which the page shows already: one of level 1
// wherever it stands, and one of level 2 that the text begins with. Its id lives on at the page's heading.
func (t *Text) dropTitle(title string) {
	h, before := t.firstHeading()
	if h == nil || h.Level > 2 || before && (h.Level == 2 || t.converter.early) || h.Level == 2 && t.converter.early {
		return
	}
	if !t.converter.early {
		t.report(t.tree.HeadingAttributes(h)...)
	}
	words := string(t.tree.Words(h))
	// The title may have been copied with its markup, as in "The *Acme* Policy".
	if want := fold(title); fold(words) != want && fold(string(h.Lines().Value(t.tree.Src))) != want {
		return
	}
	t.cleanAttributes(h)
	t.Title = &Heading{Level: 1, Text: strings.Join(strings.Fields(words), " "), At: t.At(h.Pos())}
	t.Title.ID, t.Title.Explicit = t.ownID(h)
	t.Title.End = t.At(t.tree.HeadingEnd(h))
	t.tree.Root.RemoveChild(t.tree.Root, h)
}

// firstHeading is the first heading among the blocks of a text, or nil, and whether a reader sees something before
// it.
func (t *Text) firstHeading() (h *ast.Heading, before bool) {
	for n := t.tree.Root.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			return n, before
		case *ast.HTMLBlock:
			p, _ := rawhtml.Of(n, t.tree.Src)
			before = before || t.converter.early || !p.IsComment()
		case *ast.LinkReferenceDefinition:
			before = before || t.converter.early
		default:
			before = true
		}
	}
	return nil, before
}

// fold makes two titles that look alike equal: invisible characters such as bidirectional marks are no difference.
func fold(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(seen(norm.NFKC.String(s))), " "))
}

// seen is a text without the characters that nobody sees: soft hyphens, characters of no width, marks of direction
// (Unicode category Cf).
func seen(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
}
