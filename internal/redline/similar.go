package redline

import (
	"math"
	"slices"
)

// bag sorts and counts ids.
func (c *comparison) bag(ids []int32) ([]weighted, int32) {
	slices.Sort(ids)
	bag := make([]weighted, 0, len(ids))
	total := int32(0)
	for _, id := range ids {
		total += c.words.infos[id].weight
		if k := len(bag) - 1; k >= 0 && bag[k].id == id {
			bag[k].n++
		} else {
			bag = append(bag, weighted{id, 1})
		}
	}
	return bag, total
}

// shared returns the weight of what two bags have in common.
func (c *comparison) shared(a, b []weighted) int32 {
	sum := int32(0)
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].id < b[j].id:
			i++
		case a[i].id > b[j].id:
			j++
		default:
			sum += min(a[i].n, b[j].n) * c.words.infos[a[i].id].weight
			i, j = i+1, j+1
		}
	}
	return sum
}

// similarity returns the weight two units share and their likeness from 0 to 1 (Dice).
func (c *comparison) similarity(u, v *unit) (int32, float64) {
	if u.key == v.key {
		return u.weight, 1
	}
	s := c.shared(u.bag, v.bag)
	if u.weight+v.weight == 0 {
		return 0, 0
	}
	return s, 2 * float64(s) / float64(u.weight+v.weight)
}

// candidates returns, sorted, the pairs of units that may be versions of each other.
func (c *comparison) candidates(us, vs []unit, least float64) []edge {
	edges := append(twins(us, vs), c.namesakes(us, vs)...)
	index, work := c.index(us, vs)
	counts := make([]int32, len(vs))
	var touched []int
	for i := range us {
		u := &us[i]
		touched = touched[:0]
		for _, t := range u.bag {
			if int(t.id) >= len(work) || !work[t.id] {
				continue
			}
			for _, p := range index[t.id] {
				if counts[p.id] == 0 {
					touched = append(touched, int(p.id))
				}
				counts[p.id] += min(p.n, t.n) * c.words.infos[t.id].weight
			}
		}
		edges = c.best(edges, us, vs, i, touched, counts, least)
		for _, j := range touched {
			counts[j] = 0
		}
	}
	slices.SortFunc(edges, func(a, b edge) int {
		if a.i != b.i {
			return a.i - b.i
		}
		return a.j - b.j
	})
	for k := range edges {
		edges[k].score += neighbours(us, vs, edges[k])
	}
	return edges
}

// best appends the likeliest partners of us[i] among the touched.
func (c *comparison) best(edges []edge, us, vs []unit, i int, touched []int, counts []int32, least float64) []edge {
	if len(touched) > maxPerUnit {
		slices.SortFunc(touched, func(a, b int) int {
			// The sharing counted so far, against the longer of the two.
			x := int64(counts[a]) * int64(us[i].weight+vs[b].weight)
			y := int64(counts[b]) * int64(us[i].weight+vs[a].weight)
			switch {
			case x > y:
				return -1
			case x < y:
				return 1
			}
			return a - b
		})
	}
	for _, j := range touched[:min(len(touched), maxPerUnit)] {
		if us[i].key == vs[j].key || us[i].twin == j || distinct(us, vs, i, j) ||
			(us[i].kind == kindRow) != (vs[j].kind == kindRow) {
			continue
		}
		need := least
		if us[i].kind != vs[j].kind {
			need += otherKind
		}
		if s, like := c.similarity(&us[i], &vs[j]); like >= need {
			edges = append(edges, edge{i: i, j: j, score: float64(s) * like})
		}
	}
	return edges
}

// twins returns the pairs of units that read the same. Of many equal ones only those of about the same rank pair.
func twins(us, vs []unit) []edge {
	places := make(map[string][]int, len(vs))
	for j := range vs {
		places[vs[j].key] = append(places[vs[j].key], j)
	}
	rank := make(map[string]int)
	var edges []edge
	for i := range us {
		ps := places[us[i].key]
		if len(ps) == 0 {
			continue
		}
		r := rank[us[i].key]
		rank[us[i].key] = r + 1
		lo := max(0, min(r-maxTwins/2, len(ps)-maxTwins))
		for _, j := range ps[lo:min(len(ps), lo+maxTwins)] {
			if (us[i].kind == kindRow) != (vs[j].kind == kindRow) {
				continue
			}
			edges = append(edges, edge{i: i, j: j, score: float64(us[i].weight) + 1})
		}
	}
	return edges
}

// neighbours returns the bonus of a pair whose neighbours read the same too: it tells apart clauses that occur more
// than once.
func neighbours(us, vs []unit, e edge) float64 {
	bonus := 0.0
	if e.i > 0 && e.j > 0 && us[e.i-1].key == vs[e.j-1].key || e.i == 0 && e.j == 0 {
		bonus += neighbourBonus
	}
	if e.i+1 < len(us) && e.j+1 < len(vs) && us[e.i+1].key == vs[e.j+1].key || e.i+1 == len(us) && e.j+1 == len(vs) {
		bonus += neighbourBonus
	}
	// Much the same place in the text, as a last resort.
	return bonus + placeBonus/(1+math.Abs(float64(e.i)/float64(len(us))-float64(e.j)/float64(len(vs)))*placeFall)
}

// index lists for each token the units of vs that have it, and chooses the tokens to look up: the rarest, as many
// as the work allows, so that a text of one repeated word costs no more than any other.
func (c *comparison) index(us, vs []unit) ([][]weighted, []bool) {
	n := len(c.words.infos)
	index, inOld := make([][]weighted, n), make([]int, n)
	for j := range vs {
		for _, t := range vs[j].bag {
			index[t.id] = append(index[t.id], weighted{int32(j), t.n})
		}
	}
	for i := range us {
		for _, t := range us[i].bag {
			inOld[t.id]++
		}
	}
	order := make([]int, 0, n)
	for id := range index {
		if inOld[id] > 0 && len(index[id]) > 0 {
			order = append(order, id)
		}
	}
	cost := func(id int) int { return inOld[id] * len(index[id]) }
	slices.SortFunc(order, func(a, b int) int {
		if d := cost(a) - cost(b); d != 0 {
			return d
		}
		return a - b
	})
	use, left := make([]bool, n), maxWork
	for _, id := range order {
		if left -= cost(id); left < 0 {
			break
		}
		use[id] = true
	}
	return index, use
}
