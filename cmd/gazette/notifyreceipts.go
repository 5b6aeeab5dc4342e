package main

import (
	"errors"
	"io/fs"
	"path/filepath"
	"time"

	"gazette/internal/history"
	"gazette/internal/message"
	"gazette/internal/notice"
	"gazette/internal/notify/ledger"
	"gazette/internal/rule"
	"gazette/internal/settings"
	"gazette/internal/source"
)

// receiptFile is the file of receipts: what it says, and, once something is to be written, its ledger.
type receiptFile struct {
	contents *ledger.Contents
	dir      string         // the site's
	ledger   *ledger.Writer // nil until something is to be written
}

// readReceipts reads the receipts.
func (a *app) readReceipts() (*receiptFile, error) {
	data, err := history.Folder{Root: a.dir}.ReadFile(ledger.Path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	contents, err := ledger.Read(data)
	var line *ledger.LineError
	if errors.As(err, &line) {
		p := source.Pos{File: ledger.Path, Line: line.Line, Col: 1}.Problem(rule.Receipts, line.Error(),
			"restore the line from a backup or version control; a newer gazette may have written it")
		p.Excerpt = line.Text
		return nil, source.Problems{p}
	}
	if contents.Torn > 0 {
		a.ui.say("%s an unfinished line of %d bytes at the end of %s is not a receipt: its message is sent again",
			a.ui.err.yellow("note:"), contents.Torn, ledger.Path)
	}
	return &receiptFile{contents: contents, dir: a.dir}, err
}

// writer opens the ledger for writing.
func (d *receiptFile) writer() (*ledger.Writer, error) {
	if d.ledger != nil {
		return d.ledger, nil
	}
	err := source.Unlinked(d.dir, ledger.Path)
	if err != nil {
		return nil, err
	}
	d.ledger, err = ledger.Open(filepath.Join(d.dir, filepath.FromSlash(ledger.Path)), d.contents)
	return d.ledger, err
}

func (d *receiptFile) close() error {
	if d.ledger == nil {
		return nil
	}
	return d.ledger.Close()
}

// known tells what the receipts say of messages.
func (d *receiptFile) known() message.Receipts {
	out := message.Receipts{}
	for _, r := range d.contents.Receipts {
		switch r.Result {
		case ledger.Sent, ledger.Baseline:
			out.Add(r.Message, message.Receipt{Settled: true, Day: dayOfReceipt(r)})
		case ledger.Dropped:
			out.Add(r.Message, message.Receipt{Settled: true})
		case ledger.Released:
			out.Add(r.Message, message.Receipt{Released: true})
		}
	}
	return out
}

// dayOfReceipt is the day a message was sent for.
func dayOfReceipt(r ledger.Receipt) notice.Date {
	if d, err := notice.ParseDate(r.Day); err == nil {
		return d
	}
	return notice.DateOf(r.At)
}

// rulesOf turns settings into the rules of messages.
func rulesOf(n settings.Notify, zone *time.Location) message.Rules {
	r := message.Rules{MaxAge: int(n.MaxAge), Translations: n.Translations, Zone: zone}
	for _, d := range n.Reminders {
		r.Reminders = append(r.Reminders, int(d))
	}
	return r
}
