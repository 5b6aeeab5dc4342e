package work

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/riverqueue/river"

	"gazette/internal/notify"
	"gazette/internal/subscriptions/store"
	"gazette/internal/subscriptions/subscriber"
)

// deliverer sends one message to one subscriber.
type deliverer struct {
	river.WorkerDefaults[store.DeliverArgs]
	*Worker
}

// Work sends, unless there is a receipt already, and writes it. Mails that somebody waits for go first.
func (d *deliverer) Work(ctx context.Context, job *river.Job[store.DeliverArgs]) error {
	d.way.wait(ctx)
	to, err := d.Store.Recipient(ctx, job.Args.Message, job.Args.Subscriber)
	if err != nil {
		return d.later(job, databaseFailed, err)
	}
	if to.Receipted {
		return nil
	}
	if to.Gone {
		return d.end(ctx, job, to, subscriber.Left)
	}
	return d.judge(ctx, job, to, d.deliver(ctx, job.Args, to))
}

// errLetter says that there is no mail to send: it cannot be written, or a
// mistake of the program came between.
var errLetter = errors.New("the mail cannot be written")

// deliver waits for the subscriber's turn and hands the mail to the server. It
// returns nil when the server took it; a *notify.Refusal, errDown, a
// *river.JobSnoozeError or errLetter when not; else what the database said.
func (d *deliverer) deliver(ctx context.Context, args store.DeliverArgs, to store.Recipient) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%w: panic: %v", errLetter, v)
		}
	}()
	m, err := d.messages.get(ctx, args.Message)
	if err != nil {
		return err
	}
	later, err := d.Limits.Wait(ctx, subscriber.Domain(to.Address))
	if err != nil || later > 0 {
		return errors.Join(err, river.JobSnooze(max(later, time.Second)+jitter(later)))
	}
	mail, err := d.compose(m, to, m.Topics[min(args.Topic, len(m.Topics)-1)])
	if err != nil {
		return fmt.Errorf("%w: %w", errLetter, err)
	}
	return d.Post.Send(ctx, subscriber.ReturnPath(d.Bounces, to.Mark), to.Address, mail)
}

// end writes the receipt, after which there is nothing left to do.
func (d *deliverer) end(ctx context.Context, job *river.Job[store.DeliverArgs], to store.Recipient,
	result subscriber.Result) error {
	if err := d.scribe.Write(ctx, d.ending(job, to, result)); err != nil {
		return d.later(job, databaseFailed, err)
	}
	d.Meters.Mails.WithLabelValues(string(result)).Inc()
	return nil
}

// ending is a receipt of now.
func (d *deliverer) ending(job *river.Job[store.DeliverArgs], to store.Recipient,
	result subscriber.Result) store.Ending {
	return store.Ending{Message: job.Args.Message, Subscriber: job.Args.Subscriber, Mark: to.Mark, Result: result,
		At: d.Now()}
}

// compose writes the mail of one subscriber.
func (d *deliverer) compose(m store.Message, to store.Recipient, topic string) ([]byte, error) {
	letter, ok := m.Letters[to.Locale]
	if !ok {
		letter = m.Letters[d.DefaultLocale]
	}
	leave, manage := d.Links.Unsubscribe(to.Mark), d.Links.Manage(to.Mark)
	fill := strings.NewReplacer(UnsubscribePlace, leave, ManagePlace, manage)
	e := notify.Email{From: d.From, To: to.Address, ListID: subscriber.ListID(topic, m.Channel, d.Host),
		Unsubscribe: leave, Now: d.Now}
	return e.EML(notify.Message{ID: m.Name + "." + d.Store.Keys.ID(m.Name, to.Mark), Lang: letter.Lang,
		Subject: letter.Subject,
		Text:    fill.Replace(letter.Text), HTML: fill.Replace(letter.HTML)})
}
