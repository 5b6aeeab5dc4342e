package durable

import (
	"os"
	"path/filepath"
	"testing"
)

// TestReplace: a file is replaced whole, nothing is left beside it, and one
// that cannot be written leaves the one before.
func TestReplace(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.txt")
	for _, text := range []string{"one", "two, longer"} {
		if err := Replace(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(file); err != nil || string(got) != text {
			t.Errorf("%q, %v; want %q", got, err, text)
		}
	}
	full := filepath.Join(dir, "folder", "inner")
	if err := os.MkdirAll(full, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := Replace(filepath.Dir(full), []byte("x"), 0o600); err == nil {
		t.Error("a folder with files in it was replaced")
	}
	if err := Replace(filepath.Join(dir, "none", "a.txt"), nil, 0o600); err == nil {
		t.Error("a file was written into no folder")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 2 {
		t.Errorf("left beside: %v, %v", left, err)
	}
	if err := SyncFolder(dir); err != nil {
		t.Error(err)
	}
	if err := SyncFolder(filepath.Join(dir, "none")); err != nil {
		t.Errorf("a folder that cannot be opened: %v", err)
	}
}
