//go:build unix

package markdown

import (
	"os"
	"runtime"
	"syscall"
	"testing"
	"time"
)

// TestGrowth sets each heavy text at one length and at four times it: the
// processor's time may grow with the length, not with its square. It compares
// the two in one run, so that no machine is too slow for it.
func TestGrowth(t *testing.T) {
	if os.Getenv("GAZETTE_GROWTH") == "" {
		t.Skip("SKIPPED: GAZETTE_GROWTH is not set; .ci/run measures growth")
	}
	const (
		n      = 10_000
		times  = 4
		factor = 2.5                    // above what is proportional
		floor  = 100 * time.Millisecond // below, other work counts more
	)
	for _, h := range heavy {
		var small, large time.Duration
		steep := false
		for range 3 { // a busy machine may spoil one
			small, large = spent(t, h.text(n)), spent(t, h.text(times*n))
			if steep = large > floor && large > time.Duration(times*factor*float64(max(small, floor/times))); !steep {
				break
			}
		}
		if steep {
			t.Errorf("%s: %v for %d parts, %v for %d", h.name, small, n, large, times*n)
		}
		t.Logf("%s: %v, %v", h.name, small, large)
	}
}

// spent is the time that the processor needs for a text.
func spent(t *testing.T, in string) time.Duration {
	runtime.GC() // of the text before
	before := processor(t)
	set(t, in, "", false)
	Refusing([]byte(in), "", func(to string) string { return to })
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
