package collation

import (
	"strings"

	"gazette/internal/document"
)

// insert puts a piece that is new where it stands between last and next, the
// pieces of the old text around it; -1 for none.
func (c *collator) insert(j, last, next int) {
	m := c.new[j]
	if m.Note {
		c.out.Inserted--
		return // it goes with the piece that refers to it
	}
	if n := len(m.Path); n > 0 {
		switch in := m.Path[n-1]; {
		case m.Kind == document.CellLeaf && c.insertRow(in, last, next):
			return
		case isList(in.Block) && c.insertItem(j, in, last, next):
			return
		}
		if !c.insertWhole(j, last, next) {
			c.lose(j, "it is new within something that could not be told apart; write it into the file")
		}
		return
	}
	c.insertBlock(c.in.Came[m.Top], last, next)
}

func isList(b *document.Block) bool {
	return b.Kind == document.BulletList || b.Kind == document.OrderedList
}

// insertWhole puts the outermost block that a piece stands in, if all of it is new.
func (c *collator) insertWhole(j, last, next int) bool {
	top := c.new[j].Top
	for _, p := range c.pairs {
		if p.new >= 0 && c.new[p.new].Top == top && p.old >= 0 {
			return false
		}
	}
	c.insertBlock(c.in.Came[top], last, next)
	c.tops[top] = true
	return true
}

// insertBlock puts a block between two others; within an item of a list it
// becomes a part of that.
func (c *collator) insertBlock(b document.Block, last, next int) {
	b.ID = ""
	text := c.writer.Block(b)
	src := c.in.Source
	switch {
	case last >= 0 && next >= 0 && c.old[last].Top == c.old[next].Top && len(c.old[last].Path) > 0:
		w := c.old[last]
		c.splices = append(c.splices, splice{w.End, w.End,
			"\n" + prefixed(text, strings.Repeat(" ", max(w.In-c.lineStart(w.In), 2))) + "\n"})
	case last >= 0 && c.old[last].Top+1 < len(c.in.Work) &&
		c.in.Work[c.old[last].Top+1].At > c.in.Work[c.old[last].Top].At:
		at := c.in.Work[c.old[last].Top+1].At
		c.splices = append(c.splices, splice{at, at, text + "\n"})
	case last < 0 && next >= 0:
		at := c.in.Work[c.old[next].Top].At
		c.splices = append(c.splices, splice{at, at, text + "\n"})
	default:
		before := "\n"
		if len(src) > 0 && src[len(src)-1] != '\n' {
			before = "\n\n"
		}
		c.splices = append(c.splices, splice{len(src), len(src), before + text})
	}
}

func prefixed(text, prefix string) string {
	var b strings.Builder
	for _, line := range strings.SplitAfter(text, "\n") {
		if line != "" && line != "\n" {
			line = prefix + line
		}
		b.WriteString(line)
	}
	return b.String()
}

// partner is the piece of the new text that a piece of the old one has.
func (c *collator) partner(i int) *document.Leaf {
	for _, p := range c.pairs {
		if p.old == i && p.new >= 0 {
			return &c.new[p.new]
		}
	}
	return nil
}

// isNew reports whether no piece within an item has a partner, and notes that they are written.
func (c *collator) isNew(in document.Place, item bool) bool {
	var own []int
	for _, p := range c.pairs {
		if p.new < 0 {
			continue
		}
		for _, at := range c.new[p.new].Path {
			if at.Block == in.Block && (!item || at.Item == in.Item) {
				if p.old >= 0 {
					return false
				}
				own = append(own, p.new)
			}
		}
	}
	for _, j := range own {
		c.done[j] = true
	}
	return true
}

// insertRow puts a row into a table.
func (c *collator) insertRow(in document.Place, last, next int) bool {
	row := in.Block.Rows[in.Item]
	for _, near := range []int{last, next} {
		if near < 0 || c.old[near].Kind != document.CellLeaf || c.old[near].Raw {
			continue
		}
		if m := c.partner(near); m == nil || len(m.Path) == 0 || m.Path[len(m.Path)-1].Block != in.Block {
			continue
		}
		place := c.old[near].Path[len(c.old[near].Path)-1]
		w := place.Block
		if !c.isNew(in, true) {
			return c.fill(row, in, w)
		}
		at := w.Rows[place.Item].End
		if near == next {
			at = w.Rows[place.Item].At
		} else if place.Item == 0 { // behind the row of dashes
			at = c.lineEnd(at)
		}
		c.splices = append(c.splices, splice{at, at, c.writer.Row(row, len(w.Rows[0].Cells))})
		return true
	}
	return false
}

func (c *collator) lineEnd(at int) int {
	if i := strings.IndexByte(string(c.in.Source[at:]), '\n'); i >= 0 {
		return at + i + 1
	}
	return len(c.in.Source)
}

// fill writes into a cell that was empty.
func (c *collator) fill(row document.Row, in document.Place, w *document.Block) bool {
	for _, p := range c.pairs { // the row in which the others of this row stand
		if p.old < 0 || p.new < 0 {
			continue
		}
		m, o := c.new[p.new], c.old[p.old]
		if len(m.Path) == 0 || len(o.Path) == 0 || m.Path[len(m.Path)-1].Block != in.Block ||
			m.Path[len(m.Path)-1].Item != in.Item {
			continue
		}
		item := o.Path[len(o.Path)-1].Item
		if in.Cell >= len(w.Rows[item].Cells) {
			return false
		}
		cell := w.Rows[item].Cells[in.Cell]
		if cell.In == 0 || in.Paragraph > 0 {
			return false
		}
		c.splices = append(c.splices, splice{cell.In, cell.Out, c.writer.Cell(row.Cells[in.Cell])})
		return true
	}
	return false
}

// listEdit is what becomes of the items of a list.
type listEdit struct {
	block *document.Block
	gone  map[int]bool
	more  map[int][]func(marker string) string // new items, by the item that they follow
}

func (c *collator) listOf(b *document.Block) *listEdit {
	for _, l := range c.lists {
		if l.block == b {
			return l
		}
	}
	l := &listEdit{b, map[int]bool{}, map[int][]func(string) string{}}
	c.lists = append(c.lists, l)
	return l
}

// insertItem puts an item into a list, or a paragraph into an item.
func (c *collator) insertItem(j int, in document.Place, last, next int) bool {
	depth := len(c.new[j].Path) - 1
	for _, near := range []int{last, next} {
		if near < 0 {
			continue
		}
		m := c.partner(near)
		if m == nil || len(m.Path) <= depth || m.Path[depth].Block != in.Block || len(c.old[near].Path) <= depth ||
			!isList(c.old[near].Path[depth].Block) {
			continue
		}
		place := c.old[near].Path[depth]
		if !c.isNew(in, true) {
			if near == last && m.Path[depth].Item == in.Item {
				w := c.old[last]
				b := document.Block{Kind: document.Para, Inlines: c.new[j].Inlines}
				c.splices = append(c.splices, splice{w.End, w.End,
					"\n" + prefixed(c.writer.Block(b), strings.Repeat(" ", max(w.In-c.lineStart(w.In), 2)))})
				return true
			}
			return false
		}
		after := place.Item
		if near == next {
			after--
		}
		l := c.listOf(place.Block)
		loose := !c.tight(place.Block)
		l.more[after] = append(l.more[after], func(marker string) string {
			text := c.writer.Item(in.Block.Items[in.Item], marker, loose)
			if loose {
				text = "\n" + text
			}
			return text
		})
		return true
	}
	return false
}

// tight reports whether no empty line stands between the items of a list.
func (c *collator) tight(b *document.Block) bool {
	for _, item := range b.Items {
		for _, in := range item {
			if in.Kind == document.Para && !in.Tight {
				return false
			}
		}
	}
	return true
}
