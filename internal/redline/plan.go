package redline

// group is a stretch of clauses that belong together: old leaves [oldLo, oldHi) became new leaves [newLo, newHi).
// One side may be empty. A paragraph that was split has one old and several new leaves.
type group struct {
	oldLo, oldHi, newLo, newHi int
	moved                      *move
	unit                       *unitChange // the row that is inserted or deleted as a whole
}

// plan says how one new clause is marked.
type plan struct {
	ins   []bool      // per token: inserted
	links []*linkMark // per token: its link target changed
	gaps  []gap       // gaps[k] stands before token k, the last after all tokens
}

// gap says what happens between two tokens of a new clause.
type gap struct {
	del      []ref // the old tokens deleted here
	delPre   bool  // the deletion begins with white space
	delPost  bool  // and ends with it
	spaceOut bool  // the new white space stands before the deletion
	spaceIns bool  // the new white space is inserted
}

// linkMark is a change of link target over one or more tokens.
type linkMark struct{ old, new string }

// ref is a token of a group's side.
type ref struct {
	leaf  *node
	k     int
	id    int32
	space bool
}

// refs lists the tokens of leaves.
func (c *comparison) refs(d *doc, lo, hi int) []ref {
	n := 0
	for _, leaf := range d.leaves[lo:hi] {
		n += len(c.tokens(d, leaf).toks)
	}
	out := make([]ref, 0, n)
	for _, leaf := range d.leaves[lo:hi] {
		for k, t := range leaf.toks.toks {
			out = append(out, ref{leaf, k, t.id, t.space || k == 0})
		}
	}
	return out
}

func ids(refs []ref) []int32 {
	out := make([]int32, len(refs))
	for k, r := range refs {
		out[k] = r.id
	}
	return out
}

// planner fills the plans of a group's new clauses.
type planner struct {
	old, new []ref
	plans    map[*node]*plan
}

// planGroup compares the words of a group that has both sides.
func (c *comparison) planGroup(g group) *planner {
	p := &planner{old: c.refs(c.old, g.oldLo, g.oldHi), new: c.refs(c.new, g.newLo, g.newHi), plans: map[*node]*plan{}}
	for _, leaf := range c.new.leaves[g.newLo:g.newHi] {
		n := len(leaf.toks.toks)
		p.plans[leaf] = &plan{ins: make([]bool, n), links: make([]*linkMark, n), gaps: make([]gap, n+1)}
	}
	a, b := ids(p.old), ids(p.new)
	runs := c.differ.tidy(a, b, c.differ.compare(a, b))
	p.fill(runs)
	return p
}

// fill walks the pairs of equal tokens and plans what is between each two.
func (p *planner) fill(runs []run) {
	li, lj := -1, -1
	for _, r := range append(runs, run{len(p.old), len(p.new), 1}) {
		for x := 0; x < r.n; x++ {
			i, j := r.i+x, r.j+x
			if j < len(p.new) && p.straddles(li, lj, i, j) {
				continue
			}
			if i < len(p.old) {
				p.link(i, j)
			}
			p.region(li, lj, i, j)
			li, lj = i, j
		}
	}
}

// straddles reports whether the pair (i, j) cannot count as equal: since the last pair the new text has begun
// another block, which reads as white space, where the old text has none (a paragraph of Chinese that was split).
func (p *planner) straddles(li, lj, i, j int) bool {
	first := p.new[0].leaf
	if lj >= 0 {
		first = p.new[lj].leaf
	}
	return first != p.new[j].leaf && !p.old[i].space && !(li < 0 && i == 0)
}

func (p *planner) link(i, j int) {
	was := p.old[i].leaf.toks.toks[p.old[i].k].target
	is := p.new[j].leaf.toks.toks[p.new[j].k].target
	if was == is {
		return
	}
	pl, k := p.plans[p.new[j].leaf], p.new[j].k
	toks := p.new[j].leaf.toks.toks
	for x := k - 1; x >= 0 && toks[x].target == is; x-- {
		// Other words of the same link, perhaps with inserted ones between.
		if m := pl.links[x]; m != nil && m.old == was && m.new == is {
			pl.links[k] = m
			return
		}
	}
	pl.links[k] = &linkMark{was, is}
}

// region plans what stands between the equal pairs (li, lj) and (i, j), either of which may be the group's edge.
// The white space is dealt out so that the text without insertions and the text without deletions both have it
// exactly where they had it: what both have stays outside the marks.
func (p *planner) region(li, lj, i, j int) {
	if lj+1 == j && li+1 == i &&
		(j >= len(p.new) || lj < 0 || p.new[lj].leaf == p.new[j].leaf && p.old[i].space == p.new[j].space) {
		return
	}
	del, ins := p.old[li+1:i], p.new[lj+1:j]
	leaf, at := p.place(lj)
	pl := p.plans[leaf]
	around := surroundings{atStart: lj < 0, atEnd: j >= len(p.new) || p.new[j].leaf != leaf}
	here := 0 // how many of ins are in this leaf
	for _, r := range ins {
		q := p.plans[r.leaf]
		q.ins[r.k] = true
		q.gaps[r.k].spaceIns = true
		if r.leaf == leaf {
			here++
		}
	}
	lead, trail := &pl.gaps[at], &pl.gaps[at+here]
	lead.del = del
	lead.spaceOut = around.atStart // white space at a block's beginning must stay there
	around.oldAfter = i < len(p.old) && p.old[i].space
	around.newAfter = !around.atEnd && p.new[j].space
	switch {
	case len(del) == 0 && here == 0:
		around.space(lead)
	case here == 0:
		around.deletion(lead, del[0].space)
	case len(del) == 0:
		around.insertion(lead, trail, ins[0].space)
	default:
		around.replacement(lead, trail, del[0], ins[0])
	}
}

// place returns the leaf and gap that come after the new token lj.
func (p *planner) place(lj int) (*node, int) {
	if lj < 0 {
		return p.new[0].leaf, 0
	}
	return p.new[lj].leaf, p.new[lj].k + 1
}

// surroundings are what stands around a change: white space after it, the ends of its clause.
type surroundings struct {
	atStart, atEnd     bool // the change begins, ends the new clause
	oldAfter, newAfter bool // white space follows in the old text, in the new one
}

// space plans a change of white space alone.
func (s surroundings) space(g *gap) {
	if !s.atStart && !s.atEnd {
		g.delPre, g.spaceIns = s.oldAfter && !s.newAfter, s.newAfter && !s.oldAfter
	}
}

// deletion plans words that only the old text has; before says that they follow white space.
func (s surroundings) deletion(g *gap, before bool) {
	switch {
	case s.atStart:
		g.delPost = s.oldAfter && !s.atEnd
	case s.atEnd:
		g.delPre = before
	case s.newAfter && s.oldAfter:
		g.delPre = before
	case s.newAfter && before:
		g.spaceOut = true
	default:
		g.delPre, g.delPost, g.spaceIns = before, s.oldAfter, s.newAfter
	}
}

// insertion plans words that only the new text has; before says that they follow white space.
func (s surroundings) insertion(lead, trail *gap, before bool) {
	switch {
	case s.atStart, s.atEnd, s.oldAfter && s.newAfter:
	case s.oldAfter && before:
		lead.spaceIns = false
		trail.spaceIns = true
	case s.oldAfter:
		trail.delPre = true
	default:
		trail.spaceIns = true
	}
}

// replacement plans words in the place of others. del and ins are the first of either: white space before them matters.
func (s surroundings) replacement(lead, trail *gap, del, ins ref) {
	if !s.atStart {
		if del.space && ins.space {
			lead.spaceOut, lead.spaceIns = true, false
		} else {
			lead.delPre = del.space
		}
	}
	if !s.atEnd && !(s.oldAfter && s.newAfter) {
		lead.delPost, trail.spaceIns = s.oldAfter, true
	}
}
