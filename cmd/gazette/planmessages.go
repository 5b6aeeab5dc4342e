package main

import (
	"fmt"
	"slices"
	"strings"

	"gazette/internal/load"
	"gazette/internal/message"
	"gazette/internal/recording"
)

// messagesOf is the calendar of messages once a plan is recorded: those that
// `gazette notify` would send at once, then those that come due later.
func (a *app) messagesOf(after *load.Sources) ([]recording.PlannedMessage, error) {
	o := &notifyRun{app: a, flags: notifyFlags{dryRun: "plan"}, sources: after}
	if err := o.open(); err != nil {
		return nil, err
	}
	var err error
	if o.receiptFile, err = a.readReceipts(); err != nil {
		return nil, err
	}
	out := []recording.PlannedMessage{}
	for _, it := range o.due() {
		to := o.recipients[it.Address].id
		if n := len(out); n > 0 && out[n-1].ID == it.Message.ID() {
			out[n-1].Channels = append(out[n-1].Channels, to)
			continue
		}
		out = append(out, planned(it.Message, true, []string{to}))
	}
	var all []string
	for _, recipient := range o.recipients {
		all = append(all, recipient.id)
	}
	for _, m := range message.Ahead(after.Log.Changes, rulesOf(after.Site.Config.Notify, after.Site.Zone),
		after.Site.Day) {
		out = append(out, planned(m, false, all))
	}
	return out, nil
}

func planned(m message.Message, now bool, channels []string) recording.PlannedMessage {
	return recording.PlannedMessage{ID: m.ID(), Notice: string(m.Change.Notice), Kind: string(m.Change.Kind),
		Stage: string(m.Stage), On: m.Due.String(), Now: now,
		Channels: slices.Clone(channels)}
}

// messageLines words the calendar for people.
func messageLines(ms []recording.PlannedMessage) (out []string) {
	for _, m := range ms {
		when := m.On
		if m.Now {
			when = "now       "
		}
		ways := strings.Join(m.Channels, ", ")
		if ways == "" {
			ways = "nobody: no channel is set up"
		}
		out = append(out, fmt.Sprintf("%s  %s  %s %s  -> %s", when, m.Notice, m.Kind, m.Stage, ways))
	}
	return out
}
