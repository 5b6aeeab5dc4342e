package batch

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"
)

// Max is how many go into one write, and patience how long one may take.
const (
	Max      = 200
	patience = 20 * time.Second
)

// Writer writes many things at once.
type Writer[T any] struct {
	write func(ctx context.Context, all []T) error

	mu      sync.Mutex
	waiting []entry[T]
	busy    bool
}

// entry is something on its way.
type entry[T any] struct {
	ctx  context.Context // of who waits for it
	what T
	done chan error
}

// New makes a writer over a function, which writes all or nothing.
func New[T any](write func(ctx context.Context, all []T) error) *Writer[T] {
	return &Writer[T]{write: write}
}

// Write returns when what it was given is written, or what came in the way. It waits no longer than its context, which
// ends the wait: what was given is left out, unless its write has begun, since others are in the same one.
func (w *Writer[T]) Write(ctx context.Context, what T) error {
	one := entry[T]{ctx, what, make(chan error, 1)}
	w.mu.Lock()
	w.waiting = append(w.waiting, one)
	lead := !w.busy
	w.busy = true
	w.mu.Unlock()
	if lead {
		go w.run(context.WithoutCancel(ctx))
	}
	select {
	case err := <-one.done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// run writes until nothing is waiting.
func (w *Writer[T]) run(ctx context.Context) {
	for batch := w.next(); len(batch) > 0; batch = w.next() {
		all := make([]T, len(batch))
		for i, e := range batch {
			all[i] = e.what
		}
		err := w.attempt(ctx, all)
		for _, e := range batch {
			e.done <- err
		}
	}
}

// attempt is one write. A fault of the program ends it alone, as it does where a single request is answered.
func (w *Writer[T]) attempt(ctx context.Context, all []T) (err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("a fault of gazette: %v", cause)
		}
	}()
	return w.write(ctx, all)
}

// next takes what waits, up to Max, without those who have gone.
func (w *Writer[T]) next() []entry[T] {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.waiting = slices.DeleteFunc(w.waiting, func(e entry[T]) bool { return e.ctx.Err() != nil })
	n := min(len(w.waiting), Max)
	batch := append([]entry[T]{}, w.waiting[:n]...)
	w.waiting = w.waiting[n:]
	if w.busy = n > 0; !w.busy {
		w.waiting = nil
	}
	return batch
}
