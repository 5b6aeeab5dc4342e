package history

import (
	"bytes"
	"encoding/json"

	"golang.org/x/sync/errgroup"

	"gazette/internal/notice"
)

// part is a piece of the log that one core reads.
type part struct {
	data    []byte          // whole lines
	lines   []line          // that are not empty
	changes []notice.Change // room for one of each line
	count   int             // of all lines
}

// line is one line of the file.
type line struct {
	number int // from 1, within its part
	text   []byte
	ended  bool           // by a line end
	change *notice.Change // one of the part's
	err    error          // it is no change
	own    bool           // its id is that of the change
}

// readParts reads each part on a core of its own. The changes of all stand in
// one row, which is returned empty: taking them in order, with none or some
// left out, overwrites none that is yet to be taken.
func readParts(parts []part) []notice.Change {
	counts, total := make([]int, len(parts)), 0
	for i, p := range parts {
		counts[i] = bytes.Count(p.data, []byte("\n")) + 1
		total += counts[i]
	}
	row := make([]notice.Change, total)
	rest := row
	for i, n := range counts {
		parts[i].changes, rest = rest[:n:n], rest[n:]
	}
	var g errgroup.Group
	for i := range parts {
		g.Go(func() error {
			parts[i].read()
			return nil
		})
	}
	_ = g.Wait()
	return row[:0]
}

// worthwhile is from how many bytes on a part is worth a core.
const worthwhile = 64 << 10

// cutParts cuts a log into at most n parts of at least that many bytes and of
// whole lines.
func cutParts(data []byte, n, least int) (parts []part) {
	size := max(len(data)/n+1, least)
	for len(data) > 0 {
		end := len(data)
		if size < end {
			if at := bytes.IndexByte(data[size:], '\n'); at >= 0 {
				end = size + at + 1
			}
		}
		parts = append(parts, part{data: data[:end]})
		data = data[end:]
	}
	return parts
}

func (p *part) read() {
	p.lines = make([]line, 0, len(p.changes))
	data := p.data
	for ; len(data) > 0; p.count++ {
		end, ended := bytes.IndexByte(data, '\n'), true
		if end < 0 {
			end, ended = len(data)-1, false
		}
		whole := bytes.TrimSpace(data[:end+1])
		data = data[end+1:]
		if len(whole) > 0 {
			p.lines = append(p.lines, line{})
			n := &p.lines[len(p.lines)-1]
			n.number, n.text, n.ended, n.change = p.count+1, whole, ended, &p.changes[len(p.lines)-1]
			n.err = json.Unmarshal(whole, n.change)
			n.own = n.err == nil && n.change.HasOwnID()
		}
	}
}
