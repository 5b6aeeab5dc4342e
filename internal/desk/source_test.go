package desk

import (
	"crypto/sha256"
	"fmt"
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

// TestEditorIsTheOneNamed: the licence names the editor's script by its hash.
func TestEditorIsTheOneNamed(t *testing.T) {
	licence, err := os.ReadFile("editor.LICENSE")
	if err != nil {
		t.Fatal(err)
	}
	if hash := fmt.Sprintf("%x", sha256.Sum256(editorScript)); !strings.Contains(string(licence), "SHA-256 "+hash) {
		t.Errorf("editor.LICENSE does not name %s: write it there, and make THIRD_PARTY_NOTICES.txt anew", hash)
	}
}
