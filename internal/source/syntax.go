package source

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// blank reports whether YAML text holds nothing but comments.
func blank(data []byte) bool {
	for line := range bytes.Lines(data) {
		if line = bytes.TrimSpace(line); len(line) > 0 && line[0] != '#' {
			return false
		}
	}
	return true
}

func (d *Decoder) syntax(data []byte, err error) {
	var many *yaml.LoadErrors
	var one *yaml.LoadError
	switch {
	case errors.As(err, &many):
		for _, e := range many.Errors {
			d.syntax(data, e)
		}
	case errors.As(err, &one):
		at := Pos{Line: one.Mark.Line, Col: max(one.Mark.Column, 1)}
		if odd, message := oddColon(data, at.Line); message != "" {
			d.report(odd, message, "write an ordinary colon and an ordinary space")
			return
		}
		if tabBefore(data, at.Line) && !strings.Contains(one.Message, "end of stream") {
			d.report(at, "there is a tab here, and YAML allows only spaces", "indent with spaces")
			return
		}
		d.report(at, lowerFirst(one.Message), syntaxHint(one.Message))
	default:
		d.report(Pos{Line: 1}, strings.TrimPrefix(err.Error(), "yaml: "), "")
	}
}

// colon is a key with what may be taken for a colon and a space. The group holds spaces that YAML takes for letters:
// they come from word processors, and full-width colons from East Asian input methods.
var colon = regexp.MustCompile(`^[ \t-]*[A-Za-z_][\w-]*(?::([\x{A0}\x{2000}-\x{200A}\x{202F}\x{3000}])|：)`)

// oddColon finds the first key that ends, up to a line, in what only looks like a colon and a space.
func oddColon(data []byte, last int) (at Pos, message string) {
	lines := bytes.Split(data, []byte("\n"))
	for i, line := range lines[:min(last, len(lines))] { // a library counts more line ends than there are of ours
		m := colon.FindSubmatchIndex(line)
		switch {
		case m == nil:
		case m[2] >= 0:
			at = Pos{Line: i + 1, Col: utf8.RuneCount(line[:m[2]]) + 1}
			return at, "the space after this colon is of another kind"
		default:
			return Pos{Line: i + 1, Col: utf8.RuneCount(line[:m[1]])}, "this is a full-width colon"
		}
	}
	return at, ""
}

// tabBefore reports whether a tab stands before the first word of a line, or
// behind the hyphen with which it begins.
func tabBefore(data []byte, line int) bool {
	lines := bytes.Split(data, []byte("\n"))
	if line < 1 || line > len(lines) {
		return false
	}
	l := lines[line-1]
	return bytes.IndexByte(l[:len(l)-len(bytes.TrimLeft(l, " \t-"))], '\t') >= 0
}

// syntaxHint knows what authors usually did where the parser stumbled.
func syntaxHint(message string) string {
	switch {
	case strings.Contains(message, "tab character"):
		return "indent with spaces"
	case strings.Contains(message, "end of stream"):
		return "a quotation mark or bracket above is never closed"
	}
	return "values with a colon, a # or a leading special character need quotes"
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

func (d *Decoder) wrongKind(n *yaml.Node, name, want string) {
	got := map[yaml.Kind]string{yaml.ScalarNode: "one value", yaml.SequenceNode: "a list",
		yaml.MappingNode: "keys and values"}[n.Kind]
	if name == "" {
		name = "this"
	}
	d.Fail(n, "", "%s takes %s, not %s", name, want, got)
}
