package recording

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gazette/internal/evidence"
	"gazette/internal/gitlog"
	"gazette/internal/history"
	"gazette/internal/load"
	"gazette/internal/message"
	"gazette/internal/notice"
	"gazette/internal/notify/ledger"
	"gazette/internal/publish"
	"gazette/internal/source"
)

// Place is where a site stands: its folder, and the folder of its usual output.
type Place struct{ Folder, Output string }

// Last reads what the last run of record has written.
func (p Place) Last() (history.Recording, error) {
	data, err := history.Folder{Root: p.Folder}.ReadFile(history.LogFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return history.Recording{}, err
	}
	return history.Last(data)
}

// Unseen returns an error if anybody can have seen a recording: then it stays. The hint says what can be recorded
// instead.
func (p Place) Unseen(s *load.Sources, last history.Recording, receipts []ledger.Receipt) error {
	for _, seen := range []func(*load.Sources, history.Recording) (string, error){
		func(*load.Sources, history.Recording) (string, error) { return told(last, receipts), nil }, public, sealed,
		p.committed,
	} {
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
func told(last history.Recording, receipts []ledger.Receipt) string {
	ours := idsOf(last)
	for _, r := range receipts {
		if change, _, _, ok := message.Parse(r.Message); ok && ours[change] {
			return fmt.Sprintf("there is a receipt for %s, of the channel %s", change, r.Channel)
		}
	}
	return ""
}

// public says that a change has been on the site. The file is read again: a preview's sources may be older than it.
func public(s *load.Sources, last history.Recording) (string, error) {
	noted, ps := history.ReadPublications(s.Layers.Site)
	if ps.Errors() {
		return "", ps
	}
	for _, c := range last.Changes {
		if p, ok := noted.Of(c.ID); ok {
			return fmt.Sprintf("%s is public since %s, as %s says", c.ID, p.Since.Format(time.RFC3339),
				history.PublicationsFile), nil
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
func sealed(s *load.Sources, last history.Recording) (string, error) {
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

// committed says whether version control has a change; of a site that is in none, whether the usual output shows it.
func (p Place) committed(s *load.Sources, last history.Recording) (string, error) {
	if !p.InRepository() {
		return p.published(s, last)
	}
	for _, c := range last.Changes {
		out, err := gitlog.Run(p.Folder, "log", "--all", "--format=%h", "-1", "-S", c.ID, "--", history.LogFile)
		if err != nil {
			return "", err
		}
		if commit := strings.TrimSpace(string(out)); commit != "" {
			return fmt.Sprintf("%s is in commit %s", c.ID, commit), nil
		}
	}
	return "", nil
}

// InRepository reports whether the site is under version control; where git cannot be asked, whether it looks so.
func (p Place) InRepository() bool {
	if out, err := gitlog.Run(p.Folder, "rev-parse", "--is-inside-work-tree"); err == nil {
		return strings.TrimSpace(string(out)) == "true"
	}
	real, err := filepath.EvalSymlinks(p.Folder)
	if err != nil {
		real = p.Folder
	}
	if abs, err := filepath.Abs(real); err == nil {
		real = abs
	}
	for d := real; ; d = filepath.Dir(d) {
		if _, err := os.Stat(filepath.Join(d, ".git")); err == nil {
			return true
		}
		if d == filepath.Dir(d) {
			return false
		}
	}
}

// published says whether the usual output shows a change. Every build lists the newest in the feed.
func (p Place) published(s *load.Sources, last history.Recording) (string, error) {
	if s.Site == nil {
		return "", s.Problems
	}
	feed := filepath.Join(p.Output, filepath.FromSlash(publish.FileOf(s.Site.FeedPath(nil, s.Site.DefaultLocale(), 0))))
	data, err := source.BytesOf(feed, source.MaxLog)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	for id := range idsOf(last) {
		if bytes.Contains(data, []byte(id)) {
			return fmt.Sprintf(
				"%s shows %s, and the site is under no version control that could tell whether that was published",
				feed, id), nil
		}
	}
	return "", nil
}

// instead says what can be recorded, now that a change stands.
func instead(c notice.Change, s *load.Sources) string {
	ahead := s.Site == nil || c.To.After(s.Site.Day)
	switch {
	case c.Kind == notice.Repealed && ahead:
		return fmt.Sprintf(
			"if the notice goes on applying, take `withdrawn` out of its text and run `gazette record --reinstate %s`",
			c.Notice)
	case c.Kind == notice.Reinstated || c.Kind == notice.Repealed:
		return "write what is true now into the text, and record that"
	case c.Kind == notice.Cancelled:
		return "announce an edition that was cancelled again, under another date"
	case ahead:
		return fmt.Sprintf(
			"if it does not take effect, run `gazette record --cancel %s --edition %s --reason \"...\"`; if it takes "+
				"effect on another day, give the text that date and run `gazette record --reschedule %s`; a slip is "+
				"put right with `gazette record --editorial %s --reason \"...\"`", c.Notice, c.To, c.Notice, c.Notice)
	}
	return fmt.Sprintf(
		"put a slip right with `gazette record --editorial %s --reason \"...\"`; what is to apply instead is a text "+
			"with a new effective date", c.Notice)
}
