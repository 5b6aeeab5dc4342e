package source

import (
	"cmp"
	"slices"

	"gazette/internal/rule"
)

// Foremost returns the n problems to be told first: the more severe before the less severe, and of as many rules as there
// is room for, since a hundred of one rule say no more than ten. Within a severity they stay in their order. Of n or
// fewer it returns all, as they are.
func (ps Problems) Foremost(n int) Problems {
	if len(ps) <= n {
		return ps
	}
	type kind struct {
		severity rule.Severity
		rule     rule.Rule
	}
	turn, seen := make([]int, len(ps)), map[kind]int{} // which one of its kind a problem is
	order := make([]int, len(ps))
	for i, p := range ps {
		k := kind{p.Severity, p.Rule}
		order[i], turn[i] = i, seen[k]
		seen[k]++
	}
	severer := func(i, j int) int { return cmp.Compare(ps[j].Severity, ps[i].Severity) }
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(severer(i, j), cmp.Compare(turn[i], turn[j]), cmp.Compare(i, j))
	})
	order = order[:n]
	slices.SortFunc(order, func(i, j int) int { return cmp.Or(severer(i, j), cmp.Compare(i, j)) })
	out := make(Problems, n)
	for i, at := range order {
		out[i] = ps[at]
	}
	return out
}

// Total returns how many problems there are of exactly a severity, with those that Few left out.
func (ps Problems) Total(s rule.Severity) int {
	n := 0
	for _, p := range ps {
		if p.Severity == s {
			n += 1 + p.More
		}
	}
	return n
}
