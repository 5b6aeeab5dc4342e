package manuscript

import (
	"slices"
	"strings"

	"gazette/internal/subsequence"
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

// stepsMax is how many lines may differ. Two texts that share less are not compared: all of one then differs.
const stepsMax = 2000

// matches says for each line of a text where it stands in another, or -1: a longest common subsequence.
func matches(old, now []string) []int {
	out := slices.Repeat([]int{-1}, len(old))
	for _, p := range subsequence.Common(old, now, stepsMax) {
		out[p.Old] = p.New
	}
	return out
}
