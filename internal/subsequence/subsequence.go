// Package subsequence finds what two lists have in common, in its order.
package subsequence

import "slices"

// Pair is an item of a list, and the equal one of another, by where they stand.
type Pair struct{ Old, New int }

// Common is a longest common subsequence of two lists. most is how many items may differ: of lists that differ in more,
// only what they begin and end with is compared.
func Common(old, now []string, most int) (out []Pair) {
	from := 0
	for from < len(old) && from < len(now) && old[from] == now[from] {
		out = append(out, Pair{from, from})
		from++
	}
	end, gap := len(old), len(now)-len(old)
	for end > from && end+gap > from && old[end-1] == now[end+gap-1] {
		end--
	}
	for i, at := range shortest(old[from:end], now[from:end+gap], most) {
		if at >= 0 {
			out = append(out, Pair{from + i, from + at})
		}
	}
	for ; end < len(old); end++ {
		out = append(out, Pair{end, end + gap})
	}
	return out
}

// shortest says for each item of a list where it stands in another, or -1, by Myers' way ("An O(ND) Difference
// Algorithm", 1986).
func shortest(a, b []string, most int) []int {
	out := slices.Repeat([]int{-1}, len(a))
	if len(a) == 0 || len(b) == 0 {
		return out
	}
	most = min(len(a)+len(b), most)
	at := make([]int, 2*most+2) // by diagonal: how far it has come
	var trail [][]int
	for d := 0; d <= most; d++ {
		trail = append(trail, slices.Clone(at[most-d:most+d+2]))
		for k := -d; k <= d; k += 2 {
			x := furthest(at, most, d, k)
			for x < len(a) && x-k < len(b) && a[x] == b[x-k] {
				x++
			}
			if at[most+k] = x; x >= len(a) && x-k >= len(b) {
				return back(out, trail, d, k, x)
			}
		}
	}
	return out
}

// furthest is where diagonal k begins at step d: from the one above or the one below, whichever has come further.
func furthest(at []int, most, d, k int) int {
	if k == -d || k != d && at[most+k-1] < at[most+k+1] {
		return at[most+k+1]
	}
	return at[most+k-1] + 1
}

// back walks the trail back and notes the items on its diagonals.
func back(out []int, trail [][]int, d, k, x int) []int {
	for ; d >= 0; d-- {
		at := trail[d] // at[k+d] is diagonal k
		var from, before int
		if d > 0 {
			if k == -d || k != d && at[k+d-1] < at[k+d+1] {
				before = k + 1
				from = at[k+d+1]
			} else {
				before = k - 1
				from = at[k+d-1] + 1
			}
		}
		for x > from {
			x--
			out[x] = x - k
		}
		if d > 0 {
			x = from
			if before == k-1 {
				x--
			}
			k = before
		}
	}
	return out
}
