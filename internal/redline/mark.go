package redline

// clauseWriter writes the content of one clause with its marks.
type clauseWriter struct {
	w      *writer
	t      *tokens
	atoms  []atom
	runs   []runEnds
	base   marker
	dels   map[int]int  // atom -> gap whose deletion stands before it
	lead   map[int]bool // atoms before which, and before a deletion there, a space must be supplied
	trail  map[int]bool // the same after the deletion
	plan   *plan
	inLink bool    // a link stands around the clause
	open   *marker // mark that is open
	run    int     // of the open mark
	at     int     // last atom written that is no tag
	inner  []int   // closing items of the elements opened inside the open mark
}

// runEnds are the first and last atoms of a stretch under one mark.
type runEnds struct{ first, last int }

// clause writes the content of a leaf; base is what is common to its marks.
func (w *writer) clause(t *tokens, pl *plan, inLink bool, base marker) {
	cw := &clauseWriter{w: w, t: t, atoms: t.atoms(), base: base, plan: pl, inLink: inLink}
	states(cw.atoms, pl)
	cw.dels = deletionSpots(t, cw.atoms, pl)
	cw.supplySpaces()
	cw.findRuns()
	for x := range cw.atoms {
		cw.space(cw.lead[x])
		cw.deletion(x)
		cw.space(cw.trail[x])
		cw.atom(x)
	}
	cw.deletion(len(cw.atoms))
	cw.closeMark()
}

// supplySpaces finds the gaps whose white space belongs to a picture beside them, and would come and go with it,
// though it is in both texts.
func (cw *clauseWriter) supplySpaces() {
	cw.lead, cw.trail = map[int]bool{}, map[int]bool{}
	spots := map[int]int{}
	for x, k := range cw.dels {
		spots[k] = x
	}
	last, hasSpace := -1, false // the last atom of a token, and whether white space has come since
	for x := range cw.atoms {
		a := &cw.atoms[x]
		if a.tag || !a.token {
			hasSpace = hasSpace || !a.tag
			continue
		}
		g, k := &cw.plan.gaps[a.gap], a.gap
		spot, deleted := spots[k]
		beside := last >= 0 && cw.atoms[last].gap < k && (deleted || cw.atoms[last].mark != a.mark)
		if beside && !hasSpace && !g.spaceIns && cw.t.toks[k].space {
			if g.spaceOut && deleted {
				cw.lead[spot] = true
			} else {
				cw.trail[x] = true
			}
		}
		last, hasSpace = x, false
	}
}

// space writes a space outside any mark.
func (cw *clauseWriter) space(needed bool) {
	if needed {
		cw.closeMark()
		cw.w.str(" ")
	}
}

// findRuns numbers the stretches of atoms under one mark.
func (cw *clauseWriter) findRuns() {
	cw.runs = []runEnds{{}}
	last := -1
	for x := range cw.atoms {
		if _, ok := cw.dels[x]; ok {
			last = -1
		}
		a := &cw.atoms[x]
		if a.tag {
			continue
		}
		if a.mark == unmarked {
			last = -1
			continue
		}
		if last < 0 || cw.atoms[last].mark != a.mark || cw.atoms[last].link != a.link {
			cw.runs = append(cw.runs, runEnds{first: x})
		}
		a.run = len(cw.runs) - 1
		cw.runs[a.run].last = x
		last = x
	}
}

// atom writes one atom, opening and closing marks as needed.
func (cw *clauseWriter) atom(x int) {
	a := &cw.atoms[x]
	it := &cw.t.items[a.item]
	if a.tag {
		cw.tag(x, a, it)
		return
	}
	if cw.open != nil && cw.run != a.run {
		cw.closeMark()
	}
	if cw.open == nil && a.run > 0 {
		m := cw.base
		m.kind, m.link = a.mark, a.link
		m.inLink = m.inLink || cw.t.items[a.item].parent >= 0 // perhaps; then the jump is plain words
		cw.open, cw.run, cw.inner = &m, a.run, cw.inner[:0]
		m.inside = cw.runs[a.run].first != x
		cw.w.open(m)
	}
	cw.at = x
	if it.kind == itemWhole {
		cw.w.inner(it.raw, false)
	} else {
		cw.w.chars(cw.t.full[a.from:a.to])
	}
	if cw.open != nil && cw.runs[cw.run].last == x && len(cw.inner) == 0 {
		cw.closeMark()
	}
}

// tag writes a tag. An open mark goes on over an element that begins and ends inside it.
func (cw *clauseWriter) tag(x int, a *atom, it *item) {
	if cw.open != nil {
		switch {
		case it.kind == itemOpen && cw.endsBefore(it.match, cw.runs[cw.run].last):
			cw.inner = append(cw.inner, it.match)
		case it.kind == itemClose && len(cw.inner) > 0 && cw.inner[len(cw.inner)-1] == a.item:
			cw.inner = cw.inner[:len(cw.inner)-1]
		case it.kind == itemWhole:
		default:
			cw.closeMark()
		}
	}
	if it.kind == itemWhole {
		cw.w.inner(it.raw, false)
	} else {
		cw.w.tag(it.raw, false)
	}
}

// endsBefore reports whether the closing item comes before the atom.
func (cw *clauseWriter) endsBefore(item, last int) bool { return item < cw.atoms[last].item }

func (cw *clauseWriter) closeMark() {
	if cw.open == nil {
		return
	}
	m := *cw.open
	m.inside = cw.at != cw.runs[cw.run].last
	cw.w.close(m)
	cw.open = nil
}
