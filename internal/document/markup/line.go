package markup

import (
	"strings"

	"golang.org/x/net/html"

	"gazette/internal/document"
)

func (c *converter) line(n *html.Node) (out []document.Inline) {
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		out = append(out, c.inline(k)...)
	}
	return out
}

func (c *converter) inline(n *html.Node) []document.Inline {
	if n.Type == html.TextNode {
		if n.Data == "" {
			return nil
		}
		return []document.Inline{{Kind: document.Str, Text: foldBreaks(n.Data)}}
	}
	if n.Type != html.ElementNode {
		return nil
	}
	switch n.Data {
	case "br":
		return []document.Inline{{Kind: document.LineBreak}}
	case "script", "style", "template", "noscript", "iframe", "button", "svg":
		return nil
	case "img":
		return []document.Inline{{Kind: document.Image, Target: Attr(n.Attr, "src"),
			Kids: []document.Inline{{Kind: document.Str, Text: Attr(n.Attr, "alt")}}}}
	case "a":
		if strings.Contains(Attr(n.Attr, "class"), "footnote-backref") {
			return nil
		}
		if li := c.notes[strings.TrimPrefix(Attr(n.Attr, "href"), "#")]; li != nil {
			return []document.Inline{{Kind: document.Note, Blocks: unreturned(c.flow(li))}}
		}
		if Attr(n.Attr, "href") == "" {
			return c.line(n)
		}
		return []document.Inline{{Kind: document.Link, Target: Attr(n.Attr, "href"), Kids: c.line(n)}}
	case "sup":
		if inner := c.line(n); len(inner) == 1 && inner[0].Kind == document.Note {
			return inner
		}
	case "ins", "del", "span":
		if c.mark != nil {
			return c.mark(n, c.line(n))
		}
	}
	kind := Meaning(n.Data)
	switch kind {
	case "":
		return c.line(n)
	case document.Code:
		return []document.Inline{{Kind: document.Code, Text: foldBreaks(textOf(n))}}
	}
	return []document.Inline{{Kind: kind, Kids: c.line(n)}}
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		b.WriteString(textOf(k))
	}
	return b.String()
}

// foldBreaks makes one space of each stretch of white space that HTML folds.
func foldBreaks(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		if r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f' {
			space = true
			continue
		}
		if space {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	if space {
		b.WriteByte(' ')
	}
	return b.String()
}

// unreturned takes off the no-break space that stands before the way back from a note.
func unreturned(blocks []document.Block) []document.Block {
	for i := range blocks {
		if n := len(blocks[i].Inlines); n > 0 {
			last := &blocks[i].Inlines[n-1]
			last.Text = strings.TrimRight(last.Text, "\u00a0 ")
		}
	}
	return blocks
}
