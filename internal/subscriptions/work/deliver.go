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

// Places in letters that every reader gets a link of their own in.
const (
	UnsubscribePlace = "https://unsubscribe.invalid/0f2a"
	ManagePlace      = "https://manage.invalid/0f2a"
)

// Links makes the addresses of the service's pages.
type Links struct {
	Base string // of the service, with a slash at its end
	Keys subscriber.Keys
	Now  func() time.Time
}

// Unsubscribe is where a subscriber leaves.
func (l Links) Unsubscribe(m subscriber.Mark) string {
	return l.Base + "unsubscribe/" + l.Keys.Link(subscriber.Unsubscribe, m, l.Now())
}

// Manage is where a subscriber changes what they are told.
func (l Links) Manage(m subscriber.Mark) string {
	return l.Base + "manage/" + l.Keys.Link(subscriber.Manage, m, l.Now())
}

// Confirm is where a sign-up is confirmed.
func (l Links) Confirm(token string) string { return l.Base + "confirm/" + token }

// deliverer sends one message to one subscriber.
type deliverer struct {
	river.WorkerDefaults[store.DeliverArgs]
	*Worker
}

// Work sends, unless there is a receipt already, and writes it.
func (d *deliverer) Work(ctx context.Context, job *river.Job[store.DeliverArgs]) error {
	m, err := d.messages.get(ctx, job.Args.Message)
	if err != nil {
		return err
	}
	to, err := d.Store.Recipient(ctx, job.Args.Message, job.Args.Subscriber)
	if err != nil || to.Receipted {
		return err
	}
	if to.Gone {
		return d.end(ctx, job.Args, to, subscriber.Left)
	}
	later, err := d.Limits.Wait(ctx, subscriber.Domain(to.Address))
	if err != nil || later > 0 {
		return errors.Join(err, river.JobSnooze(max(later, time.Second)+jitter(later)))
	}
	mail, err := d.compose(m, to, m.Topics[min(job.Args.Topic, len(m.Topics)-1)])
	if err != nil {
		return err
	}
	err = d.Post.Send(ctx, subscriber.ReturnPath(d.Bounces, to.Mark), to.Address, mail)
	return d.judge(ctx, job, to, err)
}

// judge ends the job by how the mail server took the mail.
func (d *deliverer) judge(ctx context.Context, job *river.Job[store.DeliverArgs], to store.Recipient, err error) error {
	var no *notify.Refusal
	switch {
	case err == nil:
		return d.end(ctx, job.Args, to, subscriber.Sent)
	case errors.Is(err, errDown):
		return river.JobSnooze(5*time.Second + jitter(10*time.Second))
	case !errors.As(err, &no):
		return err
	case no.Hard():
		_, err := d.Store.Leave(ctx, to.Mark, store.Bounced)
		return errors.Join(err, d.end(ctx, job.Args, to, subscriber.Refused))
	case d.Now().Sub(job.CreatedAt) < giveUpAfter && job.Attempt < job.MaxAttempts && (no.Passing() || job.Attempt < contentTries):
		return no // once more, after NextRetry
	}
	result := subscriber.GaveUp
	if !no.Passing() {
		result = subscriber.Refused
	}
	_, err = d.Store.Soft(ctx, to.Mark)
	return errors.Join(err, d.end(ctx, job.Args, to, result))
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
var retries = []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour}

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

func (d *deliverer) end(ctx context.Context, args store.DeliverArgs, to store.Recipient, result subscriber.Result) error {
	err := d.scribe.Write(ctx, store.Ending{Message: args.Message, Subscriber: args.Subscriber, Mark: to.Mark, Result: result, At: d.Now()})
	if err == nil {
		d.Meters.Mails.WithLabelValues(string(result)).Inc()
	}
	return err
}

// compose writes the mail of one subscriber.
func (d *deliverer) compose(m store.Message, to store.Recipient, topic string) ([]byte, error) {
	letter, ok := m.Letters[to.Locale]
	if !ok {
		letter = m.Letters[d.DefaultLocale]
	}
	leave, manage := d.Links.Unsubscribe(to.Mark), d.Links.Manage(to.Mark)
	fill := strings.NewReplacer(UnsubscribePlace, leave, ManagePlace, manage)
	e := notify.Email{From: d.From, To: to.Address, ListID: subscriber.ListID(topic, m.Channel, d.Host), Unsubscribe: leave, Now: d.Now}
	return e.EML(notify.Message{ID: m.Name + "." + d.Store.Keys.ID(m.Name, to.Mark), Lang: letter.Lang, Subject: letter.Subject, Text: fill.Replace(letter.Text), HTML: fill.Replace(letter.HTML)})
}
