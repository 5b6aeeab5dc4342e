// Package markdown turns one Markdown text into HTML and into what others must know of it: its headings, links,
// anchors, and what was dropped.
//
// Package dialect reads it, package lint finds mistakes in it, package rawhtml cleans the HTML that it holds. Text is
// never altered: no typographic replacement. A text that holds raw HTML is parsed and balanced, so that what comes out
// is always well-formed and can stand inside a page.
package markdown

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"gazette/internal/markdown/dialect"
)

// Words are the few words that the HTML of a text itself speaks, in its reader's language.
type Words struct {
	Table        string // accessible name of a table's scrolling frame
	FootnoteBack string // accessible name of the way back from a footnote
}

// Converter turns Markdown into HTML for the readers of one locale. It may be shared by goroutines.
type Converter struct {
	md    goldmark.Markdown
	words Words
	early bool // reads as reading 1 did, see docs/text-hash.md

	spaceless bool // of a language without spaces between words
}

// NewConverter makes a converter. In texts without spaces between words (Chinese, Japanese), spaceless is true and a
// line break in the source is not a space.
func NewConverter(words Words, spaceless bool) *Converter {
	return (&Converter{words: words, spaceless: spaceless}).built()
}

// NewEarlyConverter makes a converter that reads texts as reading 1 of docs/text-hash.md does: with it hashes are
// proved that were recorded then. Nothing is published of what it makes.
func NewEarlyConverter(spaceless bool) *Converter {
	return (&Converter{spaceless: spaceless, early: true}).built()
}

// built returns the converter with the goldmark that its other fields ask for.
func (c *Converter) built() *Converter {
	var exts []goldmark.Extender
	if c.spaceless {
		exts = append(exts, extension.NewCJK(extension.WithEastAsianLineBreaks(extension.EastAsianLineBreaksSimple)))
	}
	c.md = goldmark.New(
		goldmark.WithExtensions(exts...),
		goldmark.WithParser(dialect.NewParser(c.early)),
		goldmark.WithRendererOptions(
			html.WithWriter(writer{html.DefaultWriter}),
			html.WithUnsafe(), // links are judged and raw HTML is cleaned before, see Text.HTML
			renderer.WithNodeRenderers(
				util.Prioritized(&nodeRenderer{words: c.words}, 10),
				util.Prioritized(extension.NewTableHTMLRenderer(
					extension.WithTableCellAlignMethod(extension.TableCellAlignNone)), 500),
				util.Prioritized(extension.NewStrikethroughHTMLRenderer(), 500),
				util.Prioritized(extension.NewDefinitionListHTMLRenderer(), 500),
				util.Prioritized(extension.NewFootnoteHTMLRenderer(
					extension.WithFootnoteBacklinkTitle(c.words.FootnoteBack)), 500)),
		),
	)
	return c
}

// writer is goldmark's, but for a quicker way for text in which nothing is to be replaced: most is such.
type writer struct{ html.Writer }

// Write writes text with what HTML needs escaped; an error of a buffer cannot be.
func (w writer) Write(out util.BufWriter, src []byte) {
	if !bytes.ContainsAny(src, "&\\<>\"\x00") {
		_, _ = out.Write(src)
		return
	}
	w.Writer.Write(out, src)
}
