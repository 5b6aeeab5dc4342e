package main

import (
	"context"
	"errors"
	"slices"

	"gazette/internal/message"
	"gazette/internal/notify"
	"gazette/internal/notify/ledger"
	"gazette/render"
)

// told is how one message fared at one address.
type told struct {
	message.Item
	recipient *recipient
	result    string // sent, queued, failed, held, not-tried, unreceipted
	err       error
	passing   bool
	attempts  int
}

// noChannels is what a site is told that has nobody to tell.
const noChannels = "there are no channels: name them under `notify` in gazette.yaml"

// send hands over everything that is due and not held.
func (o *notifyRun) send(ctx context.Context) error {
	if len(o.sources.Site.Config.Notify.Channels) == 0 {
		o.ui.say(noChannels)
		return nil
	}
	o.recipients = o.enabled()
	renderer, err := render.New(o.sources.Site, o.sources.Wording, o.sources.Theme)
	if err != nil {
		return err
	}
	items := o.due()
	out := make([]told, len(items))
	place := make(map[string]int, len(items))
	var queues []notify.Queue
	var handed []int // the places of what the service sends
	for i, it := range items {
		out[i] = told{Item: it, recipient: &o.recipients[it.Address], result: "held"}
		place[it.ID] = i
		switch {
		case it.Held:
		case o.recipients[it.Address].Type == subscribersType:
			out[i].result = "not-tried"
			handed = append(handed, i)
		default:
			out[i].result = "not-tried"
			queues = o.enqueue(queues, renderer, it)
		}
	}
	if err := o.carry(ctx, queues, func(d notify.Delivery) { out[place[d.ID]].ended(d) }); err != nil {
		return err
	}
	failed := o.tellSubscribers(ctx, renderer, out, handed)
	if failed != nil {
		o.ui.report(failed) // and how the other channels fared all the same
	}
	if err := o.print(out); err != nil || failed == nil {
		return err
	}
	return errProblems
}

// enabled leaves out the channels whose endpoints said that they are gone.
func (o *notifyRun) enabled() []recipient {
	said := map[string]bool{}
	return slices.DeleteFunc(slices.Clone(o.recipients), func(out recipient) bool {
		r, gone := o.receiptFile.contents.Disabled(out.Name)
		if gone && !said[out.Name] {
			said[out.Name] = true
			o.ui.say("%s channel %s is disabled since %s, when its endpoint said that it was gone",
				o.ui.err.yellow("note:"), out.Name, r.At.Format("2006-01-02"))
			o.ui.say("  %s run `gazette notify --enable %s` when it is back, or take it out of gazette.yaml",
				o.ui.err.dim("hint:"), out.Name)
		}
		return gone
	})
}

// enqueue adds a message to its channel's queue.
func (o *notifyRun) enqueue(queues []notify.Queue, renderer *render.Renderer, it message.Item) []notify.Queue {
	out := &o.recipients[it.Address]
	i := slices.IndexFunc(queues, func(q notify.Queue) bool { return q.Channel == out.Name })
	if i < 0 {
		i, queues = len(queues), append(queues, notify.Queue{Channel: out.Name, Limit: out.limit})
	}
	queues[i].Tasks = append(queues[i].Tasks, notify.Task{ID: it.ID, Channel: out.to, Address: o.key.Hash(out.address),
		Compose: func() (notify.Message, error) { return compose(renderer, it, out) }})
	return queues
}

// carry sends the queues and tells how each message ended.
func (o *notifyRun) carry(ctx context.Context, queues []notify.Queue, done func(notify.Delivery)) error {
	if len(queues) == 0 {
		return nil
	}
	ledger, err := o.receiptFile.writer() // before the first message: what cannot be receipted is not sent
	if err != nil {
		return err
	}
	all, count := 0, 0
	for _, q := range queues {
		all += len(q.Tasks)
	}
	progress := o.ui.progress("messages")
	c := notify.Dispatcher{Ledger: ledger, Day: o.sources.Site.Day.String(), RetryFor: o.flags.retryFor, Now: o.now,
		Done: func(d notify.Delivery) {
			done(d)
			if count++; progress != nil {
				progress(count, all)
			}
		}}
	c.Run(ctx, queues)
	o.ui.progressDone()
	return nil
}

// ended notes how a delivery ended.
func (t *told) ended(d notify.Delivery) {
	t.err, t.passing, t.attempts = d.Outcome.Err, d.Outcome.Passing, d.Attempts
	switch {
	case t.err == nil:
		t.result = "sent"
	case errors.Is(t.err, ledger.ErrWrite):
		t.result = "unreceipted"
	case d.Attempts > 0 || !notify.Interrupted(t.err):
		t.result = "failed"
	}
}

// compose writes a message for one address: programs get the event, people a
// letter in their language.
func compose(renderer *render.Renderer, it message.Item, out *recipient) (notify.Message, error) {
	m := notify.Message{ID: it.ID}
	if out.Kind().Data {
		var err error
		m.Payload, err = renderer.Event(it.Message, it.ID, notify.PayloadMax)
		return m, err
	}
	letter, err := renderer.Letter(out.locale, it.Message, out.unsubscribe)
	m.Lang, m.Subject, m.Text, m.HTML = letter.Lang, letter.Subject, letter.Plain, letter.HTML
	m.Post = notify.Post{Title: letter.Subject, Lines: []string{letter.Text.String()}, Items: letter.Summary}
	for _, s := range []string{letter.Dates.String(), letter.ClassText, letter.Reason.String()} {
		if s != "" {
			m.Post.Lines = append(m.Post.Lines, s)
		}
	}
	for _, l := range letter.Links {
		m.Post.Links = append(m.Post.Links, notify.Link{Text: l.Text, URL: l.URL})
	}
	return m, err
}
