package main

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"gazette/internal/printable"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// TestPrintableProblem: a problem is its own lines, whatever a file is called.
func TestPrintableProblem(t *testing.T) {
	var out bytes.Buffer
	evil := "a\n::error::b\x1b[2J\u202e"
	printProblems(&printable.Writer{To: &out}, palette{}, source.Problems{{Pos: source.Pos{File: evil, Line: 2, Col: 3}, Severity: rule.Error,
		Rule: rule.Import, Message: evil, Hint: evil, Excerpt: "x\x1b[2Jy"}})
	if strings.Count(out.String(), "\n") != 4 || strings.ContainsAny(out.String(), "\x1b\u202e") || strings.Contains(out.String(), "\n::") {
		t.Errorf("printed\n%q", out.String())
	}
}

// TestForemost: errors come before warnings, however late they stand, a rule leaves room for the others, and what is left
// out is counted.
func TestForemost(t *testing.T) {
	var ps source.Problems
	for i := range 1000 {
		ps = append(ps, source.Pos{File: "a.md", Line: i + 1}.Problem(rule.BrokenFragment, fmt.Sprint(i), ""))
	}
	for i := range ps {
		ps[i].Severity = rule.Warning
	}
	ps[999].More = 5
	ps = append(ps, source.Pos{File: "b.md", Line: 1}.Problem(rule.VagueLinkText, "vague", ""),
		source.Pos{File: "c.md", Line: 1}.Problem(rule.BrokenLink, "broken", ""))
	ps[1000].Severity, ps[1001].Severity = rule.Warning, rule.Error
	got := foremost(ps, 10)
	if len(got) != 10 || got[0].Message != "broken" || got[1].Message != "0" || got[8].Message != "7" || got[9].Message != "vague" {
		t.Errorf("%v", got)
	}
	if n := ps.Total(rule.Warning); n != 1006 {
		t.Errorf("%d warnings are counted", n)
	}
	if few := foremost(ps[:10], 10); &few[0] != &ps[0] {
		t.Error("what is few enough is not what it was")
	}
}
