package redline

// run is a stretch of tokens that both sides have: a[i:i+n] and b[j:j+n].
type run struct{ i, j, n int }

// differ compares sequences of token ids. Its buffers are reused.
type differ struct {
	words        *vocabulary
	collocations *collocations
	best         []int32
	match        []int32
	from         []uint8
	cells        int // left to spend in this comparison; counted, not timed, so that the result is always the same
}

// Where a cell of the table came from.
const (
	fromAbove uint8 = iota
	fromLeft
	fromMatch
	afterMatch uint8 = 4 // flag: the match goes on from the match before
)

// compare returns the runs of a and b: the ones that keep most of the text in the fewest pieces.
func (d *differ) compare(a, b []int32) []run {
	n, m := len(a), len(b)
	pre := 0
	for pre < n && pre < m && a[pre] == b[pre] {
		pre++
	}
	suf := 0
	for suf < n-pre && suf < m-pre && a[n-1-suf] == b[m-1-suf] {
		suf++
	}
	var runs []run
	if pre > 0 {
		runs = append(runs, run{0, 0, pre})
	}
	for _, r := range d.middle(a[pre:n-suf], b[pre:m-suf]) {
		runs = appendRun(runs, run{r.i + pre, r.j + pre, r.n})
	}
	if suf > 0 {
		runs = appendRun(runs, run{n - suf, m - suf, suf})
	}
	return runs
}

// appendRun appends r, joined to the last run if it goes on from it.
func appendRun(runs []run, r run) []run {
	if k := len(runs) - 1; k >= 0 && runs[k].i+runs[k].n == r.i && runs[k].j+runs[k].n == r.j {
		runs[k].n += r.n
		return runs
	}
	return append(runs, r)
}

// middle compares two sequences that begin and end differently.
func (d *differ) middle(a, b []int32) []run {
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	if cells := len(a) * len(b); cells <= maxCells && cells <= d.cells {
		d.cells -= cells
		return d.table(a, b)
	}
	return d.anchored(a, b)
}

// table finds the heaviest common subsequence, each of its runs charged openCost (Needleman and Wunsch, with
// Gotoh's affine gaps turned round: here what is equal is charged for being interrupted).
func (d *differ) table(a, b []int32) []run {
	m := len(b)
	w := m + 1
	d.best, d.match = filled(d.best, w, 0), filled(d.match, w, unequal)
	if cap(d.from) < len(a)*m {
		d.from = make([]uint8, len(a)*m+len(a)*m/4)
	}
	from := d.from[:len(a)*m]
	for i, x := range a {
		row := from[i*m : i*m+m]
		weight := d.words.infos[x].weight
		diagBest, diagMatch := int32(0), unequal // of the row above, one to the left
		left := int32(0)
		best, match := d.best[1:w], d.match[1:w]
		for j := range row {
			up, upMatch := best[j], match[j]
			b0, src := up, fromAbove
			if left > b0 {
				b0, src = left, fromLeft
			}
			cur := unequal
			if b[j] == x {
				fresh := diagBest - openCost
				cur = weight + fresh
				flag := uint8(0)
				if diagMatch != unequal && diagMatch >= fresh {
					cur, flag = weight+diagMatch, afterMatch
				}
				if cur > b0 {
					b0, src = cur, fromMatch
				}
				src |= flag
			}
			row[j] = src
			diagBest, diagMatch = up, upMatch
			best[j], match[j] = b0, cur
			left = b0
		}
	}
	return trace(from, len(a), m)
}

// trace reads the runs from the filled table, last to first.
func trace(from []uint8, n, m int) []run {
	var back []run
	for i, j := n-1, m-1; i >= 0 && j >= 0; {
		switch from[i*m+j] &^ afterMatch {
		case fromAbove:
			i--
		case fromLeft:
			j--
		default:
			length := 1
			for from[i*m+j]&afterMatch != 0 {
				i, j = i-1, j-1
				length++
			}
			back = append(back, run{i, j, length})
			i, j = i-1, j-1
		}
	}
	runs := make([]run, 0, len(back))
	for k := len(back) - 1; k >= 0; k-- {
		runs = appendRun(runs, back[k])
	}
	return runs
}

// unequal is the worth of ending with two words that are not equal.
const unequal int32 = -1 << 30

// filled returns a slice of n values v, in s if there is room.
func filled(s []int32, n int, v int32) []int32 {
	if cap(s) < n {
		s = make([]int32, n)
	}
	s = s[:n]
	for k := range s {
		s[k] = v
	}
	return s
}

// anchored compares sequences too long for a table: it pins them together at the three-word phrases that each has
// once, and compares what is between.
func (d *differ) anchored(a, b []int32) []run {
	anchors := phraseAnchors(a, b)
	if len(anchors) == 0 {
		return nil
	}
	var runs []run
	i, j := 0, 0
	for _, p := range append(anchors, run{len(a), len(b), 0}) {
		if p.i < i || p.j < j {
			continue
		}
		for _, r := range d.compareWithin(a[i:p.i], b[j:p.j]) {
			runs = appendRun(runs, run{r.i + i, r.j + j, r.n})
		}
		if p.n > 0 {
			runs = appendRun(runs, p)
		}
		i, j = p.i+p.n, p.j+p.n
	}
	return runs
}

// compareWithin compares what is between two anchors; what is still too long counts as replaced.
func (d *differ) compareWithin(a, b []int32) []run {
	if len(a)*len(b) > min(maxCells, d.cells) {
		n := 0
		for n < len(a) && n < len(b) && a[n] == b[n] {
			n++
		}
		if n == 0 {
			return nil
		}
		return []run{{0, 0, n}}
	}
	return d.compare(a, b)
}

// phraseAnchors returns the longest increasing sequence of phrases of three tokens that are unique on both sides.
func phraseAnchors(a, b []int32) []run {
	type phrase [3]int32
	type places struct{ na, nb, i, j int }
	seen := make(map[phrase]*places, len(a))
	for i := 0; i+3 <= len(a); i++ {
		k := phrase(a[i : i+3])
		if p := seen[k]; p != nil {
			p.na++
		} else {
			seen[k] = &places{na: 1, i: i}
		}
	}
	for j := 0; j+3 <= len(b); j++ {
		if p := seen[phrase(b[j:j+3])]; p != nil {
			p.nb++
			p.j = j
		}
	}
	var edges []edge
	for i := 0; i+3 <= len(a); i++ {
		if p := seen[phrase(a[i:i+3])]; p.na == 1 && p.nb == 1 {
			edges = append(edges, edge{i: i, j: p.j, score: 1})
		}
	}
	var runs []run
	for _, e := range heaviest(edges, len(b)) {
		if k := len(runs) - 1; k >= 0 && (runs[k].i+runs[k].n > e.i || runs[k].j+runs[k].n > e.j) {
			// The next phrase overlaps this one: one longer stretch, if both move on together.
			if e.i-runs[k].i == e.j-runs[k].j {
				runs[k].n = e.i + 3 - runs[k].i
			}
			continue
		}
		runs = appendRun(runs, run{e.i, e.j, 3})
	}
	return runs
}
