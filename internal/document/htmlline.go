package document

import (
	"strings"

	"golang.org/x/net/html"
)

func (c *converter) line(n *html.Node) (out []Inline) {
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		out = append(out, c.inline(k)...)
	}
	return out
}

func (c *converter) inline(n *html.Node) []Inline {
	if n.Type == html.TextNode {
		if n.Data == "" {
			return nil
		}
		return []Inline{{Kind: Str, Text: foldBreaks(n.Data)}}
	}
	if n.Type != html.ElementNode {
		return nil
	}
	switch n.Data {
	case "br":
		return []Inline{{Kind: LineBreak}}
	case "script", "style", "template", "noscript", "iframe", "button", "svg":
		return nil
	case "img":
		return []Inline{{Kind: Image, Target: Attr(n.Attr, "src"),
			Kids: []Inline{{Kind: Str, Text: Attr(n.Attr, "alt")}}}}
	case "a":
		if strings.Contains(Attr(n.Attr, "class"), "footnote-backref") {
			return nil
		}
		if li := c.notes[strings.TrimPrefix(Attr(n.Attr, "href"), "#")]; li != nil {
			return []Inline{{Kind: Note, Blocks: unreturned(c.flow(li))}}
		}
		if Attr(n.Attr, "href") == "" {
			return c.line(n)
		}
		return []Inline{{Kind: Link, Target: Attr(n.Attr, "href"), Kids: c.line(n)}}
	case "sup":
		if inner := c.line(n); len(inner) == 1 && inner[0].Kind == Note {
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
	case Code:
		return []Inline{{Kind: Code, Text: foldBreaks(textOf(n))}}
	}
	return []Inline{{Kind: kind, Kids: c.line(n)}}
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

// Trimmed is a line without the white space at its ends.
func Trimmed(ins []Inline) []Inline {
	for len(ins) > 0 && (ins[0].Kind == Str && strings.TrimLeft(ins[0].Text, " ") == "" || ins[0].Kind == LineBreak) {
		ins = ins[1:]
	}
	for n := len(ins); n > 0 && (ins[n-1].Kind == Str && strings.TrimRight(ins[n-1].Text, " ") == "" ||
		ins[n-1].Kind == LineBreak); n = len(ins) {
		ins = ins[:n-1]
	}
	if len(ins) == 0 {
		return nil
	}
	ins = append([]Inline(nil), ins...)
	if ins[0].Kind == Str {
		ins[0].Text = strings.TrimLeft(ins[0].Text, " ")
	}
	if last := &ins[len(ins)-1]; last.Kind == Str {
		last.Text = strings.TrimRight(last.Text, " ")
	}
	return ins
}

// unreturned takes off the no-break space that stands before the way back from a note.
func unreturned(blocks []Block) []Block {
	for i := range blocks {
		if n := len(blocks[i].Inlines); n > 0 {
			last := &blocks[i].Inlines[n-1]
			last.Text = strings.TrimRight(last.Text, "\u00a0 ")
		}
	}
	return blocks
}
