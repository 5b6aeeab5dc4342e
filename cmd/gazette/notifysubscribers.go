package main

import (
	"context"
	"errors"
	"slices"

	"gazette/internal/message"
	"gazette/internal/notice"
	"gazette/internal/notify/ledger"
	"gazette/internal/settings"
	"gazette/internal/source"
	"gazette/internal/subscriptions/store"
	"gazette/internal/subscriptions/subscriber"
	"gazette/internal/subscriptions/work"
	"gazette/render"
)

// subscribersType is the type of the channel whose messages the service sends.
const subscribersType = "subscribers"

// subscribersChannel makes the one recipient of the channel: the service's database.
func (m *maker) subscribersChannel(c settings.Channel) []recipient {
	if !m.site.Config.Subscriptions.On() {
		m.fail(c, "write `subscriptions:` with url, smtp, from and secret_env; `gazette help subscriptions` says more",
			"channel %s tells subscribers, and there are no `subscriptions`", c.Name)
	}
	return []recipient{{Channel: c, id: c.Name, locale: m.site.DefaultLocale()}}
}

// tellSubscribers hands the messages at these places to the service, and
// receipts all that the service has sent by now. A database that does not
// answer fails these messages alone.
func (o *notifyRun) tellSubscribers(ctx context.Context, renderer *render.Renderer, all []told, places []int) error {
	if !slices.ContainsFunc(o.recipients, func(r recipient) bool { return r.Type == subscribersType }) {
		return nil
	}
	s, err := o.openSubscribers(ctx)
	if err != nil {
		for _, i := range places {
			all[i].result, all[i].err, all[i].passing = "failed", oneProblem(err), true
		}
		if len(places) > 0 {
			return nil
		}
		return err
	}
	defer s.store.Close()
	for _, i := range places {
		if ctx.Err() != nil {
			break
		}
		if err := o.hand(ctx, s, renderer, all[i].Item, all[i].recipient.Name); err != nil {
			all[i].result, all[i].err, all[i].passing = "failed", err, true
			continue
		}
		all[i].result = "queued"
	}
	sent, err := o.settle(ctx, s)
	for _, i := range places {
		if all[i].result == "queued" && sent[all[i].ID] {
			all[i].result = "sent"
		}
	}
	return err
}

// openSubscribers opens the service's database.
func (o *notifyRun) openSubscribers(ctx context.Context) (*subscribed, error) {
	config := o.sources.Site.Config
	if err := o.hasDatabase(config); err != nil {
		return nil, err
	}
	return o.subscribers(ctx, config, nil, true)
}

// oneProblem is what is wrong, without its place: the line of a message has no room for it.
func oneProblem(err error) error {
	var p source.Problem
	if errors.As(err, &p) {
		return errors.New(p.Message)
	}
	return err
}

// hand stores a message in all languages, and gives each subscriber their job.
// Done before, it changes nothing; killed in between, it goes on where it was.
func (o *notifyRun) hand(ctx context.Context, s *subscribed, renderer *render.Renderer, it message.Item,
	channel string) error {
	n := o.sources.Site.Notice(it.Change.Notice)
	m := store.Message{Name: it.ID, Channel: channel, Change: it.Change.ID, Slug: string(it.Change.Notice),
		First: o.first(it.Message), Letters: map[string]store.Letter{}}
	if n != nil {
		m.Topics = subscriber.Topics(string(n.Slug), n.Group)
	} else {
		m.Topics = subscriber.Topics(m.Slug, "")
	}
	for i := range o.sources.Site.Locales {
		l := &o.sources.Site.Locales[i]
		letter, err := renderer.SubscriberLetter(l, it.Message, work.UnsubscribePlace, work.ManagePlace)
		if err != nil {
			return err
		}
		m.Letters[string(l.Tag)] = store.Letter{Lang: letter.Lang, Subject: letter.Subject, Text: letter.Plain,
			HTML: letter.HTML}
	}
	if err := s.store.Announce(ctx, m); err != nil {
		return err
	}
	stored, err := s.store.MessageNamed(ctx, it.ID)
	if err != nil || stored.Fanned {
		return err
	}
	progress := o.ui.progress("subscribers")
	defer o.ui.progressDone()
	return s.store.FanOut(ctx, stored.ID, func(recipients int64) {
		if progress != nil {
			progress(int(recipients), int(recipients))
		}
	})
}

// first reports whether a message is the first that is told of its change.
func (o *notifyRun) first(m message.Message) bool {
	recorded := notice.DateOf(m.Change.Recorded.In(o.sources.Site.Zone))
	return m.Stage == message.Announced || m.Stage == message.Effective && !recorded.Before(m.Change.To)
}

// settle receipts every message that is complete: counts, and the root of the
// tree of what each subscriber's receipt says. It returns the ids of those that
// are receipted, and says how far the others are.
func (o *notifyRun) settle(ctx context.Context, s *subscribed) (map[string]bool, error) {
	sent := map[string]bool{}
	for _, r := range o.receiptFile.contents.Receipts {
		if r.Result == ledger.Sent {
			sent[r.Message] = true
		}
	}
	open, err := s.store.Open(ctx)
	if err != nil {
		return sent, err
	}
	for _, m := range open {
		if !slices.ContainsFunc(o.recipients,
			func(r recipient) bool { return r.Name == m.Channel && r.Type == subscribersType }) {
			continue
		}
		if !sent[m.Name] {
			outcome, err := s.store.Outcome(ctx, m)
			if errors.Is(err, store.ErrUnderWay) {
				o.ui.say("%s %s: %s of %s subscribers are done", o.ui.err.dim("under way"), m.Name,
					thousands(int(total(outcome))), thousands(int(outcome.Recipients)))
				continue
			}
			if err != nil {
				return sent, err
			}
			if err := o.receipt(m, outcome); err != nil {
				return sent, err
			}
			sent[m.Name] = true
		}
		if err := s.store.Receipted(ctx, m.ID); err != nil {
			return sent, err
		}
	}
	return sent, nil
}

func total(o store.Outcome) (n int64) {
	for _, c := range o.Counts {
		n += c
	}
	return n
}

// receipt appends the line of a message that is complete.
func (o *notifyRun) receipt(m store.Message, outcome store.Outcome) error {
	receipts, err := o.receiptFile.writer()
	if err != nil {
		return err
	}
	counts := map[string]int64{"recipients": outcome.Recipients}
	for _, r := range subscriber.Results {
		counts[string(r)] = outcome.Counts[r]
	}
	r := ledger.Receipt{Message: m.Name, Channel: m.Channel, At: o.now(), Day: o.sources.Site.Day.String(),
		Result: ledger.Sent, Counts: counts, Root: subscriber.Root(outcome.Root)}
	if err := receipts.Append(r); err != nil {
		return err
	}
	o.receiptFile.contents.Add(r)
	o.ui.say("%s %s: %s of %s subscribers were sent their mail", o.ui.err.green("complete"), m.Name,
		thousands(int(counts["sent"])), thousands(int(outcome.Recipients)))
	return nil
}
