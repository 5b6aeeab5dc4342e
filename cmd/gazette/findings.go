package main

import (
	"fmt"
	"io"
	"strings"

	"gazette/internal/rule"
	"gazette/internal/source"
)

// mostFindings is how many findings a terminal, or the log of a CI job, is told at once: what somebody reads.
const mostFindings = 100

// moreHint says how to see the findings that are not told.
const moreHint = "mend these first; gazette check --all tells every one, and so does --format json or sarif"

// printProblems lists the foremost problems, each with its line and the way out, then counts all of them.
func printProblems(w io.Writer, p palette, ps source.Problems) {
	shown := ps.Foremost(mostFindings)
	listProblems(w, p, shown)
	if len(ps) > 1 {
		fmt.Fprintf(w, "\n%s%s\n", p.bold(countOf(ps)), butShown(len(shown), len(ps)))
	}
	if len(shown) < len(ps) {
		fmt.Fprintf(w, "  %s %s\n", p.dim("hint:"), moreHint)
	}
}

// printAllProblems lists all problems, and counts them.
func printAllProblems(w io.Writer, p palette, ps source.Problems) {
	listProblems(w, p, ps)
	if len(ps) > 1 {
		fmt.Fprintf(w, "\n%s\n", p.bold(countOf(ps)))
	}
}

func listProblems(w io.Writer, p palette, ps source.Problems) {
	for i, problem := range ps {
		if i > 0 {
			fmt.Fprintln(w)
		}
		printProblem(w, p, problem)
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
