package work

import (
	"context"
	"errors"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/riverqueue/river"

	"gazette/internal/notify"
	"gazette/internal/subscriptions/store"
	"gazette/internal/subscriptions/subscriber"
)

// Why an attempt ended without an answer of the mail server, in logs and numbers.
const (
	databaseFailed = "database"
	letterFailed   = "letter"
)

// judge decides what comes after an attempt: a receipt, or another attempt.
// Every delivery ends in a receipt. One that is neither taken nor refused is
// given up when giveUpAfter has passed since it first failed; while the
// database does not answer, in which a receipt would be, there is always
// another attempt.
func (d *deliverer) judge(ctx context.Context, job *river.Job[store.DeliverArgs], to store.Recipient, err error) error {
	var no *notify.Refusal
	var snooze *river.JobSnoozeError
	late := len(job.Errors) > 0 && d.Now().Sub(job.Errors[0].At) >= giveUpAfter
	switch {
	case err == nil:
		return d.end(ctx, job, to, subscriber.Sent)
	case errors.As(err, &snooze):
		return err
	case errors.Is(err, errDown):
		return river.JobSnooze(5*time.Second + jitter(10*time.Second))
	case errors.As(err, &no):
		return d.refused(ctx, job, to, no, late)
	case errors.Is(err, errLetter):
		if late {
			return d.end(ctx, job, to, subscriber.GaveUp)
		}
		return d.later(job, letterFailed, nameless(err, to.Address))
	}
	return d.later(job, databaseFailed, err)
}

// refused decides what comes after the mail server said no.
func (d *deliverer) refused(ctx context.Context, job *river.Job[store.DeliverArgs], to store.Recipient,
	no *notify.Refusal, late bool) error {
	result, bounce := subscriber.GaveUp, d.Store.SoftBounce
	switch {
	case no.Hard():
		result, bounce = subscriber.Refused, d.Store.HardBounce
	case !late && (no.Passing() || job.Attempt < contentTries):
		return no // once more, after NextRetry
	case !no.Passing():
		result = subscriber.Refused
	}
	if err := bounce(ctx, d.ending(job, to, result)); err != nil {
		return d.later(job, databaseFailed, err)
	}
	d.Meters.Mails.WithLabelValues(string(result)).Inc()
	return nil
}

// later counts an attempt that failed, says so now and then, and returns the
// error, with which the job is tried again after NextRetry.
func (d *deliverer) later(job *river.Job[store.DeliverArgs], why string, err error) error {
	d.Meters.Failures.WithLabelValues(why).Inc()
	d.saying.Do(func() { // a million mails may fail in the same way
		d.Log.Error("a mail could not be sent and is tried again", "why", why, "message",
			job.Args.Message, "subscriber",
			job.Args.Subscriber,
			"attempt", job.Attempt, "error", err.Error())
	})
	return err
}

// nameless is an error that does not name an address.
func nameless(err error, address string) error {
	return errors.New(strings.ReplaceAll(err.Error(), address, "the address"))
}

// giveUpAfter is how long a mail is tried that the server takes for nobody's
// (RFC 5321, 4.5.4.1: four to five days). contentTries are the attempts where
// the server says that it never will.
const (
	giveUpAfter  = 4 * 24 * time.Hour
	contentTries = 3
)

// retries are the pauses after the first, second, ... attempt; the last one
// stands for all that follow.
var retries = []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour,
	2 * time.Hour, 4 * time.Hour}

// pauseAfter is the pause after so many attempts, with jitter.
func pauseAfter(attempt int) time.Duration {
	p := retries[min(max(attempt, 1), len(retries))-1]
	return p + jitter(p/4)
}

// jitter is a random time below a limit, so that what failed together is not tried together.
func jitter(limit time.Duration) time.Duration {
	if limit <= 0 {
		return 0
	}
	return rand.N(limit)
}

// NextRetry says when a mail is tried again that the server did not take now.
func (d *deliverer) NextRetry(job *river.Job[store.DeliverArgs]) time.Time {
	return d.Now().Add(pauseAfter(job.Attempt))
}

// Timeout bounds one attempt.
func (d *deliverer) Timeout(*river.Job[store.DeliverArgs]) time.Duration { return d.JobTimeout }
