package redline

import "slices"

// placer finds where in the new text's blocks the deleted clauses stand.
type placer struct {
	c         *comparison
	continues map[continued]bool      // which new containers continue which old ones
	places    map[*node][]placedBlock // per new container
}

// continued is an old container and a new one.
type continued struct{ old, new *node }

// placedBlock is a deleted block that stands before the kid at of a new container.
type placedBlock struct {
	at     int
	top    *node // old block, of which the leaves [lo, hi) are deleted here
	lo, hi int
	wrap   bool // top does not fit among its neighbours and needs an item or row of its own
}

// spot is a place between two kids of a new container.
type spot struct {
	in *node
	at int
}

// place finds the places of all groups without a new side.
func (p *placer) place(groups []group) {
	p.continues[continued{p.c.old.root, p.c.new.root}] = true
	for _, g := range groups {
		if g.oldLo < g.oldHi && g.newLo < g.newHi {
			p.mapContainers(p.c.old.leaves[g.oldLo], p.c.new.leaves[g.newLo])
		}
	}
	for k := 0; k < len(groups); {
		end := k
		for end < len(groups) && (groups[end].oldLo == groups[end].oldHi || groups[end].newLo == groups[end].newHi) {
			end++
		}
		p.gap(groups[k:end], p.prevLeaf(groups, k))
		k = end + 1
	}
}

// prevLeaf returns the number of new leaves before groups[k].
func (p *placer) prevLeaf(groups []group, k int) int {
	if k == 0 {
		return 0
	}
	return groups[k-1].newHi
}

// mapContainers notes that the containers around two clauses continue each other, from the outside in as far as
// they are alike.
func (p *placer) mapContainers(o, n *node) {
	op, np := ancestors(o), ancestors(n)
	for k := 1; k < len(op) && k < len(np) && sameSort(op[k].tag, np[k].tag); k++ {
		p.continues[continued{op[k], np[k]}] = true
	}
}

// ancestors returns the containers around a leaf, from the root inwards.
func ancestors(n *node) []*node {
	out := make([]*node, n.depth)
	for a := n.parent; a != nil; a = a.parent {
		out[a.depth] = a
	}
	return out
}

func sameSort(a, b string) bool { return a == b || sortOf(a) == sortOf(b) }

func sortOf(tag string) string {
	switch tag {
	case "ol", "ul", "menu":
		return "list"
	case "tbody", "thead", "tfoot":
		return "rows"
	case "td", "th":
		return "cell"
	}
	return tag
}

// gap places the deleted leaves between two pairs; first is the number of new leaves before it.
func (p *placer) gap(groups []group, first int) {
	inserted := 0
	var del []int
	for _, g := range groups {
		inserted += g.newHi - g.newLo
		for k := g.oldLo; k < g.oldHi; k++ {
			del = append(del, k)
		}
	}
	if len(del) == 0 {
		return
	}
	spots := p.spots(first, first+min(inserted, 64))
	from, end := 0, 0 // del[k:end] are neighbours
	for k := 0; k < len(del); {
		for end = max(end, k+1); end < len(del) && del[end] == del[end-1]+1; {
			end++
		}
		at, top, wrap := p.choose(spots, from, p.c.old.leaves[del[k]])
		hi := min(del[end-1]+1, top.last)
		s := spots[at]
		p.places[s.in] = append(p.places[s.in], placedBlock{at: s.at, top: top, lo: del[k], hi: hi, wrap: wrap})
		k += hi - del[k]
		from = at
	}
}

// choose returns the spot, not before from, for a deleted leaf, and the block of the old text to show there: in the
// innermost container that goes on in the new text.
func (p *placer) choose(spots []spot, from int, leaf *node) (at int, top *node, wrap bool) {
	top = leaf
	for a := leaf.parent; a != nil; top, a = a, a.parent {
		for k := from; k < len(spots); k++ {
			if p.continues[continued{a, spots[k].in}] {
				return k, top, false
			}
		}
	}
	// Only places inside a list or table are left: outermost first.
	at = from
	for k := from; k < len(spots); k++ {
		if spots[k].in.depth < spots[at].in.depth {
			at = k
		}
	}
	return at, leaf, true
}

// spots lists, in reading order, the places between the new leaves first-1 and last.
func (p *placer) spots(first, last int) []spot {
	leaves, root := p.c.new.leaves, p.c.new.root
	out := []spot{}
	if first == 0 {
		out = append(out, spot{root, 0})
	}
	for k := first - 1; k < last; k++ {
		var from, to *node
		if k >= 0 {
			from = leaves[k]
		}
		if k+1 < len(leaves) {
			to = leaves[k+1]
		}
		out = between(out, root, from, to)
	}
	return out
}

// between appends the places after the leaf from and before the leaf to, one of which may be nil for the end of the
// text.
func between(out []spot, root, from, to *node) []spot {
	common := root
	if from != nil && to != nil {
		common = from.parent
		for !encloses(common, to) {
			common = common.parent
		}
	}
	if from != nil {
		for n := from; n != common; n = n.parent {
			out = append(out, spot{n.parent, n.at + 1})
		}
	}
	if to != nil {
		mark := len(out)
		for n := to; n != common; n = n.parent {
			if n.tag != "summary" {
				out = append(out, spot{n.parent, n.at})
			}
		}
		slices.Reverse(out[mark:])
	}
	return out
}

// encloses reports whether leaf is inside n.
func encloses(n, leaf *node) bool {
	for ; leaf != nil; leaf = leaf.parent {
		if leaf == n {
			return true
		}
	}
	return false
}
