package batch

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"testing"
)

// TestWriter: what comes while a write is under way shares the next one, at most Max together; each is written once,
// and each is told how its own write ended.
func TestWriter(t *testing.T) {
	odd := errors.New("odd")
	first, goOn := make(chan struct{}), make(chan struct{})
	var sizes, all []int // of one write at a time
	w := New(func(_ context.Context, some []int) error {
		if len(sizes) == 0 {
			close(first)
			<-goOn
		}
		sizes, all = append(sizes, len(some)), append(all, some...)
		if len(sizes) == 2 {
			return odd
		}
		return nil
	})
	var wg sync.WaitGroup
	ended := make(chan error, 3*Max)
	wg.Go(func() { ended <- w.Write(t.Context(), 0) })
	<-first
	for i := range 2*Max + 1 {
		wg.Go(func() { ended <- w.Write(t.Context(), i+1) })
	}
	for gathered := false; !gathered; runtime.Gosched() {
		w.mu.Lock()
		gathered = len(w.waiting) == 2*Max+1
		w.mu.Unlock()
	}
	close(goOn)
	wg.Wait()
	close(ended)
	failed := 0
	for err := range ended {
		if err != nil {
			failed++
		}
	}
	slices.Sort(all)
	if !slices.Equal(sizes, []int{1, Max, Max, 1}) || failed != Max || len(slices.Compact(all)) != 2*Max+2 {
		t.Errorf("writes of %v, %d told of an error, %d written", sizes, failed, len(all))
	}
}

// TestWriterLeft: whoever cannot wait any longer goes; the write goes on, and the next one works.
func TestWriterLeft(t *testing.T) {
	started, goOn := make(chan struct{}, 2), make(chan struct{})
	w := New(func(ctx context.Context, _ []int) error {
		started <- struct{}{}
		<-goOn
		return ctx.Err()
	})
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-started; cancel() }()
	if err := w.Write(ctx, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("left with %v", err)
	}
	close(goOn)
	if err := w.Write(t.Context(), 2); err != nil {
		t.Error(err)
	}
}

// TestWriterFault: a fault of the program ends one write, and who waits for it is told; who has gone is left out.
func TestWriterFault(t *testing.T) {
	first, goOn := make(chan struct{}), make(chan struct{})
	var all []int
	w := New(func(_ context.Context, some []int) error {
		if some[0] == 1 {
			close(first)
			<-goOn
			panic("of a write")
		}
		all = append(all, some...)
		return nil
	})
	told := make(chan error)
	go func() { told <- w.Write(t.Context(), 1) }()
	<-first
	gone, leave := context.WithCancel(t.Context())
	leave()
	if err := w.Write(gone, 2); !errors.Is(err, context.Canceled) {
		t.Errorf("who has gone: %v", err)
	}
	close(goOn)
	if err := <-told; err == nil {
		t.Error("the fault is not told")
	}
	if err := w.Write(t.Context(), 3); err != nil || !slices.Equal(all, []int{3}) {
		t.Errorf("after it: %v, %v written", err, all)
	}
}
