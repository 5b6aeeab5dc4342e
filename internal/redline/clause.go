package redline

import "sort"

// atom is the smallest piece of a clause that is written: a tag, (part of) a token, or white space.
type atom struct {
	item     int
	from, to int // in full
	gap      int // token, or gap before that token
	token    bool
	tag      bool // no characters
	mark     markKind
	link     *linkMark
	run      int // stretch of atoms under one mark; 0 for none
}

type markKind uint8

const (
	unmarked markKind = iota
	insMark
	delMark
	linkMarked
)

// atoms cuts a clause's items at its tokens.
func (t *tokens) atoms() []atom {
	out := make([]atom, 0, len(t.items)+2*len(t.toks))
	k := 0
	for x := range t.items {
		it := &t.items[x]
		switch {
		case it.kind != itemText && (it.kind != itemWhole || it.from == it.to):
			out = append(out, atom{item: x, from: it.from, to: it.from, gap: k, tag: true})
		case it.kind == itemWhole:
			a := atom{item: x, from: it.from, to: it.to, gap: k}
			if k < len(t.toks) && t.toks[k].from < it.to {
				a.token = true
				k++
			}
			out = append(out, a)
		default:
			out, k = t.textAtoms(out, x, k)
		}
	}
	return out
}

// textAtoms cuts a text item; k is the token at or after its beginning.
func (t *tokens) textAtoms(out []atom, x, k int) ([]atom, int) {
	it := &t.items[x]
	for pos := it.from; pos < it.to; {
		a := atom{item: x, from: pos, gap: k}
		switch {
		case k < len(t.toks) && t.toks[k].from <= pos:
			a.token, a.to = true, min(it.to, t.toks[k].to)
			if a.to == t.toks[k].to {
				k++
			}
		case k < len(t.toks):
			a.to = min(it.to, t.toks[k].from)
		default:
			a.to = it.to
		}
		out = append(out, a)
		pos = a.to
	}
	return out, k
}

// states gives the atoms their marks.
func states(atoms []atom, pl *plan) {
	for x := range atoms {
		a := &atoms[x]
		switch {
		case a.tag:
		case a.token && pl.ins[a.gap]:
			a.mark = insMark
		case a.token && pl.links[a.gap] != nil:
			a.mark, a.link = linkMarked, pl.links[a.gap]
		case !a.token && pl.gaps[a.gap].spaceIns:
			a.mark = insMark
		case !a.token && pl.inLink(a.gap):
			a.mark, a.link = linkMarked, pl.links[a.gap]
		}
	}
}

// inLink reports whether one changed link goes on over gap k.
func (pl *plan) inLink(k int) bool {
	return k > 0 && k < len(pl.links) && pl.links[k] != nil && pl.links[k] == pl.links[k-1]
}

// deletionSpots returns for each gap with a deletion the atom that it stands before.
func deletionSpots(t *tokens, atoms []atom, pl *plan) map[int]int {
	spots := map[int]int{}
	for k := range pl.gaps {
		g := &pl.gaps[k]
		if len(g.del) > 0 || g.delPre || g.delPost {
			spots[deletionSpot(t, atoms, g, k)] = k
		}
	}
	return spots
}

// deletionSpot finds where in gap k the deletion stands: on its side of the white space, and among the tags there
// where the open elements are most like those that the deleted words stood in.
func deletionSpot(t *tokens, atoms []atom, g *gap, k int) int {
	lo := sort.Search(len(atoms), func(x int) bool { return atoms[x].gap >= k })
	// Tags after the last piece of token k-1 count to gap k; those inside it to k-1.
	hi := lo
	for hi < len(atoms) && !(atoms[hi].token && atoms[hi].gap >= k) {
		hi++
	}
	if g.spaceOut {
		for x := lo; x < hi; x++ {
			if !atoms[x].tag {
				lo = x + 1
			}
		}
	} else {
		for x := lo; x < hi; x++ {
			if !atoms[x].tag {
				hi = x
			}
		}
	}
	var want []string
	if len(g.del) > 0 {
		want = stackOf(g.del[0].leaf.toks, g.del[0].leaf.toks.itemAt(g.del[0].k))
	}
	best, bestScore := lo, -1<<30
	for x := lo; x <= hi; x++ {
		have := stackBefore(t, atoms, x)
		common := commonPrefix(want, have)
		if score := common - 2*(len(have)-common); score > bestScore {
			best, bestScore = x, score
		}
	}
	return best
}

// itemAt returns the item in which token k begins.
func (t *tokens) itemAt(k int) int {
	from := t.toks[k].from
	return min(sort.Search(len(t.items), func(x int) bool { return t.items[x].to > from }), len(t.items)-1)
}

// stackOf returns the start tags around an item, from the outside in.
func stackOf(t *tokens, x int) []string {
	var out []string
	for p := t.items[x].parent; p >= 0; p = t.items[p].parent {
		out = append([]string{t.items[p].raw}, out...)
	}
	return out
}

// stackBefore returns the start tags that are open before atoms[x].
func stackBefore(t *tokens, atoms []atom, x int) []string {
	if x >= len(atoms) {
		return nil
	}
	it := atoms[x].item
	if t.items[it].kind == itemClose {
		// Its own element is still open.
		for o := it - 1; o >= 0; o-- {
			if t.items[o].kind == itemOpen && t.items[o].match == it {
				return append(stackOf(t, o), t.items[o].raw)
			}
		}
	}
	return stackOf(t, it)
}

func commonPrefix(a, b []string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}
