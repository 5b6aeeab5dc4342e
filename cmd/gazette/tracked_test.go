package main

import (
	"archive/zip"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestTracked: of a docx with tracked changes, all rejected is the old text and
// all accepted the new one, word for word, as pandoc reads it.
func TestTracked(t *testing.T) {
	pandoc := needs(t, "pandoc")
	dir, gazette := wordSite(t)
	gazette(true, "record", "--yes")
	new := strings.NewReplacer("2026-01-01", "2026-06-01", "pay in time,\n", "pay within 30 days,\n", "3. be kind.\n", "", "| Pro | 20 euros |\n", "| Pro | 25 euros |\n| Max | 90 euros |\n",
		"## Our duties {#our-duties}\n", "## Our duties {#our-duties}\n\nWe keep the service running, and tell you of every failure at once.\n", "[above](#duties)", "[above](#duties) and [below](privacy.md)").Replace(contract)
	if err := os.WriteFile(filepath.Join(dir, "content/en/terms.md"), []byte(new), 0o644); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "changes.docx")
	gazette(true, "diff", "terms", "2026-01-01", "working", "-o", file)
	words := func(file string, args ...string) string {
		t.Helper()
		out, err := exec.Command(pandoc, append(args, "-t", "plain", "--wrap=none", file)...).CombinedOutput()
		if err != nil {
			t.Fatal(string(out))
		}
		return wordsOf(string(out))
	}
	for _, side := range []struct{ changes, edition string }{{"reject", "2026-01-01"}, {"accept", "working"}} {
		page := filepath.Join(dir, side.edition+".docx")
		gazette(true, "export", "terms", "--edition", side.edition, "-o", page)
		want := words(page)
		if got := words(file, "--track-changes="+side.changes); !strings.HasSuffix(want, got) {
			t.Errorf("all %sed:\ngot  %s\nwant %s", side.changes, got, want)
		}
	}
	xml := part(t, file, "word/document.xml")
	for _, want := range []string{`<w:del w:id="`, `<w:ins w:id="`, `w:author="Acme"`, "<w:rPr><w:ins ", "<w:trPr><w:ins "} {
		if !strings.Contains(xml, want) {
			t.Errorf("there is no %s in %s", want, xml)
		}
	}
	if strings.Contains(xml, "\u00a6") || strings.Contains(xml, "\u00b6") {
		t.Error("a mark of ours is left")
	}
}

// number is that of an item, which pandoc counts anew.
var number = regexp.MustCompile(`^\d+\.$`)

// wordsOf are the words of a plain text, without what pandoc draws.
func wordsOf(s string) string {
	s = strings.NewReplacer("\u00a0", " ", "\ufe0e", "", "\u21a9", "").Replace(s)
	fields := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \n\t|-+=[]•", r) })
	return strings.Join(slices.DeleteFunc(fields, func(w string) bool { return number.MatchString(w) }), " ")
}

func part(t *testing.T, file, name string) string {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	r, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestTrackedOffice: LibreOffice reads them as tracked changes too.
func TestTrackedOffice(t *testing.T) {
	needs(t, "pandoc")
	needs(t, "soffice")
	dir, gazette := wordSite(t)
	gazette(true, "record", "--yes")
	if err := os.WriteFile(filepath.Join(dir, "content/en/terms.md"), []byte(strings.Replace(contract, "be kind", "be honest", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "changes.odt")
	gazette(true, "diff", "terms", "2026-01-01", "working", "-o", file)
	xml := part(t, file, "content.xml")
	for _, want := range []string{"<text:deletion>", "<text:insertion>", "<dc:creator>Acme</dc:creator>"} {
		if !strings.Contains(xml, want) {
			t.Errorf("there is no %s", want)
		}
	}
}
