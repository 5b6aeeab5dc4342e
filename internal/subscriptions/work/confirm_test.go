package work

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"gazette/internal/subscriptions/store"
	"gazette/internal/subscriptions/subscriber"
)

// asks takes a sign-up and works its job.
func (w *works) asks(address string) error {
	w.t.Helper()
	if err := w.Store.TakeSignUp(w.t.Context(), store.SignUp{Address: address,
		Consent: store.Consent{At: w.Now(), Source: "form", Locale: "en", Topics: []string{subscriber.All}}}); err != nil {
		w.t.Fatal(err)
	}
	return w.answers(1)
}

// answers works the job of the newest sign-up.
func (w *works) answers(attempt int) error {
	w.t.Helper()
	id := w.count(`SELECT COALESCE(MAX(id), 0) FROM gazette_signups`)
	return (&confirmer{Worker: w.Worker}).Work(w.t.Context(), &river.Job[store.ConfirmArgs]{
		JobRow: &rivertype.JobRow{Attempt: attempt, MaxAttempts: math.MaxInt16, CreatedAt: w.Now()}, Args: store.ConfirmArgs{SignUp: id}})
}

// count reads a number.
func (w *works) count(statement string) (n int64) {
	w.t.Helper()
	if err := w.Store.One(w.t.Context(), []any{&n}, statement); err != nil {
		w.t.Fatal(err)
	}
	return n
}

// TestConfirmations: an address is asked once a day, whether it is known or not;
// one that complained never; and what cannot be delivered is forgotten.
func TestConfirmations(t *testing.T) {
	t.Parallel()
	w := newWorks(t)
	w.subscribed("known@example.com")
	angry := w.subscribed("angry@example.com")
	if _, err := w.Store.Leave(t.Context(), angry.Mark, store.Complained); err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"new@example.com", "known@example.com", "angry@example.com", "new@example.com", "NEW@example.com"} {
		if err := w.asks(address); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
	w.office.says(no(550, 5, 1, 1))
	if err := w.asks("gone@example.com"); err != nil {
		t.Error(err)
	}
	if to, text := w.office.mails(); strings.Join(to, " ") != "new@example.com known@example.com" || !strings.Contains(text, "/confirm/") {
		t.Errorf("asked were %v\n%s", to, text)
	}
	if n := w.count(`SELECT COUNT(*) FROM gazette_signups`); n != 0 {
		t.Errorf("%d requests are left", n)
	}
	w.office.says(nil)
	w.clock.pass(24 * time.Hour)
	if err := w.asks("new@example.com"); err != nil {
		t.Error(err)
	}
	if to, _ := w.office.mails(); len(to) != 3 {
		t.Errorf("the next day: %v", to)
	}
}

// TestConfirmationWaits: a mailbox that is full is tried again, for as long as
// the address would be kept.
func TestConfirmationWaits(t *testing.T) {
	t.Parallel()
	w := newWorks(t)
	w.office.says(no(452, 4, 2, 2))
	if err := w.asks("full@example.com"); err == nil {
		t.Fatal("not tried again")
	}
	w.clock.pass(time.Hour)
	if err := w.answers(2); err == nil {
		t.Error("not tried a third time")
	}
	w.clock.pass(store.Unconfirmed)
	if err := w.answers(3); err != nil || w.count(`SELECT COUNT(*) FROM gazette_signups`) != 0 {
		t.Errorf("tried for ever: %v", err)
	}
}

// TestHouse: what has expired goes; a message that was handed over by half is
// taken up, and none of its subscribers left out.
func TestHouse(t *testing.T) {
	t.Parallel()
	w := newWorks(t)
	if err := w.asks("never@example.com"); err != nil {
		t.Fatal(err)
	}
	w.subscribed("ada@example.com")
	m := store.Message{Name: "half", Channel: "readers", Change: "1", Slug: "cookies", Topics: []string{"cookies", subscriber.All}, First: true}
	if err := w.Store.Announce(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	keep := func() {
		t.Helper()
		if err := (&keeper{Worker: w.Worker}).Work(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
	}
	jobs := `SELECT COUNT(*) FROM river_job WHERE kind = 'deliver'`
	if keep(); w.count(jobs) != 0 || w.count(`SELECT COUNT(*) FROM gazette_tokens`) != 1 {
		t.Error("the house is kept too early: whoever hands over may still be at it")
	}
	w.clock.pass(store.Unconfirmed + time.Second)
	if keep(); w.count(jobs) != 1 || w.count(`SELECT COUNT(*) FROM gazette_tokens`) != 0 {
		t.Errorf("%d jobs, %d tokens", w.count(jobs), w.count(`SELECT COUNT(*) FROM gazette_tokens`))
	}
	if keep(); w.count(jobs) != 1 {
		t.Errorf("%d jobs for one subscriber", w.count(jobs))
	}
}
