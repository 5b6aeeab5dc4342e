package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gazette/internal/fixture"
)

// fault does something to a site that somebody might.
type fault struct {
	name string
	do   func(s faulty)
}

// faulty is a small site on disk.
type faulty struct {
	t   fixture.T
	dir string
}

func (s faulty) change(file string, f func(string) string) {
	data, err := os.ReadFile(filepath.Join(s.dir, filepath.FromSlash(file)))
	if err != nil && !os.IsNotExist(err) {
		s.t.Fatal(err)
	}
	fixture.Write(s.t, s.dir, file, f(string(data)))
}

func swap(file, old, new string) func(faulty) {
	return func(s faulty) {
		s.change(file, func(text string) string { return strings.Replace(text, old, new, 1) })
	}
}

func add(file, words string) func(faulty) {
	return func(s faulty) { s.change(file, func(text string) string { return text + words }) }
}

const draftText = "---\ntitle: Rules\nlocale: en\neffective: 2026-05-01\ndraft: true\n---\n\nRules.\n"

var faults = []fault{
	{"silent edit", add("content/en/terms.md", "\nAnd more.\n")},
	{"an edited record", add("archive/terms/2025-01-01/en.md", "\nAnd more.\n")},
	{"a record that is gone", func(s faulty) { _ = os.Remove(filepath.Join(s.dir, "archive/terms/2025-01-01/en.md")) }},
	{"an edited line", swap("archive/changes.jsonl", `"to":"2025-01-01"`, `"to":"2025-01-02"`)},
	{"a date that goes back", swap("content/en/terms.md", "2025-01-01", "2024-01-01")},
	{"a further edition", swap("content/en/terms.md", "2025-01-01", "2026-03-01")},
	{"a broken link", add("content/en/cookies.md", "\nSee [that](that.md).\n")},
	{"a broken fragment", add("content/en/news.md", "\nSee [that](terms.md#that).\n")},
	{"an unknown key", swap("content/en/news.md", "title:", "sumary: x\ntitle:")},
	{"no day", swap("content/en/news.md", "2026-04-01", "2026-04-31")},
	{"nothing to read", swap("content/en/news.md", "News.", "")},
	{"a jump of headings", add("content/en/news.md", "\n## A\n\n#### B\n")},
	{"headings must not jump", add("gazette.yaml", "check: {heading-jump: fail}\n")},
	{"links may break", add("gazette.yaml", "check: {broken-link: warn, silent-edit: allow}\n")},
	{"a long notice period", add("gazette.yaml", "policies: [{notice: cookies, notice_period: 400d}]\n")},
	{"an overdue review", swap("content/en/terms.md", "effective:", "review_by: 2025-02-01\neffective:")},
	{"a draft", add("content/en/rules.md", draftText)},
	{"a broken draft", add("content/en/rules.md", strings.Replace(draftText, "Rules.", "See [that](that.md).", 1))},
	{"a wrong key in a draft", add("content/en/rules.md", strings.Replace(draftText, "draft:", "darft: x\ndraft:", 1))},
	{"a withdrawal that is gone", swap("content/en/old.md", "withdrawn: 2026-12-01\n", "")},
	{"an announced edition that is gone", swap("content/en/cookies.md", "2026-06-01", "2025-01-01")},
	{"a stray file", add("content/en/notes.txt", "x")},
}

// TestBuildRefusesWhatCheckFinds does random faults to a site: build refuses
// if and only if check has an error in what would be published, but for what
// the day alone has brought; and then the output is as it was.
func TestBuildRefusesWhatCheckFinds(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", "1767225600")
	whole := t.TempDir()
	text := func(slug, rest, words string) {
		faulty{t, whole}.change("content/en/"+slug+".md", func(string) string {
			return fmt.Sprintf("---\ntitle: %s\nlocale: en\n%s---\n\n%s\n", slug, rest, words)
		})
	}
	faulty{t, whole}.change("gazette.yaml", func(string) string {
		return "title: Acme\nbase_url: https://acme.example/\nsection: legal\ndefault_locale: en\nlocales: [en]\n"
	})
	gazette := func(dir string, args ...string) (int, string) {
		var out, talk bytes.Buffer
		code := run(append([]string{"-C", dir}, args...), &out, &talk)
		return code, out.String() + talk.String()
	}
	text("terms", "effective: 2025-01-01\n", "Terms.")
	text("cookies", "effective: 2025-01-01\n", "Cookies.")
	text("old", "effective: 2025-01-01\nwithdrawn: 2026-12-01\n", "Old.")
	for _, step := range []func(){func() {}, func() { text("cookies", "effective: 2026-06-01\nchanges: [New.]\n", "New cookies.") }} {
		step()
		if code, said := gazette(whole, "record"); code != 0 {
			t.Fatal(said)
		}
	}
	text("news", "effective: 2026-04-01\n", "News.")
	if code, said := gazette(whole, "build"); code != 0 {
		t.Fatal(said)
	}
	before := readTree(filepath.Join(whole, "public"))
	fewer(t, "20")
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp("", "faults")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		if err := os.CopyFS(dir, os.DirFS(whole)); err != nil {
			t.Fatal(err)
		}
		var names []string
		for range rapid.IntRange(0, 3).Draw(t, "faults") {
			f := rapid.SampledFrom(faults).Draw(t, "fault")
			f.do(faulty{t, dir})
			names = append(names, f.name)
		}
		_, found := gazette(dir, "check", "--format", "json")
		stops := stopping(t, found, func(file string) bool { return file == "content/en/rules.md" })
		code, said := gazette(dir, "build")
		if (code != 0) != stops {
			t.Fatalf("%v: check stops it: %t, and build exits with %d\n%s\n%s", names, stops, code, found, said)
		}
		if d := difference(before, readTree(filepath.Join(dir, "public"))); stops && d != "" {
			t.Fatalf("%v: the output changed at %s", names, d)
		}
	})
}

// fewer lets a test that builds sites draw less often than others, unless
// -rapid.checks says how often.
func fewer(t *testing.T, checks string) {
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		_ = f.Value.Set(checks)
		t.Cleanup(func() { _ = f.Value.Set(f.DefValue) })
	}
}

// stopping reports whether findings of check, as JSON, hold an error in what would be published; isDraft says which
// files would not be. The rules are named here once more, on purpose.
func stopping(t fixture.T, found string, isDraft func(file string) bool) bool {
	var report struct {
		Problems []struct{ File, Severity, Rule string }
	}
	if err := json.Unmarshal([]byte(found), &report); err != nil {
		t.Fatal(err, found)
	}
	for _, p := range report.Problems {
		dated := p.Rule == "review-overdue"
		if p.Severity == "error" && !dated && !isDraft(p.File) {
			return true
		}
	}
	return false
}
