package work

import (
	"context"
	"errors"
	"testing"
	"time"

	"golang.org/x/time/rate"
)

// TestLimits: mails go out as fast as a limit says; whose domain has had its
// share is told when to come again, and takes nobody's turn.
func TestLimits(t *testing.T) {
	t.Parallel()
	c := &clock{at: time.Now()}
	l := NewLimits(0, 2, c.now)
	of := func() *rate.Limiter { return l.domain("a.example") }
	for n, want := range []time.Duration{0, 0, 500 * time.Millisecond, time.Second, 1500 * time.Millisecond, 2 * time.Second} {
		if wait, ok := l.reserve(of, domainWaitMax); !ok || (wait-want).Abs() > time.Millisecond {
			t.Errorf("mail %d waits %s, want %s", n+1, wait, want)
		}
	}
	for range 3 { // the same each time: who does not wait takes no turn
		if later, err := l.Wait(t.Context(), "a.example"); err != nil || (later-2500*time.Millisecond).Abs() > time.Millisecond {
			t.Errorf("come again in %s, %v", later, err)
		}
	}
	if later, err := l.Wait(t.Context(), "b.example"); err != nil || later != 0 {
		t.Errorf("another domain waits %s, %v", later, err)
	}
	c.pass(time.Hour)
	if later, err := l.Wait(t.Context(), "a.example"); err != nil || later != 0 {
		t.Errorf("after an hour: %s, %v", later, err)
	}
}

// TestSlowLimit: a limit of few mails an hour makes jobs wait, and then come
// again; it is no failure, and each turn that is given back is somebody else's.
func TestSlowLimit(t *testing.T) {
	t.Parallel()
	c := &clock{at: time.Now()}
	l := NewLimits(0.01, 0, c.now)
	l.patience = time.Millisecond
	if later, err := l.Wait(t.Context(), "a.example"); err != nil || later != 0 {
		t.Fatalf("the first: %s, %v", later, err)
	}
	for range 50 {
		if later, err := l.Wait(t.Context(), "a.example"); err != nil || later < 99*time.Second || later > 100*time.Second {
			t.Fatalf("the next in %s, %v", later, err)
		}
	}
	c.pass(100 * time.Second)
	if later, err := l.Wait(t.Context(), "a.example"); err != nil || later != 0 {
		t.Errorf("its turn: %s, %v", later, err)
	}
	l.patience = time.Hour
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := l.Wait(ended, "a.example"); !errors.Is(err, context.Canceled) {
		t.Errorf("who is told to end: %v", err)
	}
}

// TestNoLimits: without limits nothing waits.
func TestNoLimits(t *testing.T) {
	t.Parallel()
	l := NewLimits(0, 0, time.Now)
	for range 10_000 {
		if later, err := l.Wait(t.Context(), "a.example"); later != 0 || err != nil {
			t.Fatal(later, err)
		}
	}
	if len(l.domains) != 0 {
		t.Errorf("%d domains are remembered", len(l.domains))
	}
}
