package redline

// prepareMove makes the change of a moved unit: it compares its words at the two places.
func (e *emitter) prepareMove(m *move) {
	e.r.Stats.ClausesMoved++
	m.change = &Change{Kind: Moved}
	m.plans, m.alone = map[*node]*plan{}, map[*node]bool{}
	var spans spanList
	for k, g := range e.movedGroups(m) {
		if k > 0 {
			spans.add(Equal, " | ")
		}
		e.movedPair(m, g, &spans)
	}
	ch := m.change
	ch.Spans = spans.spans()
	ch.OldText, ch.NewText = sides(ch.Spans)
	ch.Edited = !onlyEqual(ch.Spans)
	e.r.Stats.ClausesMovedChanged += one(ch.Edited)
}

// movedGroups pairs the clauses of a moved unit: a clause with itself, the cells of a row.
func (e *emitter) movedGroups(m *move) []group {
	if m.old.row != nil && m.new.row != nil {
		return e.c.cells(m.old.row, m.new.row)
	}
	return []group{{oldLo: m.old.lo, oldHi: m.old.hi, newLo: m.new.lo, newHi: m.new.hi}}
}

// movedPair compares the words of a pair of clauses in a moved unit.
func (e *emitter) movedPair(m *move, g group, spans *spanList) {
	switch {
	case g.oldLo == g.oldHi:
		for _, leaf := range e.c.new.leaves[g.newLo:g.newHi] {
			m.alone[leaf] = true
			e.r.Stats.WordsInserted += e.c.countWords(e.c.new, leaf)
			spans.add(Insert, leaf.plain)
		}
	case g.newLo == g.newHi:
		for _, leaf := range e.c.old.leaves[g.oldLo:g.oldHi] {
			m.alone[leaf] = true
			e.r.Stats.WordsDeleted += e.c.countWords(e.c.old, leaf)
			spans.add(Delete, leaf.plain)
		}
	default:
		p := e.c.planGroup(g)
		e.countPlan(p)
		for _, leaf := range e.c.new.leaves[g.newLo:g.newHi] {
			m.plans[leaf] = p.plans[leaf]
			e.linkChanges(leaf, p.plans[leaf])
		}
		for _, s := range p.spans() {
			spans.add(s.Op, s.Text)
		}
	}
}

func onlyEqual(spans []Span) bool {
	for _, s := range spans {
		if s.Op != Equal {
			return false
		}
	}
	return true
}
