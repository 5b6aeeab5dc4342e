package main

import (
	"encoding/json"
	"fmt"
)

// notifyJSON is what `gazette notify --json` prints.
type notifyJSON struct {
	Day      string        `json:"day"`
	Counts   notifyCounts  `json:"counts"`
	Messages []notifiedOne `json:"messages"`
}

type notifyCounts struct {
	Sent        int `json:"sent"`
	Failed      int `json:"failed"`
	NotTried    int `json:"not_tried"`
	Held        int `json:"held"`
	Unreceipted int `json:"unreceipted"`
	Queued      int `json:"queued,omitempty"` // the service of subscriptions sends them
}

type notifiedOne struct {
	Message   string `json:"message"`
	Channel   string `json:"channel"`
	Change    string `json:"change"`
	Notice    string `json:"notice"`
	Kind      string `json:"kind"`
	Stage     string `json:"stage"`
	To        string `json:"to"`
	Due       string `json:"due"`
	Late      int    `json:"late"` // days
	Result    string `json:"result"`
	Error     string `json:"error,omitempty"`
	Permanent bool   `json:"permanent,omitempty"` // the same attempt would fail again
	Attempts  int    `json:"attempts"`
	File      string `json:"file,omitempty"` // of a dry run
}

func (t told) json() notifiedOne {
	one := notifiedOne{Message: t.ID, Channel: t.recipient.Name, Change: t.Change.ID, Notice: string(t.Change.Notice),
		Kind:  string(t.Change.Kind),
		Stage: string(t.Stage), To: t.Change.To.String(), Due: t.Due.String(), Late: t.Late, Result: t.result,
		Attempts: t.attempts}
	if t.err != nil {
		one.Error, one.Permanent = t.err.Error(), t.result == "failed" && !t.passing
	}
	return one
}

func count(all []told) (c notifyCounts) {
	for _, t := range all {
		switch t.result {
		case "sent":
			c.Sent++
		case "failed":
			c.Failed++
		case "queued":
			c.Queued++
		case "held":
			c.Held++
		case "unreceipted":
			c.Unreceipted++
		default:
			c.NotTried++
		}
	}
	return c
}

// print says how every message fared; what failed or is held is a problem.
func (o *notifyRun) print(all []told) error {
	c := count(all)
	if err := o.list(all, c); err != nil {
		return err
	}
	o.explain(all, c)
	if c.Failed+c.NotTried+c.Held+c.Unreceipted > 0 {
		return errProblems
	}
	return nil
}

// list prints every message, with what became of it.
func (o *notifyRun) list(all []told, c notifyCounts) error {
	if o.flags.json {
		return o.printJSON(all, c)
	}
	for _, t := range all {
		fmt.Fprintln(o.ui.stdout, o.line(t))
	}
	return nil
}

func (o *notifyRun) printJSON(all []told, c notifyCounts) error {
	out := notifyJSON{Day: o.sources.Site.Day.String(), Counts: c, Messages: []notifiedOne{}}
	for _, t := range all {
		out.Messages = append(out.Messages, t.json())
	}
	enc := json.NewEncoder(o.ui.stdout)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

// line is one message in one line.
func (o *notifyRun) line(t told) string {
	p := o.ui.out
	paint := map[string]func(string) string{"sent": p.green, "queued": p.green, "failed": p.red, "unreceipted": p.red,
		"held": p.yellow, "not-tried": p.yellow, "would send": p.green}[t.result]
	line := fmt.Sprintf("%s  %s  %s  %s  %s", paint(pad(t.result, 11)), p.bold(string(t.Change.Notice)), t.Stage,
		t.Change.To, t.recipient.id)
	if t.result != "sent" && t.result != "queued" {
		line += "  " + p.dim(t.ID)
	}
	return line
}

// explain says on standard error what went wrong, and the way out. Many
// messages fail for one reason, which is then said once.
func (o *notifyRun) explain(all []told, c notifyCounts) {
	said := map[string]bool{}
	for _, t := range all {
		if t.err == nil || t.result == "held" {
			continue
		}
		kind := "passing"
		if t.result == "failed" && !t.passing {
			kind = "permanent"
		}
		if reason := fmt.Sprintf("channel %s: %s (%s)", t.recipient.Name, t.err, kind); !said[reason] &&
			len(said) < 20 {
			said[reason] = true
			o.ui.say("%s %s", o.ui.err.red("gazette:"), reason)
		}
	}
	if c.Unreceipted > 0 {
		o.ui.say("%s %s went out without a receipt and will be sent again under the same id, so that receivers can "+
			"drop the repeat", o.ui.err.yellow("note:"), counted(c.Unreceipted, "message"))
	}
	if c.Held > 0 {
		o.ui.say("%s %s %s more than %d days late and held", o.ui.err.yellow("note:"), counted(c.Held, "message"),
			areIs(c.Held), o.maxAge())
		o.ui.say("  %s `gazette notify --release ID` sends one, `--drop ID --reason TEXT` does not; `--baseline` "+
			"counts all that is due as told", o.ui.err.dim("hint:"))
	}
	if c.Queued > 0 {
		o.ui.say("%s %s for subscribers; a later `gazette notify` receipts what the service has sent by then",
			o.ui.err.green("queued"), counted(c.Queued, "message"))
	}
	if c.Sent > 0 || len(all) == 0 {
		o.ui.say("%s %s", o.ui.err.green("sent"), counted(c.Sent, "message"))
	}
}

func areIs(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
