package manuscript

import (
	"strings"

	"go.yaml.in/yaml/v4"
)

// List gives a key of the front matter a list, as Set does a value. Items that stay are left as they are written, with
// the comments above and behind them.
func List(text, key string, items []string) (string, error) {
	old := linesOfKey(text, key)
	written := itemsOf(old)
	made := ""
	for _, v := range items {
		if was, ok := written[v]; ok {
			made += was
			delete(written, v)
			continue
		}
		made += indentOf(old) + "- " + scalar(v) + "\n"
	}
	if made != "" {
		made = key + ":" + remark(lineOf(text, key)) + "\n" + made
	}
	return replace(text, key, made)
}

// linesOfKey are the lines of a key, its own first; none where it is not there.
func linesOfKey(text, key string) []string {
	head, _, ok := Split(text)
	if !ok {
		return nil
	}
	lines := strings.SplitAfter(head, "\n")
	from, to := span(lines, key)
	return lines[from:to]
}

// lineOf is the line on which a key stands, or "".
func lineOf(text, key string) string {
	lines := linesOfKey(text, key)
	if len(lines) == 0 {
		return ""
	}
	return lines[0]
}

// valueOf is the value of the one key that some lines hold.
func valueOf(lines string) *yaml.Node {
	var doc yaml.Node
	if yaml.Unmarshal([]byte(lines), &doc) != nil || len(doc.Content) != 1 || len(doc.Content[0].Content) != 2 {
		return nil
	}
	return doc.Content[0].Content[1]
}

// remark is the comment that stands behind a value on its line, with the space before it.
func remark(line string) string {
	value := valueOf(line)
	bare := strings.TrimRight(line, "\n")
	at := strings.Index(bare, " #")
	for value != nil && at >= 0 {
		// What is cut off is a comment if the value stays the same without it.
		if without := valueOf(bare[:at]); without != nil && without.Kind == value.Kind &&
			without.Value == value.Value && len(without.Content) == len(value.Content) {
			return bare[len(strings.TrimRight(bare[:at], " \t")):]
		}
		next := strings.Index(bare[at+1:], " #")
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return ""
}

// itemsOf are the items of a block list as they are written, by what they say.
func itemsOf(lines []string) map[string]string {
	out := map[string]string{}
	value := valueOf(strings.Join(lines, ""))
	if value == nil || value.Kind != yaml.SequenceNode || value.Style&yaml.FlowStyle != 0 {
		return out
	}
	starts := make([]int, len(value.Content)+1)
	starts[len(value.Content)] = len(lines)
	for i, item := range value.Content {
		at := item.Line - 1
		// The sign of an item stands on a line of its own.
		if !strings.HasPrefix(strings.TrimLeft(lines[at], " "), "-") {
			return out
		}
		for at > 1 && isRemark(lines[at-1]) {
			at--
		}
		starts[i] = at
	}
	for i, item := range value.Content {
		if item.Kind == yaml.ScalarNode && starts[i] < starts[i+1] {
			out[strings.TrimSpace(item.Value)] = strings.Join(lines[starts[i]:starts[i+1]], "")
		}
	}
	return out
}

// isRemark reports whether a line says nothing but a comment, if that.
func isRemark(line string) bool {
	l := strings.TrimSpace(line)
	return l == "" || l[0] == '#'
}

// indentOf is what stands before the items of a list; two spaces where there is none.
func indentOf(lines []string) string {
	for _, l := range lines[min(1, len(lines)):] {
		if indent, rest := l[:len(l)-len(strings.TrimLeft(l, " "))],
			strings.TrimLeft(l, " "); strings.HasPrefix(rest, "- ") {
			return indent
		}
	}
	return "  "
}
