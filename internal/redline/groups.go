package redline

// unitChange is a row that is inserted or deleted as a whole: one change for all its cells.
type unitChange struct {
	change *Change
	text   string // what all its cells read
}

// groups lists the aligned text in the order in which it will be read: before each pair what was deleted there,
// then what was inserted.
func (c *comparison) groups(al *aligner) []group {
	b := &grouper{c: c, al: al, moves: map[*unit]*move{}}
	for _, m := range al.moves {
		b.moves[m.old], b.moves[m.new] = m, m
	}
	for x := 0; x <= len(al.us); x++ {
		y := len(al.vs)
		if x < len(al.us) {
			if al.us[x].partner < 0 || al.us[x].moved {
				continue
			}
			y = al.us[x].partner
		}
		b.upTo(x, y)
	}
	return b.out
}

type grouper struct {
	c     *comparison
	al    *aligner
	moves map[*unit]*move
	out   []group
	i, j  int // units done
}

// upTo adds what stands before the pair (x, y), and the pair. A clause left over next to it that is part of it makes
// the pair a split or joined paragraph.
func (b *grouper) upTo(x, y int) {
	us, vs := b.al.us, b.al.vs
	xs, ys := x, y
	if x < len(us) {
		for xs > b.i && b.part(us, vs, xs-1, x, y, b.c.old, b.c.new) {
			xs--
		}
		for xs == x && ys > b.j && b.part(vs, us, ys-1, y, x, b.c.new, b.c.old) {
			ys--
		}
	}
	for k := b.i; k < xs; k++ {
		b.single(&us[k], true)
	}
	for k := b.j; k < ys; k++ {
		b.single(&vs[k], false)
	}
	b.i, b.j = xs, ys
	if x >= len(us) {
		return
	}
	xe, ye := x+1, y+1
	if xs == x && ys == y {
		for xe < len(us) && b.part(us, vs, xe, x, y, b.c.old, b.c.new) {
			xe++
		}
		for xe == x+1 && ye < len(vs) && b.part(vs, us, ye, y, x, b.c.new, b.c.old) {
			ye++
		}
	}
	if us[x].kind == kindRow {
		b.out = append(b.out, b.c.cells(us[x].row, vs[y].row)...)
	} else {
		b.out = append(b.out, group{oldLo: us[xs].lo, oldHi: us[xe-1].hi, newLo: vs[ys].lo, newHi: vs[ye-1].hi})
	}
	b.i, b.j = xe, ye
}

// part reports whether us[k], left over, is a piece of vs[y], the partner of its neighbour us[x].
func (b *grouper) part(us, vs []unit, k, x, y int, ud, vd *doc) bool {
	p, near, whole := &us[k], &us[x], &vs[y]
	if p.partner >= 0 || p.kind != kindText || near.kind != kindText || whole.kind != kindText ||
		near.key == whole.key {
		return false
	}
	for _, u := range []*unit{p, near} {
		if u.bag == nil {
			b.c.fillBag(ud, u)
		}
	}
	if whole.bag == nil {
		b.c.fillBag(vd, whole)
	}
	if p.weight < partWeight || whole.weight < near.weight {
		return false
	}
	both := b.c.shared(merge(p.bag, near.bag), whole.bag)
	return float64(both-b.c.shared(near.bag, whole.bag)) >= partOfPartner*float64(p.weight)
}

// merge adds two bags.
func merge(a, b []weighted) []weighted {
	out := make([]weighted, 0, len(a)+len(b))
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case j == len(b) || i < len(a) && a[i].id < b[j].id:
			out = append(out, a[i])
			i++
		case i == len(a) || a[i].id > b[j].id:
			out = append(out, b[j])
			j++
		default:
			out = append(out, weighted{a[i].id, a[i].n + b[j].n})
			i, j = i+1, j+1
		}
	}
	return out
}

// single adds a unit that stands on one side only.
func (b *grouper) single(u *unit, old bool) {
	m := b.moves[u]
	var uc *unitChange
	if u.kind == kindRow {
		d := b.c.new
		if old {
			d = b.c.old
		}
		uc = &unitChange{text: d.reading(u.lo, u.hi, " | ")}
	}
	for k := u.lo; k < u.hi; k++ {
		g := group{moved: m, unit: uc}
		if old {
			g.oldLo, g.oldHi = k, k+1
		} else {
			g.newLo, g.newHi = k, k+1
		}
		b.out = append(b.out, g)
	}
}

// cells aligns the cells of two versions of a row: by place if there are as many, else by their words.
func (c *comparison) cells(old, new *node) []group {
	oc, nc := cellsOf(old), cellsOf(new)
	var pairs []edge
	if len(oc) == len(nc) {
		for k := range oc {
			pairs = append(pairs, edge{i: k, j: k})
		}
	} else {
		pairs = c.matchCells(oc, nc)
	}
	var out []group
	i, j := 0, 0
	for _, e := range append(pairs, edge{i: len(oc), j: len(nc)}) {
		for ; i < e.i; i++ {
			for k := oc[i].first; k < oc[i].last; k++ {
				out = append(out, group{oldLo: k, oldHi: k + 1})
			}
		}
		for ; j < e.j; j++ {
			for k := nc[j].first; k < nc[j].last; k++ {
				out = append(out, group{newLo: k, newHi: k + 1})
			}
		}
		if e.i < len(oc) {
			out = append(out, c.cell(oc[e.i], nc[e.j])...)
		}
		i, j = e.i+1, e.j+1
	}
	return out
}

// cell aligns the clauses of two versions of a cell.
func (c *comparison) cell(old, new *node) []group {
	if old.last-old.first == 1 && new.last-new.first == 1 {
		return []group{{oldLo: old.first, oldHi: old.last, newLo: new.first, newHi: new.last}}
	}
	us, vs := units(c.old, old.first, old.last, false), units(c.new, new.first, new.last, false)
	return c.groups(c.align(us, vs, false))
}

func cellsOf(row *node) []*node {
	var out []*node
	for _, k := range row.kids {
		if k.tag == "td" || k.tag == "th" {
			out = append(out, k)
		}
	}
	return out
}

// matchCells pairs the cells of rows of different length.
func (c *comparison) matchCells(oc, nc []*node) []edge {
	us, vs := c.cellUnits(c.old, oc), c.cellUnits(c.new, nc)
	if len(us)*len(vs) > maxCellPairs {
		return heaviest(c.candidates(us, vs, cellSimilar), len(vs))
	}
	var edges []edge
	for i := range us {
		for j := range vs {
			s, like := c.similarity(&us[i], &vs[j])
			if us[i].key == vs[j].key || like >= cellSimilar {
				edges = append(edges, edge{i: i, j: j, score: float64(s)*like + 1})
			}
		}
	}
	return heaviest(edges, len(vs))
}

func (c *comparison) cellUnits(d *doc, cells []*node) []unit {
	out := make([]unit, len(cells))
	for k, n := range cells {
		out[k] = unit{lo: n.first, hi: n.last, partner: -1, twin: -1}
		out[k].key = d.reading(n.first, n.last, " ")
		c.fillBag(d, &out[k])
	}
	return out
}
