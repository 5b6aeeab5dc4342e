package collation

import (
	"bytes"
	"slices"
	"strings"

	"gazette/internal/document"
)

// Input is what is collated.
type Input struct {
	Source []byte                        // the file, with its front matter
	Work   []document.Block              // what it says, with places
	Came   []document.Block              // what has come back
	Name   func(target string) string    // one name for all targets that lead to one place
	Target func(target string) string    // how a target that came is written
	Read   func([]byte) []document.Block // what a file says
}

// Loss is something that came and could not be taken over.
type Loss struct{ Heading, Words, Why string }

// Output is the file with what came.
type Output struct {
	Source                     []byte
	Changed, Inserted, Deleted int // pieces
	Losses                     []Loss
}

// Collate brings what came into the source.
func Collate(in Input) Output {
	c := &collator{in: in}
	c.old, c.oldKeys = spoken(in.Work, in.Name)
	c.new, c.newKeys = spoken(in.Came, in.Name)
	c.pairs = align(c.oldKeys, c.newKeys, c.alike())
	if slices.Equal(c.oldKeys, c.newKeys) && !slices.ContainsFunc(c.pairs, c.reshaped) {
		return Output{Source: in.Source}
	}
	fresh := map[int]bool{}
	var out Output
	for range 3 {
		out = c.attempt(fresh)
		wrong := c.missing(out.Source)
		again := false
		for _, j := range wrong {
			if !fresh[j] {
				fresh[j], again = true, true
			}
		}
		if !again {
			for _, j := range wrong {
				c.lose(j, "its formatting or its links could not be kept")
			}
			break
		}
	}
	out.Losses = c.losses
	return out
}

type collator struct {
	in               Input
	old, new         []document.Leaf
	oldKeys, newKeys []string
	pairs            []pair
	splices          []splice
	writer           *document.Writer
	losses           []Loss
	out              Output
	fresh            map[int]bool
	tops             map[int]bool  // of what came: blocks that are written as a whole
	done             map[int]bool  // of what came: pieces that are written with their item or row
	instead          map[int][]int // what stands for a block of the old text that is rewritten
	lists            []*listEdit
}

// spoken are the leaves that say something, with their keys.
func spoken(blocks []document.Block, name func(string) string) (leaves []document.Leaf, keys []string) {
	for _, l := range document.Leaves(blocks) {
		if key := l.Key(name); strings.TrimSpace(key) != "" {
			leaves, keys = append(leaves, l), append(keys, key)
		}
	}
	return leaves, keys
}

// alike compares pieces by their words; a heading is like no paragraph.
func (c *collator) alike() func(i, j int) float64 {
	type counted struct {
		bag map[string]int
		n   int
	}
	cache := [2]map[int]counted{{}, {}}
	of := func(side, k int, l document.Leaf) counted {
		got, ok := cache[side][k]
		if !ok {
			got.bag, got.n = bagOf(l.Words())
			cache[side][k] = got
		}
		return got
	}
	return func(i, j int) float64 {
		a, b := of(0, i, c.old[i]), of(1, j, c.new[j])
		like := likeness(a.bag, b.bag, a.n, b.n)
		x, y := c.old[i], c.new[j]
		if x.Note != y.Note || (x.Kind == document.CellLeaf) != (y.Kind == document.CellLeaf) ||
			(x.Kind == document.CodeBlock) != (y.Kind == document.CodeBlock) {
			return 0
		}
		if x.Kind == document.CellLeaf && like < least && sameCell(x, y) {
			return least
		}
		if (x.Kind == document.Header) == (y.Kind == document.Header) {
			like += 0.01
		} else if like < 0.8 {
			return 0
		}
		return like
	}
}

// sameCell reports whether two cells stand in one column of one row, counted.
func sameCell(a, b document.Leaf) bool {
	if len(a.Path) == 0 || len(b.Path) == 0 {
		return false
	}
	x, y := a.Path[len(a.Path)-1], b.Path[len(b.Path)-1]
	return x.Item == y.Item && x.Cell == y.Cell
}

// missing are the leaves that came and are not in a file.
func (c *collator) missing(source []byte) (out []int) {
	_, keys := spoken(c.in.Read(source), c.in.Name)
	at := 0
	for _, p := range append(common(c.newKeys, keys), pair{len(c.newKeys), 0}) {
		for ; at < p.old; at++ {
			out = append(out, at)
		}
		at = p.old + 1
	}
	return out
}

func (c *collator) lose(j int, why string) {
	l := Loss{Words: c.new[j].Words(), Why: why}
	for k := j; k >= 0; k-- {
		if c.new[k].Kind == document.Header {
			l.Heading = c.new[k].Words()
			break
		}
	}
	c.losses = append(c.losses, l)
}

// attempt makes the file; the leaves in fresh are written anew.
func (c *collator) attempt(fresh map[int]bool) Output {
	c.splices, c.losses, c.out, c.fresh = nil, nil, Output{}, fresh
	c.writer = &document.Writer{Target: c.in.Target, Prefix: notePrefix(c.in.Source)}
	whole := c.rewritten()
	dead := c.dead()
	last := -1 // the leaf of the old text that was met last
	for k, p := range c.pairs {
		switch {
		case p.old >= 0 && whole[c.old[p.old].Top]:
			last = p.old
		case p.old >= 0 && p.new >= 0:
			last = p.old
			if c.oldKeys[p.old] != c.newKeys[p.new] || restyled(c.old[p.old], c.new[p.new]) {
				c.out.Changed++
				c.change(p)
			}
			if relisted(c.old[p.old], c.new[p.new]) {
				c.lose(p.new, "went into a list, out of one or into one of another kind; do that in the file")
			}
		case p.old >= 0:
			c.out.Deleted++
			c.remove(p.old, dead)
			last = p.old
		default:
			if c.written(p.new) {
				continue
			}
			c.out.Inserted++
			c.insert(p.new, last, c.following(k))
		}
	}
	c.blocks(whole)
	c.out.Source = c.apply()
	return c.out
}

// following is the next leaf of the old text that has a partner.
func (c *collator) following(k int) int {
	for _, p := range c.pairs[k:] {
		if p.old >= 0 && p.new >= 0 {
			return p.old
		}
	}
	return -1
}

// restyled reports whether a heading has another level, or became a paragraph.
func restyled(a, b document.Leaf) bool {
	if a.Note || len(a.Path) > 0 {
		return false
	}
	return (a.Kind == document.Header || b.Kind == document.Header) && (a.Kind != b.Kind || a.Level != b.Level)
}

// relisted reports whether a piece stands in other lists than it did. A list whose items have headings is none that
// word processors know.
func relisted(a, b document.Leaf) bool {
	return !a.Note && !a.Raw && !headed(a) && !slices.Equal(listsAround(a), listsAround(b))
}

// headed reports whether a piece stands in an item of a list that has a heading.
func headed(l document.Leaf) bool {
	return slices.ContainsFunc(l.Path, func(p document.Place) bool {
		return isList(p.Block) && p.Item < len(p.Block.Items) &&
			slices.ContainsFunc(p.Block.Items[p.Item], func(b document.Block) bool {
				return b.Kind == document.Header
			})
	})
}

// listsAround are the kinds of the lists that a piece stands in, outermost first.
func listsAround(l document.Leaf) (kinds []string) {
	for _, p := range l.Path {
		if isList(p.Block) {
			kinds = append(kinds, p.Block.Kind)
		}
	}
	return kinds
}

// reshaped reports whether a piece became another kind of piece, whatever its words.
func (c *collator) reshaped(p pair) bool {
	if p.old < 0 || p.new < 0 {
		return false
	}
	a, b := c.old[p.old], c.new[p.new]
	return restyled(a, b) || relisted(a, b)
}

func notePrefix(source []byte) string {
	for _, prefix := range []string{"w", "word-", "added-"} {
		if !bytes.Contains(source, []byte("[^"+prefix)) {
			return prefix
		}
	}
	return "from-word-"
}

// apply carries the splices out, and adds the notes that came.
func (c *collator) apply() []byte {
	slices.SortStableFunc(c.splices, func(a, b splice) int {
		if a.at != b.at {
			return a.at - b.at
		}
		return a.end - b.end // what is put in stands before what is taken out
	})
	var out bytes.Buffer
	at := 0
	for _, s := range c.splices {
		if s.at < at {
			if s.end <= at {
				out.WriteString(s.text)
				continue
			}
			s.at = at
		}
		out.Write(c.in.Source[at:s.at])
		out.WriteString(s.text)
		at = s.end
	}
	out.Write(c.in.Source[at:])
	if notes := c.writer.Notes(); notes != "" {
		if !bytes.HasSuffix(out.Bytes(), []byte("\n")) {
			out.WriteByte('\n')
		}
		out.WriteString("\n" + notes)
	}
	return out.Bytes()
}
