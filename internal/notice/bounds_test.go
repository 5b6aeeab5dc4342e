package notice

import (
	"fmt"
	"strings"
	"testing"

	"gazette/internal/source"
)

// TestBounds: no front matter ends the program, however deep.
func TestBounds(t *testing.T) {
	const n = 200_000
	for name, c := range map[string][2]string{
		"TOML arrays":               {"+++\na = " + strings.Repeat("[", n) + "\n+++\n", "deep"},
		"TOML tables":               {"+++\na = " + strings.Repeat("{a=", n/4) + "\n+++\n", "deep"},
		"TOML keys":                 {"+++\n" + strings.Repeat("a.", n/2) + "b = 1\n+++\n", "deep"},
		"TOML headers":              {"+++\n[" + strings.Repeat("a.", n/2) + "b]\n+++\n", "deep"},
		"YAML arrays":               {"---\na: " + strings.Repeat("[", n) + "\n---\n", "deep"},
		"YAML lists":                {"---\na:\n  " + strings.Repeat("- ", n/2) + "\n---\n", "deep"},
		"YAML keys":                 {"---\n" + strings.Repeat("? ", n/2) + "\n---\n", "deep"},
		"YAML maps":                 {"---\na: " + strings.Repeat("{a: ", n/4) + "\n---\n", "deep"},
		"JSON":                      {";;;\n{\"a\": " + strings.Repeat("[", n) + "}\n;;;\n", "deep"},
		"closed in quotation marks": {"+++\na = " + strings.Repeat("[\"]\",", n/8) + "\n+++\n", "deep"},
		"keys in quotation marks":   {"+++\n\"=\"" + strings.Repeat(" .a", n/4) + " = 1\n+++\n", "deep"},
		"params":                    {"---\nparams: {a: " + strings.Repeat("[", 60) + strings.Repeat("]", 60) + "}\n---\n", "50 deep"},
		"TOML params":               {"+++\n[params]\n" + strings.Repeat("a.", 60) + "b = 1\n+++\n", "50 deep"},
		"merged keys":               {"---\nparams:\n  a: &a {k: 1}\n  m:\n    <<: *a\n---\n", "aliases are not used"},
		"a long address":            {"---\naliases: [/" + strings.Repeat("a/", 100_000) + "]\n---\n", "longer than 1024 bytes"},
		"a long step":               {"---\naliases: [/" + strings.Repeat("a", 300) + "]\n---\n", "longer than 255 bytes"},
		"a long summary":            {"---\nsummary: " + strings.Repeat("a", 2*maxFront) + "\n---\n", "KiB"},
	} {
		f, _ := source.Text("content/en/a.md", []byte(c[0]))
		_, ps := Parse(f, "a", "en", Content)
		if !strings.Contains(ps.Error(), c[1]) {
			t.Errorf("%s: %.200s", name, ps.Error())
		}
		for _, p := range ps {
			if len(p.Message) > 400 {
				t.Errorf("%s: a message of %d bytes", name, len(p.Message))
			}
		}
	}
	keys, wrong := "+++\n", 0 // each place is found once
	for i := range 5_000 {
		keys += fmt.Sprintf("key%d = 1\n", i)
	}
	f, _ := source.Text("content/en/a.md", []byte(keys+"+++\n"))
	_, ps := Parse(f, "a", "en", Content)
	for _, p := range ps {
		if strings.Contains(p.Message, "`key") {
			wrong++
			if p.Message != fmt.Sprintf("unknown key `key%d`", p.Line-2) {
				t.Errorf("%s: not its line", p.Error())
			}
		}
	}
	if wrong != 5_000 {
		t.Errorf("%d unknown keys", wrong)
	}
	marks := strings.Repeat("[", 80)
	for name, text := range map[string]string{
		"prose":           "---\ntitle: A [draft] {b}\nlocale: en\neffective: 2024-01-01\nsummary: One. Two. Three [1].\nparams:\n  a: {b: [c, {d: e}]}\n---\n",
		"YAML":            "---\ntitle: \"" + marks + "\"\nsummary: 'Don''t " + marks + "'\nlocale: en\neffective: 2024-01-01\n---\n",
		"YAML's blocks":   "---\ntitle: A\nsummary: >-\n  It's " + marks + "\nlocale: en\neffective: 2024-01-01\n---\n",
		"TOML":            "+++\ntitle = \"" + marks + strings.Repeat(" a.b", 500) + "\"\nlocale = 'en'\neffective = 2024-01-01\n+++\n",
		"JSON":            ";;;\n{\"title\": \"" + marks + "\", \"locale\": \"en\", \"effective\": \"2024-01-01\"}\n;;;\n",
		"a list of marks": "---\ntitle: A\nlocale: en\neffective: 2024-01-01\nchanges:\n" + strings.Repeat("  - \"clause [1] became {2}: [...\"\n", 200) + "---\n",
	} {
		f, _ := source.Text("content/en/a.md", []byte(text))
		if _, ps := Parse(f, "a", "en", Content); len(ps) > 0 {
			t.Errorf("%s: %.200s", name, ps.Error())
		}
	}
}
