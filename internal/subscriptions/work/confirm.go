package work

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/riverqueue/river"

	"gazette/internal/notify"
	"gazette/internal/subscriptions/store"
	"gazette/internal/subscriptions/subscriber"
)

// confirmer sends the mail by which a sign-up is confirmed.
type confirmer struct {
	river.WorkerDefaults[store.ConfirmArgs]
	*Worker
}

// Work sends the mail and forgets the request. Whether the address is known
// makes no difference: its mail is the same.
func (c *confirmer) Work(ctx context.Context, job *river.Job[store.ConfirmArgs]) error {
	defer c.way.take()()
	r, token, err := c.Store.SignUp(ctx, job.Args.SignUp)
	if errors.Is(err, store.ErrNoMail) {
		return c.Store.Answered(ctx, job.Args.SignUp)
	}
	if err != nil {
		return err
	}
	letter, err := c.Confirmation(r.Locale, c.Links.Confirm(token))
	if err != nil {
		return err
	}
	mark := c.Store.Keys.Mark(r.Address)
	name := "confirm-" + strconv.FormatInt(job.Args.SignUp, 10)
	e := notify.Email{From: c.From, To: r.Address, Now: c.Now}
	mail, err := e.EML(notify.Message{ID: name + "." + c.Store.Keys.ID(name, mark),
		Lang: letter.Lang, Subject: letter.Subject, Text: letter.Text, HTML: letter.HTML})
	if err != nil {
		return err
	}
	err = c.Post.Send(ctx, subscriber.ReturnPath(c.Bounces, mark), r.Address, mail)
	var no *notify.Refusal
	switch {
	case err == nil:
		c.Meters.Confirmations.Inc()
		return c.Store.Answered(ctx, job.Args.SignUp)
	case errors.Is(err, errDown):
		return river.JobSnooze(5*time.Second + jitter(10*time.Second))
	case errors.As(err, &no) && (!no.Passing() || c.Now().Sub(r.At) > store.Unconfirmed):
		return c.Store.Answered(ctx, job.Args.SignUp) // who waits for it sees no mail, and signs up again
	}
	return err
}

// NextRetry says when the mail is tried again.
func (c *confirmer) NextRetry(job *river.Job[store.ConfirmArgs]) time.Time {
	return c.Now().Add(pauseAfter(job.Attempt))
}

// Timeout bounds one attempt.
func (c *confirmer) Timeout(*river.Job[store.ConfirmArgs]) time.Duration { return c.JobTimeout }
