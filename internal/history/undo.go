package history

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"

	"gazette/internal/notice"
	"gazette/internal/source"
)

// Recording is what one run of record has written: the last lines of the log.
type Recording struct {
	Changes []notice.Change // in the order of their lines
	Copies  []string        // that the lines before do not name
	Size    int64           // of the log without it
	Lines   int             // of the log without it
}

// Last returns the last recording of a log, given by its bytes: the lines at
// its end that were recorded at one time. It is empty for an empty log.
func Last(data []byte) (Recording, error) {
	l, ps := ParseLog(data)
	if ps.Errors() {
		return Recording{}, ps
	}
	if len(l.Changes) == 0 {
		return Recording{}, nil
	}
	newest := l.Changes[len(l.Changes)-1].Recorded
	rest := data[:len(data)-l.Torn]
	var out Recording
	for len(rest) > 0 {
		at := bytes.LastIndexByte(bytes.TrimRight(rest, "\r\n"), '\n') + 1
		var c notice.Change
		if err := json.Unmarshal(rest[at:], &c); err != nil || !c.Recorded.Equal(newest) {
			break
		}
		out.Changes, rest = append(out.Changes, c), rest[:at]
	}
	slices.Reverse(out.Changes)
	if len(out.Changes) == 0 {
		return out, &source.Hinted{Message: "the newest change is not at the end of " + LogFile +
			": the lines of two branches were merged",
			Hint: "what was merged is in version control, and stays"}
	}
	out.Size, out.Lines = int64(len(rest)), bytes.Count(rest, []byte("\n"))
	out.Copies = added(rest, l)
	return out, nil
}

// added are the copies that a log names and its beginning does not.
func added(before []byte, l *Log) (out []string) {
	old, _ := ParseLog(before)
	known := map[string]bool{}
	for _, r := range old.Records() {
		for _, p := range r.Paths() {
			known[p] = true
		}
	}
	for _, r := range l.Records() {
		for _, p := range r.Paths() {
			if !known[p] {
				out = append(out, p)
			}
		}
	}
	slices.Sort(out)
	return out
}

// journal is where an undo says, beside the log, what it is about to do. It
// stands there from before the first effect until after the last.
const journal = "archive/undo.jsonl"

// undoing is what the journal holds.
type undoing struct {
	IDs    []string `json:"ids"` // of the changes whose lines go
	Remove []string `json:"remove"`
}

// Undo takes the last recording back. The lines go first: from then on nothing
// names the copies, which go next. Killed anywhere, Resume ends it.
func Undo(d Disk, r Recording) error {
	plan := undoing{Remove: r.Copies}
	for _, c := range r.Changes {
		plan.IDs = append(plan.IDs, c.ID)
	}
	data, err := json.Marshal(plan)
	if err != nil {
		return err
	}
	if err := errors.Join(d.Remove(journal), d.Create(journal, data)); err != nil {
		return err
	}
	if r.Size == 0 {
		err = d.Remove(LogFile)
	} else {
		err = d.Truncate(LogFile, r.Size)
	}
	if err != nil {
		return err
	}
	return plan.sweep(d)
}

// sweep removes the copies, then the journal.
func (u undoing) sweep(d Disk) error {
	for _, p := range u.Remove {
		if err := d.Remove(p); err != nil {
			return err
		}
	}
	return d.Remove(journal)
}

// Resume ends an undo that was interrupted, and reports whether there was one
// whose lines are gone. One that had not come so far never happened.
func Resume(d Disk) (ended bool, err error) {
	data, err := d.ReadFile(journal)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	var u undoing
	if err := json.Unmarshal(data, &u); err != nil {
		return false, fmt.Errorf("%s cannot be read: %w", journal, err)
	}
	log, err := d.ReadFile(LogFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	l, ps := ParseLog(log)
	if ps.Errors() {
		return false, ps
	}
	if slices.ContainsFunc(u.IDs, l.Has) {
		return false, d.Remove(journal)
	}
	if u.Remove, err = unnamed(l, u.Remove); err != nil {
		return false, err
	}
	return true, u.sweep(d)
}

// archived is how the path of a text of the archive looks.
var archived = regexp.MustCompile(`^archive/[^/\\:]+/[0-9]{4}-[0-9]{2}-[0-9]{2}/[^/\\:]+\.md$`)

// unnamed are the texts of a journal that no line of the log names: what was recorded since stays. The journal is a
// file of the site like others, and may come from anywhere: one that names anything but texts of the archive is
// refused.
func unnamed(l *Log, paths []string) (out []string, err error) {
	named := map[string]bool{}
	for _, r := range l.Records() {
		for _, p := range r.Paths() {
			named[p] = true
		}
	}
	for _, p := range paths {
		if !fs.ValidPath(p) || !archived.MatchString(p) {
			return nil, &source.Hinted{Message: fmt.Sprintf(
				"%s would remove %q, which is not a text of the archive; nothing was removed", journal, p),
				Hint: "gazette never wrote that: look where the file comes from, and remove it"}
		}
		if !named[p] {
			out = append(out, p)
		}
	}
	return out, nil
}
