package source

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gazette/internal/rule"
)

// TestFew: of each rule in each file the first problems stay, in their order, and the last says how many more there are.
func TestFew(t *testing.T) {
	var ps Problems
	for i := range 3 * most {
		for _, file := range []string{"a.md", "b.md"} {
			ps = append(ps, Pos{File: file, Line: i + 1}.Problem(rule.BrokenLink, fmt.Sprint("link ", i), "hint"))
		}
		if i < most {
			ps = append(ps, Pos{File: "a.md", Line: i + 1}.Problem(rule.BrokenFragment, "fragment", "hint"))
		}
	}
	got := ps.Few()
	if len(got) != 3*most {
		t.Fatalf("%d are left of %d", len(got), len(ps))
	}
	more := 0
	for i, p := range got {
		if strings.Contains(p.Message, "more of this kind") {
			more++
			if want := fmt.Sprintf("link %d; %d more of this kind are in this file", most-1, 2*most); p.Message != want {
				t.Errorf("%d: %q, want %q", i, p.Message, want)
			}
		}
	}
	if more != 2 || strings.Contains(ps[3*most].Message, "more of") {
		t.Errorf("%d say how many more there are, want one of each file", more)
	}
	if again := got.Few(); !slices.Equal(again, got) {
		t.Errorf("a second look changes what is told: %v", again)
	}
	// Lists that were cut are put together: of a.md's links there are six times as many as are told.
	if both := append(slices.Clone(got), ps.Few()...).Few(); both.Error() == got.Error() || !strings.Contains(both.Error(),
		fmt.Sprintf("; %d more of this kind", 5*most)) || strings.Count(both.Error(), "more of this kind") != 3 {
		t.Errorf("together: %v", both)
	}
}
