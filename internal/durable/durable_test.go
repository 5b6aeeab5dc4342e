package durable

import (
	"errors"
	"io/fs"
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

// TestCreate: a file that is there stays as it was; one that is not is made whole, and nothing is left beside it.
func TestCreate(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.txt")
	if err := Create(file, []byte("one"), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := Create(file, []byte("two"), 0o640); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a file was replaced: %v", err)
	}
	if err := Save(file, []byte("three"), 0o640); err != nil {
		t.Error(err)
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != "three" {
		t.Errorf("%q, %v", got, err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("left beside: %v, %v", left, err)
	}
}

// TestPlaceWithoutLinks: where a file can have one name alone, it gets that, and still replaces nothing.
func TestPlaceWithoutLinks(t *testing.T) {
	dir := t.TempDir()
	there := filepath.Join(dir, "there")
	if err := os.WriteFile(there, []byte("kept"), 0o644); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(dir, "folder") // of which no second name can be made
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := place(folder, there); !errors.Is(err, fs.ErrExist) {
		t.Errorf("error %v", err)
	}
	if err := place(folder, filepath.Join(dir, "new")); err != nil {
		t.Error(err)
	}
	if got, _ := os.ReadFile(there); string(got) != "kept" {
		t.Errorf("what was there is %q", got)
	}
}
