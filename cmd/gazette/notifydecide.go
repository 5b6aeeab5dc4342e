package main

import (
	"fmt"
	"slices"
	"strings"

	"gazette/internal/message"
	"gazette/internal/notify/ledger"
)

// chosen returns what is due under the ids that a person named: a message at
// one address, or at all that have not had it.
func (o *notifyRun) chosen(ids []string) ([]message.Item, error) {
	due := o.due()
	var out []message.Item
	for _, id := range ids {
		found := slices.DeleteFunc(slices.Clone(due),
			func(it message.Item) bool { return it.ID != id && it.Message.ID() != id })
		if len(found) == 0 {
			return nil, misuse{fmt.Sprintf("no message %q is due or held", id), idsHint(due)}
		}
		out = append(out, found...)
	}
	return out, nil
}

func idsHint(due []message.Item) string {
	var ids []string
	for _, it := range due {
		if it.Held && !slices.Contains(ids, it.Message.ID()) {
			ids = append(ids, it.Message.ID())
		}
	}
	if len(ids) == 0 {
		return "nothing is held"
	}
	return "held: " + strings.Join(ids[:min(len(ids), 8)], ", ")
}

// decide writes what a person decided about messages.
func (o *notifyRun) decide(items []message.Item, result ledger.Result, reason string) error {
	receipts, err := o.receiptFile.writer()
	if err != nil {
		return err
	}
	for _, it := range items {
		out := o.recipients[it.Address]
		r := ledger.Receipt{Message: it.ID, Channel: out.Name, At: o.now(), Day: o.sources.Site.Day.String(),
			Result: result, Reason: reason, Address: o.key.Hash(out.address)}
		if err := receipts.Append(r); err != nil {
			return err
		}
		o.receiptFile.contents.Add(r)
	}
	return nil
}

func (o *notifyRun) release() error {
	items, err := o.chosen(o.flags.release)
	if err != nil {
		return err
	}
	return o.decide(slices.DeleteFunc(items, func(it message.Item) bool { return !it.Held }), ledger.Released, "")
}

func (o *notifyRun) drop() error {
	items, err := o.chosen(o.flags.drop)
	if err != nil {
		return err
	}
	if err := o.decide(items, ledger.Dropped, strings.Join(strings.Fields(o.flags.reason), " ")); err != nil {
		return err
	}
	for _, it := range items {
		fmt.Fprintf(o.ui.stdout, "dropped  %s\n", it.ID)
	}
	return nil
}

func (o *notifyRun) baseline() error {
	items := o.due()
	if err := o.decide(items, ledger.Baseline, ""); err != nil {
		return err
	}
	o.ui.say("%s %s as told; nothing was sent", o.ui.err.green("receipted"), counted(len(items), "message"))
	return nil
}

// enable uses a channel again.
func (o *notifyRun) enable() error {
	if _, gone := o.receiptFile.contents.Disabled(o.flags.enable); !gone {
		o.ui.say("channel %s is not disabled", o.flags.enable)
		return nil
	}
	receipts, err := o.receiptFile.writer()
	if err != nil {
		return err
	}
	if err := receipts.Append(ledger.Receipt{Channel: o.flags.enable, At: o.now(), Day: o.sources.Site.Day.String(),
		Result: ledger.Enabled}); err != nil {
		return err
	}
	o.ui.say("channel %s is used again", o.flags.enable)
	return nil
}
