package notice

import (
	"bytes"
	"fmt"
)

// Limits of front matter. Decoders call themselves for each level, and a deep one ends the program; see
// docs/front-matter.md. What stands before decoding cannot tell what quotation marks enclose, so it counts all there
// is: no value is deeper than there are brackets, or steps of keys. How deep values really are is asked of what was
// decoded; see source.Decoder.
const (
	maxFront = 256 << 10 // bytes
	maxMarks = 5_000     // brackets, and in TOML full stops
	maxLists = 200       // levels that one line of YAML opens
)

// tooMuch says which limit front matter meets, or "".
func tooMuch(front []byte, isTOML bool) string {
	switch {
	case len(front) > maxFront:
		return fmt.Sprintf("the front matter has more than %d KiB", maxFront>>10)
	case bytes.Count(front, []byte("["))+bytes.Count(front, []byte("{")) > maxMarks:
		return fmt.Sprintf("the front matter has more than %d brackets: its values are too many, or too deep", maxMarks)
	case isTOML && bytes.Count(front, []byte(".")) > maxMarks:
		return fmt.Sprintf("the front matter has more than %d full stops: its keys are too many, or too deep", maxMarks)
	}
	for line := range bytes.Lines(front) {
		indent := len(line) - len(bytes.TrimLeft(line, " "))
		if indent+bytes.Count(line, []byte("- -"))+bytes.Count(line, []byte("? ?")) > maxLists {
			return fmt.Sprintf("a line of the front matter stands, or opens values, more than %d deep", maxLists)
		}
	}
	return ""
}
