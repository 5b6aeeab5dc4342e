package redline

import (
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"
)

// ANSI sequences. Colour is never the only sign: deleted words are struck out, inserted ones underlined.
const (
	ansiReset  = "\x1b[0m"
	ansiDelete = "\x1b[31;9m"
	ansiInsert = "\x1b[32;4m"
	ansiBold   = "\x1b[1m"
	ansiFaint  = "\x1b[2m"
)

// Term returns the changes for a terminal of the given width in columns (0: no wrapping), one paragraph each under
// the heading they stand under. Without color, deleted words are [-so-] and inserted ones {+so+}.
func Term(r *Redline, color bool, width int) []byte {
	t := &terminal{color: color, width: width}
	heading := ""
	for _, ch := range r.Changes {
		if ch.Heading != heading {
			heading = ch.Heading
			t.line(ansiBold, "§ "+printable(heading))
			t.b.WriteByte('\n')
		}
		t.line(ansiFaint, strconv.Itoa(ch.Number)+" "+ch.kind())
		t.spans(shorten(ch.Spans))
		if ch.Kind == Link {
			t.line("", "    "+target(ch.OldTarget)+" -> "+target(ch.NewTarget))
		}
		t.b.WriteByte('\n')
	}
	return []byte(t.b.String())
}

// kind names the kind of a change.
func (c *Change) kind() string {
	if c.Edited {
		return string(c.Kind) + ", changed"
	}
	return string(c.Kind)
}

func target(s string) string {
	if s == "" {
		return "(no link)"
	}
	return printable(s)
}

// printable leaves out control characters, with which a text could give orders to the terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7F && r < 0xA0 {
			return -1
		}
		return r
	}, s)
}

type terminal struct {
	b     strings.Builder
	color bool
	width int
	col   int
}

func (t *terminal) line(style, s string) {
	if t.color && style != "" {
		s = style + s + ansiReset
	}
	t.b.WriteString(s + "\n")
}

// spans writes a change's text, wrapped at spaces and indented.
func (t *terminal) spans(spans []Span) {
	t.b.WriteString("  ")
	t.col = 2
	for _, s := range spans {
		open, end := t.marks(s.Op)
		lead := len(s.Text) - len(strings.TrimLeft(s.Text, " "))
		core := strings.TrimSpace(s.Text)
		if core == "" && s.Op != Equal {
			t.word(open+"␣"+end, 3)
			continue
		}
		for k, w := range strings.Split(core, " ") {
			if k > 0 || lead > 0 {
				t.space(runewidth.StringWidth(w), open, end, k > 0)
			}
			if k == 0 {
				t.b.WriteString(open)
				t.advance(open)
			}
			t.word(printable(w), runewidth.StringWidth(w))
		}
		t.b.WriteString(end)
		t.advance(end)
		if core != "" && strings.HasSuffix(s.Text, " ") {
			t.space(0, "", "", false)
		}
	}
	t.b.WriteByte('\n')
}

func (t *terminal) marks(op Op) (open, end string) {
	switch {
	case op == Delete && t.color:
		return ansiDelete, ansiReset
	case op == Insert && t.color:
		return ansiInsert, ansiReset
	case op == Delete:
		return "[-", "-]"
	case op == Insert:
		return "{+", "+}"
	}
	return "", ""
}

func (t *terminal) advance(marks string) {
	if !t.color {
		t.col += len(marks)
	}
}

func (t *terminal) word(s string, width int) {
	t.b.WriteString(s)
	t.col += width
}

// space writes a space, or a line break if the next word would not fit. inside says that a mark is open: colours
// are closed over the break, so that the indent is not underlined.
func (t *terminal) space(next int, open, end string, inside bool) {
	if t.width <= 0 || t.col+1+next <= t.width {
		t.b.WriteByte(' ')
		t.col++
		return
	}
	if inside && t.color {
		t.b.WriteString(end + "\n  " + open)
	} else {
		t.b.WriteString("\n  ")
	}
	t.col = 2
}
