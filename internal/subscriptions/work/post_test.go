package work

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"gazette/internal/notify"
	"gazette/internal/subscriptions/database"
	"gazette/internal/subscriptions/store"
)

// sent hands one mail over.
func (w *works) sent(to string) error {
	return w.Post.Send(w.t.Context(), "legal@example.com", to, []byte("Subject: x\r\n\r\nText\r\n"))
}

// TestServerDown: while the server takes nothing, one attempt at a time is made,
// after pauses that grow; nothing is an answer about a recipient, and the
// operator is told once when it goes and once when it comes back.
func TestServerDown(t *testing.T) {
	t.Parallel()
	w := newWorks(t)
	var said []bool
	w.Post.Said = func(down bool, _ error) { said = append(said, down) }
	gone := w.Post.Server
	w.Post.Server.Port = 1 // nobody listens there
	for n := range 8 {
		if err := w.sent("ada@example.com"); !errors.Is(err, errDown) {
			t.Fatalf("attempt %d: %v", n, err)
		}
		want := min(time.Second<<n, pauseMax)
		if got := w.Post.until.Sub(w.Now()); got != want || !w.Post.Down() {
			t.Errorf("after attempt %d the pause is %s, want %s", n, got, want)
		}
		w.clock.pass(pauseMax)
	}
	w.Post.Server = gone
	if err := w.sent("ada@example.com"); err != nil || w.Post.Down() {
		t.Error(err)
	}
	if !slices.Equal(said, []bool{true, false}) {
		t.Errorf("said: %v", said)
	}
}

// TestWaitingForTheServer: those that wait while the server is down go ahead
// as soon as one of them finds that it is back; who is told to end, ends.
func TestWaitingForTheServer(t *testing.T) {
	t.Parallel()
	w := newWorks(t)
	gone := w.Post.Server
	w.Post.Server.Port = 1
	if err := w.sent("ada@example.com"); !errors.Is(err, errDown) {
		t.Fatal(err)
	}
	w.Post.Server = gone
	ended, end := context.WithCancel(t.Context())
	end()
	if err := w.Post.Send(ended, "a@example.com", "b@example.com", nil); !errors.Is(err, errDown) {
		t.Error(err)
	}
	waiting := make(chan bool)
	go func() { waiting <- w.Post.may(t.Context()) }()
	w.Post.worked()
	if !<-waiting {
		t.Error("who waited does not go ahead")
	}
}

// TestManyAtOnce: mails share connections, no more than there may be, and each
// is handed over once.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorks(t)
	var mu sync.Mutex
	under, most := 0, 0
	w.office.says(func(string) error {
		mu.Lock()
		under++
		most = max(most, under)
		mu.Unlock()
		runtime.Gosched()
		mu.Lock()
		under--
		mu.Unlock()
		return nil
	})
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			if err := w.sent(fmt.Sprintf("reader%d@example.com", i)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	to, _ := w.office.mails()
	slices.Sort(to)
	if len(slices.Compact(to)) != 40 || most > 2 {
		t.Errorf("%d mails, %d connections at once", len(to), most)
	}
}

// TestIdleConnectionClosed: a connection that the server closed while nobody
// used it is no failure: the mail goes over another one.
func TestIdleConnectionClosed(t *testing.T) {
	t.Parallel()
	w := newWorks(t)
	if err := w.sent("ada@example.com"); err != nil {
		t.Fatal(err)
	}
	if len(w.Post.idle) != 1 {
		t.Fatalf("%d connections are kept", len(w.Post.idle))
	}
	_ = w.office.server.Close() // with all of its connections
	w.office.open()
	if err := w.sent("bob@example.com"); err != nil {
		t.Error(err)
	}
	if to, _ := w.office.mails(); !slices.Equal(to, []string{"ada@example.com", "bob@example.com"}) {
		t.Errorf("taken: %v", to)
	}
}

// TestRefusalIsNoFailure: what the server says of one recipient is about that
// one; the connection goes on, and the server is not down.
func TestRefusalIsNoFailure(t *testing.T) {
	t.Parallel()
	w := newWorks(t)
	w.office.says(func(to string) error {
		if to == "gone@example.com" {
			return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no"}
		}
		return nil
	})
	var r *notify.Refusal
	if err := w.sent("gone@example.com"); !errors.As(err, &r) || !r.Hard() || w.Post.Down() {
		t.Errorf("%v", err)
	}
	if err := w.sent("ada@example.com"); err != nil {
		t.Error(err)
	}
}

// TestShelf: messages are read once, and not kept without bound.
func TestShelf(t *testing.T) {
	t.Parallel()
	reads := map[int64]int{}
	s := &shelf{read: func(_ context.Context, id int64) (store.Message, error) {
		if reads[id]++; id < 0 {
			return store.Message{}, database.ErrNone
		}
		return store.Message{ID: id}, nil
	}}
	for range 3 {
		if m, err := s.get(t.Context(), 7); err != nil || m.ID != 7 || reads[7] != 1 {
			t.Errorf("%+v, %v after %d reads", m, err, reads[7])
		}
		if _, err := s.get(t.Context(), -1); !errors.Is(err, database.ErrNone) {
			t.Error(err)
		}
	}
	for id := range int64(10 * shelfMax) {
		_, _ = s.get(t.Context(), id)
		if len(s.kept) > shelfMax {
			t.Fatalf("%d are kept", len(s.kept))
		}
	}
}
