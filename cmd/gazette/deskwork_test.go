package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"gazette/internal/load"
	"gazette/internal/settings"
)

// TestDeskReadsApart: a request that asks what another text would come to changes nothing of what the requests beside it
// read: they read the files as they are.
func TestDeskReadsApart(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	var out, talk bytes.Buffer
	if code := run([]string{"init", dir}, &out, &talk); code != 0 {
		t.Fatal(talk.String())
	}
	const name, mark = "content/en/cookies.md", "said by the other request alone"
	work := (&app{ui: newUI(&out, &talk), dir: dir}).deskWork(serveFlags{}, func(...string) {})
	titled := func(texts map[string]string) string {
		s, err := work.Load(texts)
		if err != nil {
			t.Error(err)
			return ""
		}
		return titleAt(s, name)
	}
	tried := map[string]string{name: "---\ntitle: " + mark + "\nlocale: en\neffective: 2030-01-01\n---\nText.\n"}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if got := titled(tried); got != mark {
				t.Errorf("with another text the site says %q", got)
			}
		})
		all.Go(func() {
			if got := titled(nil); got == "" || strings.Contains(got, mark) {
				t.Errorf("as it is the site says %q", got)
			}
		})
	}
	all.Wait()
}

func titleAt(s *load.Sources, path string) string {
	for _, e := range s.Editions {
		if e.Path == path {
			return e.Title
		}
	}
	return ""
}

// TestPatience: who waits for a lock that is not given back is told, and has it once it is.
func TestPatience(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, settings.File), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	one, two := &app{ui: newUI(io.Discard, io.Discard), dir: dir}, &app{ui: newUI(io.Discard, io.Discard), dir: dir, patience: time.Millisecond}
	unlock, err := one.lock("record", dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := two.lock("record", dir); err == nil || !strings.Contains(err.Error(), "another gazette record is still running in this folder") {
		t.Errorf("the lock was given twice: %v", err)
	}
	unlock()
	unlock, err = two.lock("record", dir)
	if err != nil {
		t.Fatal(err)
	}
	unlock()
}
