package notice

import (
	"bytes"
	"regexp"
)

// draftLine is the line that makes a text a draft, in each format of front matter.
var draftLine = map[string]*regexp.Regexp{
	"---": regexp.MustCompile(`^draft\s*:\s*(?i:true)\s*(#.*)?$`),
	"+++": regexp.MustCompile(`^draft\s*=\s*true\s*(#.*)?$`),
	";;;": regexp.MustCompile(`^\s*\{?\s*"draft"\s*:\s*true\s*[,}]?\s*$`),
}

// alike are the fences of one format by the shortest of them.
var alike = map[string]string{"---yaml": "---", "---toml": "+++", "---json": ";;;"}

// saidDraft reports whether front matter that cannot be decoded says in a line of its own that the text is a draft.
// Front matter that is never closed ends at its first empty line.
func saidDraft(data []byte) bool {
	fence, ok := fenceOf(data)
	if !ok {
		return false
	}
	from, to, end := fence.span(data)
	header := data[from:to]
	if end < 0 {
		_, after, _ := bytes.Cut(bytes.TrimLeft(data, "\n"), []byte("\n"))
		header, _, _ = bytes.Cut(after, []byte("\n\n"))
	}
	name := fence.open
	if known, ok := alike[name]; ok {
		name = known
	}
	for line := range bytes.Lines(header) {
		line = bytes.TrimRight(line, " \t\n")
		if name == "+++" && bytes.HasPrefix(line, []byte("[")) {
			return false // what follows belongs to a table
		}
		if draftLine[name].Match(line) {
			return true
		}
	}
	return false
}
