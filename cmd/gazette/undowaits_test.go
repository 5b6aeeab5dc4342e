package main

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gofrs/flock"
)

// TestUndoWaits: an undo that waited for another takes nothing back: what it
// meant is gone, and what is last now nobody asked for.
func TestUndoWaits(t *testing.T) {
	gazette, site := program(t), filepath.Join(t.TempDir(), "site")
	run1(t, exec.Command(gazette, "init", "--bare", site))
	place(t, site, "terms", "2024-01-01", "Be kidn.")
	run1(t, recordCommand(gazette, site))
	first := recordOf(t, site)
	place(t, site, "terms", "2024-01-01", "Be kind.")
	run1(t, recordCommand(gazette, site))

	lock := flock.New(filepath.Join(site, ".cache", "record.lock"))
	if err := lock.Lock(); err != nil {
		t.Fatal(err)
	}
	second := undoCommand(gazette, site)
	talk, err := second.StderrPipe()
	if err == nil {
		err = second.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(talk)
	if !lines.Scan() || !strings.Contains(lines.Text(), "waiting for another") {
		t.Fatalf("it does not wait: %q", lines.Text())
	}
	// What the first one does, while the second waits.
	elsewhere := filepath.Join(t.TempDir(), "site")
	if err := os.CopyFS(elsewhere, os.DirFS(site)); err != nil {
		t.Fatal(err)
	}
	run1(t, undoCommand(gazette, elsewhere))
	if err := os.RemoveAll(filepath.Join(site, "archive")); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(site, "archive"), os.DirFS(filepath.Join(elsewhere, "archive"))); err != nil {
		t.Fatal(err)
	}
	if err := lock.Unlock(); err != nil {
		t.Fatal(err)
	}
	said := ""
	for lines.Scan() {
		said += lines.Text() + "\n"
	}
	if err := second.Wait(); err == nil || !strings.Contains(said, "nothing was taken back here") {
		t.Errorf("%v, and it says %q", err, said)
	}
	if got := recordOf(t, site); got != first {
		t.Errorf("got %s\nwant %s", got, first)
	}
}
