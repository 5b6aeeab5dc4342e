package ledger

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Path is the ledger's place in a site.
const Path = "archive/receipts.jsonl"

// Contents is what the ledger says.
type Contents struct {
	Receipts []Receipt // in the order of the file
	Torn     int       // bytes of an unfinished last line
	size     int64     // bytes before it
	open     bool      // the last line is whole but has no line end

	disabled map[string]int // by channel: place of the receipt
}

// LineError is a line of the ledger that cannot be understood.
type LineError struct {
	Line int
	Err  error
	Text string
}

func (e *LineError) Error() string { return e.Err.Error() }

// Read reads a ledger's bytes. An unfinished last line is what a killed
// process leaves: it is no receipt. Any other line that cannot be understood
// is an error: without knowing what was sent, nothing may be.
func Read(data []byte) (*Contents, error) {
	b := &Contents{disabled: map[string]int{}}
	b.size = int64(len(data))
	for number := 1; len(data) > 0; number++ {
		line, rest, ended := bytes.Cut(data, []byte("\n"))
		text := bytes.TrimSpace(line)
		data = rest
		if len(text) == 0 {
			if b.open = !ended && len(line) > 0; b.open {
				b.Torn, b.open, b.size = len(line), false, b.size-int64(len(line))
			}
			continue
		}
		var r Receipt
		if err := json.Unmarshal(text, &r); err != nil {
			if !ended {
				b.Torn, b.size = len(line), b.size-int64(len(line))
				return b, nil
			}
			return b, &LineError{number, fmt.Errorf("is not a receipt: %w", err), string(text)}
		}
		if err := r.known(); err != nil {
			return b, &LineError{number, err, string(text)}
		}
		b.open = !ended
		b.Add(r)
	}
	return b, nil
}

// Add notes a receipt.
func (b *Contents) Add(r Receipt) {
	b.Receipts = append(b.Receipts, r)
	switch r.Result {
	case Disabled:
		b.disabled[r.Channel] = len(b.Receipts) - 1
	case Enabled:
		delete(b.disabled, r.Channel)
	}
}

// Disabled returns the receipt by which a channel was disabled.
func (b *Contents) Disabled(channel string) (Receipt, bool) {
	i, ok := b.disabled[channel]
	if !ok {
		return Receipt{}, false
	}
	return b.Receipts[i], true
}
