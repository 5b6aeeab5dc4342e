package markdown

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/unicode/norm"
)

// dropTitle leaves out the first heading if it repeats the title, which the
// page shows already: one of level 1 wherever it stands, and one of level 2
// that the text begins with. Its id lives on at the page's heading.
func (t *Text) dropTitle(title string) {
	h, before := t.firstHeading()
	if h == nil || h.Level > 2 || before && (h.Level == 2 || t.converter.early) || h.Level == 2 && t.converter.early {
		return
	}
	if !t.converter.early {
		t.trailingAttributes(h)
	}
	words := string(plain(h, t.src))
	// The title may have been copied with its markup, as in "The *Acme* Policy".
	if want := fold(title); fold(words) != want && fold(string(h.Lines().Value(t.src))) != want {
		return
	}
	t.cleanAttributes(h)
	t.Title = &Heading{Level: 1, Text: strings.Join(strings.Fields(words), " "), At: t.At(h.Pos())}
	t.Title.ID, t.Title.Explicit = t.ownID(h)
	t.Title.End = t.At(t.headingEnd(h))
	t.root.RemoveChild(t.root, h)
}

// firstHeading is the first heading among the blocks of a text, or nil, and
// whether a reader sees something before it.
func (t *Text) firstHeading() (h *ast.Heading, before bool) {
	for n := t.root.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			return n, before
		case *ast.HTMLBlock:
			before = before || t.converter.early || !isComment(rawBlock(n, t.src))
		case *ast.LinkReferenceDefinition:
			before = before || t.converter.early
		default:
			before = true
		}
	}
	return nil, before
}

func isComment(raw []byte) bool {
	raw = bytes.TrimSpace(raw)
	return bytes.HasPrefix(raw, []byte("<!--")) && bytes.Index(raw, []byte("-->")) == len(raw)-3
}

// headingEnd is where the lines of a heading end, with the line that underlines it.
func (t *Text) headingEnd(h *ast.Heading) int {
	end := h.Pos()
	if n := h.Lines().Len(); n > 0 {
		end = h.Lines().At(n - 1).Stop
	}
	end = lineEnd(t.src, end)
	if at := h.Pos(); at < len(t.src) && t.src[at] != '#' {
		end = lineEnd(t.src, end)
	}
	return end
}

// lineEnd is where the line ends that a place is in, or that begins there.
func lineEnd(src []byte, at int) int {
	at = min(max(at, 0), len(src))
	if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(src)
}

// fold makes two titles that look alike equal: invisible characters such as
// bidirectional marks are no difference.
func fold(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(seen(norm.NFKC.String(s))), " "))
}

// seen is a text without the characters that nobody sees: soft hyphens,
// characters of no width, marks of direction (Unicode category Cf).
func seen(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
}
