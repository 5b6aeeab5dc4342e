package work

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"gazette/internal/subscriptions/batch"
	"gazette/internal/subscriptions/store"
	"gazette/internal/subscriptions/subscriber"
)

// attempt is the delivery of a message to a subscriber, for the n-th time.
func attempt(w *works, m store.Message, who store.Subscriber, n int, since time.Time) error {
	job := &river.Job[store.DeliverArgs]{JobRow: &rivertype.JobRow{Attempt: n, MaxAttempts: math.MaxInt16, CreatedAt: since.Add(-giveUpAfter)},
		Args: store.DeliverArgs{Message: m.ID, Subscriber: who.ID}}
	if n > 1 {
		job.Errors = []rivertype.AttemptError{{At: since, Attempt: 1}}
	}
	return (&deliverer{Worker: w.Worker}).Work(w.t.Context(), job)
}

// TestEveryDeliveryEnds: whatever happens to a mail, attempts end, and they end
// in the one receipt without which its message would be under way for ever.
func TestEveryDeliveryEnds(t *testing.T) {
	for name, c := range map[string]struct {
		say      func(string) error
		broken   func(w *works)
		attempts int // that are needed, when 6 hours lie between them
		want     subscriber.Result
		reason   store.Reason // why the address is suppressed afterwards
	}{
		"the server takes it":             {nil, nil, 1, subscriber.Sent, ""},
		"there is no such mailbox":        {no(550, 5, 1, 1), nil, 1, subscriber.Refused, store.Bounced},
		"the content is refused":          {no(554, 5, 7, 1), nil, contentTries, subscriber.Refused, ""},
		"the mailbox is full, for ever":   {no(452, 4, 2, 2), nil, int(giveUpAfter/(6*time.Hour)) + 1, subscriber.GaveUp, ""},
		"the letter cannot be written":    {nil, func(w *works) { w.From = "nobody" }, int(giveUpAfter/(6*time.Hour)) + 1, subscriber.GaveUp, ""},
		"a mistake of the program":        {nil, func(w *works) { w.Limits = nil }, int(giveUpAfter/(6*time.Hour)) + 1, subscriber.GaveUp, ""},
		"they have left meanwhile":        {nil, func(w *works) { w.leave("ada@example.com") }, 1, subscriber.Left, store.Unsubscribed},
		"the full mailbox has room again": {firstly(3, no(452, 4, 2, 2)), nil, 4, subscriber.Sent, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorks(t)
			ada := w.subscribed("ada@example.com")
			m := w.told("Cookies")
			w.office.says(c.say)
			if c.broken != nil {
				c.broken(w)
			}
			since, n := w.Now(), 0
			for {
				n++
				err := attempt(w, m, ada, n, since)
				if err == nil {
					break
				}
				if n > 100 {
					t.Fatalf("no end: %v", err)
				}
				if strings.Contains(err.Error()+w.log.String(), "ada@") {
					t.Errorf("the address is named: %v\n%s", err, w.log)
				}
				w.clock.pass(6 * time.Hour)
			}
			if n != c.attempts {
				t.Errorf("%d attempts, want %d", n, c.attempts)
			}
			out, err := w.Store.Outcome(t.Context(), m)
			if err != nil || out.Counts[c.want] != 1 || len(out.Counts) != 1 {
				t.Errorf("%+v, %v; want %s", out.Counts, err, c.want)
			}
			if got, err := w.Store.Suppressed(t.Context(), ada.Mark); err != nil || got != c.reason {
				t.Errorf("suppressed: %q, %v", got, err)
			}
			if err := attempt(w, m, ada, n+1, since); err != nil { // killed before its end, the job comes again
				t.Error(err)
			}
			if got := w.counted("gazette_subscriptions_mails_total", string(c.want)); got != 1 {
				t.Errorf("counted %f times", got)
			}
		})
	}
}

// firstly says something so many times, then yes.
func firstly(times int, say func(string) error) func(string) error {
	return func(to string) error {
		if times--; times >= 0 {
			return say(to)
		}
		return nil
	}
}

// leave unsubscribes an address.
func (w *works) leave(address string) {
	w.t.Helper()
	if err := w.Store.Forget(w.t.Context(), w.Store.Keys.Mark(address)); err != nil {
		w.t.Fatal(err)
	}
}

// TestDatabaseAway: while the database does not answer there is always another
// attempt, which is seen: no receipt could be written, and none is needed.
func TestDatabaseAway(t *testing.T) {
	t.Parallel()
	w := newWorks(t)
	ada := w.subscribed("ada@example.com")
	m := w.told("Cookies")
	since := w.Now()
	w.Store.Close()
	for n := 1; n < 100; n += 33 {
		w.clock.pass(30 * 24 * time.Hour)
		err := attempt(w, m, ada, n, since)
		var snooze *river.JobSnoozeError
		var cancel *river.JobCancelError
		if err == nil || errors.As(err, &snooze) || errors.As(err, &cancel) {
			t.Errorf("attempt %d ends with %v", n, err)
		}
	}
	if got := w.counted("gazette_subscriptions_mail_failures_total", databaseFailed); got != 3 {
		t.Errorf("%f failures are counted", got)
	}
	if !strings.Contains(w.log.String(), "tried again") {
		t.Errorf("the log says nothing: %s", w.log)
	}
}

// TestReceiptIsTheEnd: a mail whose receipt cannot be written is sent again,
// under the same Message-ID, and ends in one receipt.
func TestReceiptIsTheEnd(t *testing.T) {
	t.Parallel()
	w := newWorks(t)
	ada := w.subscribed("ada@example.com")
	m := w.told("Cookies")
	var ids []string
	failing := errors.New("the disk is full")
	w.scribe = batch.New(func(context.Context, []store.Ending) error { return failing })
	if err := attempt(w, m, ada, 1, w.Now()); !errors.Is(err, failing) {
		t.Error(err)
	}
	_, text := w.office.mails()
	ids = append(ids, header(text, "Message-ID"))
	w.prepare()
	if err := attempt(w, m, ada, 2, w.Now()); err != nil {
		t.Error(err)
	}
	to, text := w.office.mails()
	if ids = append(ids, header(text, "Message-ID")); len(to) != 2 || ids[0] == "" || ids[0] != ids[1] {
		t.Errorf("%v: %v", to, ids)
	}
	if out, err := w.Store.Outcome(t.Context(), m); err != nil || out.Counts[subscriber.Sent] != 1 {
		t.Errorf("%+v, %v", out, err)
	}
	if strings.Contains(text, ".invalid") || !strings.Contains(header(text, "List-Unsubscribe"), "/unsubscribe/") {
		t.Errorf("the links are not theirs:\n%s", text)
	}
}

// TestBounceIsOneStep: a mailbox that there is not, or a mail that did not arrive on a third day, ends the subscription together with its receipt,
// which names its mark; while the receipt cannot be written, nothing has happened.
func TestBounceIsOneStep(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		says    func(string) error
		attempt int
	}{"hard": {no(550, 5, 1, 1), 1}, "soft, the third": {no(554, 5, 7, 1), contentTries}} {
		t.Run(name, func(t *testing.T) {
			w := newWorks(t)
			ada := w.subscribed("ada@example.com")
			m := w.told("Cookies")
			w.office.says(c.says)
			exec := func(statement string, args ...any) {
				t.Helper()
				if _, err := w.Store.Exec(t.Context(), statement, args...); err != nil {
					t.Fatal(err)
				}
			}
			exec(`UPDATE gazette_subscribers SET softs = ?1, soft_since = ?2, soft_last = ?2`, store.SoftMax-1,
				w.Now().Add(-48*time.Hour).UnixMicro())
			exec(`CREATE TRIGGER full BEFORE INSERT ON gazette_receipts BEGIN SELECT RAISE(ABORT, 'no room'); END`)
			if err := attempt(w, m, ada, c.attempt, w.Now()); err == nil {
				t.Error("it ended without a receipt")
			}
			if why, err := w.Store.Suppressed(t.Context(), ada.Mark); err != nil || why != "" {
				t.Errorf("half of it was done: %q, %v", why, err)
			}
			exec(`DROP TRIGGER full`)
			if err := attempt(w, m, ada, c.attempt+1, w.Now()); err != nil {
				t.Error(err)
			}
			told, err := w.Store.ToldTo(t.Context(), "ada@example.com")
			if err != nil || len(told) != 1 || told[0].Receipt.Result != subscriber.Refused || !told[0].Complete {
				t.Errorf("%+v, %v", told, err)
			}
			if why, err := w.Store.Suppressed(t.Context(), ada.Mark); err != nil || why != store.Bounced {
				t.Errorf("suppressed: %q, %v", why, err)
			}
		})
	}
}

// header is a header field of a mail, unfolded.
func header(mail, name string) string {
	_, rest, _ := strings.Cut("\r\n"+mail, "\r\n"+name+": ")
	value, _, _ := strings.Cut(strings.ReplaceAll(rest, "\r\n ", " "), "\r\n")
	return value
}

// TestPauses: attempts come apart, never at once and never days away; and the
// queue does not throw a job away before it is given up.
func TestPauses(t *testing.T) {
	t.Parallel()
	var all time.Duration
	for n := 1; n < 60; n++ {
		p := pauseAfter(n)
		if p < time.Minute || p > 5*time.Hour {
			t.Errorf("after %d attempts: %s", n, p)
		}
		all += retries[min(n, len(retries))-1]
	}
	if all < giveUpAfter {
		t.Errorf("60 attempts take %s", all)
	}
	if o := (store.DeliverArgs{}).InsertOpts(); o.MaxAttempts < math.MaxInt16 {
		t.Errorf("a job is thrown away after %d attempts", o.MaxAttempts)
	}
}
