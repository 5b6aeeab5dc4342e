package main

import (
	"fmt"
	"os"
	"path/filepath"

	"gazette/internal/history"
	"gazette/internal/recording"
	"gazette/internal/source"
)

// resume ends an undo that was interrupted, before anything is recorded.
func (a *app) resume() error {
	ended, err := history.Resume(history.Folder{Root: a.dir})
	if ended {
		a.ui.say("%s the last recording was being taken back when that was interrupted; now it is",
			a.ui.err.yellow("note:"))
	}
	return err
}

// undo takes the last recording back. Nobody builds, records or notifies meanwhile.
func (a *app) undo(f recordFlags) error {
	meant, err := a.place().Last()
	if err != nil {
		return err
	}
	for _, name := range []string{"record", "build", "notify"} {
		unlock, err := a.lock(name, filepath.Join(a.dir, "archive"))
		if err != nil {
			return err
		}
		defer unlock()
	}
	if ended, err := history.Resume(history.Folder{Root: a.dir}); err != nil || ended {
		if ended {
			a.ui.say("%s the last recording, which an interrupted run had begun to take back",
				a.ui.err.green("took back"))
		}
		return err
	}
	last, err := a.place().Last()
	if err != nil {
		return err
	}
	if last.Size != meant.Size || len(last.Changes) != len(meant.Changes) { // while this run waited
		return &source.Hinted{
			Message: "another run has recorded something, or taken it back, meanwhile; nothing was taken back here",
			Hint:    "see what the last recording is now: gazette record --undo --dry-run"}
	}
	if len(last.Changes) == 0 {
		a.ui.say("nothing is recorded, so there is nothing to undo")
		return nil
	}
	s, err := a.load(f.date)
	if err != nil {
		return err
	}
	receipts, err := a.readReceipts()
	if err != nil {
		return err
	}
	if err := a.place().Unseen(s, last, receipts.contents.Receipts); err != nil {
		return err
	}
	return a.takeBack(f, last)
}

// place is where the site stands.
func (a *app) place() recording.Place {
	return recording.Place{Folder: a.dir, Output: a.output("")}
}

func (a *app) takeBack(f recordFlags, last history.Recording) error {
	verb := "would take back"
	if !f.dryRun {
		verb = "took back"
		if !f.yes && isTerminal(os.Stdin) {
			for _, c := range last.Changes {
				a.ui.say("%s", stepLine(a.ui.err, c))
			}
			if agreed, err := a.ask("take this back?", "nothing was taken back"); !agreed {
				return err
			}
		}
		if err := history.Undo(history.Folder{Root: a.dir}, last); err != nil {
			return err
		}
	}
	for _, c := range last.Changes {
		fmt.Fprintln(a.ui.stdout, stepLine(a.ui.out, c))
	}
	a.ui.say("%s %s and %s", a.ui.err.green(verb), counted(len(last.Changes), "change"),
		counted(len(last.Copies), "text"))
	return nil
}
