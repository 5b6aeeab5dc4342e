package notice

import (
	"strings"
	"testing"

	"gazette/internal/source"
)

// TestBounds: no front matter ends the program, however deep.
func TestBounds(t *testing.T) {
	const n = 200_000
	for name, c := range map[string][2]string{
		"TOML arrays":    {"+++\na = " + strings.Repeat("[", n) + "\n+++\n", "deep"},
		"TOML tables":    {"+++\na = " + strings.Repeat("{a=", n/4) + "\n+++\n", "deep"},
		"TOML keys":      {"+++\n" + strings.Repeat("a.", n/2) + "b = 1\n+++\n", "deep"},
		"TOML headers":   {"+++\n[" + strings.Repeat("a.", n/2) + "b]\n+++\n", "deep"},
		"YAML arrays":    {"---\na: " + strings.Repeat("[", n) + "\n---\n", "deep"},
		"YAML lists":     {"---\na:\n  " + strings.Repeat("- ", n/2) + "\n---\n", "deep"},
		"YAML keys":      {"---\n" + strings.Repeat("? ", n/2) + "\n---\n", "deep"},
		"YAML maps":      {"---\na: " + strings.Repeat("{a: ", n/4) + "\n---\n", "deep"},
		"JSON":           {";;;\n{\"a\": " + strings.Repeat("[", n) + "}\n;;;\n", "deep"},
		"a long summary": {"---\nsummary: " + strings.Repeat("a", 2*maxFront) + "\n---\n", "KiB"},
	} {
		f, _ := source.Text("content/en/a.md", []byte(c[0]))
		_, ps := Parse(f, "a", "en", Content)
		if !strings.Contains(ps.Error(), c[1]) {
			t.Errorf("%s: %.200s", name, ps.Error())
		}
	}
	if met := tooMuch([]byte("title: A [draft] {b}\nsummary: One. Two. Three [1].\nparams:\n  a: {b: [c, {d: e}]}\n")); met != "" {
		t.Error(met)
	}
}
