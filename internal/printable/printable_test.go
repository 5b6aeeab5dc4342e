package printable

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestPrintable: nothing that comes from outside moves a cursor, turns a line
// around, or is an order to a runner.
func TestPrintable(t *testing.T) {
	for _, c := range []struct {
		in, want string
		colour   bool
	}{
		{"a\x1b[2Jb\n", "a\\u001b[2Jb\n", true},
		{"\x1b[1;31mred\x1b[0m\n", "\x1b[1;31mred\x1b[0m\n", true},
		{"\x1b[1;31mred\n", "\\u001b[1;31mred\n", false},
		{"\x1b]0;title\x07\n", "\\u001b]0;title\\u0007\n", true},
		{"\u009b2J \u202egnp.exe\u2066\n", "\\u009b2J \\u202egnp.exe\\u2066\n", true},
		{"::error::x\n  ::set-env::y\na ::b\n", "\\::error::x\n\\  ::set-env::y\na ::b\n", false},
		{"a ##[error]x ##vso[task]y\n", "a ##\\u005berror]x ##vso\\u005btask]y\n", false},
		{"tab\tand مرحبا\u200f 日本\n", "tab\tand مرحبا\u200f 日本\n", false},
		{"a \x9b2J \xff\xc3( caf\xc3\xa9\n", "a \\x9b2J \\xff\\xc3( café\n", false},
		{"over\rwritten\n", "over\\u000dwritten\n", false},
	} {
		var out bytes.Buffer
		w := &Writer{To: &out, Colour: c.colour}
		if n, err := w.Write([]byte(c.in)); n != len(c.in) || err != nil || out.String() != c.want {
			t.Errorf("%q is printed as %q, want %q (%d, %v)", c.in, out.String(), c.want, n, err)
		}
	}
}

// TestPrintablePieces: a character that arrives in two pieces is one; what never becomes one is not printed.
func TestPrintablePieces(t *testing.T) {
	const said = "é日🙂\xe6\x97x\xf0\x9f"
	for i := range len(said) {
		var out bytes.Buffer
		w := &Writer{To: &out}
		for _, piece := range []string{said[:i], said[i:]} {
			if n, err := w.Write([]byte(piece)); n != len(piece) || err != nil {
				t.Fatal(n, err)
			}
		}
		if want := "é日🙂\\xe6\\x97x"; out.String() != want {
			t.Errorf("%q, want %q", out.String(), want)
		}
	}
}

// FuzzPrintable: JSON that goes through says the same.
func FuzzPrintable(f *testing.F) {
	f.Add("a\u202e\u009b\x7f ::error::\n##[x]")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		var out bytes.Buffer
		enc := json.NewEncoder(&Writer{To: &out})
		enc.SetEscapeHTML(false)
		if err := enc.Encode(map[string]string{"text": s}); err != nil {
			t.Fatal(err)
		}
		var back map[string]string
		if err := json.Unmarshal(out.Bytes(), &back); err != nil || back["text"] != s {
			t.Errorf("%q came back as %q: %v", s, back["text"], err)
		}
		if strings.ContainsFunc(strings.TrimSuffix(out.String(), "\n"), Hidden) {
			t.Errorf("%q", out.String())
		}
	})
}
