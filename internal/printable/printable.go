// Package printable lets nothing reach a terminal, or the log of a CI job, that it would obey.
package printable

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Writer is where all that the program says goes through. What files, their
// names, servers and plugins put into it neither moves a terminal's cursor, nor
// turns a line around, nor gives an order to the machinery that keeps a log: a
// control character is shown as \u009b, which JSON reads as that character, and
// a byte that is not of UTF-8 as \x9b: terminals of other encodings obey it.
// Colours are the program's own.
type Writer struct {
	To     io.Writer
	Colour bool   // the program paints
	inLine bool   // the last line is not ended
	rest   []byte // the beginning of a character that the next bytes may complete
}

var (
	paint  = regexp.MustCompile(`^\x1b\[[0-9;]{0,12}m`)
	orders = regexp.MustCompile(`##(?:vso)?\[`) // to Azure Pipelines and old runners, wherever they stand
)

// Write takes all bytes.
func (w *Writer) Write(p []byte) (int, error) {
	var out bytes.Buffer
	all := append(w.rest, p...)
	whole := len(all)
	for back := 1; back < utf8.UTFMax && back <= len(all); back++ {
		if tail := all[len(all)-back:]; utf8.RuneStart(tail[0]) && !utf8.FullRune(tail) {
			whole -= back
		}
	}
	w.rest = bytes.Clone(all[whole:])
	for line := range bytes.Lines(all[:whole]) {
		if !w.inLine && bytes.HasPrefix(bytes.TrimLeftFunc(line, unicode.IsSpace), []byte("::")) { // to GitHub's
			out.WriteByte('\\')
		}
		w.inLine = line[len(line)-1] != '\n'
		w.line(&out, line)
	}
	if _, err := w.To.Write(out.Bytes()); err != nil {
		return 0, err
	}
	return len(p), nil
}

func (w *Writer) line(out *bytes.Buffer, line []byte) {
	line = orders.ReplaceAllFunc(line, func(order []byte) []byte {
		return append(order[:len(order)-1:len(order)-1],
			`\u005b`...)
	})
	for len(line) > 0 {
		if own := paint.Find(line); w.Colour && own != nil {
			out.Write(own)
			line = line[len(own):]
			continue
		}
		r, n := utf8.DecodeRune(line)
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(out, `\x%02x`, line[0])
		case r != '\n' && r != '\t' && Hidden(r):
			fmt.Fprintf(out, `\u%04x`, r)
		default:
			out.Write(line[:n])
		}
		line = line[n:]
	}
}

// Hidden reports characters that are not seen, and change what is: controls
// (C0, DEL, C1), and those that turn text around (Trojan Source, CVE-2021-42574).
func Hidden(r rune) bool {
	return unicode.IsControl(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0x2028 ||
		r == 0x2029
}

// Line is a text that is to stand within a line, such as a file's name.
func Line(s string) string {
	if utf8.ValidString(s) && !strings.ContainsFunc(s, Hidden) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], string(utf8.RuneError)):
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case Hidden(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
