package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"gazette/internal/history"
	"gazette/internal/notice"
)

type publishedFlags struct {
	log                    string
	baseline, dryRun, json bool
}

func newPublished(a *app) *cobra.Command {
	var f publishedFlags
	c := &cobra.Command{
		Use:   "published",
		Short: "note when changes became public",
		Long: `Published notes in archive/publications.jsonl that all recorded changes are public from
now on. CI runs it once the pages are online, before "gazette notify". Pages, plans,
reports and notice periods then count from that day instead of the day of recording. A
change is only ever noted once, so you can run it as often as you like.

The first time, changes that were recorded more than 30 days ago are noted as already
public; with --baseline, all are.`,
		Example: `  gazette published
  gazette published --log deployed/changes.jsonl    of the change log as it was deployed
  gazette published --baseline                      for a site that has long been online`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.notePublished(f) },
	}
	c.Flags().StringVar(&f.log, "log", "",
		"the change log as it was published, a `FILE`, if more has been recorded since")
	c.Flags().BoolVar(&f.baseline, "baseline", false,
		"note that the changes were public before now, without saying since when")
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "say what would be noted, and write nothing")
	c.Flags().BoolVar(&f.json, "json", false, "print what is noted as JSON lines")
	return c
}

func (a *app) notePublished(f publishedFlags) error {
	now, err := instant()
	if err != nil {
		return err
	}
	if !f.dryRun {
		unlock, err := a.lock("record", filepath.Join(a.dir, "archive")) // nothing is recorded or taken back meanwhile
		if err != nil {
			return err
		}
		defer unlock()
	}
	l, err := a.layers()
	if err != nil {
		return err
	}
	log, ps := history.ReadLog(l.Site)
	if ps.Errors() { // of either file
		return ps
	}
	noted := log.Publications()
	changes, err := online(log, f.log)
	if err != nil {
		return err
	}
	more := noted.Publish(changes, now, f.baseline)
	if !f.dryRun {
		if noted.Torn > 0 && len(more) > 0 {
			a.ui.say("%s removed an unfinished line of %d bytes from the end of %s", a.ui.err.yellow("note:"),
				noted.Torn, history.PublicationsFile)
		}
		if err := noted.Append(history.Folder{Root: a.dir}, more); err != nil {
			return err
		}
	}
	return a.printPublished(f, changes, more)
}

// online are the changes of a log that are in the log that was published, too: all, where no other was named.
func online(log *history.Log, file string) ([]notice.Change, error) {
	if file == "" {
		return log.Changes, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, misuse{fmt.Sprintf("--log: %s", plainly(err)),
			"name the change log that was deployed, archive/changes.jsonl of that moment"}
	}
	deployed, ps := history.ParseLog(data)
	if ps.Errors() {
		for i := range ps {
			ps[i].File = file
		}
		return nil, ps
	}
	return slices.DeleteFunc(slices.Clone(log.Changes), func(c notice.Change) bool { return !deployed.Has(c.ID) }), nil
}

// printPublished says what was noted.
func (a *app) printPublished(f publishedFlags, changes []notice.Change, more []history.Publication) error {
	if f.json {
		enc := json.NewEncoder(a.ui.stdout)
		for _, m := range more {
			if err := enc.Encode(m); err != nil {
				return err
			}
		}
		return nil
	}
	for _, m := range more {
		i := slices.IndexFunc(changes, func(c notice.Change) bool { return c.ID == m.Change })
		since := "public since " + m.Since.Format(time.RFC3339)
		if m.Earlier {
			since = "public earlier"
		}
		fmt.Fprintf(a.ui.stdout, "%s  %s\n", stepLine(a.ui.out, changes[i]), since)
	}
	verb := "noted"
	if f.dryRun {
		verb = "would note"
	}
	if len(more) == 0 {
		a.ui.say("nothing new: every change that is public is noted")
		return nil
	}
	a.ui.say("%s %s", a.ui.err.green(verb), counted(len(more), "change"))
	return nil
}
