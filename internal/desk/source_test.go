package desk

import (
	"os"
	"strings"
	"testing"
)

// kindsSaid are the messages for the kinds of changes.
var kindsSaid = []string{"kind-published", "kind-amended", "kind-rescheduled", "kind-withdrawn", "kind-corrected", "kind-translated", "kind-reinstated", "kind-cancelled"}

// goText is the package's own code.
func goText(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".go") && !strings.HasSuffix(e.Name(), "_test.go") {
			data, err := os.ReadFile(e.Name())
			if err != nil {
				t.Fatal(err)
			}
			b.Write(data)
		}
	}
	return b.String()
}
