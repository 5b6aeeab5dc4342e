package work

import (
	"context"
	"sync"

	"gazette/internal/subscriptions/store"
)

// scribe writes receipts. Those of several workers share a statement: while
// one is on its way, the next ones gather.
type scribe struct {
	write func(ctx context.Context, endings []store.Ending) error

	mu      sync.Mutex
	waiting []entry
	busy    bool
}

// entry is a receipt on its way to the database.
type entry struct {
	ending store.Ending
	done   chan error
}

// batchMax is how many receipts go into one statement.
const batchMax = 200

// Write returns when the receipt is in the database.
func (s *scribe) Write(ctx context.Context, e store.Ending) error {
	one := entry{e, make(chan error, 1)}
	s.mu.Lock()
	s.waiting = append(s.waiting, one)
	lead := !s.busy
	s.busy = true
	s.mu.Unlock()
	if lead {
		go s.run(context.WithoutCancel(ctx))
	}
	return <-one.done
}

// run writes until nothing is waiting.
func (s *scribe) run(ctx context.Context) {
	for {
		s.mu.Lock()
		n := min(len(s.waiting), batchMax)
		batch := append([]entry{}, s.waiting[:n]...)
		s.waiting = s.waiting[n:]
		if s.busy = n > 0; !s.busy {
			s.waiting = nil
		}
		s.mu.Unlock()
		if n == 0 {
			return
		}
		endings := make([]store.Ending, n)
		for i, e := range batch {
			endings[i] = e.ending
		}
		err := s.write(ctx, endings)
		for _, e := range batch {
			e.done <- err
		}
	}
}
