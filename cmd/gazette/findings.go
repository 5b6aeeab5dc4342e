package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"gazette/internal/rule"
	"gazette/internal/source"
)

// mostFindings is how many findings a terminal, or the log of a CI job, is told at once: what somebody reads.
const mostFindings = 100

// moreHint says how to see the findings that are not told.
const moreHint = "fix these first; gazette check --all lists every finding, and so does --format json or sarif"

// printProblems lists the foremost problems, each with its line and the way out, then counts all of them.
func printProblems(w io.Writer, p palette, ps source.Problems) {
	printFirst(w, p, ps, foremost(ps, mostFindings))
}

func printFirst(w io.Writer, p palette, ps, shown source.Problems) {
	for i, problem := range shown {
		if i > 0 {
			fmt.Fprintln(w)
		}
		printProblem(w, p, problem)
	}
	if len(ps) > 1 {
		fmt.Fprintf(w, "\n%s%s\n", p.bold(countOf(ps)), butShown(len(shown), len(ps)))
	}
	if len(shown) < len(ps) {
		fmt.Fprintf(w, "  %s %s\n", p.dim("hint:"), moreHint)
	}
}

// butShown says how many of all findings are told, if not all are.
func butShown(shown, all int) string {
	if shown == all {
		return ""
	}
	return fmt.Sprintf("; the %d most serious are shown", shown)
}

// countOf says how many problems of each kind there are, with those that are not told.
func countOf(ps source.Problems) string {
	var parts []string
	for _, s := range []rule.Severity{rule.Error, rule.Warning, rule.Note} {
		if n := ps.Total(s); n > 0 {
			parts = append(parts, counted(n, s.String()))
		}
	}
	return strings.Join(parts, ", ")
}

// foremost returns the n problems to be told first: the more severe before the less severe, and of as many rules as
// there is room for, since a hundred of one rule say no more than ten. Within a severity they stay in their order. Of n
// or fewer it returns all, as they are.
func foremost(ps source.Problems, n int) source.Problems {
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
	out := make(source.Problems, n)
	for i, at := range order {
		out[i] = ps[at]
	}
	return out
}
