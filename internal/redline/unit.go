package redline

import "strings"

// unit is what is aligned as one: a clause, or all cells of a table row.
type unit struct {
	lo, hi  int // leaves
	row     *node
	key     string // what it reads
	kind    unitKind
	bag     []weighted // distinct tokens, by id
	weight  int32      // of the bag
	nwords  int
	partner int    // unit of the other side, or -1
	name    string // of a row: its first cell, or ""
	twin    int    // unit of the other side that has the same name, or -1
	moved   bool
}

type weighted struct{ id, n int32 }

type unitKind uint8

const (
	kindText unitKind = iota
	kindHeading
	kindRow
)

// units cuts the leaves [lo, hi) into units. A row whose cells go beyond that range counts leaf by leaf.
func units(d *doc, lo, hi int, rows bool) []unit {
	out := make([]unit, 0, hi-lo)
	for i := lo; i < hi; {
		leaf := d.leaves[i]
		u := unit{lo: i, hi: i + 1, key: leaf.plain, partner: -1, twin: -1}
		if isHeading(leaf.tag) {
			u.kind = kindHeading
		}
		if row := rowOf(leaf); rows && row != nil {
			u.row, u.kind, u.hi, u.name = row, kindRow, row.last, rowName(d, row)
			u.key = d.reading(i, u.hi, " ")
		}
		i = u.hi
		out = append(out, u)
	}
	return out
}

// reading returns what the leaves [lo, hi) read.
func (d *doc) reading(lo, hi int, between string) string {
	var b strings.Builder
	for k := lo; k < hi; k++ {
		if b.Len() > 0 {
			b.WriteString(between)
		}
		b.WriteString(d.leaves[k].plain)
	}
	return b.String()
}

// rowOf returns the outermost table row around the leaf, or nil.
func rowOf(leaf *node) *node {
	var row *node
	for n := leaf.parent; n != nil; n = n.parent {
		if n.tag == "tr" {
			row = n
		}
	}
	return row
}

// fillBags counts the tokens of the units that have no equal on the other side; the weight of the others is
// estimated from their length, which spares cutting them into words.
func (c *comparison) fillBags(d *doc, us, others []unit) {
	twins := make(map[string]bool, len(others))
	for k := range others {
		twins[others[k].key] = true
	}
	for k := range us {
		if u := &us[k]; twins[u.key] {
			u.weight, u.nwords = int32(3*len(u.key)/5)+1, 1+strings.Count(u.key, " ")
		} else {
			c.fillBag(d, u)
		}
	}
}

// fillBag counts the tokens of a unit.
func (c *comparison) fillBag(d *doc, u *unit) {
	ids := c.unitIDs(d, u)
	u.nwords = 0
	for _, id := range ids {
		u.nwords += one(c.words.isWord(id))
	}
	u.bag, u.weight = c.bag(ids)
}

// unitIDs lists the tokens of a unit.
func (c *comparison) unitIDs(d *doc, u *unit) []int32 {
	var ids []int32
	for _, leaf := range d.leaves[u.lo:u.hi] {
		for _, t := range c.tokens(d, leaf).toks {
			ids = append(ids, t.id)
		}
	}
	return ids
}
