package document

import (
	"regexp"
	"strconv"
	"strings"
)

// marks are written around pieces of a style.
var marks = map[string][2]string{Strong: {"**", "**"}, Emph: {"*", "*"}, Strikeout: {"~~", "~~"},
	Superscript: {"<sup>", "</sup>"}, Subscript: {"<sub>", "</sub>"}, Underline: {"<u>", "</u>"}}

// Line writes inlines.
func (w *Writer) Line(ins []Inline) string {
	var b strings.Builder
	for _, in := range ins {
		b.WriteString(w.inline(in))
	}
	return b.String()
}

func (w *Writer) inline(in Inline) string {
	switch in.Kind {
	case Str:
		return Escape(in.Text)
	case LineBreak:
		return "\\\n"
	case Code:
		return code(in.Text)
	case Link:
		return w.link(in)
	case Image:
		return Escape(Plain(in.Kids)) // its file is not here
	case Note:
		return w.note(in.Blocks)
	case Span:
		return w.Line(in.Kids)
	case Hidden:
		return ""
	}
	m := marks[in.Kind]
	inner := w.Line(in.Kids)
	words := strings.Trim(inner, " \u00a0")
	if words == "" {
		return inner
	}
	at := strings.Index(inner, words) // marks hug words: ** x** is none
	return inner[:at] + m[0] + words + m[1] + inner[at+len(words):]
}

func code(s string) string {
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return fence + s + fence
}

func (w *Writer) link(in Inline) string {
	target, words := in.Target, w.Line(in.Kids)
	if w.Target != nil {
		target = w.Target(target)
	}
	plain := Plain(in.Kids)
	if target == "" {
		return words
	}
	if plain == target && strings.Contains(target, "://") && !strings.ContainsAny(target, "<> ") {
		return "<" + target + ">"
	}
	if strings.ContainsAny(target, " ()<>\\\n\t") { // a backslash would take its end off
		target = "<" + strings.NewReplacer("<", "%3C", ">", "%3E", "\\", "%5C", "\n", "", "\t", "").Replace(target) +
			">"
	}
	return "[" + words + "](" + target + ")"
}

func (w *Writer) note(blocks []Block) string {
	w.number++
	name := "[^" + w.Prefix + strconv.Itoa(w.number) + "]"
	w.notes = append(w.notes, indented(w.Blocks(blocks), name+": ", "    ", ""))
	return name
}

var (
	entity   = regexp.MustCompile(`&(#?\w+;)`)
	starts   = regexp.MustCompile(`(?m)^(\s*)([-+]\s|#{1,6}(?:\s|$)|={1,}\s*$|-{2,}\s*$|:\s|~{3,})`)
	numbered = regexp.MustCompile(`(?m)^(\s*\d{1,9})([.)](?:\s|$))`)
	special  = strings.NewReplacer(`\`, `\\`, "*", `\*`, "`", "\\`", "[", `\[`, "]", `\]`, "<", `\<`, "~", `\~`, "_",
		`\_`)
	listAt = regexp.MustCompile(`\{(:|#)`)
)

// Escape writes words so that Markdown shows them as they are.
func Escape(s string) string {
	s = special.Replace(s)
	s = entity.ReplaceAllString(s, `\&$1`)
	return listAt.ReplaceAllString(s, `\{$1`)
}

// lineStarts escapes what would begin a block.
func lineStarts(s string) string {
	s = starts.ReplaceAllString(s, `$1\$2`)
	s = numbered.ReplaceAllString(s, `$1\$2`)
	if strings.HasPrefix(s, ">") {
		s = `\` + s
	}
	return s
}

// heading escapes what would end a heading: marks, and a list of attributes.
func heading(s string) string {
	if strings.HasSuffix(s, "#") {
		s = s[:len(s)-1] + `\#`
	}
	if strings.HasSuffix(s, "}") {
		s = s[:len(s)-1] + `\}`
	}
	return s
}

// EscapeStart is Escape for words that a line begins with.
func EscapeStart(s string) string { return lineStarts(Escape(s)) }
