package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gazette/internal/fixture"
)

// TestCoarseRedline: between two texts are more changes than a page can have. The page says so and shows all words of
// both, build warns, also when it makes nothing anew, and diff says it.
func TestCoarseRedline(t *testing.T) {
	dir := t.TempDir()
	gazette := func(args ...string) (out, talk string) {
		var product, said bytes.Buffer
		if code := run(append([]string{"-C", dir}, args...), &product, &said); code != 0 {
			t.Fatal(product.String(), said.String())
		}
		return product.String(), said.String()
	}
	text := func(effective, word string) {
		var b strings.Builder
		fmt.Fprintf(&b, "---\ntitle: Terms\nlocale: en\neffective: %s\n---\n\nBe kind.\n\n", effective)
		for i := range 5100 {
			fmt.Fprintf(&b, "- %s%d\n", word, i)
		}
		fixture.Write(t, dir, "content/en/terms.md", b.String())
	}
	fixture.Write(t, dir, "gazette.yaml", "title: Acme\nbase_url: https://acme.example/\nsection: legal\ndefault_locale: en\nlocales: [en]\n")
	t.Setenv("SOURCE_DATE_EPOCH", "1767225600")
	text("2024-01-01", "old")
	gazette("record")
	text("2025-01-01", "new")
	gazette("record")
	const said = "content/en/terms.md: warning: its redline met a limit, 10000 changes"
	for range 2 {
		if _, talk := gazette("build"); !strings.Contains(talk, said) {
			t.Errorf("build says: %s", talk)
		}
	}
	page, err := os.ReadFile(filepath.Join(dir, "public/legal/terms/2025-01-01/changes/index.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"There are more than 10,000 changes, too many for one page.", ">old0", ">old5099", ">new0", ">new5099",
		`<p>Be kind.</p>`, "Change 1 of 2"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page does not hold %q", want)
		}
	}
	if _, talk := gazette("diff", "terms"); !strings.Contains(talk, "more than 10,000 changes: all that differs is shown") {
		t.Errorf("diff says: %s", talk)
	}
}
