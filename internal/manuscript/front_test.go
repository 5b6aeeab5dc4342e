package manuscript

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gazette/internal/notice"
	"gazette/internal/source"
)

const fronted = "---\n# who it is for\ntitle: \"Cookies\" # as on the page\nlocale: en\neffective: 2026-01-01\nsummary: >-\n  One\n  two.\n\n# what it changed\nchanges:\n  - one\n  - two\nparams:\n  x: {y: 1}\n---\nBody\n---\n"

func TestSet(t *testing.T) {
	for _, c := range []struct {
		key    string
		values []string
		old    string
		want   string
	}{
		{"effective", []string{"2027-03-01"}, "effective: 2026-01-01\n", "effective: 2027-03-01\n"},
		{"summary", []string{`Say "no": it's fine`}, "summary: >-\n  One\n  two.\n", "summary: \"Say \\\"no\\\": it's fine\"\n"},
		{"changes", nil, "changes:\n  - one\n  - two\n", ""},
		{"changes", []string{"a", "b: c"}, "  - one\n  - two\n", "  - \"a\"\n  - \"b: c\"\n"},
		{"changes", []string{"new", "two"}, "  - one\n", "  - new\n"},
		{"withdrawn", []string{"2028-01-01"}, "  x: {y: 1}\n---\n", "  x: {y: 1}\nwithdrawn: 2028-01-01\n---\n"},
		{"draft", []string{""}, "", ""},
		{"title", []string{"No"}, "title: \"Cookies\" # as on the page\n", "title: \"No\" # as on the page\n"},
	} {
		got, err := Set(fronted, c.key, strings.Join(c.values, ""))
		if c.key == "changes" {
			got, err = List(fronted, c.key, c.values)
		}
		if want := strings.Replace(fronted, c.old, c.want, 1); err != nil || got != want {
			t.Errorf("%s: %v\n%s", c.key, err, got)
		}
	}
	for _, other := range []string{"+++\ntitle = \"x\"\n+++\nBody\n", "no front matter\n", "---\ntitle: x\n", ""} {
		if _, err := Set(other, "title", "y"); err == nil {
			t.Errorf("%q was changed", other)
		}
	}
}

// TestSetReads: whatever is set is what the front matter says then, and the rest says what it said.
func TestSetReads(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringMatching(`[ -~äß日本]{1,20}`)
		title := strings.TrimSpace(words.Draw(t, "title"))
		if title == "" {
			return
		}
		changes := rapid.SliceOfN(rapid.Map(words, strings.TrimSpace).Filter(func(s string) bool { return s != "" }), 1, 3).Draw(t, "changes")
		text, err := Set(fronted, "title", title)
		if err == nil {
			text, err = List(text, "changes", changes)
		}
		if err != nil {
			t.Fatal(err)
		}
		file, _ := source.Text(file, []byte(text))
		e, ps := notice.Parse(file, "a", "en", notice.Content)
		if ps.Errors() || e.Summary != "One two." || e.Effective.String() != "2026-01-01" || string(file.Data[e.BodyAt:]) != "Body\n---\n" {
			t.Fatalf("%v\n%s", ps, text)
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), " ") }
		if squeeze(e.Title) != squeeze(title) || !slices.EqualFunc(e.Changes, changes, func(a, b string) bool { return squeeze(a) == squeeze(b) }) {
			t.Fatalf("%q, %q\n%s", e.Title, e.Changes, text)
		}
	})
}

// TestRemarks: comments stay where they are, whatever is set beside them; what looks like one within a value goes with it.
func TestRemarks(t *testing.T) {
	const text = "---\ntitle: 'A # b' # the title\nchanges: # what\n# of one\n- one # why\n\n# of two\n- \"two\"\naliases: [/a/, /b/] # old\nsummary: no comment#here\n---\n"
	for _, c := range []struct {
		key   string
		value string
		items []string
		want  string
	}{
		{key: "title", value: "c", want: "title: \"c\" # the title\n"},
		{key: "summary", value: "c", want: "summary: \"c\"\n"},
		{key: "changes", items: []string{"two", "three"}, want: "changes: # what\n\n# of two\n- \"two\"\n- \"three\"\naliases"},
		{key: "changes", items: []string{"one", "two"}, want: "changes: # what\n# of one\n- one # why\n\n# of two\n- \"two\"\naliases"},
		{key: "aliases", items: []string{"/a/", "/c/"}, want: "aliases: # old\n  - \"/a/\"\n  - \"/c/\"\nsummary"},
	} {
		got, err := Set(text, c.key, c.value)
		if c.items != nil {
			got, err = List(text, c.key, c.items)
		}
		if err != nil || !strings.Contains(got, c.want) {
			t.Errorf("%s: %v\n%s", c.key, err, got)
		}
	}
}

// TestOthersStay: whatever stands in a front matter, what is not set stays byte for byte: keys that nobody knows, their
// order, comments, blank lines.
func TestOthersStay(t *testing.T) {
	blocks := []string{"title: \"T\"\n", "locale: en\n", "effective: 2026-01-01 # the first\n", "# a comment\n", "\n", "unknown: {a: [1, 2]}\n", "x-y: |\n  text\n  # no comment\n", "changes:\n  - one # why\n  - two\n", "'quoted': 1\n", "params:\n  deep:\n    - a\n"}
	rapid.Check(t, func(t *rapid.T) {
		order := rapid.Permutation(blocks).Draw(t, "order")
		text := "---\n" + strings.Join(order, "") + "---\nBody\n"
		key := rapid.SampledFrom([]string{"title", "effective", "withdrawn", "changes", "version"}).Draw(t, "key")
		got, err := Set(text, key, "new value")
		if key == "changes" {
			got, err = List(text, key, []string{"new value", "two"})
		}
		if err != nil {
			t.Fatal(err)
		}
		for i, block := range order {
			if !strings.HasPrefix(block, key+":") && strings.Count(got, block) < strings.Count(strings.Join(order[:i+1], ""), block) {
				t.Fatalf("%q is lost: %s", block, got)
			}
		}
		if again, err := Set(got, key, ""); err != nil || strings.Contains(again, "new value") {
			t.Fatalf("%v: %s", err, again)
		}
	})
}
