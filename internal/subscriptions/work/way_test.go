package work

import (
	"testing"
	"testing/synctest"
	"time"
)

// TestWay: a delivery waits for all errands that are under way, but not for ever; with none it does not wait.
func TestWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var w way
		took := func() time.Duration {
			start := time.Now()
			w.wait(t.Context())
			return time.Since(start)
		}
		if d := took(); d != 0 {
			t.Errorf("waited %s for nobody", d)
		}
		first, second := w.take(), w.take()
		go func() { time.Sleep(10 * time.Millisecond); first() }()
		go func() { time.Sleep(20 * time.Millisecond); second() }()
		if d := took(); d != 20*time.Millisecond+wayHush {
			t.Errorf("waited %s", d)
		}
		third := w.take()
		if d := took(); d != wayMax {
			t.Errorf("waited %s for an errand without end", d)
		}
		third()
		time.Sleep(wayHush + 1)
		if d := took(); d != 0 {
			t.Errorf("waited %s after the last", d)
		}
	})
}
