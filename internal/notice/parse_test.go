package notice

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gazette/i18n"
	"gazette/internal/source"
)

func parse(t testing.TB, text string) (*Edition, source.Problems) {
	t.Helper()
	file, ps := source.Text("content/en/cookies.md", []byte(text))
	if ps.Errors() {
		return nil, ps
	}
	return Parse(file, "cookies", "en", Content)
}

// seeds are whole files of every kind that authors write, and many they should not.
var seeds = []string{
	"---\ntitle: Cookies\nlocale: en\neffective: 2024-01-01\n---\nText.\n",
	"---yaml\ntitle: Cookies\nlocale: en\neffective: 2024-01-01\n---\nText.\n",
	"+++\ntitle = \"Cookies\"\nlocale = \"en\"\neffective = 2024-01-01\n+++\nText.\n",
	"---toml\ntitle = \"Cookies\"\nlocale = \"en\"\neffective = \"2024-01-01\"\n---\nText.\n",
	";;;\n{\"title\": \"Cookies\", \"locale\": \"en\", \"effective\": \"2024-01-01\"}\n;;;\nText.\n",
	"---json\n{\"title\": \"Cookies\", \"locale\": \"en\", \"effective\": \"2024-01-01\"}\n---\nText.\n",
	"\uFEFF\r\n---\r\ntitle: Cookies\r\nlocale: en\r\neffective: 2024-01-01\r\n---\r\nText.\r\n",
	"---\ntitle: Cookies\nlocale: en\neffective: 2024-01-01\nsummary: |\n  a\n  ---\n  b\n---\nText.\n",
	"", "---", "---\n", "---\n---", "---\n---\n", "---\n# nothing\n---\n", "text", "+++\n+++\n", ";;;\n;;;\n", ";;;\n[1]\n;;;\n", ";;;\n{\"a\": 1e999}\n;;;\n",
	"---\ntitle: [a]\nlocale: {a: b}\neffective:\n  - 1\n---\n",
	"---\ntitle: &a Cookies\nnav: *a\n---\n", "---\n? {a: b}\n: c\n---\n", "---\n<<: {title: x}\n---\n", "---\na: b\n...\n---\nc: d\n---\n",
	"---\nparams: {a: &x [1, 2], b: [*x, *x], c: !!int nan, d: 2024-01-01}\n---\n", "---\n\t\n---\n", "---\n\"\n---\n", "---\n- a\n---\n",
	"+++\nparams = {a = [1, {b = 2024-01-01T00:00:00Z}]}\n[x.y]\nz = 1\n+++\n", "+++\ntitle = 1\ntitle = 2\n+++\n",
	"---\ntitle: Cookies\nlocale: en\neffective: 2024-01-01\nsummary: \"a\\tb\\u2028\"\nrelated: [a, b]\naliases: [/x]\nchanges: [one, two]\nwithdrawn: 2025-01-01\norder: -3\ndraft: true\nversion: v\n---\nText.\n",
	"---\nrelated: [~, a, B]\naliases: [~, /a, b]\nchanges: [~]\ndraft: ~\norder: 0x10\nwithdrawn: 0000-00-00\n---\n",
}

// FuzzParse holds what every later stage relies on: Parse ends, a problem has
// a place in the file, and without an error the edition is complete.
func FuzzParse(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, ps := source.Text("content/en/cookies.md", data)
		if ps.Errors() {
			return
		}
		e, ps := Parse(file, "cookies", "en", Content)
		lines := strings.Count(string(file.Data), "\n") + 1
		for _, p := range ps {
			if p.File != file.Path || p.Line < 1 || p.Line > lines+1 || p.Col < 1 || p.Message == "" || p.Rule.ID() == "" {
				t.Errorf("problem without a place: %+v", p)
			}
		}
		if e.BodyAt < 0 || e.BodyAt > len(file.Data) {
			t.Fatalf("the body starts at %d of %d", e.BodyAt, len(file.Data))
		}
		if !ps.Errors() && (strings.TrimSpace(e.Title) == "" || e.Locale != "en" || e.Effective.IsZero()) {
			t.Errorf("no error, but the edition is %+v", e.Front)
		}
		if line, ok := e.Encode(); ok && len(ps) == 0 {
			sameDecoded(t, e, line)
		}
	})
}

// sameDecoded holds that an edition on a line of a cache is the edition.
func sameDecoded(t *testing.T, e *Edition, line string) {
	t.Helper()
	read, err := Decode(line, e.Path, e.Slug, e.Origin)
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	if again, _ := read.Encode(); again != line || strings.Contains(line, "\n") {
		t.Errorf("the edition %s became %s", line, again)
	}
	if want, got := fmt.Sprintf("%+v", *e), fmt.Sprintf("%+v", *read); want != got {
		t.Errorf("want %s\n got %s", want, got)
	}
}

func TestParseFormats(t *testing.T) {
	for _, s := range seeds[:8] {
		e, ps := parse(t, s)
		if len(ps) > 0 {
			t.Errorf("%q: %v", s, ps)
			continue
		}
		body := strings.ReplaceAll(strings.TrimPrefix(s, "\uFEFF"), "\r\n", "\n")[e.BodyAt:]
		if e.Title != "Cookies" || e.Locale != "en" || e.Effective != (Date{2024, 1, 1}) || body != "Text.\n" {
			t.Errorf("%q: %+v, body %q", s, e.Front, body)
		}
	}
}

// TestFenceInsideText: a fence that belongs to a block of text does not end
// the front matter, so that nothing after it is lost.
func TestFenceInsideText(t *testing.T) {
	e, ps := parse(t, seeds[7])
	if len(ps) > 0 || e.Summary != "a\n---\nb" {
		t.Errorf("summary %q, %v", e.Summary, ps)
	}
}

func TestParseDate(t *testing.T) {
	for in, hint := range map[string]string{
		"2024-02-29": "", "0001-01-01": "", "9999-12-31": "",
		"2023-02-29": "February 2023 has 28 days", "2023-04-31": "April 2023 has 30 days", "2024-12-32": "December 2024 has 31 days",
		"2023-13-01": "write it as YYYY-MM-DD", "2023-00-01": "write it as YYYY-MM-DD", "2023-1-1": "write it as 2023-01-01", "": "write it as YYYY-MM-DD",
		" 2023-01-01": "write it as 2023-01-01", "2023-01-01T00:00:00Z": "write it as YYYY-MM-DD", "١٢٣٤-٠١-٠١": "write it as YYYY-MM-DD", "20230101": "write it as YYYY-MM-DD",
	} {
		d, err := ParseDate(in)
		if hint == "" {
			if err != nil || d.String() != in {
				t.Errorf("%q: %v, %v", in, d, err)
			}
			continue
		}
		if h, ok := err.(*source.Hinted); !ok || h.Hint != hint {
			t.Errorf("%q: got %#v, want the hint %q", in, err, hint)
		}
	}
}

func TestDateArithmetic(t *testing.T) {
	a, b := Date{2024, 2, 28}, Date{2024, 3, 1}
	if !a.Before(b) || !b.After(a) || a.Compare(a) != 0 || a.DaysUntil(b) != 2 || a.AddDays(2) != b || b.AddDays(-2) != a {
		t.Errorf("%v and %v", a.AddDays(2), a.DaysUntil(b))
	}
	if far := (Date{1, 1, 1}).DaysUntil(Date{9999, 12, 31}); far != 3652058 {
		t.Errorf("from the first to the last day: %d", far)
	}
}

func TestParseSlug(t *testing.T) {
	for in, good := range map[string]string{
		"cookies": "", "privacy-policy": "", "datenschutzerklärung": "", "隐私政策": "", "हिन्दी": "", "2024": "",
		"Cookies": `name it "cookies"`, "a b": `name it "a-b"`, "-a": `name it "a"`, "a--b": `name it "a-b"`, "a_b.c": `name it "a-b-c"`, "../x": `name it "x"`,
		"": "use letters, digits and hyphens", "---": "use letters, digits and hyphens",
		"2024-01-01": "rename the notice's file", "assets": "rename the notice's file", "404": "rename the notice's file",
		"e\u0301crou": `type the name again; it looks the same, but is written as "\u00e9crou"`,
	} {
		_, err := ParseSlug(in)
		if good == "" {
			if err != nil {
				t.Errorf("%q: %v", in, err)
			}
			continue
		}
		if h, ok := err.(*source.Hinted); !ok || h.Hint != good {
			t.Errorf("%q: got %#v, want the hint %s", in, err, good)
		}
	}
}

// edition parses a text that needs no file.
func edition(slug Slug, l i18n.Locale, date string) *Edition {
	d, err := ParseDate(date)
	if err != nil {
		panic(err)
	}
	return &Edition{Slug: slug, Revision: 1, Front: Front{Title: string(slug), Locale: l, Effective: d}, Hash: [32]byte{byte(len(date))}}
}

func TestTime(t *testing.T) {
	old, now, next := edition("cookies", "en", "2023-01-01"), edition("cookies", "en", "2024-01-01"), edition("cookies", "en", "2025-01-01")
	de := edition("cookies", "de", "2023-01-01")
	next.Front.Withdrawn = Date{2026, 1, 1}
	n := Group([]*Edition{next, de, old, now}, nil, "en")[0]
	for day, want := range map[string][4]State{ // old, now, next, de
		"2022-12-31": {Upcoming, Upcoming, Upcoming, Upcoming},
		"2023-01-01": {InForce, Upcoming, Upcoming, InForce},
		"2024-06-01": {Superseded, InForce, Upcoming, Outdated},
		"2025-12-31": {Superseded, Superseded, InForce, Outdated},
		"2026-01-01": {Superseded, Superseded, Withdrawn, Withdrawn},
	} {
		d, _ := ParseDate(day)
		got := [4]State{n.State(old, d), n.State(now, d), n.State(next, d), n.State(de, d)}
		if got != want {
			t.Errorf("on %s: %v, want %v", day, got, want)
		}
	}
	day := Date{2024, 6, 1}
	if src, outdated := n.Outdated("de", day); !outdated || src != now {
		t.Error("the German text is not outdated")
	}
	if _, outdated := n.Outdated("de", Date{2023, 6, 1}); outdated {
		t.Error("the German text is outdated before the English one changed")
	}
	if n.Before(now) != old || n.After(now) != next || n.Before(old) != nil || n.After(next) != nil || n.Current("en", Date{2020, 1, 1}) != old || n.Next("en", day) != next {
		t.Error("neighbours are wrong")
	}
}

// TestWithdrawn: a working text says itself whether the notice is withdrawn;
// where it says nothing, and where it is only in the archive, the log does.
func TestWithdrawn(t *testing.T) {
	first, second := Date{2026, 1, 1}, Date{2026, 2, 1}
	ended := []Change{{Kind: Repealed, Notice: "cookies", To: first}}
	given := append(slices.Clone(ended), Change{Kind: Reinstated, Notice: "cookies", From: first, To: first})
	for name, c := range map[string]struct {
		origin  Origin
		says    Date
		changes []Change
		want    Date
	}{
		"nothing":                          {Content, Date{}, nil, Date{}},
		"the log":                          {Content, Date{}, ended, first},
		"the log, then given up":           {Content, Date{}, given, Date{}},
		"another date to record":           {Content, second, ended, second},
		"given up, and to record again":    {Content, second, given, second},
		"archived, the log silent":         {Archive, first, nil, first},
		"archived before it was moved":     {Archive, second, ended, first},
		"archived before it was given up":  {Archive, first, given, Date{}},
		"archived before it was withdrawn": {Archive, Date{}, ended, first},
	} {
		e := edition("cookies", "en", "2024-01-01")
		e.Origin, e.Withdrawn = c.origin, c.says
		de := edition("cookies", "de", "2024-01-01") // a translation is not asked
		de.Withdrawn = Date{2030, 1, 1}
		n := Group([]*Edition{e, de}, map[Slug][]Change{"cookies": c.changes}, "en")[0]
		if n.Withdrawn != c.want || n.Lead() != e {
			t.Errorf("%s: withdrawn %q, want %q", name, n.Withdrawn, c.want)
		}
	}
}
