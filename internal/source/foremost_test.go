package source

import (
	"fmt"
	"testing"

	"gazette/internal/rule"
)

// TestForemost: errors come before warnings, however late they stand, a rule leaves room for the others, and what is left
// out is counted.
func TestForemost(t *testing.T) {
	var ps Problems
	for i := range 1000 {
		ps = append(ps, Pos{File: "a.md", Line: i + 1}.Problem(rule.BrokenFragment, fmt.Sprint(i), ""))
	}
	for i := range ps {
		ps[i].Severity = rule.Warning
	}
	ps[999].More = 5
	ps = append(ps, Pos{File: "b.md", Line: 1}.Problem(rule.VagueLinkText, "vague", ""),
		Pos{File: "c.md", Line: 1}.Problem(rule.BrokenLink, "broken", ""))
	ps[1000].Severity, ps[1001].Severity = rule.Warning, rule.Error
	got := ps.Foremost(10)
	if len(got) != 10 || got[0].Message != "broken" || got[1].Message != "0" || got[8].Message != "7" || got[9].Message != "vague" {
		t.Errorf("%v", got)
	}
	if n := ps.Total(rule.Warning); n != 1006 {
		t.Errorf("%d warnings are counted", n)
	}
	if few := ps[:10].Foremost(10); &few[0] != &ps[0] {
		t.Error("what is few enough is not what it was")
	}
}
