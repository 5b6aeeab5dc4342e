package durable

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestSweep: what a killed run left goes; what is in use, has another name or leads elsewhere stays.
func TestSweep(t *testing.T) {
	top, elsewhere := t.TempDir(), t.TempDir()
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, top)
	}
	left, err := Aside()
	if err != nil {
		t.Fatal(err)
	}
	inUse, err := Aside()
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	long := now.Add(-2 * abandoned)
	other, kept := filepath.Join(top, "gazette-mine"), filepath.Join(elsewhere, "kept")
	err = errors.Join(os.Mkdir(other, 0o700), os.WriteFile(kept, nil, 0o600),
		os.WriteFile(filepath.Join(left, "received.docx"), nil, 0o600), os.Symlink(elsewhere, filepath.Join(left, "link")),
		os.Symlink(elsewhere, filepath.Join(top, "gazette-aside-link")))
	for _, dir := range []string{left, other, elsewhere} {
		err = errors.Join(err, os.Chtimes(dir, long, long))
	}
	if err != nil {
		t.Skip("no links here: ", err)
	}
	Sweep(now)
	if _, err := os.Lstat(left); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what a killed run left is there: %v", err)
	}
	for _, path := range []string{inUse, other, kept, filepath.Join(top, "gazette-aside-link")} {
		if _, err := os.Lstat(path); err != nil {
			t.Errorf("is gone: %v", err)
		}
	}
}
