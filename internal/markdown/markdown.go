// Package markdown turns one Markdown text into HTML and into what others
// must know of it: its headings, links, anchors, and what was dropped.
//
// The dialect is CommonMark with tables, strikethrough, autolinks, footnotes,
// definition lists, heading attributes and kramdown's attribute lines. Text is
// never altered: no typographic replacement. Raw HTML is sanitised, and a text
// that holds some is parsed and balanced, so that what comes out is always
// well-formed and can stand inside a page.
package markdown

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// Words are the few words that the HTML of a text itself speaks, in its reader's language.
type Words struct {
	Table        string // accessible name of a table's scrolling frame
	FootnoteBack string // accessible name of the way back from a footnote
}

// Press holds a Markdown converter for one locale. It may be shared by goroutines.
type Press struct {
	md    goldmark.Markdown
	words Words
}

// NewPress makes a converter. In texts without spaces between words
// (Chinese, Japanese), spaceless is true and a line break in the source is
// not a space.
func NewPress(words Words, spaceless bool) *Press {
	exts := []goldmark.Extender{
		extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignNone)),
		extension.Strikethrough, extension.DefinitionList,
		extension.NewFootnote(extension.WithFootnoteBacklinkTitle(words.FootnoteBack)),
	}
	if spaceless {
		exts = append(exts, extension.NewCJK(extension.WithEastAsianLineBreaks(extension.EastAsianLineBreaksSimple)))
	}
	return &Press{words: words, md: goldmark.New(
		goldmark.WithExtensions(exts...),
		goldmark.WithParserOptions(
			parser.WithAttribute(),
			parser.WithInlineParsers(
				util.Prioritized(newAddressParser(), 50), // before all others
				util.Prioritized(emphasisParser{}, 450)), // before goldmark's own, at 500
			parser.WithParagraphTransformers(util.Prioritized(attributeLines{}, 50)),
		),
		goldmark.WithRendererOptions(
			html.WithWriter(writer{html.DefaultWriter}),
			html.WithUnsafe(), // links are judged and raw HTML is sanitised here, see links.go and sanitise.go
			renderer.WithNodeRenderers(util.Prioritized(&nodeRenderer{words: words}, 10)),
		),
	)}
}

// writer is goldmark's, but for a quicker way for text in which nothing is to
// be replaced: most is such.
type writer struct{ html.Writer }

func (w writer) Write(out util.BufWriter, src []byte) {
	if !bytes.ContainsAny(src, "&\\<>\"\x00") {
		_, _ = out.Write(src)
		return
	}
	w.Writer.Write(out, src)
}
