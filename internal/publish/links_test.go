//go:build unix

package publish

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// step publishes a tree with a cache that stays.
func step(t *testing.T, dir, cache string, files map[string]string) {
	t.Helper()
	s, err := New(dir, cache, "g", false)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range files {
		if err := s.Write("all", name, []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Commit(); err != nil {
		t.Fatal(err)
	}
}

// TestLinks: whatever becomes a symbolic link between two builds, nothing is written through it, and the tree that is
// published is the one that was made.
func TestLinks(t *testing.T) {
	for _, at := range []string{".public.next", ".public.next/legal", ".public.next/legal/b", ".public.next/.gazette", "public/legal", "public/legal/b", "cache/memory"} {
		t.Run(at, func(t *testing.T) {
			top, elsewhere := t.TempDir(), t.TempDir()
			dir, cache := filepath.Join(top, "public"), filepath.Join(top, "cache")
			files := map[string]string{"legal/a.txt": "a1", "legal/b/c.txt": "c1", "legal/b/d.txt": "d", "e.txt": "e1"}
			step(t, dir, cache, files)
			files["e.txt"] = "e2"
			step(t, dir, cache, files)
			path := filepath.Join(top, filepath.FromSlash(at))
			if at == "cache/memory" {
				path = memoryOf(t, dir, cache)
			}
			kept := map[string]string{"a.txt": "kept", "c.txt": "kept", "legal/a.txt": "kept", "legal/b/c.txt": "kept", "b/c.txt": "kept", "e.txt": "kept"}
			for name, data := range kept {
				if err := os.MkdirAll(filepath.Dir(filepath.Join(elsewhere, name)), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(elsewhere, name), []byte(data), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if marker, err := os.ReadFile(filepath.Join(top, ".public.next", Marker)); err == nil { // as if it were the spare
				_ = os.WriteFile(filepath.Join(elsewhere, Marker), marker, 0o644)
			}
			if err := os.RemoveAll(path); err != nil {
				t.Fatal(err)
			}
			target := elsewhere
			if filepath.Base(at) == Marker {
				target = filepath.Join(elsewhere, Marker)
			}
			if err := os.Symlink(target, path); err != nil {
				t.Skip("SKIPPED: no symbolic links here:", err)
			}
			for i, data := range []string{"2", "3", "4"} { // the tree that went out is the next one's spare
				files["legal/a.txt"], files["legal/b/c.txt"], files["e.txt"] = "a"+data, "c"+data, "e"+data
				step(t, dir, cache, files)
				if i > 0 || filepath.Dir(at) == ".public.next" || at == ".public.next" || at == "cache/memory" {
					if got := tree(t, dir); len(got) != 4 || got["legal/a.txt"] != "a"+data || got["legal/b/c.txt"] != "c"+data || got["legal/b/d.txt"] != "d" || got["e.txt"] != "e"+data {
						t.Errorf("after build %d: %v", i, got)
					}
				}
			}
			for name, data := range kept {
				if got, _ := os.ReadFile(filepath.Join(elsewhere, name)); string(got) != data {
					t.Errorf("%s was written through the link: %q", name, got)
				}
			}
			if left, _ := os.ReadDir(elsewhere); len(left) > 6 {
				t.Errorf("files came into the folder that the link leads to: %v", left)
			}
		})
	}
}

// memoryOf is the file in which a stage remembers its tree.
func memoryOf(t *testing.T, dir, cache string) string {
	t.Helper()
	s, err := New(dir, cache, "g", false)
	if err != nil {
		t.Fatal(err)
	}
	return s.memoryFile
}

// TestMemoryPipe: a pipe in the place of what a run remembers keeps nobody waiting.
func TestMemoryPipe(t *testing.T) {
	top := t.TempDir()
	dir, cache := filepath.Join(top, "public"), filepath.Join(top, "cache")
	step(t, dir, cache, map[string]string{"a.txt": "a"})
	memory := memoryOf(t, dir, cache)
	if err := os.Remove(memory); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(memory, 0o644); err != nil {
		t.Skip("SKIPPED: no pipes here:", err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		s, err := New(dir, cache, "g", false)
		if err == nil {
			err = s.Write("all", "a.txt", []byte("b"))
		}
		if err == nil {
			_, err = s.Commit()
		}
		if err != nil {
			t.Error(err)
		}
	}()
	select {
	case <-done:
	case <-time.After(time.Minute):
		t.Fatal("waits for the other end of a pipe")
	}
	if got := tree(t, dir); got["a.txt"] != "b" {
		t.Errorf("%v", got)
	}
}
