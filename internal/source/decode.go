package source

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"gazette/internal/rule"

	"go.yaml.in/yaml/v4"
)

// NodeDecoder is implemented by types that read themselves from YAML in more
// than one shape (a text or a map of texts by locale, say). Problems go to d.
type NodeDecoder interface {
	DecodeNode(d *Decoder, n *yaml.Node)
}

// textDecoder is encoding.TextUnmarshaler: dates, locales, slugs.
type textDecoder interface{ UnmarshalText([]byte) error }

// Decoder fills Go values from YAML strictly and gathers every problem, not
// the first alone. Struct fields are named by their yaml tag; a key without a
// field is a problem that names the nearest known key.
type Decoder struct {
	file     string
	line     int // lines before the YAML in its file
	rule     rule.Rule
	marks    Marks
	problems Problems
	lines    bool // what is being read may have several lines
}

// Marks tells where the values of a document's own keys stand.
type Marks map[string]Pos

// Hinted is an error that knows the way out.
type Hinted struct {
	Message, Hint string
	Late          bool // see Problem
}

// Timed is the tag of a node that holds a day and a time of day.
const Timed = "!timed"

func (h *Hinted) Error() string { return h.Message }

// NewDecoder returns a decoder for YAML that starts after line lines of the
// file; its problems are of the rule r.
func NewDecoder(file string, line int, r rule.Rule) *Decoder {
	return &Decoder{file: file, line: line, rule: r, marks: Marks{}}
}

// YAML fills v, a pointer to a struct, from YAML text. It returns where the
// values stand, and every problem.
func (d *Decoder) YAML(data []byte, v any) (Marks, Problems) {
	if blank(data) {
		return d.marks, d.problems
	}
	var doc yaml.Node
	if err := yaml.Load(data, &doc, yaml.WithSingleDocument()); err != nil {
		d.syntax(data, err)
		return d.marks, d.problems
	}
	if len(doc.Content) == 0 {
		return d.marks, d.problems
	}
	return d.Node(doc.Content[0], v)
}

// Node fills v, a pointer to a struct, from nodes that another parser made.
func (d *Decoder) Node(n *yaml.Node, v any) (Marks, Problems) {
	if n.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(n.Content); i += 2 {
			d.marks[n.Content[i].Value] = d.Pos(n.Content[i+1])
		}
	}
	d.Decode(n, v)
	return d.marks, d.problems
}

// Pos returns the place of a node in the file.
func (d *Decoder) Pos(n *yaml.Node) Pos {
	return Pos{File: d.file, Line: n.Line + d.line, Col: n.Column}
}

func (d *Decoder) report(p Pos, message, hint string) {
	p.File, p.Line = d.file, p.Line+d.line
	d.problems = append(d.problems, p.Problem(d.rule, brief(message), hint))
}

// brief is a message without the middle of a long value that it quotes: the
// value stands in the file.
func brief(message string) string {
	const ends = 160 // bytes
	if len(message) <= 2*ends {
		return message
	}
	return strings.ToValidUTF8(message[:ends], "") + "…" + strings.ToValidUTF8(message[len(message)-ends:], "")
}

// Fail reports a problem at a node.
func (d *Decoder) Fail(n *yaml.Node, hint, format string, args ...any) {
	d.report(Pos{Line: n.Line, Col: n.Column}, fmt.Sprintf(format, args...), hint)
}

// Decode fills v, a pointer, from a node.
func (d *Decoder) Decode(n *yaml.Node, v any) { d.value(n, reflect.ValueOf(v).Elem(), "") }

// value fills target; name is the key it stands under, for messages.
func (d *Decoder) value(n *yaml.Node, target reflect.Value, name string) {
	if n.Kind == yaml.AliasNode {
		d.alias(n)
		return
	}
	if target.CanAddr() {
		switch t := target.Addr().Interface().(type) {
		case NodeDecoder:
			t.DecodeNode(d, n)
			return
		case textDecoder:
			d.text(n, t, name)
			return
		}
	}
	if isNull(n) {
		return
	}
	switch target.Kind() {
	case reflect.Struct:
		d.structure(n, target, name)
	case reflect.Slice:
		d.slice(n, target, name)
	case reflect.Map:
		d.mapping(n, target, name)
	case reflect.Interface:
		d.free(n, target, name)
	default:
		d.scalar(n, target, name)
	}
}

func (d *Decoder) alias(n *yaml.Node) {
	d.Fail(n, "write the value out", "YAML aliases are not used here")
}

// free fills target with a value of any shape: what a site keeps for its own.
func (d *Decoder) free(n *yaml.Node, target reflect.Value, name string) {
	if deep := deeper(n, maxLevel); deep != nil {
		d.Fail(deep, "a site's own values are a few lists and keys",
			"values are nested more than %d deep", maxLevel)
		return
	}
	if alias := aliasIn(n); alias != nil {
		d.alias(alias)
		return
	}
	var value any
	if err := n.Decode(&value); err != nil {
		d.Fail(n, "", "%s cannot be read: %s", name, strings.TrimPrefix(err.Error(), "yaml: "))
	} else if value != nil {
		target.Set(reflect.ValueOf(value))
	}
}

func (d *Decoder) text(n *yaml.Node, t textDecoder, name string) {
	if n.Kind != yaml.ScalarNode {
		d.wrongKind(n, name, "one value")
		return
	}
	if err := t.UnmarshalText([]byte(n.Value)); err != nil {
		message, hint := err.Error(), ""
		var h *Hinted
		late := false
		if errors.As(err, &h) {
			hint, late = h.Hint, h.Late
		}
		if name != "" {
			message = name + " " + message
		}
		d.Fail(n, hint, "%s", message)
		if n.Tag == Timed { // its day counted once
			day, _, _ := strings.Cut(n.Value, "T")
			late = t.UnmarshalText([]byte(day)) == nil
		}
		d.problems[len(d.problems)-1].Late = late
	}
}

func (d *Decoder) structure(n *yaml.Node, target reflect.Value, name string) {
	if n.Kind != yaml.MappingNode {
		d.wrongKind(n, name, "keys and values")
		return
	}
	fields := fieldsOf(target.Type())
	d.eachKey(n, func(key, value *yaml.Node) {
		i, ok := fields[key.Value]
		if !ok {
			d.unknown(key, target.Type())
			return
		}
		if !isNull(value) { // "key:" with nothing behind it says nothing
			d.field(value, target, i, key.Value)
		}
	})
}

// eachKey calls f for each pair of a mapping and reports repeated keys.
func (d *Decoder) eachKey(n *yaml.Node, f func(key, value *yaml.Node)) {
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if line, ok := seen[key.Value]; ok {
			d.Fail(key, "keep one of the two", "key `%s` appears twice; first on line %d", key.Value, line+d.line)
			continue
		}
		seen[key.Value] = key.Line
		f(key, n.Content[i+1])
	}
}

func (d *Decoder) slice(n *yaml.Node, target reflect.Value, name string) {
	if n.Kind != yaml.SequenceNode {
		d.wrongKind(n, name, "a list")
		return
	}
	for _, item := range n.Content {
		v := reflect.New(target.Type().Elem()).Elem()
		before := len(d.problems)
		d.value(item, v, name)
		if len(d.problems) == before || !v.IsZero() {
			target.Set(reflect.Append(target, v))
		}
	}
}

func (d *Decoder) mapping(n *yaml.Node, target reflect.Value, name string) {
	if n.Kind != yaml.MappingNode {
		d.wrongKind(n, name, "keys and values")
		return
	}
	target.Set(reflect.MakeMap(target.Type()))
	d.eachKey(n, func(key, value *yaml.Node) {
		k := reflect.New(target.Type().Key()).Elem()
		d.value(key, k, name)
		v := reflect.New(target.Type().Elem()).Elem()
		d.value(value, v, key.Value)
		target.SetMapIndex(k, v)
	})
}

func (d *Decoder) scalar(n *yaml.Node, target reflect.Value, name string) {
	if n.Kind != yaml.ScalarNode {
		d.wrongKind(n, name, "one value")
		return
	}
	switch target.Kind() {
	case reflect.String:
		target.SetString(d.plain(n, name))
	case reflect.Bool:
		b, err := strconv.ParseBool(n.Value)
		if err != nil {
			d.Fail(n, "write true or false", "%s is neither true nor false: %q", name, n.Value)
		}
		target.SetBool(b)
	case reflect.Int:
		i, err := strconv.Atoi(n.Value)
		if err != nil {
			d.Fail(n, "write a whole number", "%s is not a whole number: %q", name, n.Value)
		}
		target.SetInt(int64(i))
	}
}

func isNull(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Style == 0 && (n.Value == "" || n.Value == "null" || n.Value == "~")
}
