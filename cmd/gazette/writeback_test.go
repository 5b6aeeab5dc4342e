package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gazette/internal/manuscript"
)

// TestImportKeepsWhatIsThere: a text that somebody changes while an import is under way stays as it is.
func TestImportKeepsWhatIsThere(t *testing.T) {
	dir, _ := wordSite(t)
	came := filepath.Join(t.TempDir(), "privacy.md")
	if err := os.WriteFile(came, []byte("# Privacy\n\nWe keep nothing.\n\n## Rights\n\nYou may ask.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	var out, talk bytes.Buffer
	a := &app{ui: newUI(&out, &talk), dir: dir}
	s, err := a.load("")
	if err != nil {
		t.Fatal(err)
	}
	e := workingText(s, "privacy", "en")
	was, err := manuscript.New(dir).Read(e.Path)
	if err != nil {
		t.Fatal(err)
	}
	c, err := a.received(context.Background(), s, came, "privacy", "en", receiveFlags{})
	if err != nil {
		t.Fatal(err)
	}
	working, meanwhile := filepath.Join(dir, "content/en/privacy.md"), strings.Replace(privacy, "title: Privacy\n", "title: Privacy\nsummary: Short.\n", 1)
	if err := os.WriteFile(working, []byte(meanwhile), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := a.bring(s, e, was, c, receiveFlags{}); err == nil || !strings.Contains(err.Error(), "content/en/privacy.md has changed meanwhile; nothing was written") {
		t.Errorf("error %v", err)
	}
	if got, _ := os.ReadFile(working); string(got) != meanwhile {
		t.Errorf("what was written meanwhile is gone: %q", got)
	}
}

// TestImportKeepsLineEnds: a file that was written on Windows stays one but for its words.
func TestImportKeepsLineEnds(t *testing.T) {
	dir, gazette := wordSite(t)
	working, windows := filepath.Join(dir, "content/en/privacy.md"), func(s string) string { return "\uFEFF" + strings.ReplaceAll(s, "\n", "\r\n") }
	if err := os.WriteFile(working, []byte(windows(privacy)), 0o644); err != nil {
		t.Fatal(err)
	}
	came := filepath.Join(t.TempDir(), "privacy.md")
	if err := os.WriteFile(came, []byte("# Privacy\n\nWe keep nothing.\n\n## Rights\n\nYou may ask.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	gazette(true, "import", came)
	if got, _ := os.ReadFile(working); string(got) != windows(strings.Replace(privacy, "little", "nothing", 1)) {
		t.Errorf("got %q", got)
	}
}

// TestExportAside: no export is written over what the site is made of.
func TestExportAside(t *testing.T) {
	dir, gazette := wordSite(t)
	for _, name := range []string{"content/en/privacy.md", "content/en/new.html", "content/../content/en/privacy.md", "archive/privacy.md", "gazette.yaml"} {
		if _, talk := gazette(false, "export", "privacy", "--to", "md", "-o", filepath.Join(dir, name)); !strings.Contains(talk, "the files that the site is made of") || !strings.Contains(talk, "hint:") {
			t.Errorf("%s: %s", name, talk)
		}
	}
	gazette(false, "translate", "export", "--to", "en", "-o", filepath.Join(dir, "content"))
	gazette(false, "diff", "privacy", "-o", filepath.Join(dir, "content/privacy.docx"), "--format", "docx")
	if got, _ := os.ReadFile(filepath.Join(dir, "content/en/privacy.md")); string(got) != privacy {
		t.Errorf("the working text is %q", got)
	}
	gazette(true, "export", "privacy", "--to", "md", "-o", filepath.Join(dir, "privacy.md"))
}

// TestImportHistoryDates: two files of one date are refused before anything is recorded; a file that says something else
// than what is recorded is left out, and the others are recorded, as the message says.
func TestImportHistoryDates(t *testing.T) {
	dir, gazette := wordSite(t)
	came := t.TempDir()
	file := func(name, words string) string {
		t.Helper()
		path := filepath.Join(came, name)
		if err := os.WriteFile(path, []byte(words), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	log := filepath.Join(dir, "archive", "changes.jsonl")
	one, page := file("terms-2022-05-01.md", "# Terms\n\nPay.\n"), file("terms-2022-05-01.html", "<title>Terms</title><main><p>Pay twice.</p></main>")
	if _, talk := gazette(false, "import", one, page, "--yes"); !strings.Contains(talk, "are both terms in en of 2022-05-01; nothing was recorded") {
		t.Errorf("%s", talk)
	}
	if _, err := os.Stat(log); err == nil {
		t.Error("something was recorded")
	}
	gazette(true, "import", one, file("terms-2023-01-01.md", "# Terms\n\nPay well.\n"), "--yes")
	before, err := os.ReadFile(filepath.Join(dir, "archive/terms/2022-05-01/en.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, talk := gazette(false, "import", page, file("terms-2024-01-01.md", "# Terms\n\nPay soon.\n"), "--yes")
	if data, _ := os.ReadFile(log); !strings.Contains(talk, "1 text left out; the others do not depend on them") || !strings.Contains(string(data), `"to":"2024-01-01"`) {
		t.Errorf("%s\n%s", talk, data)
	}
	if after, _ := os.ReadFile(filepath.Join(dir, "archive/terms/2022-05-01/en.md")); !bytes.Equal(after, before) {
		t.Errorf("what is recorded was overwritten: %s", after)
	}
}
