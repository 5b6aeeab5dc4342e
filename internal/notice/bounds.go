package notice

import (
	"bytes"
	"fmt"
)

// Limits of front matter. Decoders call themselves for each level, and a deep
// one ends the program; see docs/front-matter.md.
const (
	maxFront = 256 << 10 // bytes
	maxLevel = 50        // values within each other
)

// tooMuch says which limit front matter meets, or "". It counts brackets, the
// steps of TOML's keys, and marks of YAML's lists and keys on one line, in
// quotation marks too: no front matter of a notice comes near.
func tooMuch(front []byte) string {
	if len(front) > maxFront {
		return fmt.Sprintf("the front matter has more than %d KiB", maxFront>>10)
	}
	depth := 0
	for line := range bytes.Lines(front) {
		indent := len(line) - len(bytes.TrimLeft(line, " "))
		key, _, _ := bytes.Cut(line, []byte("="))
		steps := bytes.Count(key, []byte("."))
		if bytes.ContainsAny(key, " ,\"'") && !bytes.HasPrefix(bytes.TrimSpace(key), []byte("[")) && steps < 20*maxLevel {
			steps = 0 // prose
		}
		nested := indent + bytes.Count(line, []byte("- -")) + bytes.Count(line, []byte("? ?"))
		if nested > 4*maxLevel || steps > maxLevel {
			depth = maxLevel + 1
		}
		for _, c := range line {
			switch c {
			case '[', '{':
				depth++
			case ']', '}':
				depth = max(depth-1, 0)
			}
			if depth > maxLevel {
				return fmt.Sprintf("values stand within each other more than %d deep", maxLevel)
			}
		}
	}
	return ""
}
