package docs_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gazette/internal/hosting"
)

// TestHeaders: every header that a page of the documentation shows is one that
// servers are told, word for word: there is one table, in internal/hosting.
func TestHeaders(t *testing.T) {
	want := map[string]string{}
	for _, h := range (hosting.Site{}).Headers() {
		want[h.Name] = h.Value
	}
	pages, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]int{}
	line := regexp.MustCompile(`(?m)^([A-Z][A-Za-z-]+): (.+)$`)
	directive := regexp.MustCompile("((?:default|script|style|img|font|connect|worker|manifest)-src|base-uri|form-action|frame-ancestors) '[^;`\n]*")
	for _, page := range pages {
		data, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range line.FindAllStringSubmatch(string(data), -1) {
			if value, ours := want[m[1]]; ours {
				shown[page+" "+m[1]]++
				if m[2] != value {
					t.Errorf("%s: %s is %s, and servers are told %s", page, m[1], m[2], value)
				}
			}
		}
		for _, d := range directive.FindAllString(string(data), -1) {
			if !strings.Contains(want["Content-Security-Policy"]+";", d+";") {
				t.Errorf("%s: servers are not told %q", page, d)
			}
		}
	}
	for name := range want {
		if shown["hosting.md "+name] != 1 {
			t.Errorf("hosting.md shows %s %d times", name, shown["hosting.md "+name])
		}
	}
	if shown["ci.md Content-Security-Policy"] != 1 {
		t.Error("ci.md does not show the policy")
	}
}
