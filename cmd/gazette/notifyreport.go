package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"gazette/internal/message"
	"gazette/internal/notice"
	"gazette/internal/notify/ledger"
)

// reportRow is one line of the report: that a message about a change was told,
// or how it stands with it.
type reportRow struct {
	Change   string `json:"change"`
	Kind     string `json:"kind"`
	Notice   string `json:"notice"`
	From     string `json:"from"`
	To       string `json:"to"`
	Recorded string `json:"recorded"`
	Public   string `json:"public_since,omitempty"`
	Stage    string `json:"stage"`
	Channel  string `json:"channel"`
	Outlet   string `json:"outlet"`
	Result   string `json:"result"` // of the receipt; due or held where there is none yet
	At       string `json:"at"`
	Day      string `json:"day"`
	Reason   string `json:"reason"`
	Address  string `json:"address"`
	Message  string `json:"message"`
}

// report prints what the receipts prove, change by change.
func (o *notifyRun) report() error {
	rows := o.reportRows()
	switch {
	case o.flags.json:
		enc := json.NewEncoder(o.ui.stdout)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(rows)
	case o.flags.csv:
		return o.reportCSV(rows)
	}
	o.reportText(rows)
	return nil
}

// reportRows gathers the receipts and what is due, in the order of the log.
func (o *notifyRun) reportRows() []reportRow {
	changes, order := map[string]*notice.Change{}, map[string]int{}
	for i := range o.sources.Log.Changes {
		c := &o.sources.Log.Changes[i]
		changes[c.ID], order[c.ID] = c, i
	}
	rows := []reportRow{}
	for _, r := range o.receiptFile.contents.Receipts {
		if id, stage, recipient, ok := message.Parse(r.Message); ok &&
			(o.flags.channel == "" || o.flags.channel == r.Channel) {
			rows = append(rows, reportRow{Change: id, Stage: string(stage), Channel: r.Channel, Outlet: recipient,
				Result: string(r.Result),
				At:     r.At.Format(time.RFC3339), Day: r.Day, Reason: r.Reason, Address: r.Address,
				Message: r.Message})
		}
	}
	for _, it := range o.due() {
		row := reportRow{Change: it.Change.ID, Stage: string(it.Stage), Channel: o.recipients[it.Address].Name,
			Outlet: o.recipients[it.Address].id, Result: "due", Message: it.ID}
		if it.Held {
			row.Result = "held"
		}
		rows = append(rows, row)
	}
	for i := range rows {
		if c := changes[rows[i].Change]; c != nil {
			rows[i].Kind, rows[i].Notice, rows[i].From, rows[i].To = string(c.Kind), string(c.Notice), c.From.String(),
				c.To.String()
			rows[i].Recorded = c.Recorded.UTC().Format(time.RFC3339)
			if !c.PublicSince.IsZero() {
				rows[i].Public = c.PublicSince.UTC().Format(time.RFC3339)
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b reportRow) int { return order[a.Change] - order[b.Change] })
	return rows
}

func (o *notifyRun) reportCSV(rows []reportRow) error {
	w := csv.NewWriter(o.ui.stdout)
	_ = w.Write([]string{"change", "kind", "notice", "from", "to", "recorded", "stage", "channel", "outlet", "result",
		"at", "day", "reason", "address", "message", "public_since"})
	for _, r := range rows {
		_ = w.Write([]string{r.Change, r.Kind, r.Notice, r.From, r.To, r.Recorded, r.Stage, r.Channel, r.Outlet,
			r.Result, r.At, r.Day, cell(r.Reason), r.Address, r.Message, r.Public})
	}
	w.Flush()
	return w.Error()
}

// cell keeps a spreadsheet from taking a person's sentence for a formula.
func cell(s string) string {
	if strings.ContainsAny(s[:min(len(s), 1)], "=+-@\t") {
		return "'" + s
	}
	return s
}

func (o *notifyRun) reportText(rows []reportRow) {
	p, last := o.ui.out, ""
	for _, r := range rows {
		if r.Change != last {
			if last != "" {
				fmt.Fprintln(o.ui.stdout)
			}
			last = r.Change
			fmt.Fprintf(o.ui.stdout, "%s  %s  %s  %s\n", p.bold(r.Notice), r.Kind,
				strings.TrimPrefix(r.From+" -> "+r.To, " -> "), p.dim(r.Change))
			if r.Public != "" {
				fmt.Fprintf(o.ui.stdout, "  %s\n", p.dim("public since "+r.Public))
			}
		}
		line := fmt.Sprintf("  %s  %s  %s", pad(r.Result, 8), pad(r.Stage, 12), pad(r.Outlet, 12))
		if r.At != "" {
			line += "  " + r.At
		}
		if r.Reason != "" {
			line += "  " + r.Reason
		}
		fmt.Fprintln(o.ui.stdout, strings.TrimRight(line, " "))
	}
	if len(rows) == 0 {
		o.ui.say("nobody has been told anything yet")
	}
	for _, r := range o.receiptFile.contents.Receipts {
		if r.Result == ledger.Disabled || r.Result == ledger.Enabled {
			o.ui.say("channel %s was %s on %s", r.Channel, r.Result, r.At.Format(time.DateOnly))
		}
	}
}
