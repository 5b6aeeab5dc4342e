package redline

import (
	"slices"
	"strings"
)

// tidy makes the runs readable: it drops those that would leave common words standing alone between marks, grows
// marks to compounds in Chinese and Japanese, and moves marks to where sentences begin.
func (d *differ) tidy(a, b []int32, runs []run) []run {
	runs = d.dropSmall(a, b, runs)
	runs = d.growMarks(a, b, runs)
	runs = d.dropSmall(a, b, runs)
	d.slide(a, b, runs)
	return d.dropAll(a, b, runs)
}

func (d *differ) weigh(ids []int32) int32 {
	sum := int32(0)
	for _, id := range ids {
		sum += d.words.infos[id].weight
	}
	return sum
}

// dropSmall drops the runs that are too light for the changes on both sides of them, until none is: a common word
// between two changed ones, a few between two changed sentences.
func (d *differ) dropSmall(a, b []int32, runs []run) []run {
	for {
		kept := runs[:0:len(runs)]
		dropped := false
		for k, r := range runs {
			if d.isSmall(a, b, runs, kept, k) {
				dropped = true
				continue
			}
			kept = append(kept, r)
		}
		runs = kept
		if !dropped {
			return runs
		}
	}
}

// isSmall reports whether runs[k] is not worth keeping; kept are the runs before it that stay.
func (d *differ) isSmall(a, b []int32, runs, kept []run, k int) bool {
	r := runs[k]
	ai, bj := 0, 0
	if len(kept) > 0 {
		last := kept[len(kept)-1]
		ai, bj = last.i+last.n, last.j+last.n
	}
	ae, be := len(a), len(b)
	if k+1 < len(runs) {
		ae, be = runs[k+1].i, runs[k+1].j
	}
	left := max(d.weigh(a[ai:r.i]), d.weigh(b[bj:r.j]))
	right := max(d.weigh(a[r.i+r.n:ae]), d.weigh(b[r.j+r.n:be]))
	if d.figures(a[ai:r.i], b[bj:r.j]) && d.figures(a[r.i+r.n:ae], b[r.j+r.n:be]) {
		return d.counterOnly(a[r.i : r.i+r.n])
	}
	if d.oneWord(a[ai:r.i], b[bj:r.j]) && d.oneWord(a[r.i+r.n:ae], b[r.j+r.n:be]) && d.wordCount(a[r.i:r.i+r.n]) > 0 {
		return false // [-à-]{+en+} ce [-moment-]{+temps+}
	}
	edit := min(left, right)
	return d.weigh(a[r.i:r.i+r.n]) <= min(edit, keepBase+edit/keepPerEdit, keepWeight)
}

// oneWord reports whether a change is of one word of a script with words into another, or puts one in or out.
func (d *differ) oneWord(a, b []int32) bool {
	for _, id := range slices.Concat(a, b) {
		if d.words.dense(id) {
			return false
		}
	}
	n, m := d.wordCount(a), d.wordCount(b)
	return n <= 1 && m <= 1 && n+m > 0
}

// figures reports whether a change is of one figure or address into another: such changes are read one by one,
// however short the words between them.
func (d *differ) figures(a, b []int32) bool {
	if len(a) == 0 || len(b) == 0 || len(a) > 3 || len(b) > 3 {
		return false
	}
	for _, side := range [][]int32{a, b} {
		for _, id := range side {
			if s := d.words.infos[id]; s.script != mark && !strings.ContainsAny(s.text, "0123456789@/") {
				return false
			}
		}
	}
	return d.wordCount(a) > 0 && d.wordCount(b) > 0
}

// counterOnly reports whether there is no word of its own in ids: punctuation, or one character as in 2024年4月3日.
func (d *differ) counterOnly(ids []int32) bool {
	dense := 0
	for _, id := range ids {
		if s := d.words.infos[id].script; s == spaced || s == unspaced {
			return false
		}
		dense += one(d.words.dense(id))
	}
	return dense < 2
}

func (d *differ) wordCount(ids []int32) int {
	n := 0
	for _, id := range ids {
		n += one(d.words.isWord(id))
	}
	return n
}

// dropAll drops every run of a clause that is mostly rewritten: then old and new are read better one after the other.
func (d *differ) dropAll(a, b []int32, runs []run) []run {
	if max(len(a), len(b)) <= wholeTokens {
		return runs
	}
	sum := int32(0)
	for _, r := range runs {
		w := d.weigh(a[r.i : r.i+r.n])
		if w >= wholeWeight {
			return runs
		}
		sum += w
	}
	if wholeShare*sum < min(d.weigh(a), d.weigh(b)) {
		return nil
	}
	return runs
}

// slide moves a pure insertion or deletion along equal words to where it reads best: "a. [b. ]c" rather than
// "a[. b]. c" or "We [keep it. We ]sell it".
func (d *differ) slide(a, b []int32, runs []run) {
	for k := 0; k+1 < len(runs); k++ {
		p, q := &runs[k], &runs[k+1]
		side, from, to := b, p.j+p.n, q.j
		if q.j == p.j+p.n {
			side, from, to = a, p.i+p.n, q.i
		} else if q.i != p.i+p.n {
			continue
		}
		bestShift, bestScore := 0, d.edgeScore(side, from, to)
		for s := 1; s < p.n && side[from-s] == side[to-s]; s++ {
			if score := d.edgeScore(side, from-s, to-s); score > bestScore {
				bestShift, bestScore = -s, score
			}
		}
		for s := 1; s < q.n && side[from+s-1] == side[to+s-1]; s++ {
			if score := d.edgeScore(side, from+s, to+s); score > bestScore {
				bestShift, bestScore = s, score
			}
		}
		p.n += bestShift
		q.i, q.j, q.n = q.i+bestShift, q.j+bestShift, q.n-bestShift
	}
}

// edgeScore says how well a mark over ids[from:to] reads.
func (d *differ) edgeScore(ids []int32, from, to int) int {
	score := 0
	if from > 0 {
		before := d.words.infos[ids[from-1]]
		if before.ends {
			score += 4
		} else if before.script == mark {
			score += 2
		}
	}
	if last := d.words.infos[ids[to-1]]; last.ends {
		score += 2
	} else if last.script == mark {
		score++
	}
	if d.words.infos[ids[from]].script == mark {
		score--
	}
	return score
}
