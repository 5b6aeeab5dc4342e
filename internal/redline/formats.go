package redline

import (
	"strings"
)

// Markdown returns the changes as a Markdown list under the headings they stand under. Deleted and inserted words
// are in <del> and <ins>, because "~~" and "**" do not work in the middle of words and next to CJK punctuation.
func Markdown(r *Redline) []byte {
	var b strings.Builder
	heading := "\x00"
	for _, ch := range r.Changes {
		if ch.Heading != heading {
			heading = ch.Heading
			if b.Len() > 0 {
				b.WriteString("\n")
			}
			if heading != "" {
				b.WriteString("## " + escapeMarkdown(heading) + "\n\n")
			}
		}
		b.WriteString("- **" + ch.kind() + "**: ")
		for _, s := range shorten(ch.Spans) {
			b.WriteString(wrapSpan(escapeMarkdown(s.Text), markdownMarks[s.Op]))
		}
		if ch.Kind == Link {
			b.WriteString(" (" + code(ch.OldTarget) + " → " + code(ch.NewTarget) + ")")
		}
		b.WriteString("\n")
	}
	return []byte(b.String())
}

var markdownMarks = map[Op][2]string{Equal: {}, Delete: {"<del>", "</del>"}, Insert: {"<ins>", "</ins>"}}

// wrapSpan puts marks around the words of a span, inside its white space.
func wrapSpan(s string, marks [2]string) string {
	words := strings.TrimSpace(s)
	if words == "" || marks[0] == "" {
		return s
	}
	at := strings.Index(s, words)
	return s[:at] + marks[0] + words + marks[1] + s[at+len(words):]
}

// escapeMarkdown makes Markdown show the characters of s as they are.
func escapeMarkdown(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_[]<>~#&|", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// code returns a link target as Markdown code.
func code(target string) string {
	if target == "" {
		return "–"
	}
	fence := "`"
	for strings.Contains(target, fence) {
		fence += "`"
	}
	if strings.HasPrefix(target, "`") || strings.HasSuffix(target, "`") {
		target = " " + target + " "
	}
	return fence + target + fence
}

// contextRunes is how much unchanged text is shown on each side of a change.
const contextRunes = 70

// shorten cuts long unchanged stretches down to what is near a change.
func shorten(spans []Span) []Span {
	out := make([]Span, 0, len(spans))
	for k, s := range spans {
		if s.Op == Equal {
			head, tail := contextRunes*one(k > 0), contextRunes*one(k+1 < len(spans))
			if len(spans) == 1 {
				head = 2 * contextRunes
			}
			s.Text = shortened(s.Text, head, tail)
		}
		out = append(out, s)
	}
	return out
}

// shortened keeps so many characters of the beginning of a text, and of its end; one that is hardly longer it keeps
// whole.
func shortened(s string, head, tail int) string {
	runes := []rune(s)
	if len(runes) <= head+tail+20 {
		return s
	}
	return cutAfter(runes[:head]) + "…" + cutBefore(runes[len(runes)-tail:])
}

// cutAfter drops a word that was cut in two at the end, if there are spaces.
func cutAfter(r []rune) string {
	s := string(r)
	if k := strings.LastIndexByte(s, ' '); k > len(s)/2 {
		return s[:k+1]
	}
	return s
}

// cutBefore drops a word that was cut in two at the beginning.
func cutBefore(r []rune) string {
	s := string(r)
	if k := strings.IndexByte(s, ' '); k >= 0 && k < len(s)/2 {
		return s[k:]
	}
	return s
}
