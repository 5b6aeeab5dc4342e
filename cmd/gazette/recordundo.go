package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"gazette/internal/evidence"
	"gazette/internal/gitlog"
	"gazette/internal/history"
	"gazette/internal/load"
	"gazette/internal/message"
	"gazette/internal/notice"
	"gazette/internal/publish"
	"gazette/internal/source"
)

// resume ends an undo that was interrupted, before anything is recorded.
func (a *app) resume() error {
	ended, err := history.Resume(history.Folder{Root: a.dir})
	if ended {
		a.ui.say("%s the last recording was being taken back when that was interrupted; now it is", a.ui.err.yellow("note:"))
	}
	return err
}

// undo takes the last recording back. Nobody builds, records or notifies meanwhile.
func (a *app) undo(f recordFlags) error {
	meant, err := a.lastRecording()
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
			a.ui.say("%s the last recording, which an interrupted run had begun to take back", a.ui.err.green("took back"))
		}
		return err
	}
	last, err := a.lastRecording()
	if err != nil {
		return err
	}
	if last.Size != meant.Size || len(last.Changes) != len(meant.Changes) { // while this run waited
		return &source.Hinted{Message: "another run has recorded something, or taken it back, meanwhile; nothing was taken back here",
			Hint: "see what is the last recording now: gazette record --undo --dry-run"}
	}
	if len(last.Changes) == 0 {
		a.ui.say("there is nothing to take back: nothing is recorded")
		return nil
	}
	s, err := a.load(f.date)
	if err != nil {
		return err
	}
	if err := a.unseen(s, last); err != nil {
		return err
	}
	return a.takeBack(f, last)
}

// lastRecording reads what the last run of record has written.
func (a *app) lastRecording() (history.Recording, error) {
	data, err := history.Folder{Root: a.dir}.ReadFile(history.LogFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return history.Recording{}, err
	}
	return history.Last(data)
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
	a.ui.say("%s %s and %s", a.ui.err.green(verb), counted(len(last.Changes), "change"), counted(len(last.Copies), "text"))
	return nil
}

// unseen returns an error if anybody can have seen a recording: then it stays.
func (a *app) unseen(s *load.Sources, last history.Recording) error {
	for _, seen := range []func(*load.Sources, history.Recording) (string, error){a.told, a.sealed, a.committed} {
		why, err := seen(s, last)
		if err != nil {
			return err
		}
		if why != "" {
			return &source.Hinted{Message: "the last recording stays: " + why, Hint: instead(last.Changes[0], s)}
		}
	}
	return nil
}

// told says who was told of a change.
func (a *app) told(_ *load.Sources, last history.Recording) (string, error) {
	receiptFile, err := a.readReceipts()
	if err != nil {
		return "", err
	}
	ours := idsOf(last)
	for _, r := range receiptFile.contents.Receipts {
		if change, _, _, ok := message.Parse(r.Message); ok && ours[change] {
			return fmt.Sprintf("there is a receipt for %s, of the channel %s", change, r.Channel), nil
		}
	}
	return "", nil
}

func idsOf(last history.Recording) map[string]bool {
	out := map[string]bool{}
	for _, c := range last.Changes {
		out[c.ID] = true
	}
	return out
}

// sealed says whether one of the lines is in the sealed log.
func (a *app) sealed(s *load.Sources, last history.Recording) (string, error) {
	files := s.Layers.Site
	data, err := fs.ReadFile(files, history.LogFile)
	if err != nil {
		return "", err
	}
	lines := strings.Split(string(data), "\n")
	for _, c := range last.Changes {
		sealed, err := evidence.IsSealed(files, lines[s.Log.Line(c.ID).Line-1])
		if err != nil {
			return "", err
		}
		if sealed {
			return c.ID + " is sealed in archive/evidence", nil
		}
	}
	return "", nil
}

// committed says whether version control has a change; of a site that is in
// none, whether the usual output shows it.
func (a *app) committed(s *load.Sources, last history.Recording) (string, error) {
	if !inRepository(a.dir) {
		return a.published(s, last)
	}
	for _, c := range last.Changes {
		out, err := gitlog.Run(a.dir, "log", "--all", "--format=%h", "-1", "-S", c.ID, "--", history.LogFile)
		if err != nil {
			return "", err
		}
		if commit := strings.TrimSpace(string(out)); commit != "" {
			return fmt.Sprintf("%s is in commit %s", c.ID, commit), nil
		}
	}
	return "", nil
}

// inRepository reports whether a folder is under version control; where git
// cannot be asked, whether it looks so.
func inRepository(dir string) bool {
	if out, err := exec.Command("git", "-C", dir, "rev-parse", "--is-inside-work-tree").Output(); err == nil {
		return strings.TrimSpace(string(out)) == "true"
	}
	for d := realPath(dir); ; d = filepath.Dir(d) {
		if _, err := os.Stat(filepath.Join(d, ".git")); err == nil {
			return true
		}
		if d == filepath.Dir(d) {
			return false
		}
	}
}

// published says whether the usual output shows a change. Every build lists
// the newest in the feed.
func (a *app) published(s *load.Sources, last history.Recording) (string, error) {
	if s.Site == nil {
		return "", s.Problems
	}
	feed := filepath.Join(a.output(""), filepath.FromSlash(publish.FileOf(s.Site.FeedPath(nil, s.Site.DefaultLocale(), 0))))
	data, err := source.BytesOf(feed, source.MaxLog)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	for id := range idsOf(last) {
		if bytes.Contains(data, []byte(id)) {
			return fmt.Sprintf("%s shows %s, and the site is under no version control that could tell whether that was published", feed, id), nil
		}
	}
	return "", nil
}

// instead says what can be recorded, now that a change stands.
func instead(c notice.Change, s *load.Sources) string {
	ahead := s.Site == nil || c.To.After(s.Site.Day)
	switch {
	case c.Kind == notice.Repealed && ahead:
		return fmt.Sprintf("if the notice goes on applying, take `withdrawn` out of its text and run `gazette record --reinstate %s`", c.Notice)
	case c.Kind == notice.Reinstated || c.Kind == notice.Repealed:
		return "write what is true now into the text, and record that"
	case c.Kind == notice.Cancelled:
		return "an edition that was cancelled is announced anew under another date"
	case ahead:
		return fmt.Sprintf("if it does not take effect, run `gazette record --cancel %s --edition %s --reason \"...\"`; if it takes effect on another day, give the text that date and run `gazette record --reschedule %s`; a slip is put right with `gazette record --editorial %s --reason \"...\"`", c.Notice, c.To, c.Notice, c.Notice)
	}
	return fmt.Sprintf("put a slip right with `gazette record --editorial %s --reason \"...\"`; what is to apply instead is a text with a new effective date", c.Notice)
}
