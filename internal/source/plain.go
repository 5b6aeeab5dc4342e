package source

import (
	"cmp"
	"reflect"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"
)

// field fills a field of a struct. With the tag `lines:"many"` what it holds
// may have several lines.
func (d *Decoder) field(n *yaml.Node, target reflect.Value, i int, name string) {
	before := d.lines
	d.lines = d.lines || target.Type().Field(i).Tag.Get("lines") == "many"
	d.value(n, target.Field(i), name)
	d.lines = before
}

// plain is a text without control characters. One in it is a problem: a line
// end in a title would begin another line of a mail, of a log or of a header.
// The line end behind a block of YAML (`title: >`) is none of the text.
func (d *Decoder) plain(n *yaml.Node, name string) string {
	text := n.Value
	if !d.lines {
		text = strings.TrimRight(text, "\n")
	}
	at := strings.IndexFunc(text, d.control)
	if at < 0 {
		return text
	}
	name = cmp.Or(name, "this text")
	if r := []rune(text[at:])[0]; r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' {
		d.Fail(n, "write it on one line; in YAML, `>-` joins the lines below it", "%s has more than one line", name)
	} else {
		d.Fail(n, "leave it out", "%s holds the control character %U", name, r)
	}
	d.problems[len(d.problems)-1].Late = true
	return strings.Map(d.shown, text)
}

// shown is what stands in the place of a character: what parts words is a space, and what is not seen is left out, as
// its reader and the text hash take both (docs/text-hash.md). So a text that was recorded with such a title is still
// the same.
func (d *Decoder) shown(r rune) rune {
	switch {
	case !d.control(r):
		return r
	case unicode.IsSpace(r):
		return ' '
	}
	return -1
}

// control reports whether a character may not stand in a text.
func (d *Decoder) control(r rune) bool {
	if d.lines && (r == '\n' || r == '\t') {
		return false
	}
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
}
