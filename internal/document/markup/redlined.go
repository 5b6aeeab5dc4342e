package markup

import (
	"strings"

	"golang.org/x/net/html"

	"gazette/internal/document"
)

// The codes that stand for the author of a tracked change until the file is written: what the change is. A number
// follows those of moves.
const (
	CodeInserted     = "\u00a6i"
	CodeDeleted      = "\u00a6d"
	CodeMovedHere    = "\u00a6t"
	CodeMovedAway    = "\u00a6f"
	CodeOfParagraph  = "\u00a6p" // before one of the above
	CodeOfRow        = "\u00a6r"
	placeholderMark  = "\u00b6"
	placeholderDates = "2000-01-01T00:00:00Z"
)

// FromRedline makes blocks of the HTML of a redline, with its marks as tracked changes. Notes that went are a list at
// the end: what referred to them leads nowhere.
func FromRedline(src string) []document.Block {
	root, err := body(src)
	if err != nil {
		return nil
	}
	m := &marker{}
	c := &converter{mark: m.mark, notes: map[string]*html.Node{}}
	c.findNotes(root)
	return endings(c.flow(root))
}

// marker gives the marks of a redline the number of their move.
type marker struct{ here, away string }

func (m *marker) mark(n *html.Node, kids []document.Inline) []document.Inline {
	class, number := Attr(n.Attr, "class"), Attr(n.Attr, "data-change")
	switch {
	case !strings.Contains(class, "rl-ins") && !strings.Contains(class, "rl-del"):
		if kind := Meaning(n.Data); kind != "" {
			return []document.Inline{{Kind: kind, Kids: kids}}
		}
		return kids
	case n.Data == "ins" && strings.Contains(class, "rl-moved"):
		if number != "" {
			m.here = number
		}
		return Marked(kids, document.Insertion, CodeMovedHere+m.here)
	case n.Data == "ins":
		return Marked(kids, document.Insertion, CodeInserted)
	case strings.Contains(class, "rl-moved"):
		if number != "" {
			m.away = number
		}
		return Marked(kids, document.Deletion, CodeMovedAway+m.away)
	}
	return Marked(kids, document.Deletion, CodeDeleted)
}

// Marked marks words as tracked, within the elements that they stand in: a
// word processor knows no change around a link. What was deleted within words
// that moved stood at their old place alone.
func Marked(ins []document.Inline, class, code string) (out []document.Inline) {
	for _, in := range ins {
		switch {
		case in.Class == document.Deletion && class == document.Insertion:
			continue
		case in.Class == document.Insertion || in.Class == document.Deletion:
		case in.Kind == document.Str, in.Kind == document.Code, in.Kind == document.LineBreak,
			in.Kind == document.Note:
			in = document.Inline{
				Kind:  document.Span,
				Class: class,
				Keys:  map[string]string{"author": code, "date": placeholderDates},
				Kids:  []document.Inline{in},
			}
		default:
			in.Kids = Marked(in.Kids, class, code)
		}
		out = append(out, in)
	}
	return out
}

// endings marks the ends of paragraphs, and the rows, that came or went whole.
func endings(blocks []document.Block) []document.Block {
	for i := range blocks {
		b := &blocks[i]
		if b.Kind == document.Para || b.Kind == document.Header {
			if class, code, whole := wholly(b.Inlines); whole {
				b.Inlines = append(
					b.Inlines,
					Marked(
						[]document.Inline{{Kind: document.Str, Text: placeholderMark}},
						class,
						CodeOfParagraph+code,
					)...)
			}
		}
		for k := range b.Items {
			b.Items[k] = endings(b.Items[k])
		}
		for k := range b.Terms {
			if class, code, whole := wholly(b.Terms[k]); whole {
				b.Terms[k] = append(b.Terms[k], Marked([]document.Inline{{Kind: document.Str,
					Text: placeholderMark}}, class, CodeOfParagraph+code)...)
			}
		}
		for _, r := range b.Rows {
			endRow(r)
		}
	}
	return blocks
}

// endRow marks a row all of whose words came, or went.
func endRow(r document.Row) {
	class, code, first := "", "", (*document.Block)(nil)
	for k := range r.Cells {
		for n := range r.Cells[k].Blocks {
			b := &r.Cells[k].Blocks[n]
			own, c, whole := wholly(b.Inlines)
			if !whole || first != nil && own != class {
				return
			}
			if class, code = own, c; first == nil {
				first = b
			}
		}
	}
	if first != nil {
		first.Inlines = append(first.Inlines,
			Marked([]document.Inline{{Kind: document.Str, Text: placeholderMark}}, class, CodeOfRow+code)...)
	}
}

// wholly reports whether all words of a line are marked in one way.
func wholly(ins []document.Inline) (class, code string, whole bool) {
	var walk func(ins []document.Inline) bool
	walk = func(ins []document.Inline) bool {
		for _, in := range ins {
			switch {
			case in.Class == document.Insertion || in.Class == document.Deletion:
				if class != "" && in.Class != class {
					return false
				}
				class, code = in.Class, in.Keys["author"]
			case in.Kind == document.Str && strings.TrimSpace(in.Text) == "":
			case in.Kind == document.Str || in.Kind == document.Code || in.Kind == document.Note:
				return false
			case !walk(in.Kids):
				return false
			}
		}
		return true
	}
	whole = walk(ins) && class != ""
	return class, code, whole
}
