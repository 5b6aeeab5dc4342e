package redline

// bounds are what two texts that are compared clause by clause may come to.
type bounds struct {
	clauses int // of each text
	changes int // between them
}

// changes counts the changes that the counts are of.
func (s Stats) changes() int {
	return s.ClausesChanged + s.ClausesInserted + s.ClausesDeleted + s.ClausesMoved + s.LinksChanged
}

// part says where in a stretch under one mark a clause stands: the hidden words stand at the ends of the whole.
type part struct{ follows, goesOn bool }

func (p part) begin(m marker) marker { m.inside = p.follows; return m }
func (p part) end(m marker) marker   { m.inside = p.goesOn; return m }

// coarse shows what stands between the blocks that both texts begin and end with: all that the old one has as deleted,
// then all that the new one has as inserted.
func (c *comparison) coarse(limit Limit) *Redline {
	c.words, c.old.notes, c.new.notes = newVocabulary(), nil, nil // of what was compared before the limit was met
	e := newEmitter(c)
	e.r.Limit = &limit
	e.olds, e.dirty = make([]oldLeaf, len(c.old.leaves)), map[*node]bool{}
	head, tail := c.sameEnds()
	was, is := c.old.root.kids[head:len(c.old.root.kids)-tail], c.new.root.kids[head:len(c.new.root.kids)-tail]

	var placed []placedBlock
	for _, kid := range was {
		if kid.first < kid.last {
			placed = append(placed, placedBlock{at: head, top: kid, lo: kid.first, hi: kid.last})
		}
	}
	e.places = map[*node][]placedBlock{c.new.root: placed}
	first, last := span(was)
	ch := &Change{Kind: Deleted}
	for k := first; k < last; k++ {
		e.olds[k] = oldLeaf{change: ch, part: part{k > first, k+1 < last}}
	}
	ch.OldText, e.r.Stats.WordsDeleted = c.old.reading(first, last, " | "), c.wordsOf(c.old, first, last)
	ch.Spans, e.r.Stats.ClausesDeleted = []Span{{Delete, ch.OldText}}, last-first

	first, last = span(is)
	ch = &Change{Kind: Inserted}
	for k := first; k < last; k++ {
		e.news[k] = newLeaf{change: ch, whole: true, part: part{k > first, k+1 < last}}
		e.soil(c.new.leaves[k])
	}
	ch.NewText, e.r.Stats.WordsInserted = c.new.reading(first, last, " | "), c.wordsOf(c.new, first, last)
	ch.Spans, e.r.Stats.ClausesInserted = []Span{{Insert, ch.NewText}}, last-first
	return e.run()
}

// sameEnds counts the blocks that both texts begin with, and that both end with.
func (c *comparison) sameEnds() (head, tail int) {
	olds, news := c.old.root.kids, c.new.root.kids
	same := func(o, n *node) bool { return c.old.src[o.start:o.end] == c.new.src[n.start:n.end] }
	for most := min(len(olds), len(news)); head < most && same(olds[head], news[head]); {
		head++
	}
	for most := min(len(olds), len(news)) - head; tail < most && same(olds[len(olds)-1-tail], news[len(news)-1-tail]); {
		tail++
	}
	return head, tail
}

// span returns the leaves of neighbouring blocks: first <= k < last.
func span(blocks []*node) (first, last int) {
	if len(blocks) == 0 {
		return 0, 0
	}
	return blocks[0].first, blocks[len(blocks)-1].last
}

// manyWords is how many distinct words are remembered while words are only counted.
const manyWords = 10_000

// wordsOf counts the words of the leaves [first, last).
func (c *comparison) wordsOf(d *doc, first, last int) (n int) {
	for _, leaf := range d.leaves[first:last] {
		if len(c.words.infos) > manyWords {
			c.words = newVocabulary()
		}
		leaf.toks = nil // of another vocabulary
		n += c.countWords(d, leaf)
		leaf.toks = nil // too many to be kept
	}
	return n
}
