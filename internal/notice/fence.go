package notice

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
	"go.yaml.in/yaml/v4"

	"gazette/internal/rule"
	"gazette/internal/source"
)

// fences are the ways to mark front matter, those of adrg/frontmatter.
func fences() []fence {
	return []fence{
		{open: "---", close: "---", format: asYAML},
		{open: "---yaml", close: "---", format: asYAML},
		{open: "+++", close: "+++", format: asTOML, toml: true},
		{open: "---toml", close: "---", format: asTOML, toml: true},
		{open: ";;;", close: ";;;", format: asJSON},
		{open: "---json", close: "---", format: asJSON},
	}
}

// fenceOf tells which fence opens the file; blank lines may stand before it.
func fenceOf(data []byte) (fence, bool) {
	text := bytes.TrimLeft(data, "\n")
	first, _, _ := bytes.Cut(text, []byte("\n"))
	open := strings.TrimRight(string(first), " \t")
	for _, f := range fences() {
		if f.open == open {
			f.line = len(data) - len(text) + 1
			return f, true
		}
	}
	return fence{}, false
}

// span returns the offsets of the text between the fences, and of what follows the closing fence's line; end is -1
// when nothing closes. Only a fence at the start of a line closes: an indented one belongs to a block of text.
func (f fence) span(data []byte) (from, to, end int) {
	at := f.line - 1 // one byte for each blank line
	at += bytes.IndexByte(data[at:], '\n') + 1
	if at < f.line {
		return 0, 0, -1
	}
	from = at
	for at < len(data) {
		line, _, _ := bytes.Cut(data[at:], []byte("\n"))
		next := min(at+len(line)+1, len(data))
		if strings.TrimRight(string(line), " \t") == f.close {
			return from, at, next
		}
		at = next
	}
	return 0, 0, -1
}

// asTOML decodes TOML by way of the nodes that YAML has, so that values are judged by the same rules in every format.
func asTOML(data []byte, front *Front, path string, line int) (source.Marks, source.Problems) {
	var values map[string]any
	meta, err := toml.Decode(string(data), &values)
	if err != nil {
		p := source.Pos{File: path, Line: line, Col: 1}.Problem(rule.FrontMatter,
			err.Error(),
			"the front matter is not valid TOML")
		var pe toml.ParseError
		if errors.As(err, &pe) {
			p.Line, p.Col, p.Message = line+pe.Position.Line-1, max(pe.Position.Col, 1), pe.Message
		}
		return nil, source.Problems{p}
	}
	root := &yaml.Node{Kind: yaml.MappingNode, Line: 1, Column: 1}
	places := tomlPlaces(data)
	for _, key := range meta.Keys() {
		if len(key) == 1 {
			at, ok := places[key[0]]
			if !ok {
				at = source.Pos{Line: 1, Col: 1}
			}
			root.Content = append(root.Content,
				&yaml.Node{Kind: yaml.ScalarNode, Value: key[0], Line: at.Line, Column: 1},
				tomlNode(values[key[0]], at.Line, at.Col))
		}
	}
	return source.NewDecoder(path, line-1, rule.FrontMatter).Node(root, front)
}

// tomlPlaces are the lines and columns of the values of top-level keys.
func tomlPlaces(data []byte) map[string]source.Pos {
	places, n := map[string]source.Pos{}, 0
	for l := range strings.Lines(string(data)) {
		n++
		l = strings.TrimRight(l, "\r\n")
		name, value, ok := strings.Cut(l, "=")
		key := strings.Trim(name, " \t\"'")
		if inner, opens := strings.CutPrefix(strings.TrimSpace(l), "["); opens && strings.HasSuffix(inner, "]") {
			key, ok = strings.TrimSuffix(inner, "]"), true
		}
		if _, earlier := places[key]; ok && !earlier {
			col := len([]rune(name)) + 1 + len(value) - len(strings.TrimLeft(value, " \t")) + 1
			places[key] = source.Pos{Line: n, Col: col}
		}
	}
	return places
}

// tomlForm is the form of a TOML time as it was written: a day, a time of day, or both. Only the first is a date.
func tomlForm(t time.Time) string {
	switch t.Location().String() {
	case "date-local":
		return time.DateOnly
	case "time-local":
		return time.TimeOnly
	case "datetime-local":
		return "2006-01-02T15:04:05"
	}
	return time.RFC3339
}

// tomlNode turns a decoded value into a node at one place.
func tomlNode(v any, line, col int) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Line: line, Column: col, Style: yaml.DoubleQuotedStyle}
	switch v := v.(type) {
	case []any:
		n.Kind = yaml.SequenceNode
		for _, item := range v {
			n.Content = append(n.Content, tomlNode(item, line, col))
		}
	case map[string]any:
		n.Kind = yaml.MappingNode
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			n.Content = append(n.Content, tomlNode(k, line, col), tomlNode(v[k], line, col))
		}
	case time.Time:
		n.Value = v.Format(tomlForm(v))
		if strings.Contains(n.Value, "T") {
			n.Tag = source.Timed
		}
	default:
		n.Value = fmt.Sprint(v)
	}
	return n
}
