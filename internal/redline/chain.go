package redline

import "slices"

// edge says that a[i] and b[j] may belong together, and how much that would be worth.
type edge struct {
	i, j  int
	score float64
}

// heaviest returns the edges of the greatest total score that can all hold when neither side is reordered: strictly
// rising in i and in j. edges must be sorted by i, then j; size is one more than the greatest j allows.
func heaviest(edges []edge, size int) []edge {
	if len(edges) == 0 {
		return nil
	}
	total := make([]float64, len(edges))
	prev := make([]int, len(edges))
	tree := make([]int, size+1) // Fenwick tree over j: number+1 of the edge with the greatest total up to there
	last := -1
	for lo := 0; lo < len(edges); {
		hi := lo
		for hi < len(edges) && edges[hi].i == edges[lo].i {
			hi++
		}
		for k := lo; k < hi; k++ {
			prev[k] = -1
			total[k] = edges[k].score
			if p := greatest(tree, total, edges[k].j); p >= 0 {
				prev[k] = p
				total[k] += total[p]
			}
		}
		for k := lo; k < hi; k++ {
			raise(tree, total, edges[k].j+1, k)
			if last < 0 || total[k] > total[last] {
				last = k
			}
		}
		lo = hi
	}
	var out []edge
	for k := last; k >= 0; k = prev[k] {
		out = append(out, edges[k])
	}
	slices.Reverse(out)
	return out
}

// greatest returns the edge of the greatest total among those with j below the given one, or -1.
func greatest(tree []int, total []float64, j int) int {
	best := -1
	for x := j; x > 0; x -= x & -x {
		if k := tree[x] - 1; k >= 0 && (best < 0 || total[k] > total[best]) {
			best = k
		}
	}
	return best
}

// raise enters edge k at place x.
func raise(tree []int, total []float64, x, k int) {
	for ; x < len(tree); x += x & -x {
		if tree[x] == 0 || total[k] > total[tree[x]-1] {
			tree[x] = k + 1
		}
	}
}
