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

// TestSaveBy: a file is written by way of its draft, replaced or not as it is asked, and nothing is left of the draft, not even of
// one that an earlier run left, whose second name keeps its text.
func TestSaveBy(t *testing.T) {
	dir := t.TempDir()
	draft, file, second := filepath.Join(dir, "draft"), filepath.Join(dir, "a.txt"), filepath.Join(dir, "second")
	read := func(name string) string {
		t.Helper()
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	if err := os.WriteFile(second, []byte("kept"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(second, draft); err != nil {
		t.Skipf("SKIPPED: no links here: %v", err)
	}
	if err := CreateBy(draft, file, []byte("one"), 0o644); err != nil || read(file) != "one" || read(second) != "kept" {
		t.Errorf("%v, %q, %q", err, read(file), read(second))
	}
	if err := CreateBy(draft, file, []byte("two"), 0o644); !errors.Is(err, fs.ErrExist) || read(file) != "one" {
		t.Errorf("a file was replaced: %v, %q", err, read(file))
	}
	if err := os.WriteFile(draft, []byte("left by a run that was killed"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := SaveBy(draft, file, []byte("three"), 0o644); err != nil || read(file) != "three" {
		t.Errorf("%v, %q", err, read(file))
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 2 {
		t.Errorf("left beside: %v, %v", left, err)
	}
}

// TestSaveByRefused: what cannot be written leaves the file as it was, and says so.
func TestSaveByRefused(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.txt")
	if err := SaveBy(filepath.Join(dir, "none", "draft"), file, []byte("x"), 0o644); err == nil {
		t.Error("a draft was written into no folder")
	}
	full := filepath.Join(dir, "draft")
	if err := os.MkdirAll(filepath.Join(full, "inner"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := CreateBy(full, file, []byte("x"), 0o644); err == nil {
		t.Error("a folder with files in it was taken for a draft")
	}
	if err := SaveBy(filepath.Join(dir, "d"), full, []byte("x"), 0o644); err == nil {
		t.Error("a folder with files in it was replaced")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("left beside: %v, %v", left, err)
	}
}

// TestSaveByAcrossDisks: a draft on another disk cannot be moved; the file is written beside its place then.
func TestSaveByAcrossDisks(t *testing.T) {
	dir := t.TempDir()
	draft, file := filepath.Join(dir, "draft"), filepath.Join(dir, "a.txt")
	across := func(string, string) error { return &os.LinkError{Op: "rename", Err: errors.New("cross-device link")} }
	if err := putBy(draft, file, []byte("one"), 0o644, across, Create); err != nil {
		t.Fatal(err)
	}
	if err := putBy(draft, file, []byte("two"), 0o644, across, Create); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a file was replaced: %v", err)
	}
	if err := putBy(draft, file, []byte("three"), 0o644, across, Save); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != "three" {
		t.Errorf("%q, %v", got, err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("left beside: %v, %v", left, err)
	}
}
