package redline

import "slices"

// move is a clause that stands at another place than before.
type move struct {
	old, new *unit
	change   *Change
	plans    map[*node]*plan // what was changed in it, by its new leaves
	alone    map[*node]bool  // its leaves on one side only, in a row
	gone     bool            // its mark at the old place is written
	here     bool            // and that at the new place
}

// aligner finds which units of two stretches of text belong together.
type aligner struct {
	c      *comparison
	us, vs []unit
	edges  []edge
	moves  []*move
}

// align pairs the units of two stretches: first all that fit in order, then, if wanted, those that have moved, then
// what is left at the same place.
func (c *comparison) align(us, vs []unit, moves bool) *aligner {
	al := &aligner{c: c, us: us, vs: vs}
	nameRows(us, vs)
	c.fillBags(c.old, us, vs)
	c.fillBags(c.new, vs, us)
	al.edges = c.candidates(us, vs, minSimilar)
	for _, e := range heaviest(al.edges, len(vs)) {
		al.pair(e.i, e.j)
	}
	if moves {
		al.findMoves()
	}
	al.fillGaps()
	al.replaceTables()
	return al
}

func (al *aligner) pair(i, j int) { al.us[i].partner, al.vs[j].partner = j, i }

func (al *aligner) free(i, j int) bool {
	return i >= 0 && j >= 0 && i < len(al.us) && j < len(al.vs) && al.us[i].partner < 0 && al.vs[j].partner < 0
}

// findMoves pairs likely units that are left over, the heaviest first, and with them their neighbours.
func (al *aligner) findMoves() {
	left := slices.Clone(al.edges)
	slices.SortStableFunc(left, func(a, b edge) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return 0
	})
	for _, e := range left {
		if !al.free(e.i, e.j) || !al.worthMoving(e.i, e.j) {
			continue
		}
		al.move(e.i, e.j)
		for d := 1; al.free(e.i+d, e.j+d) && al.alike(e.i+d, e.j+d); d++ {
			al.move(e.i+d, e.j+d)
		}
		for d := 1; al.free(e.i-d, e.j-d) && al.alike(e.i-d, e.j-d); d++ {
			al.move(e.i-d, e.j-d)
		}
	}
}

// worthMoving reports whether a pair out of order is long and likely enough to be the same clause.
func (al *aligner) worthMoving(i, j int) bool {
	u, v := &al.us[i], &al.vs[j]
	_, like := al.c.similarity(u, v)
	if u.twin == j {
		return true
	}
	if u.key == v.key {
		return u.weight >= movedSame && (u.nwords >= movedPhrase || u.weight >= movedTitle)
	}
	return like >= moveSimilar && min(u.weight, v.weight) >= movedEdited && al.keeps(u, v)
}

// keeps reports whether enough of a clause is there word by word, and in its order, to say that it has moved. Sharing
// many common words is not enough.
func (al *aligner) keeps(u, v *unit) bool {
	a, b := al.c.unitIDs(al.c.old, u), al.c.unitIDs(al.c.new, v)
	kept := int32(0)
	d := al.c.differ
	for _, r := range d.tidy(a, b, d.compare(a, b)) {
		kept += d.weigh(a[r.i : r.i+r.n])
	}
	return float64(2*kept) >= moveKept*float64(u.weight+v.weight)
}

// alike reports whether two units next to a moved one have moved along with it.
func (al *aligner) alike(i, j int) bool {
	u, v := &al.us[i], &al.vs[j]
	_, like := al.c.similarity(u, v)
	return like >= moveSimilar && u.kind == v.kind && !distinct(al.us, al.vs, i, j) &&
		(u.key == v.key || al.keeps(u, v))
}

func (al *aligner) move(i, j int) {
	al.pair(i, j)
	u, v := &al.us[i], &al.vs[j]
	u.moved, v.moved = true, true
	al.moves = append(al.moves, &move{old: u, new: v})
}

// fillGaps pairs what is left between two pairs: by a lower measure, for here the place speaks for them too.
func (al *aligner) fillGaps() {
	al.gaps(func(i, ie, j, je int) {
		us, vs := freeOnes(al.us, i, ie), freeOnes(al.vs, j, je)
		if len(us) == 0 || len(vs) == 0 || len(us)*len(vs) > maxGapPairs {
			return
		}
		var edges []edge
		for _, x := range us {
			for _, y := range vs {
				if score := al.here(x, y, len(us) == 1 && len(vs) == 1); score > 0 {
					edges = append(edges, edge{i: x, j: y, score: score})
				}
			}
		}
		for _, e := range heaviest(edges, len(al.vs)) {
			al.pair(e.i, e.j)
		}
	})
}

// here returns what pairing two units at the same place is worth, 0 for nothing. If alone, there are no others that
// either could be paired with.
func (al *aligner) here(i, j int, alone bool) float64 {
	u, v := &al.us[i], &al.vs[j]
	if u.kind != v.kind || distinct(al.us, al.vs, i, j) {
		return 0
	}
	if u.bag == nil {
		al.c.fillBag(al.c.old, u)
	}
	if v.bag == nil {
		al.c.fillBag(al.c.new, v)
	}
	s, like := al.c.similarity(u, v)
	short := u.nwords <= shortClause && v.nwords <= shortClause
	switch {
	case like >= gapSimilar:
		return float64(s)*like + 1
	case alone && (u.kind == kindHeading || like >= aloneSimilar || short && like > 0):
		return aloneWorth
	}
	return 0
}

func freeOnes(us []unit, lo, hi int) []int {
	var out []int
	for k := lo; k < hi; k++ {
		if us[k].partner < 0 {
			out = append(out, k)
		}
	}
	return out
}

// gaps calls f for each stretch between two pairs that are in order, the ends of the text counting as pairs.
func (al *aligner) gaps(f func(i, ie, j, je int)) {
	i, j := 0, 0
	for x := 0; x <= len(al.us); x++ {
		y := len(al.vs)
		if x < len(al.us) {
			if al.us[x].partner < 0 || al.us[x].moved {
				continue
			}
			y = al.us[x].partner
		}
		if i < x && j < y {
			f(i, x, j, y)
		}
		i, j = x+1, y+1
	}
}
