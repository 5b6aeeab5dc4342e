package manuscript

import (
	"slices"
	"strings"
)

// Merge makes one text of two that were made from one: what only one of them changed is taken from it. It is not clean
// where both changed the same lines, or lines that touch, to different words; then there is no text. The way is that of
// diff3 (Khanna, Kunal and Pierce, "A Formal Investigation of Diff3", 2007).
func Merge(base, mine, theirs string) (merged string, clean bool) {
	o, a, b := linesOf(base), linesOf(mine), linesOf(theirs)
	inA, inB := matches(o, a), matches(o, b)
	var out []string
	for at, i, j := 0, 0, 0; ; {
		if at < len(o) && inA[at] == i && inB[at] == j { // stands in all three
			out = append(out, o[at])
			at, i, j = at+1, i+1, j+1
			continue
		}
		end := at // of what is not the same in all: the next line that all have
		for end < len(o) && (inA[end] < 0 || inB[end] < 0) {
			end++
		}
		endA, endB := len(a), len(b)
		if end < len(o) {
			endA, endB = inA[end], inB[end]
		}
		part, ok := choose(o[at:end], a[i:endA], b[j:endB])
		if !ok {
			return "", false
		}
		out = append(out, part...)
		if at, i, j = end, endA, endB; end == len(o) {
			return strings.Join(out, ""), true
		}
	}
}

// choose takes the part that differs from what both were made from.
func choose(base, mine, theirs []string) ([]string, bool) {
	switch {
	case slices.Equal(mine, theirs), slices.Equal(base, theirs):
		return mine, true
	case slices.Equal(base, mine):
		return theirs, true
	}
	return nil, false
}

// linesOf cuts a text after each line end.
func linesOf(s string) []string {
	if s == "" {
		return nil
	}
	return slices.DeleteFunc(strings.SplitAfter(s, "\n"), func(l string) bool { return l == "" })
}

// matches says for each line of a text where it stands in another, or -1: a longest common subsequence.
func matches(old, now []string) []int {
	out := make([]int, len(old))
	for i := range out {
		out[i] = -1
	}
	from := 0
	for from < len(old) && from < len(now) && old[from] == now[from] {
		out[from] = from
		from++
	}
	end, gap := len(old), len(now)-len(old)
	for end > from && end+gap > from && old[end-1] == now[end+gap-1] {
		end--
		out[end] = end + gap
	}
	for i, at := range shortest(old[from:end], now[from:end+gap]) {
		if at >= 0 {
			out[from+i] = from + at
		}
	}
	return out
}

// stepsMax is how many lines may differ. Two texts that share less are not compared: all of one then differs.
const stepsMax = 2000

// shortest is matches by Myers' way ("An O(ND) Difference Algorithm", 1986), for the lines that differ.
func shortest(a, b []string) []int {
	out := make([]int, len(a))
	for i := range out {
		out[i] = -1
	}
	most := min(len(a)+len(b), stepsMax)
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

// back walks the trail back and notes the lines on its diagonals.
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
