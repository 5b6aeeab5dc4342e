package gazette_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// beside are rows of packages that ARCHITECTURE.md need not list: nothing of the program imports them.
var beside = []string{"", "docs", "e2e", "e2e/servers", "e2e/install", "bench", "bench/specimen", "bench/corpus", "bench/floor", "internal/tsa/tsatest", "internal/notify/ledger/ledgertest", "internal/fixture"}

var inCode = regexp.MustCompile("`([^`]+)`")

// TestArchitecture holds the tables of ARCHITECTURE.md to those of this
// folder: the layers name every package once, no import goes up, and every
// package has a line that says what it does.
func TestArchitecture(t *testing.T) {
	at := map[string]string{}
	for _, line := range section(t, "## Layers") {
		cells := strings.Split(line, "|")
		if len(cells) < 4 || len(strings.TrimSpace(cells[1])) != 1 {
			continue
		}
		for _, m := range inCode.FindAllStringSubmatch(cells[2], -1) {
			if at[m[1]] != "" {
				t.Errorf("ARCHITECTURE.md names %s in two layers", m[1])
			}
			at[m[1]] = strings.TrimSpace(cells[1])
		}
	}
	described := map[string]bool{}
	for _, line := range section(t, "## Packages") {
		if m := inCode.FindStringSubmatch(strings.Split(line+"||", "|")[1]); m != nil {
			described[m[1]] = true
		}
	}
	for _, r := range layers {
		if slices.Contains(beside, r.pkg) {
			continue
		}
		if at[r.pkg] == "" {
			t.Errorf("ARCHITECTURE.md names no layer of %s", r.pkg)
		}
		if !described[r.pkg] {
			t.Errorf("ARCHITECTURE.md does not say what %s does", r.pkg)
		}
		for _, m := range strings.Fields(r.may) {
			if m != "." && at[m] > at[r.pkg] {
				t.Errorf("%s in layer %s may import %s in layer %s: imports go down only", r.pkg, at[r.pkg], m, at[m])
			}
		}
	}
	for pkg := range at {
		if !slices.ContainsFunc(layers, func(r row) bool { return r.pkg == pkg }) {
			t.Errorf("ARCHITECTURE.md names a layer of %s, which has no row in layers_test.go", pkg)
		}
	}
}

// section returns the lines of ARCHITECTURE.md below a heading, up to the next.
func section(t *testing.T, heading string) []string {
	t.Helper()
	data, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, ok := strings.Cut(string(data), "\n"+heading+"\n")
	if !ok {
		t.Fatalf("ARCHITECTURE.md has no section %q", heading)
	}
	text, _, _ := strings.Cut(after, "\n## ")
	return strings.Split(text, "\n")
}
