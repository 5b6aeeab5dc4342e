package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gazette/internal/office"
)

// resaved is a file as LibreOffice saves it, having read it.
func resaved(t *testing.T, file, to string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	ways := map[string][][2]string{"odt": {{"docx", "odt"}}, "docx": {{"docx", "odt"}, {"odt", "docx"}}}
	for _, steps := range ways[to] {
		if data, err = office.Convert(context.Background(), data, steps[0], steps[1]); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(t.TempDir(), "terms."+to)
	if err := os.WriteFile(out, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestWordOffice: another word processor than pandoc opens an export and saves it as an odt, and what comes back changes
// nothing; as a docx it carries a tracked change along, which is taken or not, and nothing else is.
func TestWordOffice(t *testing.T) {
	needs(t, "pandoc")
	needs(t, "soffice")
	dir, gazette := wordSite(t)
	file, working := filepath.Join(dir, "terms.docx"), filepath.Join(dir, "content/en/terms.md")
	gazette(true, "export", "terms", "-o", file)
	if _, talk := gazette(true, "import", resaved(t, file, "odt")); !strings.Contains(talk, "nothing was written") {
		t.Errorf("something changes: %s", talk)
	}
	tracked := from(t, "five days", endRun+xmlDel("five")+xmlIns("three")+beginRun+" days")
	edits := map[string]func(string) string{"word/document.xml": tracked}
	if err := os.WriteFile(file, edited(t, file, edits), 0o644); err != nil {
		t.Fatal(err)
	}
	back := resaved(t, file, "docx")
	_, talk := gazette(false, "import", back)
	if !strings.Contains(talk, `Erika Muster, 2026-03-04, under "Our duties": deleted "five"`) {
		t.Error(talk)
	}
	if _, talk := gazette(true, "import", back, "--changes", "reject"); !strings.Contains(talk, "nothing was written") {
		t.Errorf("something changes: %s", talk)
	}
	gazette(true, "import", back, "--changes", "accept")
	if got, _ := os.ReadFile(working); string(got) != strings.Replace(contract, "five days", "three days", 1) {
		t.Errorf("got %s", got)
	}
}
