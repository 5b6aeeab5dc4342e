package history

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"gazette/internal/history/planning"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// PendingFile names, beside the log, what a record is about to write. It is on
// the disk before the first copy and goes after the last line. So a text
// that no line names is either named here, and a killed process left it, or
// the log has lost its line.
const PendingFile = "archive/pending.jsonl"

// pending is one line of PendingFile: first the size of the log, then the
// changes to come, with their texts.
type pending struct {
	Log    int      `json:"log,omitempty"` // bytes, before the first of these changes
	ID     string   `json:"id,omitempty"`
	Copies []string `json:"snapshots,omitempty"`
}

// writePending says what the steps will write.
func writePending(d Disk, l *Log, steps []planning.Step) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	lines := []pending{{Log: bytes.LastIndexByte(l.data, '\n') + 1}}
	for _, s := range steps {
		p := pending{ID: s.Change.ID}
		for _, text := range s.Copies {
			p.Copies = append(p.Copies, text.To)
		}
		lines = append(lines, p)
	}
	for _, p := range lines {
		if err := enc.Encode(p); err != nil {
			return err
		}
	}
	return d.Replace(PendingFile, b.Bytes())
}

// readPending takes note of what an interrupted record or undo left: texts of
// changes that have no line. A log that is shorter than it was then has lost
// lines all the same. A file that was cut off says less: nothing was written
// after it then.
func (l *Log) readPending(fsys fs.FS) source.Problems {
	ps := l.readUndoing(fsys)
	data, bad := maybe(fsys, PendingFile)
	if data == nil {
		return append(ps, bad...)
	}
	l.Pending = true
	for line := range bytes.Lines(data) {
		var p pending
		if json.Unmarshal(line, &p) != nil || p.Log > len(l.data) {
			return ps
		}
		if p.ID == "" || l.Has(p.ID) {
			continue
		}
		l.begun = true
		for _, to := range p.Copies {
			l.left[to] = true
		}
	}
	return ps
}

// readUndoing does the same for an undo whose lines are gone.
func (l *Log) readUndoing(fsys fs.FS) source.Problems {
	var u undoing
	data, ps := maybe(fsys, journal)
	if data == nil || json.Unmarshal(data, &u) != nil || slices.ContainsFunc(u.IDs, l.Has) {
		return ps
	}
	for _, to := range u.Remove {
		l.left[to] = true
	}
	return ps
}

// maybe reads a file that may not be there: then it has no bytes, and that is
// no problem.
func maybe(fsys fs.FS, name string) ([]byte, source.Problems) {
	switch data, err := source.Bytes(fsys, name, source.MaxLog); {
	case err == nil:
		return append([]byte{}, data...), nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	default:
		return nil, source.Problems{source.Unreadable(name, err)}
	}
}

// Misses reports whether a text of the archive that no line names must have
// had one: there is a log, and no interrupted record explains the text.
func (l *Log) Misses(path string) bool { return l.There && !l.left[path] }

// cutOff is the problem of an unfinished last line that no interrupted record
// explains: lines before it in time, or after it, may be lost too.
func (l *Log) cutOff(line int) source.Problem {
	return source.Pos{File: LogFile, Line: line, Col: 1}.Problem(rule.LogIncomplete,
		fmt.Sprintf("the last line is cut off after %d bytes, and no interrupted record explains it", l.Torn),
		"restore the change log from a backup or version control: what it lost would be recorded, and told, "+
			"a second time")
}

// unfinished refuses steps that would leave texts behind for which nothing
// speaks any more: an interrupted record wrote them, and these steps do not.
func unfinished(d Disk, l *Log, steps []planning.Step) error {
	planned := map[string]bool{}
	for _, s := range steps {
		for _, text := range s.Copies {
			planned[text.To] = true
		}
	}
	for path := range l.left {
		if planned[path] {
			continue
		}
		switch _, err := d.ReadFile(path); {
		case err == nil:
			return &source.Hinted{Message: path +
				" was left by an interrupted record, and this one does not go on with it",
				Hint: "run the interrupted command again; or remove the file if that text should not be recorded"}
		case !errors.Is(err, fs.ErrNotExist):
			return err
		}
	}
	return nil
}

// settle tidies up after an interrupted record that has nothing left to write.
func settle(d Disk, l *Log) error {
	if !l.Pending {
		return nil
	}
	if err := mend(d, l); err != nil {
		return err
	}
	return d.Remove(PendingFile)
}
