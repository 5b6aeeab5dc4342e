package desk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// kindsSaid are the messages for the kinds of changes.
var kindsSaid = []string{"kind-published", "kind-amended", "kind-rescheduled", "kind-withdrawn", "kind-corrected", "kind-translated", "kind-reinstated", "kind-cancelled"}

// goText is the code of the desk, that of its parts included.
func goText(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for _, pattern := range []string{"*.go", "*/*.go"} {
		names, _ := filepath.Glob(pattern)
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			b.Write(data)
		}
	}
	return b.String()
}
