package collation

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gazette/internal/document"
)

var numberMark = regexp.MustCompile(`^(\d{1,9})([.)])([ \t]*)`)

// edit writes the new items of a list, and counts those of an ordered one anew
// where they were counted before.
func (c *collator) edit(l *listEdit) {
	src, b := c.in.Source, l.block
	counted := b.Kind == document.OrderedList && c.counted(b)
	next := b.Start
	more := func(after, at int, indent string) {
		for _, write := range l.more[after] {
			marker := "- "
			if b.Kind == document.OrderedList {
				marker = strconv.Itoa(next) + c.delimiter(b)
			} else if at := b.Places[0][0]; strings.IndexByte("-*+", src[at]) >= 0 {
				marker = string(src[at]) + " "
			}
			text := prefixed(write(marker), indent)
			if at > 0 && src[at-1] != '\n' {
				text = "\n" + text
			}
			c.splices = append(c.splices, splice{at, at, text})
			if counted {
				next++
			}
		}
	}
	indent := string(src[c.lineStart(b.Places[0][0]):b.Places[0][0]])
	more(-1, c.lineStart(b.Places[0][0]), indent)
	for i, place := range b.Places {
		if !l.gone[i] {
			if m := numberMark.FindSubmatchIndex(src[place[0]:]); counted && m != nil {
				if n := strconv.Itoa(next); n != string(src[place[0]:place[0]+m[3]]) {
					c.splices = append(c.splices, splice{place[0], place[0] + m[3], n})
				}
			}
			next++
		}
		more(i, place[1], indent)
	}
}

// counted reports whether the numbers of a list rise by one.
func (c *collator) counted(b *document.Block) bool {
	for i, place := range b.Places {
		m := numberMark.FindSubmatch(c.in.Source[place[0]:])
		if m == nil || string(m[1]) != strconv.Itoa(b.Start+i) {
			return false
		}
	}
	return true
}

func (c *collator) delimiter(b *document.Block) string {
	if m := numberMark.FindSubmatch(c.in.Source[b.Places[0][0]:]); m != nil {
		return string(m[2]) + " "
	}
	return ". "
}

// rewritten finds the blocks that are written anew as a whole, because their
// pieces have no places: raw HTML, and tables that got other columns.
func (c *collator) rewritten() map[int]bool {
	c.tops, c.done, c.lists, c.instead = map[int]bool{}, map[int]bool{}, nil, map[int][]int{}
	out := map[int]bool{}
	for _, p := range c.pairs {
		if p.old < 0 {
			continue
		}
		w := c.old[p.old]
		changed := p.new < 0 || c.oldKeys[p.old] != c.newKeys[p.new]
		if c.in.Work[w.Top].Raw && changed || p.new >= 0 && c.otherColumns(w, c.new[p.new]) {
			out[w.Top] = true
		}
	}
	for _, top := range slices.Sorted(maps.Keys(out)) {
		c.alsoRaw(out, top)
	}
	for _, top := range slices.Sorted(maps.Keys(out)) {
		if !c.find(out, top) {
			delete(out, top)
		}
	}
	return out
}

// alsoRaw adds the blocks that stand in one piece of raw HTML with another.
func (c *collator) alsoRaw(out map[int]bool, top int) {
	for i, b := range c.in.Work {
		if b.Raw && b.At == c.in.Work[top].At {
			out[i] = true
		}
	}
}

func (c *collator) otherColumns(w, m document.Leaf) bool {
	if len(w.Path) != 1 || len(m.Path) != 1 {
		return false
	}
	a, b := w.Path[0].Block, m.Path[0].Block
	return a.Kind == document.Table && b.Kind == document.Table && columns(a) != columns(b)
}

func columns(b *document.Block) (n int) {
	for _, r := range b.Rows {
		n = max(n, len(r.Cells))
	}
	return n
}

// find notes which blocks that came stand for one that is rewritten.
func (c *collator) find(whole map[int]bool, top int) bool {
	tops := map[int]bool{}
	for _, p := range c.pairs {
		if p.old >= 0 && p.new >= 0 && c.old[p.old].Top == top {
			tops[c.new[p.new].Top] = true
		}
	}
	for _, p := range c.pairs { // none of them holds anything else
		if p.old >= 0 && p.new >= 0 && tops[c.new[p.new].Top] && !whole[c.old[p.old].Top] {
			return false
		}
	}
	for t := range tops {
		if !c.tops[t] {
			c.tops[t] = true
			c.instead[top] = append(c.instead[top], t)
		}
	}
	return true
}

// written reports whether a piece that came is in the file already, with the
// block or item that it stands in.
func (c *collator) written(j int) bool { return c.done[j] || c.tops[c.new[j].Top] }

// blocks writes the blocks that are new as a whole, and the lists that changed.
func (c *collator) blocks(whole map[int]bool) {
	first := map[int]int{} // the splice of each place
	for top := range c.in.Work {
		if !whole[top] {
			continue
		}
		var parts []string
		for t := range c.in.Came {
			for _, own := range c.instead[top] {
				if own == t {
					b := c.in.Came[t]
					b.ID = ""
					parts = append(parts, c.writer.Block(b))
				}
			}
		}
		b := c.in.Work[top]
		c.out.Changed++
		if k, ok := first[b.At]; ok { // raw HTML that is several blocks has one place
			parts = append([]string{c.splices[k].text}, parts...)
			c.splices[k].text = strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "\n")
			continue
		}
		first[b.At] = len(c.splices)
		c.splices = append(c.splices, splice{b.At, b.End, strings.Join(parts, "\n")})
	}
	for _, l := range c.lists {
		c.edit(l)
	}
}
