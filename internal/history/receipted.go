package history

import (
	"bytes"
	"io/fs"

	"gazette/internal/notice"
	"gazette/internal/source"
)

// ReceiptsFile is the place of the receipts in a site. What they say is
// internal/notify's; here they prove that a change was in the log.
const ReceiptsFile = "archive/receipts.jsonl"

// Receipted is a change that a receipt names, by the message that was sent.
type Receipted struct {
	ID  string // of the change
	Pos source.Pos
}

// Receipted are the changes that receipts name, each once, in their order.
func (l *Log) Receipted() []Receipted { return l.told }

// readReceipts takes note of the changes that receipts name. A line that
// cannot be understood proves nothing.
func (l *Log) readReceipts(fsys fs.FS) source.Problems {
	data, ps := maybe(fsys, ReceiptsFile)
	seen := map[string]bool{}
	number := 0
	for line := range bytes.Lines(data) {
		number++
		_, rest, _ := bytes.Cut(line, []byte(`"message":"`))
		message, _, ended := bytes.Cut(rest, []byte(`"`))
		id, _, ok := notice.CutID(string(message))
		if !ended || !ok || seen[id] {
			continue
		}
		seen[id] = true
		l.told = append(l.told, Receipted{id, source.Pos{File: ReceiptsFile, Line: number, Col: 1}})
	}
	return ps
}
