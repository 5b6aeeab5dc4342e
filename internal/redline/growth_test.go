//go:build unix

package redline

import (
	"maps"
	"os"
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"
)

// TestTimeGrows compares texts of each kind with one of the same kind, and with paragraphs and lists, both ways, at one
// length and at four times it: the processor's time may grow with the length, not with its square.
func TestTimeGrows(t *testing.T) {
	if os.Getenv("GAZETTE_GROWTH") == "" {
		t.Skip("SKIPPED: GAZETTE_GROWTH is not set; .ci/run measures growth")
	}
	const (
		n      = 2_500
		times  = 4
		factor = 3                      // above what is proportional; 4 is the square
		floor  = 250 * time.Millisecond // below, other work counts more
	)
	for _, pair := range kindsCompared() {
		var small, large time.Duration
		steep := false
		for range 3 { // a busy machine may spoil one
			small, large = spent(t, pair[0], pair[1], n), spent(t, pair[0], pair[1], times*n)
			if steep = large > floor && large > time.Duration(times*factor*float64(max(small, floor/times))); !steep {
				break
			}
		}
		if steep {
			t.Errorf("%s and %s: %v for %d pieces, %v for %d", pair[0], pair[1], small, n, large, times*n)
		}
		t.Logf("%s and %s: %v, %v", pair[0], pair[1], small, large)
	}
}

// kindsCompared are the kinds of the old and the new texts.
func kindsCompared() (pairs [][2]string) {
	for _, kind := range slices.Sorted(maps.Keys(largeTexts)) {
		pairs = append(pairs, [2]string{kind, kind})
		for _, other := range []string{"lists", "paragraphs"} {
			if other != kind {
				pairs = append(pairs, [2]string{kind, other}, [2]string{other, kind})
			}
		}
	}
	return pairs
}

// spent is the time that the processor needs to compare two texts of n pieces.
func spent(t *testing.T, old, new string, n int) time.Duration {
	a, b := []byte(largeTexts[old](n, 1)), []byte(largeTexts[new](n, 3))
	runtime.GC() // of the texts before
	before := processor(t)
	Compare(a, b)
	return processor(t) - before
}

func processor(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano())
}
