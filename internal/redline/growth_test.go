//go:build unix

package redline

import (
	"maps"
	"slices"
	"testing"

	"gazette/internal/fixture"
)

// TestTimeGrows compares texts of each kind with one of the same kind, and with lists, and paragraphs with it: the
// time may grow with their length, not with its square.
func TestTimeGrows(t *testing.T) {
	for _, pair := range kindsCompared() {
		fixture.Grows(t, pair[0]+" and "+pair[1], 2_500, func(n int) func() {
			old, new := []byte(largeTexts[pair[0]](n, 1)), []byte(largeTexts[pair[1]](n, 3))
			return func() { Compare(old, new) }
		})
	}
}

// kindsCompared are the kinds of the old and the new texts.
func kindsCompared() (pairs [][2]string) {
	for _, kind := range slices.Sorted(maps.Keys(largeTexts)) {
		pairs = append(pairs, [2]string{kind, kind}, [2]string{kind, "lists"}, [2]string{"paragraphs", kind})
	}
	return pairs
}
