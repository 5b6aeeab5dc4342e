package collation

import (
	"bytes"
	"regexp"
	"strings"

	"gazette/internal/document"
)

// change brings the words of a piece that was edited into its place.
func (c *collator) change(p pair) {
	w, m := c.old[p.old], c.new[p.new]
	switch {
	case w.Raw || w.Kind == document.CodeBlock && w.In == 0:
		c.lose(p.new, "the words are in raw HTML within another block; change them in the file")
		return
	case w.Kind == document.CodeBlock:
		c.splices = append(c.splices, splice{w.In, w.Out, document.Plain(m.Inlines) + "\n"})
		return
	case restyled(w, m):
		c.restyle(w, m, c.oldKeys[p.old] == c.newKeys[p.new])
		return
	case !c.fresh[p.new] && !w.Opaque && c.patch(w, m):
		return
	case w.In == 0 && w.Out == 0:
		c.lose(p.new, "their place in the file is not known; change them there")
		return
	}
	c.splices = append(c.splices, splice{w.In, w.Out, c.line(w, m)})
}

// line writes the words of a piece anew, as they may stand in the place of another.
func (c *collator) line(w, m document.Leaf) string {
	text := c.writer.Line(m.Inlines)
	switch w.Kind {
	case document.CellLeaf:
		return document.InCell(text)
	case document.Header:
		return strings.ReplaceAll(text, "\\\n", " ")
	}
	return text
}

// patch exchanges words in place, where that is possible.
func (c *collator) patch(w, m document.Leaf) bool {
	p := patcher{old: document.Atoms(w.Inlines), new: document.Atoms(m.Inlines), name: c.in.Name, writer: c.writer,
		cell: w.Kind == document.CellLeaf}
	for _, a := range p.old {
		if a.End <= a.At && a.Text != " " {
			return false
		}
	}
	p.run()
	if p.failed {
		return false
	}
	c.splices = append(c.splices, p.out...)
	return true
}

var hashes = regexp.MustCompile(`^ {0,3}(#+)`)

// restyle makes a heading of a paragraph, a paragraph of a heading, or gives a heading another level: then its id and
// attributes stay, and where it says the same its words do too.
func (c *collator) restyle(w, m document.Leaf, same bool) {
	head := hashes.FindSubmatchIndex(c.in.Source[w.At:w.End])
	switch {
	case m.Kind == document.Header && w.Kind == document.Header && head != nil:
		c.splices = append(c.splices, splice{w.At + head[2], w.At + head[3], strings.Repeat("#", m.Level)})
		if !same {
			c.splices = append(c.splices, splice{w.In, w.Out, c.line(w, m)})
		}
	case m.Kind == document.Header:
		c.splices = append(c.splices, splice{w.At, w.End,
			c.writer.Block(document.Block{Kind: m.Kind, Level: m.Level, Inlines: m.Inlines})})
	default:
		c.splices = append(c.splices, splice{w.At, w.End,
			c.writer.Block(document.Block{Kind: document.Para, Inlines: m.Inlines})})
	}
}

// dead says which pieces of the old text have no partner.
func (c *collator) dead() map[int]bool {
	out := map[int]bool{}
	for _, p := range c.pairs {
		if p.old >= 0 && p.new < 0 {
			out[p.old] = true
		}
	}
	return out
}

// all reports whether every piece within an item of a container is dead.
func (c *collator) all(dead map[int]bool, at document.Place, item bool) bool {
	for i, l := range c.old {
		for _, p := range l.Path {
			if p.Block == at.Block && (!item || p.Item == at.Item) && !dead[i] {
				return false
			}
		}
	}
	return true
}

var attributeLine = regexp.MustCompile(`^[ \t>]*\{:[^\n]*\}[ \t]*(?:\n|$)`)

// remove takes a piece out, with the item or row that it was the last of.
func (c *collator) remove(i int, dead map[int]bool) {
	w := c.old[i]
	for _, p := range w.Path {
		switch {
		case p.Block.Raw:
			c.keep(i, "it is in raw HTML; remove it in the file")
			return
		case p.Block.Kind == document.Table && c.all(dead, p, false):
			c.cut(p.Block.At, p.Block.End)
			return
		case p.Block.Kind == document.Table && c.all(dead, p, true) && !p.Block.Rows[p.Item].Head:
			c.cut(p.Block.Rows[p.Item].At, p.Block.Rows[p.Item].End)
			return
		case p.Item < len(p.Block.Places) && p.Block.Kind != document.Table && c.all(dead, p, true):
			c.removeItem(p)
			return
		}
	}
	if w.Kind == document.CellLeaf {
		c.splices = append(c.splices, splice{w.In, w.Out, ""})
		return
	}
	if w.Raw {
		c.keep(i, "it is in raw HTML; remove it in the file")
		return
	}
	c.cut(w.At, w.End)
}

// keep says that a piece was taken out and stays.
func (c *collator) keep(i int, why string) {
	c.losses = append(c.losses, Loss{Words: c.old[i].Words(), Why: "was taken out and stays: " + why})
}

func (c *collator) removeItem(p document.Place) {
	at, end := p.Block.Places[p.Item][0], p.Block.Places[p.Item][1]
	if p.Block.Kind == document.Definitions {
		for _, b := range p.Block.Items[p.Item] {
			end = max(end, b.End)
		}
	} else {
		c.listOf(p.Block).gone[p.Item] = true
	}
	if line := c.lineStart(at); strings.Trim(string(c.in.Source[line:at]), " \t>") == "" {
		at = line
	}
	c.cut(at, end)
}

// cut takes lines out, with the attribute line and the empty lines after them.
func (c *collator) cut(at, end int) {
	for _, s := range c.splices {
		if s.at == at && s.text == "" && s.end >= end {
			return // with another piece
		}
	}
	src := c.in.Source
	if m := attributeLine.Find(src[end:]); m != nil {
		end += len(m)
	}
	for end < len(src) && src[end] == '\n' && (at == 0 || at >= 2 && src[at-1] == '\n' && src[at-2] == '\n') {
		end++
	}
	c.splices = append(c.splices, splice{at, end, ""})
}

func (c *collator) lineStart(at int) int { return bytes.LastIndexByte(c.in.Source[:at], '\n') + 1 }
