package render

import (
	"os"
	"regexp"
	"testing"

	"gazette/internal/site"
)

// TestKinds: each kind of page that there can be has a row here, and no other;
// what one of them shows is covered by keys, and what keys cover is shown.
func TestKinds(t *testing.T) {
	src, err := os.ReadFile("../internal/site/parse.go")
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[site.Kind]bool{}
	for _, m := range regexp.MustCompile(`(?m)^\t\w+ +Kind = "([^"]+)"`).FindAllStringSubmatch(string(src), -1) {
		kinds[site.Kind(m[1])] = m[1] != "corrections" // a folder, no page
	}
	if len(kinds) < 15 {
		t.Fatalf("found the kinds %v", kinds)
	}
	for _, table := range [][]pageKind{siteKinds, noticeKinds} {
		rows := map[site.Kind]bool{}
		for _, k := range table {
			if _, known := kinds[k.kind]; !known || rows[k.kind] {
				t.Errorf("%q is no kind of site's, or has two rows", k.kind)
			}
			rows[k.kind], kinds[k.kind] = true, false
		}
	}
	for k, missing := range kinds {
		if missing {
			t.Errorf("%q has no row", k)
		}
	}
	shown, covered := shownBy(siteKinds)|shownBy(noticeKinds), dependency(0)
	for _, d := range dependencies {
		covered |= d.is
	}
	if shown != covered {
		t.Errorf("pages show %b, keys cover %b", shown, covered)
	}
}
