package history

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"time"

	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// PublicationsFile says since when changes have been public: readers could know of none before its site was online.
// It is added to alone, by `gazette published`; the order of its lines means nothing.
const PublicationsFile = "archive/publications.jsonl"

// Publication is a line of PublicationsFile.
type Publication struct {
	Change  string    `json:"change"`
	Since   time.Time `json:"public_since"`
	Earlier bool      `json:"earlier,omitempty"` // it was public before that already; since when, nobody noted
}

// Publications are the lines of PublicationsFile, as they were read.
type Publications struct {
	There bool // the file is there
	Torn  int  // bytes of an unfinished last line, which is no publication yet

	byChange map[string]Publication // of lines that name one change, the earliest
	size     int64                  // of the whole lines
	open     bool                   // the last line is whole but has no line end
	named    []Receipted            // the changes, each once, with their lines
	lines    map[string]int         // the line of the publication in byChange
}

// Of returns what is noted of a change.
func (p *Publications) Of(change string) (Publication, bool) {
	noted, ok := p.byChange[change]
	return noted, ok
}

// ReadPublications reads the publications of a site; a site without the file has none.
func ReadPublications(fsys fs.FS) (*Publications, source.Problems) {
	data, err := source.Bytes(fsys, PublicationsFile, source.MaxLog)
	if errors.Is(err, fs.ErrNotExist) {
		return &Publications{byChange: map[string]Publication{}}, nil
	}
	if err != nil {
		return &Publications{byChange: map[string]Publication{}},
			source.Problems{source.Unreadable(PublicationsFile, err)}
	}
	p, ps := ParsePublications(data)
	p.There = true
	return p, ps
}

// ParsePublications reads publications from the bytes of their file. A bad line is a problem with its place; the others
// still count.
func ParsePublications(data []byte) (*Publications, source.Problems) {
	p := &Publications{byChange: map[string]Publication{}, lines: map[string]int{}}
	var ps source.Problems
	number := 0
	for line := range bytes.Lines(data) {
		number++
		ended := bytes.HasSuffix(line, []byte("\n"))
		noted, err := readPublication(line)
		if err != nil && !ended {
			p.Torn = len(line)
			break
		}
		p.size += int64(len(line))
		p.open = !ended
		if err != nil {
			found := source.Pos{File: PublicationsFile, Line: number, Col: 1}.Problem(rule.Publications,
				"is not a publication: "+err.Error(),
				"put the line back as it was, from a backup or version control; a newer gazette may have written it")
			found.Excerpt = string(bytes.TrimRight(line, "\r\n"))
			ps = append(ps, found)
			continue
		}
		known, twice := p.byChange[noted.Change]
		if !twice {
			p.named = append(p.named, Receipted{noted.Change, source.Pos{File: PublicationsFile, Line: number, Col: 1}})
		}
		if !twice || noted.Since.Before(known.Since) {
			p.byChange[noted.Change], p.lines[noted.Change] = noted, number
		}
	}
	return p, ps
}

// changeID is how the id of a change looks.
var changeID = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}-[a-z]+-[0-9a-f]{16}$`)

// readPublication reads a line strictly.
func readPublication(line []byte) (p Publication, err error) {
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&p); err != nil {
		return p, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return p, errors.New("more stands on the line")
	}
	switch {
	case !changeID.MatchString(p.Change):
		return p, fmt.Errorf("%q is not the id of a change", p.Change)
	case p.Since.IsZero():
		return p, errors.New("`public_since` is missing")
	}
	return p, nil
}

// firstAge is how long before the first run of `gazette published` a change was recorded that is taken to be public
// already.
const firstAge = 30 * 24 * time.Hour

// Publish returns what is to be noted of changes that are public at a moment, in their order: of each one that is not
// noted yet. What was imported has no beginning here. The first time, older changes are noted as public earlier; with
// earlier, all are.
func (p *Publications) Publish(changes []notice.Change, now time.Time, earlier bool) (out []Publication) {
	now = now.UTC().Truncate(time.Second)
	for i := range changes {
		c := &changes[i]
		if _, noted := p.byChange[c.ID]; noted || c.Later {
			continue
		}
		old, since := !p.There && now.Sub(c.Recorded) > firstAge, now
		if recorded := c.Recorded.UTC(); since.Before(recorded) {
			since = recorded // two clocks: nothing was public before it was recorded
		}
		out = append(out, Publication{Change: c.ID, Since: since, Earlier: earlier || old})
	}
	return out
}

// Append adds publications to the file, on the disk before it returns. An unfinished line of a run that was killed goes
// first; what that run has written whole stays, and is not written again.
func (p *Publications) Append(d Disk, more []Publication) error {
	if len(more) == 0 && p.Torn == 0 && !p.open {
		return nil
	}
	var lines []byte
	if p.Torn > 0 {
		if err := d.Truncate(PublicationsFile, p.size); err != nil {
			return err
		}
	}
	if p.open {
		lines = append(lines, '\n')
	}
	for _, m := range more {
		line, err := json.Marshal(m)
		if err != nil {
			return err
		}
		lines = append(append(lines, line...), '\n')
	}
	if len(lines) == 0 {
		return nil
	}
	return d.Append(PublicationsFile, lines)
}

// Ahead is a publication that lies in the future of a day, and its line.
type Ahead struct {
	Publication
	Pos source.Pos
}

// After returns the publications of which the day, in a zone, lies after another one, in the order of their lines.
func (p *Publications) After(day notice.Date, zone *time.Location) (out []Ahead) {
	for id, noted := range p.byChange {
		if !noted.Earlier && notice.DateOf(noted.Since.In(zone)).After(day) {
			out = append(out, Ahead{noted, source.Pos{File: PublicationsFile, Line: p.lines[id], Col: 1}})
		}
	}
	slices.SortFunc(out, func(a, b Ahead) int { return a.Pos.Line - b.Pos.Line })
	return out
}

// mark tells each change of a log since when it has been public.
func (p *Publications) mark(l *Log) {
	for i := range l.Changes {
		c := &l.Changes[i]
		noted, ok := p.byChange[c.ID]
		switch {
		case ok && !noted.Earlier:
			c.PublicSince = noted.Since
		case !ok && p.There && !c.Later:
			c.NotYetPublic = true
		}
	}
	for _, n := range p.named {
		if !slices.ContainsFunc(l.told, func(t Receipted) bool { return t.ID == n.ID }) {
			l.told = append(l.told, n)
		}
	}
}
