package manual

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
	"pgregory.net/rapid"
)

var real = New(os.DirFS("../../docs"))

// plainly marks what is not plain as a terminal without colours does.
var plainly = Style{Heading: func(s string) string { return s }, Code: func(s string) string { return "`" + s + "`" }, Quiet: func(s string) string { return s }}

// TestPagesFit: no page is wider than the terminal but in blocks of code and single long words, and none loses a section.
func TestPagesFit(t *testing.T) {
	for _, topic := range real.Topics() {
		page, _ := real.Page(topic.Name)
		for _, width := range []int{40, 80} {
			set := page.Terminal(width, plainly)
			for line := range strings.Lines(set) {
				line = strings.TrimRight(line, "\n")
				if runewidth.StringWidth(line) > width && !strings.HasPrefix(line, "    ") && strings.Contains(strings.TrimSpace(line), " ") && !strings.Contains(line, "`") {
					t.Errorf("%s at %d: %q is %d wide", topic.Name, width, line, runewidth.StringWidth(line))
				}
			}
			for _, id := range page.Sections() {
				section, ok := page.Section(id)
				if !ok || !strings.Contains(strings.Join(strings.Fields(strings.ReplaceAll(set, "`", "")), " "), section.Title()) {
					t.Errorf("%s: the section %s (%q) is not shown", topic.Name, id, section.Title())
				}
			}
		}
		if topic.Title == "" {
			t.Errorf("%s has no title", topic.Name)
		}
	}
}

// TestSections: a section ends where the next of its level begins; what looks like a heading in code is none.
func TestSections(t *testing.T) {
	p := Page{"# Page\n\nFirst.\n\n## One `two`\n\nA.\n\n```sh\n# no heading\n```\n\n### Below\n\nB.\n\n## Three\n\nC.\n"}
	if got, want := p.Sections(), []string{"one-two", "below", "three"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for id, want := range map[string]string{
		"one-two": "One `two`\n\nA.\n\n    # no heading\n\nBelow\n\nB.\n", "below": "Below\n\nB.\n", "three": "Three\n\nC.\n",
	} {
		section, ok := p.Section(id)
		if got := section.Terminal(80, plainly); !ok || got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
	if _, ok := p.Section("four"); ok {
		t.Error("there is no section four")
	}
}

// TestTerminal: what the pages are made of, as a terminal shows it.
func TestTerminal(t *testing.T) {
	for source, want := range map[string]string{
		"A **strong word** and `code here`.":                            "A strong word and `code here`.\n",
		"- one\n- two\n  - three":                                       "- one\n- two\n  - three\n",
		"2. two\n3. three":                                              "2. two\n3. three\n",
		"| a | b | c |\n|---|---|---|\n| | B | C |":                     "B\n    C\n",
		"| key | value | meaning |\n|---|---|---|\n| `a` | text | B. |": "`a`: text\n    B.\n",
		"See [wording.md](wording.md).":                                 "See `gazette help wording`.\n",
		"What [policies](configuration.md#policies) say.":               "What policies say.\n\nSee also: `gazette help configuration policies`\n",
		"A [rule](rules.md#silent-edit).":                               "A rule.\n\nSee also: `gazette explain silent-edit`\n",
		"[RFC](https://example.com/rfc)":                                "RFC <https://example.com/rfc>\n",
		"<!-- not run: x -->\n\n```sh\n$ gazette build\n```":            "$ gazette build\n",
		"a &lt; b\\_c": "a < b_c\n",
	} {
		if got := (Page{source}).Terminal(80, plainly); got != want {
			t.Errorf("%q\n got %q\nwant %q", source, got, want)
		}
	}
}

// TestNoWordIsLost: whatever the width, the words of a paragraph come out in their order, and the lines fit.
func TestNoWordIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[a-zA-Zäß語]{1,12}`), 1, 40).Draw(t, "words")
		width := rapid.IntRange(24, 100).Draw(t, "width")
		set := (Page{strings.Join(words, " ")}).Terminal(width, plainly)
		if got := strings.Fields(set); !slices.Equal(got, words) {
			t.Fatalf("%q, want %q", got, words)
		}
		for line := range strings.Lines(set) {
			if runewidth.StringWidth(strings.TrimSpace(line)) > width {
				t.Fatalf("%q is wider than %d", line, width)
			}
		}
	})
}
