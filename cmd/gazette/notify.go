package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"gazette/internal/check"
	"gazette/internal/load"
	"gazette/internal/message"
	"gazette/internal/notify/ledger"
	"gazette/internal/rule"
)

type notifyFlags struct {
	date, dryRun, channel string
	retryFor              time.Duration
	release, drop         []string
	reason, enable        string
	baseline              bool
	report, csv, json     bool
	subscriber            string
}

// dryFolder is where --dry-run writes when no folder is named: ignored by git,
// since messages hold addresses.
const dryFolder = ".cache/messages"

func newNotify(a *app) *cobra.Command {
	var f notifyFlags
	c := &cobra.Command{
		Use:   "notify",
		Short: "tell people what changed, once, and keep the receipts",
		Long: `Notify sends every message that is due today to each channel in gazette.yaml that has
not had it yet, and adds a receipt for each to archive/receipts.jsonl. Run it as often
as you like: a message with a receipt is not sent again, and one that failed is tried
again.

A message that is overdue by more than notify.max_age is held until you decide what to
do with it: --release or --drop. Exit code 1 means that something failed or is held.`,
		Example: `  gazette notify --dry-run                   write the messages to .cache/messages, send nothing
  gazette notify
  gazette notify --release 2026-12-15-amended-0123456789abcdef-announced
  gazette notify --drop 2026-12-15-amended-0123456789abcdef-announced --reason "told by letter"
  gazette notify --baseline                  all that is due has been told some other way
  gazette notify --report --csv > told.csv   who was told what, and when
  gazette notify --report --subscriber ada@example.com --json`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := f.judge(args); err != nil {
				return err
			}
			ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
			defer stop()
			return a.notify(ctx, f)
		},
	}
	dateFlag(c, &f.date)
	c.Flags().StringVar(&f.dryRun, "dry-run", "", "write every message to `DIR` as it would be sent, and send nothing")
	c.Flags().Lookup("dry-run").NoOptDefVal = dryFolder
	c.Flags().DurationVar(&f.retryFor, "retry-for", 30*time.Second,
		"how long to keep trying a channel that is down, `TIME`")
	c.Flags().StringVar(&f.channel, "channel", "", "only the channel `NAME`")
	c.Flags().StringArrayVar(&f.release, "release", nil, "send the message `ID` although it is late")
	c.Flags().StringArrayVar(&f.drop, "drop", nil, "never send the message `ID`; needs --reason")
	c.Flags().StringVar(&f.reason, "reason", "", "with --drop: a sentence of `TEXT` that says why")
	c.Flags().StringVar(&f.enable, "enable", "",
		"use the channel `NAME` again, after its endpoint said that it was gone")
	c.Flags().BoolVar(&f.baseline, "baseline", false, "write receipts for all that is due, without sending anything")
	c.Flags().BoolVar(&f.report, "report", false, "print who was told, when, by what, with what result")
	c.Flags().StringVar(&f.subscriber, "subscriber", "",
		"with --report: what the subscriber `ADDRESS` was told, with proofs")
	c.Flags().BoolVar(&f.csv, "csv", false, "with --report: as CSV")
	c.Flags().BoolVar(&f.json, "json", false, "print JSON")
	return c
}

// judge finds flags that make no sense together. A word after --dry-run is
// taken for its folder.
func (f *notifyFlags) judge(args []string) error {
	if len(args) == 1 {
		if f.dryRun != dryFolder {
			return misuse{fmt.Sprintf("notify takes no argument %q", args[0]),
				"run `gazette notify --help` for its flags"}
		}
		f.dryRun = args[0]
	}
	jobs := 0
	for _, on := range []bool{f.dryRun != "", len(f.release) > 0, len(f.drop) > 0, f.enable != "", f.baseline,
		f.report} {
		if on {
			jobs++
		}
	}
	switch {
	case jobs > 1:
		return misuse{"--dry-run, --release, --drop, --enable, --baseline and --report do not go together",
			"run one after the other"}
	case len(f.drop) > 0 && f.reason == "":
		return misuse{"--drop needs a reason",
			"say in one sentence why nobody is told: --reason \"told by letter on 3 May\""}
	case len(f.drop) == 0 && f.reason != "":
		return misuse{"--reason belongs to --drop", "name the message with --drop ID"}
	case f.csv && !f.report:
		return misuse{"--csv belongs to --report", "write `gazette notify --report --csv`"}
	case f.subscriber != "" && (!f.report || f.csv):
		return misuse{"--subscriber belongs to --report",
			"write `gazette notify --report --subscriber ada@example.com`, with --json for the proofs"}
	case f.csv && f.json:
		return misuse{"--csv and --json do not go together", "choose one of the two"}
	case f.retryFor < 0:
		return misuse{"--retry-for is negative", "write it like --retry-for 2m; 0 tries once"}
	}
	return nil
}

// notifyRun is everything that a run of notify works with.
type notifyRun struct {
	*app
	flags       notifyFlags
	sources     *load.Sources
	recipients  []recipient
	key         ledger.Key
	now         func() time.Time
	receiptFile *receiptFile
}

// maxAge is how many days late a message may be.
func (o *notifyRun) maxAge() int {
	return cmp.Or(int(o.sources.Site.Config.Notify.MaxAge), message.DefaultMaxAge)
}

func (a *app) notify(ctx context.Context, f notifyFlags) error {
	if f.dryRun == "" && !f.report { // first of all: what is taken back meanwhile must not be told
		unlock, err := a.lock("notify", filepath.Join(a.dir, "archive"))
		if err != nil {
			return err
		}
		defer unlock()
	}
	s, err := a.load(f.date)
	if err != nil {
		return err
	}
	s.Problems = append(s.Problems, check.Receipted(s.Log)...)
	for _, p := range check.Archive(s.Editions, s.Log, s.Log.Records()) {
		if p.Rule == rule.LogIncomplete { // what such a log says may not be so any more
			s.Problems = append(s.Problems, p)
		}
	}
	if err := a.sound(s, "nothing was sent"); err != nil {
		return err
	}
	o := &notifyRun{app: a, flags: f, sources: s}
	if err := o.open(); err != nil {
		return err
	}
	if f.dryRun != "" || f.report {
		if o.receiptFile, err = a.readReceipts(); err != nil {
			return err
		}
		if f.subscriber != "" {
			return o.reportSubscriber(ctx)
		}
		if f.report {
			return o.report()
		}
		return o.dry()
	}
	if o.receiptFile, err = a.readReceipts(); err != nil {
		return err
	}
	return errors.Join(o.work(ctx), o.receiptFile.close())
}

// work does what the flags ask for.
func (o *notifyRun) work(ctx context.Context) error {
	switch {
	case o.flags.enable != "":
		return o.enable()
	case o.flags.baseline:
		return o.baseline()
	case len(o.flags.drop) > 0:
		return o.drop()
	case len(o.flags.release) > 0:
		if err := o.release(); err != nil {
			return err
		}
	}
	return o.send(ctx)
}

// due is what is to be told today.
func (o *notifyRun) due() []message.Item {
	names := make([]string, len(o.recipients))
	for i, out := range o.recipients {
		names[i] = out.id
	}
	return message.Due(o.sources.Log.Changes, rulesOf(o.sources.Site.Config.Notify, o.sources.Site.Zone), names,
		o.receiptFile.known(), o.sources.Site.Day)
}
