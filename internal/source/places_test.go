package source

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestPlaces: a place found by steps is the one that counting from the
// beginning gives.
func TestPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.SampledFrom([]string{"a", "é", "語", "\U0001F468", "\n", strings.Repeat("x", 700), strings.Repeat("語\n", 300)})
		data := []byte(strings.Join(rapid.SliceOfN(part, 0, 40).Draw(t, "parts"), ""))
		f, _ := Text("a.md", data)
		at := rapid.IntRange(-1, len(data)+1).Draw(t, "offset")
		for ; at > 0 && at < len(data) && !utf8.RuneStart(data[at]); at-- {
		}
		in := min(max(at, 0), len(data))
		start := bytes.LastIndexByte(data[:in], '\n') + 1
		want := Pos{"a.md", bytes.Count(data[:start], []byte("\n")) + 1, utf8.RuneCount(data[start:in]) + 1}
		if got := f.Pos(at); got != want {
			t.Fatalf("offset %d of %q: %v, not %v", at, data, got, want)
		}
		p := f.Located(Problems{{Pos: want}})[0]
		line := []rune(strings.TrimRight(strings.Split(string(data), "\n")[want.Line-1], " \t"))
		if len(string(line)) <= longLine && p.Excerpt != string(line) {
			t.Fatalf("the excerpt is %q", p.Excerpt)
		}
		if rest := line[min(p.Before, len(line)):]; len([]rune(p.Excerpt)) > len(rest) || p.Excerpt != string(rest[:len([]rune(p.Excerpt))]) {
			t.Fatalf("the excerpt is %q, after %d characters", p.Excerpt, p.Before)
		}
		if len([]rune(p.Excerpt)) < min(len(line)-p.Before, around) {
			t.Fatalf("the excerpt %q is too short", p.Excerpt)
		}
	})
}
