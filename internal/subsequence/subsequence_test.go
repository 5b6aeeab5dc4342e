package subsequence

import (
	"testing"

	"pgregory.net/rapid"
)

// TestCommon: what is said to be common is, its order is kept, and no longer one is missed.
func TestCommon(t *testing.T) {
	lists := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "d"}), 0, 14)
	rapid.Check(t, func(t *rapid.T) {
		a, b := lists.Draw(t, "a"), lists.Draw(t, "b")
		got := Common(a, b, 100)
		last := Pair{-1, -1}
		for _, p := range got {
			if p.Old <= last.Old || p.New <= last.New || a[p.Old] != b[p.New] {
				t.Fatalf("%v of %q and %q", got, a, b)
			}
			last = p
		}
		if want := longest(a, b); len(got) != want {
			t.Fatalf("%d of %q and %q are common, %d were found", want, a, b, len(got))
		}
	})
}

// longest is how long the longest common subsequence is, by the definition.
func longest(a, b []string) int {
	before := make([]int, len(b)+1)
	for i := range a {
		row := make([]int, len(b)+1)
		for j := range b {
			if row[j+1] = max(before[j+1], row[j]); a[i] == b[j] {
				row[j+1] = before[j] + 1
			}
		}
		before = row
	}
	return before[len(b)]
}

// TestCommonBound: lists that differ in more than may differ have in common what they begin and end with.
func TestCommonBound(t *testing.T) {
	a, b := []string{"1", "x", "2", "y", "3", "9"}, []string{"1", "u", "2", "v", "3", "9"}
	if got := Common(a, b, 4); len(got) != 4 {
		t.Errorf("of two changes: %v", got)
	}
	if got := Common(a, b, 3); len(got) != 3 || got[2] != (Pair{5, 5}) {
		t.Errorf("bounded: %v", got)
	}
}
