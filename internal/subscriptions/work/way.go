package work

import (
	"context"
	"sync"
	"time"
)

// wayMax is how long a delivery makes way: sign-ups without end slow a message down, and do not stop it.
// Nor does it follow at once: where one has signed up, others do.
const (
	wayMax  = 250 * time.Millisecond
	wayHush = 20 * time.Millisecond
)

// way is kept clear for errands: somebody has just signed up, waits for the mail to confirm, and is not the only one.
// The zero value is clear.
type way struct {
	mu    sync.Mutex
	taken int
	clear chan struct{} // closed when nobody is on it any more
}

// take is called when an errand begins; what it returns, when that ends.
func (w *way) take() (leave func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.taken++; w.taken == 1 {
		w.clear = make(chan struct{})
	}
	return func() { time.AfterFunc(wayHush, w.leave) }
}

func (w *way) leave() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.taken--; w.taken == 0 {
		close(w.clear)
	}
}

// wait returns when the way is clear, at the latest after wayMax or with its context.
func (w *way) wait(ctx context.Context) {
	w.mu.Lock()
	taken, clear := w.taken, w.clear
	w.mu.Unlock()
	if taken == 0 {
		return
	}
	t := time.NewTimer(wayMax)
	defer t.Stop()
	select {
	case <-clear:
	case <-t.C:
	case <-ctx.Done():
	}
}
