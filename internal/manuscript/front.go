package manuscript

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"gazette/internal/source"
)

// Split cuts a text between its front matter, fences and all, and its body. ok is false of one whose front matter is
// not YAML between two lines `---`: that is edited by hand.
func Split(text string) (head, body string, ok bool) {
	start := len(text) - len(strings.TrimLeft(text, "\n"))
	first, rest, _ := strings.Cut(text[start:], "\n")
	if f := strings.TrimRight(first, " \t"); f != "---" && f != "---yaml" {
		return "", text, false
	}
	at := len(text) - len(rest)
	for at < len(text) {
		line, _, _ := strings.Cut(text[at:], "\n")
		next := min(at+len(line)+1, len(text))
		if strings.TrimRight(line, " \t") == "---" {
			return text[:next], text[next:], true
		}
		at = next
	}
	return "", text, false
}

// errFront says that a text's front matter cannot be changed a key at a time.
var errFront = &source.Hinted{Message: "the front matter is not YAML between two lines `---`",
	Hint: "change it in the text itself"}

// Set gives a key of the front matter another value, or takes the key out if the value is empty. What the other keys
// say stays as it is written, comments and all; so does a comment behind the value.
func Set(text, key, value string) (string, error) {
	if value == "" {
		return replace(text, key, "")
	}
	return replace(text, key, key+": "+scalar(value)+remark(lineOf(text, key))+"\n")
}

// replace puts lines in the place of those of a key.
func replace(text, key, made string) (string, error) {
	head, body, ok := Split(text)
	if !ok {
		return "", errFront
	}
	lines := strings.SplitAfter(head, "\n")
	from, to := span(lines, key)
	if from == 0 && made == "" {
		return text, nil
	}
	if from == 0 { // before the closing fence
		from = len(lines) - 1
		for strings.TrimSpace(lines[from]) == "" {
			from--
		}
		to = from
	}
	return strings.Join(lines[:from], "") + made + strings.Join(lines[to:], "") + body, nil
}

// topKey is the beginning of a line that gives a key at the top of a front matter.
var topKey = regexp.MustCompile(`^([A-Za-z_][A-Za-z0-9_-]*|"[^"]*"|'[^']*')\s*:(\s|$)`)

// span is where a top-level key stands among the lines of a front matter: from its line to before the next key, without
// the comments and blank lines that belong to that. It is 0, 0 where the key is not there.
func span(lines []string, key string) (from, to int) {
	for i, l := range lines {
		m := topKey.FindStringSubmatch(l)
		if m == nil || strings.Trim(m[1], `"'`) != key {
			continue
		}
		to = i + 1
		for to < len(lines) && !topKey.MatchString(lines[to]) && strings.TrimRight(lines[to], " \t\n") != "---" {
			to++
		}
		for to > i+1 && (strings.TrimSpace(lines[to-1]) == "" || strings.HasPrefix(lines[to-1], "#")) {
			to--
		}
		return i, to
	}
	return 0, 0
}

// bare are values that YAML reads as they stand: words, dates, tags and numbers that no schema takes for something
// else.
var bare = regexp.MustCompile(
	`^([a-z]{2,3}(-[A-Za-z0-9]+)*|[0-9]{4}-[0-9]{2}-[0-9]{2}|true|[0-9]{1,9}|[A-Z][A-Za-z]+( [A-Za-z]+)*)$`)

// words are those that some schema of YAML takes for something else than words.
var words = []string{"no", "on", "yes", "off", "null", "true", "false"}

// scalar writes a value as YAML.
func scalar(v string) string {
	if bare.MatchString(v) && !slices.Contains(words, strings.ToLower(v)) || v == "true" {
		return v
	}
	return Quoted(v)
}

// Quoted writes a value of YAML in double quotes. JSON's escapes are YAML's; those of Go beside them are not.
func Quoted(v string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range v {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x20 || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}

// Value is what one text key of a front matter says, as it stands in the file; for those that are a word, a date or a
// tag. It is empty where the key is not there.
func Value(text, key string) string {
	head, _, ok := Split(text)
	if !ok {
		return ""
	}
	lines := strings.SplitAfter(head, "\n")
	from, _ := span(lines, key)
	if from == 0 {
		return ""
	}
	_, v, _ := strings.Cut(lines[from], ":")
	v, _, _ = strings.Cut(v, " #")
	return strings.Trim(strings.TrimSpace(v), `"'`)
}
