package source

import (
	"strings"
	"testing"

	"gazette/internal/rule"
)

type sample struct {
	Title string            `yaml:"title"`
	Order int               `yaml:"order"`
	Draft bool              `yaml:"draft"`
	Tags  []string          `yaml:"tags"`
	Names map[string]string `yaml:"names"`
	Free  map[string]any    `yaml:"free"`
}

func TestDecodeReportsEveryProblem(t *testing.T) {
	in := "titel: Ünïcode\ndraft: maybe\norder: many\ntags: one\nnames: [a]\norder: 2\ntitle: {a: b}\nzzz: 1\n"
	var s sample
	got := problems(in, &s, 1).Sort()
	want := []string{
		"f.md:2:1: unknown key `titel`",
		"f.md:3:8: draft is neither true nor false: \"maybe\"",
		"f.md:4:8: order is not a whole number: \"many\"",
		"f.md:5:7: tags takes a list, not one value",
		"f.md:6:8: names takes keys and values, not a list",
		"f.md:7:1: key `order` appears twice; first on line 4",
		"f.md:8:8: title takes one value, not keys and values",
		"f.md:9:1: unknown key `zzz`",
	}
	if got.Error() != strings.Join(want, "\n") {
		t.Errorf("got\n%v\nwant\n%v", got.Error(), strings.Join(want, "\n"))
	}
	if got[0].Hint != "did you mean `title`?" {
		t.Errorf("hint %q", got[0].Hint)
	}
}

func TestDecodeSyntax(t *testing.T) {
	for _, in := range []string{"title: a: b\n", "title: \"open\nx", "\ttitle: x\n", "a: *b\n", "title: x\n  bad: y\n", "- a\n", "just text\n"} {
		var s sample
		got := problems(in, &s, 0)
		if len(got) == 0 || got[0].Line == 0 {
			t.Errorf("%q: %v", in, got)
		}
		t.Log(got.Error(), got[0].Hint)
	}
}

func TestDecodeValues(t *testing.T) {
	var s sample
	ps := problems("title: no\norder: 3\ndraft: true\ntags: [a, 2023-07-01]\nnames: {no: yes}\nfree: {a: [1, b]}\n", &s, 0)
	if len(ps) > 0 || s.Title != "no" || s.Order != 3 || !s.Draft || s.Tags[1] != "2023-07-01" || s.Names["no"] != "yes" {
		t.Errorf("%+v %v", s, ps)
	}
}

func problems(in string, v any, line int) Problems {
	_, ps := NewDecoder("f.md", line, rule.FrontMatter).YAML([]byte(in), v)
	return ps
}

// A few aliases stand for millions of values; so does a key that merges them.
func TestDecodeTakesNoAliases(t *testing.T) {
	for _, in := range []string{
		"tags: &a [x]\nfree:\n  k:\n   l: *a\n",
		"free:\n  a: &a {k: 1}\n  m:\n    <<: *a\n",
		"free:\n  a: &a {k: 1}\n  m:\n  - <<: [*a, *a]\n",
		"free:\n  a: &a [x]\n  m:\n    ? [*a]\n    : v\n",
		"free: &a\n  k: [*a]\n",
	} {
		var s sample
		got := problems(in, &s, 0)
		if len(got) != 1 || !strings.HasSuffix(got[0].Error(), "YAML aliases are not used here") || got[0].Hint == "" {
			t.Errorf("%q: %v", in, got)
		}
	}
}

// TestOddColon: what looks like a colon or a space is named where it stands, and nothing else is taken for it.
func TestOddColon(t *testing.T) {
	for in, want := range map[string]string{
		"title:\u00A0Cookies\nlocale: en\n":        "x.yaml:1:7: the space after this colon is of another kind",
		"locale: ja\ntitle：x\neffective: y\n":      "x.yaml:2:6: this is a full-width colon",
		"changes:\n- 第二条：x\n- [\n":                 "x.yaml:4:1: ",
		"title: [":                                 "x.yaml:2:1: ",
		"title: a\u2028b\u2028c\u2028d\nlist: [\n": "x.yaml:",
	} {
		var into map[string]any
		_, ps := NewDecoder("x.yaml", 0, rule.Config).YAML([]byte(in), &into)
		if len(ps) != 1 || !strings.HasPrefix(ps.Error(), want) {
			t.Errorf("%q: got %q, want %q", in, ps.Error(), want)
		}
	}
}
