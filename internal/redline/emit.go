package redline

import (
	"strings"
)

// newLeaf says how a clause of the new text is shown.
type newLeaf struct {
	plan   *plan   // marks inside
	change *Change // what the marks are of
	whole  bool    // inserted or moved here as a whole
	moved  *move
	part   part
}

// oldLeaf says how a deleted clause is shown.
type oldLeaf struct {
	change *Change
	moved  *move
	part   part
}

// emitter writes the merged text: the new text's blocks, with the deleted ones at their places.
type emitter struct {
	c       *comparison
	r       *Redline
	news    []newLeaf
	olds    []oldLeaf
	places  map[*node][]placedBlock
	dirty   map[*node]bool // containers that cannot be copied as they are
	links   map[*linkMark]*Change
	numbers map[*node][]int // of ordered lists' kids, once asked for
	heading string
	anchor  string // what ids of changes begin with
	changes []*Change
	counted int // of changes, those that begin in earlier blocks
	w       writer
}

func newEmitter(c *comparison) *emitter {
	e := &emitter{c: c, r: &Redline{}, news: make([]newLeaf, len(c.new.leaves)), anchor: "change-",
		numbers: map[*node][]int{}}
	for strings.Contains(c.new.src, `"`+e.anchor) {
		e.anchor = "rl-" + e.anchor
	}
	e.w.e = e
	return e
}

// prepare takes over the aligned groups: it compares the words of the pairs and finds the places of the deletions.
func (e *emitter) prepare(groups []group, moves []*move) {
	c := e.c
	e.olds = make([]oldLeaf, len(c.old.leaves))
	e.dirty, e.links = map[*node]bool{}, map[*linkMark]*Change{}
	for _, m := range moves {
		e.prepareMove(m)
	}
	for _, g := range groups {
		switch {
		case g.oldLo == g.oldHi:
			e.inserted(g)
		case g.newLo == g.newHi:
			e.deleted(g)
		default:
			e.paired(g)
		}
	}
	p := &placer{c: c, continues: map[continued]bool{}, places: map[*node][]placedBlock{}}
	p.place(groups)
	e.places = p.places
	for n := range p.places {
		e.soil(n)
	}
}

// soil notes that a block and those around it have something to show.
func (e *emitter) soil(n *node) {
	for ; n != nil && !e.dirty[n]; n = n.parent {
		e.dirty[n] = true
	}
}

func (e *emitter) inserted(g group) {
	leaf := e.c.new.leaves[g.newLo]
	e.soil(leaf)
	ch := e.oneSided(g, e.c.new, leaf, Inserted)
	st := newLeaf{change: ch, whole: true, moved: g.moved}
	if m := g.moved; m != nil && m.alone[leaf] {
		st.moved = nil
	} else if m != nil {
		st.plan = m.plans[leaf]
	}
	e.news[g.newLo] = st
}

func (e *emitter) deleted(g group) {
	leaf := e.c.old.leaves[g.oldLo]
	st := oldLeaf{change: e.oneSided(g, e.c.old, leaf, Deleted), moved: g.moved}
	if st.moved != nil && st.moved.alone[leaf] {
		st.moved = nil
	}
	e.olds[g.oldLo] = st
}

// oneSided returns the change that a clause on one side only belongs to, and counts it.
func (e *emitter) oneSided(g group, d *doc, leaf *node, kind Kind) *Change {
	if g.moved != nil {
		return g.moved.change
	}
	words := e.c.countWords(d, leaf)
	var ch *Change
	read := leaf.plain
	if g.unit != nil {
		ch, read = g.unit.change, g.unit.text
	}
	fresh := ch == nil
	if fresh {
		ch = &Change{Kind: kind}
		if g.unit != nil {
			g.unit.change = ch
		}
	}
	if kind == Inserted {
		e.r.Stats.WordsInserted += words
		e.r.Stats.ClausesInserted += one(fresh)
		ch.NewText, ch.Spans = read, []Span{{Insert, read}}
	} else {
		e.r.Stats.WordsDeleted += words
		e.r.Stats.ClausesDeleted += one(fresh)
		ch.OldText, ch.Spans = read, []Span{{Delete, read}}
	}
	return ch
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// countWords counts the words of a clause.
func (c *comparison) countWords(d *doc, leaf *node) int {
	n := 0
	for _, t := range c.tokens(d, leaf).toks {
		n += c.words.infos[t.id].count
	}
	return n
}

// paired compares the words of clauses that belong together.
func (e *emitter) paired(g group) {
	c := e.c
	same := g.oldHi-g.oldLo == 1 && g.newHi-g.newLo == 1
	if same && c.old.leaves[g.oldLo].canon == c.new.leaves[g.newLo].canon {
		return
	}
	p := c.planGroup(g)
	ch := &Change{Kind: Changed}
	ch.Spans = p.spans()
	changed := len(ch.Spans) > 1 || len(ch.Spans) == 1 && ch.Spans[0].Op != Equal
	if changed {
		ch.OldText, ch.NewText = sides(ch.Spans)
		e.r.Stats.ClausesChanged++
		e.countPlan(p)
	}
	for k, leaf := range c.new.leaves[g.newLo:g.newHi] {
		pl := p.plans[leaf]
		if e.linkChanges(leaf, pl) || changed {
			e.news[g.newLo+k] = newLeaf{plan: pl, change: ch}
			e.soil(leaf)
		}
	}
}

// countPlan counts the words of a changed clause.
func (e *emitter) countPlan(p *planner) {
	words := e.c.words
	for _, r := range p.new {
		pl := p.plans[r.leaf]
		if pl.ins[r.k] {
			e.r.Stats.WordsInserted += words.infos[r.id].count
		}
	}
	for _, pl := range p.plans {
		for _, g := range pl.gaps {
			for _, r := range g.del {
				e.r.Stats.WordsDeleted += words.infos[r.id].count
			}
		}
	}
}

// linkChanges makes the changes of link targets in a clause and reports whether there are any. A link may have as many
// words as its clause: their text is put together once.
func (e *emitter) linkChanges(leaf *node, pl *plan) bool {
	words := map[*linkMark]*strings.Builder{}
	for k, m := range pl.links {
		if m == nil {
			continue
		}
		if e.links[m] == nil {
			e.links[m] = &Change{Kind: Link, OldTarget: m.old, NewTarget: m.new}
			e.r.Stats.LinksChanged++
		}
		b := words[m]
		if b == nil {
			b = &strings.Builder{}
			words[m] = b
		}
		if leaf.toks.toks[k].space && (b.Len() > 0 || e.links[m].NewText != "") {
			b.WriteByte(' ')
		}
		b.WriteString(leaf.toks.text(k))
	}
	for m, b := range words {
		ch := e.links[m]
		ch.NewText += b.String()
		ch.OldText, ch.Spans = ch.NewText, []Span{{Equal, ch.NewText}}
	}
	return len(words) > 0
}

// number gives a change its number at its first mark.
func (e *emitter) number(ch *Change) {
	if ch.Number > 0 {
		return
	}
	ch.Heading = e.heading
	e.changes = append(e.changes, ch)
	ch.Number = len(e.changes)
	ch.Anchor = e.anchor + itoa(ch.Number)
	if ch.Kind == Moved {
		ch.From = ch.Anchor + "-from"
	}
}

// run writes the merged text.
func (e *emitter) run() *Redline {
	root := e.c.new.root
	placed := e.places[root]
	for k := 0; k <= len(root.kids); k++ {
		for len(placed) > 0 && placed[0].at == k {
			e.w.begin()
			e.placed(root, placed[0])
			e.block(true, placed[0].hi-placed[0].lo)
			placed = placed[1:]
		}
		if k < len(root.kids) {
			kid := root.kids[k]
			e.w.begin()
			e.node(kid)
			e.block(e.dirty[kid], kid.last-kid.first)
		}
	}
	e.r.Changes = make([]Change, len(e.changes))
	for k, ch := range e.changes {
		e.r.Changes[k] = *ch
	}
	return e.r
}

// block ends a top-level block.
func (e *emitter) block(changed bool, clauses int) {
	html, notes := e.w.end()
	b := Block{HTML: html, Changed: changed, Clauses: clauses, notes: notes}
	if n := len(e.changes); n > e.counted {
		b.First, b.Last = e.counted+1, n
	}
	e.counted = len(e.changes)
	e.r.Blocks = append(e.r.Blocks, b)
}

// placed writes a deleted block.
func (e *emitter) placed(in *node, p placedBlock) {
	tail := ""
	if p.wrap {
		tail = e.w.wrap(in.tag)
	}
	e.deletedBlock(p.top, p.lo, p.hi, true, in)
	e.w.str(tail)
}
