// Package history keeps the archive and its append-only change log: it plans, writes and verifies them.
//
// The rules of the log:
//
//   - A line is the commit point of a change. Its copies are written and
//     synced before it, so a line never names a text that is not there.
//   - Nothing recorded is ever overwritten or removed.
//   - The order of lines means nothing (two branches may each have added some);
//     changes are ordered by the time they were recorded, then by id. The same
//     line twice is one change.
//   - PendingFile says what a record is about to write, for as long as it does.
//   - An unfinished last line is what a killed process leaves: it is no change
//     yet. The next record removes it, and says so. Where PendingFile does not
//     explain it, and where the archive holds a text that no line names, the log
//     has lost lines, and nothing is recorded until they are back.
package history

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"

	"gazette/internal/history/planning"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// LogFile is the change log's place in a site.
const LogFile = "archive/changes.jsonl"

// Log is the change log as it was read.
type Log struct {
	Changes []notice.Change // in order of recording, each once
	Torn    int             // bytes of an unfinished last line
	Open    bool            // the last line is whole but has no line end
	There   bool            // the file is there, though perhaps empty
	Pending bool            // so is PendingFile: a record is under way, or was interrupted

	data  []byte          // as read
	lines map[string]int  // by id
	told  []Receipted     // changes that receipts name, each once
	since *Publications   // nil where the log was not read from a site
	left  map[string]bool // texts that an interrupted record left, by path
	begun bool            // an interrupted record has changes that are not in the log
}

// ReadLog reads the change log of a site. A site without one has an empty log.
// What cannot be read is a problem with its line; the other lines still count.
func ReadLog(fsys fs.FS) (*Log, source.Problems) {
	data, err := source.Bytes(fsys, LogFile, source.MaxLog)
	there := !errors.Is(err, fs.ErrNotExist)
	var ps source.Problems
	if err != nil && there {
		ps = source.Problems{source.Unreadable(LogFile, err)}
	}
	l, found := ParseLog(data)
	l.There = there
	ps = append(append(ps, l.readPending(fsys)...), l.readReceipts(fsys)...)
	var bad source.Problems
	l.since, bad = ReadPublications(fsys)
	l.since.mark(l)
	ps = append(ps, bad...)
	if l.Torn > 0 && !l.begun {
		found = append(found, l.cutOff(bytes.Count(data, []byte("\n"))+1))
	}
	return l, append(ps, found...)
}

// Publications are those that were read with the log of a site; nil of a log that was read otherwise.
func (l *Log) Publications() *Publications { return l.since }

// ParseLog reads a change log from its bytes. See ReadLog.
func ParseLog(data []byte) (*Log, source.Problems) {
	parts := cutParts(data, runtime.GOMAXPROCS(0), worthwhile)
	changes := readParts(parts)
	l := &Log{lines: make(map[string]int, cap(changes)), Changes: changes, There: data != nil, data: data,
		left: map[string]bool{}}
	var ps source.Problems
	before := 0
	for _, p := range parts {
		for i := range p.lines {
			p.lines[i].number += before
			ps = append(ps, l.add(&p.lines[i])...)
		}
		before += p.count
	}
	if !slices.IsSortedFunc(l.Changes, notice.CompareChanges) {
		slices.SortStableFunc(l.Changes, notice.CompareChanges)
	}
	return l, ps
}

// add takes one line into the log.
func (l *Log) add(n *line) source.Problems {
	fail := func(message, hint string) source.Problems {
		p := source.Pos{File: LogFile, Line: n.number, Col: 1}.Problem(rule.ChangeLog, message, hint)
		p.Excerpt = string(n.text)
		return source.Problems{p}
	}
	if n.err != nil {
		if !n.ended {
			l.Torn = len(n.text)
			return nil
		}
		return fail("is not a change: "+n.err.Error(),
			"restore the line from a backup or version control; nothing else can know what it said")
	}
	l.Open = !n.ended
	c := n.change
	switch {
	case !slices.Contains(notice.Kinds, c.Kind):
		return fail(fmt.Sprintf("the kind %q is not known", c.Kind),
			"a newer gazette may have written it: use that one")
	case c.Notice == "" || c.To.IsZero() || c.Recorded.IsZero():
		return fail("a change needs notice, to and recorded", "restore the line from a backup or version control")
	case !n.own:
		return fail(fmt.Sprintf("the id %q does not belong to this change", c.ID),
			"the line was edited by hand; restore it from a backup or version control")
	}
	if l.lines[c.ID] = n.number; len(l.lines) > len(l.Changes) {
		l.Changes = append(l.Changes, *c)
		return nil
	}
	// A merge may double a line; the earlier recording counts.
	i := slices.IndexFunc(l.Changes, func(o notice.Change) bool { return o.ID == c.ID })
	if c.Recorded.Before(l.Changes[i].Recorded) {
		l.Changes[i] = *c
	}
	return nil
}

// ByNotice sorts the changes by notice, in order of recording, as readers are
// told of them.
func (l *Log) ByNotice() map[notice.Slug][]notice.Change {
	out := map[notice.Slug][]notice.Change{}
	for _, c := range l.Changes {
		out[c.Notice] = append(out[c.Notice], c)
	}
	for slug, changes := range out {
		// Else each was recorded after what it follows.
		if slices.ContainsFunc(changes, func(c notice.Change) bool { return c.Later }) {
			out[slug] = planning.Told(changes)
		}
	}
	return out
}

// Has reports whether a change is recorded.
func (l *Log) Has(id string) bool { _, ok := l.lines[id]; return ok }

// Published are the publications that were read with the log; none where it was read by itself.
func (l *Log) Published() *Publications {
	if l.since == nil {
		return &Publications{}
	}
	return l.since
}

// Line returns the line of the file that a change stands on.
func (l *Log) Line(id string) source.Pos { return source.Pos{File: LogFile, Line: l.lines[id], Col: 1} }

// encode writes a change as a line of the log.
func encode(c notice.Change) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(c)
	return b.Bytes(), err
}

// Records sorts the log by notice.
func (l *Log) Records() map[notice.Slug]*planning.Record {
	out := map[notice.Slug]*planning.Record{}
	for _, c := range l.Changes {
		r := out[c.Notice]
		if r == nil {
			r = planning.NewRecord(c.Notice)
			out[c.Notice] = r
		}
		r.Add(c)
	}
	return out
}
