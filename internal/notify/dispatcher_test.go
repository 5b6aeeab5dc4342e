package notify

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"gazette/internal/notify/ledger"
	"gazette/internal/notify/ledger/ledgertest"
)

// script is a channel that ends as it is told: attempt by attempt, then well.
type script struct {
	mu       sync.Mutex
	outcomes []Outcome
	always   *Outcome
	got      []string
	times    []time.Time
}

func (s *script) Deliver(_ context.Context, m Message) Outcome {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.got = append(s.got, m.ID)
	s.times = append(s.times, time.Now())
	if s.always != nil {
		return *s.always
	}
	if len(s.outcomes) > 0 {
		o := s.outcomes[0]
		s.outcomes = s.outcomes[1:]
		return o
	}
	return Outcome{}
}

var errTest = errors.New("no")

// bench runs queues on a ledger of their own and returns how they ended.
func bench(t *testing.T, retryFor time.Duration, queues ...Queue) (map[string]Delivery, *ledger.Contents) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "archive", "receipts.jsonl")
	book, _ := ledger.Read(nil)
	receipts, err := ledger.Open(path, book)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]Delivery{}
	c := &Dispatcher{Ledger: receipts, Day: "2026-03-01", RetryFor: retryFor, First: time.Millisecond, Now: time.Now, Done: func(d Delivery) { out[d.ID] = d }}
	c.Run(t.Context(), queues)
	if err := receipts.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	after, err := ledger.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	return out, after
}

func queue(name string, ch Channel, ids ...string) Queue {
	q := Queue{Channel: name, Limit: 1}
	for _, id := range ids {
		q.Tasks = append(q.Tasks, Task{ID: id, Channel: ch, Compose: func() (Message, error) { return Message{ID: id}, nil }})
	}
	return q
}

func sent(b *ledger.Contents) map[string]int {
	out := map[string]int{}
	for _, r := range b.Receipts {
		if r.Result == ledger.Sent {
			out[r.Message]++
		}
	}
	return out
}

// someDay is when all these tests take place.
var someDay = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)

func TestPassingFailureIsTriedAgain(t *testing.T) {
	ch := &script{outcomes: []Outcome{passing(errTest), passing(errTest)}}
	got, book := bench(t, time.Minute, queue("c", ch, "a"))
	if got["a"].Outcome.Err != nil || got["a"].Attempts != 3 || sent(book)["a"] != 1 {
		t.Errorf("%+v, receipts %v", got["a"], book.Receipts)
	}
}

func TestPermanentFailureIsNot(t *testing.T) {
	ch := &script{outcomes: []Outcome{failed(errTest)}}
	got, book := bench(t, time.Minute, queue("c", ch, "a", "b"))
	if !errors.Is(got["a"].Outcome.Err, errTest) || got["a"].Attempts != 1 || got["b"].Outcome.Err != nil || sent(book)["a"] != 0 || sent(book)["b"] != 1 {
		t.Errorf("%+v, receipts %v", got, book.Receipts)
	}
}

// TestOneChannelDown: the others are told at once; what waits behind the first
// message of a dead channel does not wait as long again.
func TestOneChannelDown(t *testing.T) {
	down, up := &script{always: &Outcome{Err: errTest, Passing: true}}, &script{}
	start := time.Now()
	ids := make([]string, 50)
	for i := range ids {
		ids[i] = fmt.Sprint("d", i)
	}
	got, book := bench(t, 2*time.Second, queue("down", down, ids...), queue("up", up, "a", "b"))
	if len(up.got) != 2 || up.times[1].Sub(start) > time.Second && up.times[1].After(down.times[len(down.times)-1]) {
		t.Errorf("the other channel waited: %v", up.times)
	}
	if s := sent(book); len(s) != 2 || s["a"] != 1 {
		t.Errorf("receipts %v", s)
	}
	tried := 0
	for _, id := range ids {
		if got[id].Outcome.Err == nil || !got[id].Outcome.Passing {
			t.Errorf("%s: %+v", id, got[id])
		}
		if got[id].Attempts > 0 {
			tried++
		}
	}
	if tried != 1 {
		t.Errorf("%d messages were tried on a channel that is down", tried)
	}
}

// TestPoisonedMessage: one message that always fails does not stop its channel.
func TestPoisonedMessage(t *testing.T) {
	q := Queue{Channel: "c", Limit: 4}
	poison, good := &script{always: &Outcome{Err: errTest, Passing: true}}, &script{}
	q.Tasks = append(q.Tasks, queue("c", poison, "bad").Tasks...)
	for i := range 100 {
		q.Tasks = append(q.Tasks, queue("c", good, fmt.Sprint("g", i)).Tasks...)
	}
	got, book := bench(t, 3*time.Second, q)
	if got["bad"].Outcome.Err == nil || len(sent(book)) != 100 {
		t.Errorf("%+v, %d receipts", got["bad"], len(sent(book)))
	}
}

// TestRetryAfter: the receiver's wish holds for the whole channel; one beyond
// the time there is ends the channel for this run.
func TestRetryAfter(t *testing.T) {
	ch := &script{outcomes: []Outcome{{Err: errTest, Passing: true, After: 60 * time.Millisecond}}}
	got, _ := bench(t, time.Minute, queue("c", ch, "a", "b"))
	if got["b"].Outcome.Err != nil || len(ch.times) != 3 || ch.times[1].Sub(ch.times[0]) < 55*time.Millisecond {
		t.Errorf("%+v at %v", got, ch.times)
	}
	ch = &script{outcomes: []Outcome{{Err: errTest, Passing: true, After: time.Hour}}}
	start := time.Now()
	got, book := bench(t, 10*time.Second, queue("c", ch, "a", "b"))
	if time.Since(start) > 5*time.Second || len(ch.got) != 1 || !errors.Is(got["b"].Outcome.Err, ErrDown) || len(book.Receipts) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestGoneDisables(t *testing.T) {
	ch := &script{outcomes: []Outcome{{Err: errTest, Gone: true}}}
	got, book := bench(t, time.Minute, queue("c", ch, "a", "b"), queue("other", &script{}, "x"))
	if len(ch.got) != 1 || !errors.Is(got["b"].Outcome.Err, ErrGone) {
		t.Errorf("%+v", got)
	}
	if _, gone := book.Disabled("c"); !gone || sent(book)["x"] != 1 || len(book.Receipts) != 2 {
		t.Errorf("receipts %+v", book.Receipts)
	}
	book.Add(ledger.Receipt{Channel: "c", At: someDay, Result: ledger.Enabled})
	if _, gone := book.Disabled("c"); gone {
		t.Error("it stays disabled")
	}
}

// TestNoReceiptNoSending: when a receipt cannot be written, its message is said
// to be unreceipted and nothing more is sent.
func TestNoReceiptNoSending(t *testing.T) {
	file := &ledgertest.File{Room: 10, Syncs: 1000}
	book, _ := ledger.Read(nil)
	receipts, err := ledger.New(file, book)
	if err != nil {
		t.Fatal(err)
	}
	ch := &script{}
	var ids []string
	for i := range 200 {
		ids = append(ids, fmt.Sprint("m", i))
	}
	unreceipted, untried := 0, 0
	c := &Dispatcher{Ledger: receipts, RetryFor: time.Minute, Now: time.Now, Done: func(d Delivery) {
		switch {
		case errors.Is(d.Outcome.Err, ledger.ErrWrite):
			unreceipted++
		case errors.Is(d.Outcome.Err, ErrInterrupted):
			untried++
		}
	}}
	c.Run(t.Context(), []Queue{queue("c", ch, ids...)})
	_ = receipts.Close()
	if unreceipted == 0 || unreceipted != len(ch.got) || untried != 200-unreceipted || unreceipted > ahead {
		t.Errorf("%d sent, %d unreceipted, %d untried", len(ch.got), unreceipted, untried)
	}
	if file.Len() != 0 {
		t.Errorf("the file holds %q", file.String())
	}
}

func TestComposeFails(t *testing.T) {
	q := queue("c", &script{}, "a", "b")
	q.Tasks[0].Compose = func() (Message, error) { return Message{}, errTest }
	got, book := bench(t, time.Minute, q)
	if !errors.Is(got["a"].Outcome.Err, errTest) || sent(book)["b"] != 1 {
		t.Errorf("%+v", got)
	}
}

// blocking is a channel whose attempt lasts until it is let go.
type blocking struct{ entered, leave chan struct{} }

func (b *blocking) Deliver(ctx context.Context, _ Message) Outcome {
	b.entered <- struct{}{}
	<-b.leave
	return Outcome{Err: ctx.Err()}
}

// TestInterrupted: an attempt under way ends and is receipted; no other starts.
func TestInterrupted(t *testing.T) {
	path := filepath.Join(t.TempDir(), "receipts.jsonl")
	book, _ := ledger.Read(nil)
	receipts, err := ledger.Open(path, book)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ch := &blocking{make(chan struct{}), make(chan struct{})}
	go func() { <-ch.entered; cancel(); close(ch.leave) }()
	got := map[string]Delivery{}
	c := &Dispatcher{Ledger: receipts, RetryFor: time.Minute, Now: time.Now, Done: func(d Delivery) { got[d.ID] = d }}
	c.Run(ctx, []Queue{queue("c", ch, "a", "b", "c")})
	_ = receipts.Close()
	data, _ := os.ReadFile(path)
	after, err := ledger.Read(data)
	if err != nil || len(after.Receipts) != 1 || !errors.Is(got["b"].Outcome.Err, ErrInterrupted) && !errors.Is(got["c"].Outcome.Err, ErrInterrupted) {
		t.Errorf("%+v, %v, %s", got, err, data)
	}
}

// TestClockJumps: nothing depends on the clock going forward.
func TestClockJumps(t *testing.T) {
	jumps := []time.Duration{0, -48 * time.Hour, 100 * 24 * time.Hour, -time.Hour}
	i := 0
	var mu sync.Mutex
	path := filepath.Join(t.TempDir(), "receipts.jsonl")
	book, _ := ledger.Read(nil)
	receipts, err := ledger.Open(path, book)
	if err != nil {
		t.Fatal(err)
	}
	ch := &script{outcomes: []Outcome{passing(errTest), {Err: errTest, Passing: true, After: time.Millisecond}}}
	c := &Dispatcher{Ledger: receipts, RetryFor: 5 * time.Second, First: time.Millisecond, Now: func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		i++
		return someDay.Add(jumps[i%len(jumps)])
	}}
	start := time.Now()
	c.Run(t.Context(), []Queue{queue("c", ch, "a", "b", "c")})
	_ = receipts.Close()
	data, _ := os.ReadFile(path)
	if after, err := ledger.Read(data); err != nil || len(sent(after)) != 3 || time.Since(start) > 30*time.Second {
		t.Errorf("%v after %s\n%s", err, time.Since(start), data)
	}
}
