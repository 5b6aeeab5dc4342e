package publish

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	delete(out, Marker)
	return out
}

func publish(t *testing.T, dir string, files ...string) {
	t.Helper()
	s, err := New(dir, filepath.Join(t.TempDir(), "cache"), "g", false)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if err := s.Write("all", f, []byte(f)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Commit(); err != nil {
		t.Fatal(err)
	}
}

func TestCommitReplacesTheWholeTree(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	publish(t, dir, "a/", "b/c.txt")
	publish(t, dir, "a/")
	got := tree(t, dir)
	if len(got) != 1 || got["a/index.html"] != "a/" {
		t.Errorf("got %v", got)
	}
	left, _ := os.ReadDir(filepath.Dir(dir))
	if len(left) != 1 {
		t.Errorf("left beside the folder: %v", left)
	}
}

// TestForceWritesEveryFile: what somebody changed in the folder is not found by itself, and goes when forced.
func TestForceWritesEveryFile(t *testing.T) {
	dir, cache := filepath.Join(t.TempDir(), "public"), t.TempDir()
	again := func(force bool) string {
		s, err := New(dir, cache, "g", force)
		if err == nil {
			err = s.Write("all", "a.txt", []byte("two cookies"))
		}
		if err == nil {
			_, err = s.Commit()
		}
		if err != nil {
			t.Fatal(err)
		}
		return tree(t, dir)["a.txt"]
	}
	again(false)
	if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte("ten cookies"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := again(true); got != "two cookies" {
		t.Errorf("a forced build leaves %q", got)
	}
}

func TestForeignFolderIsRefused(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "mine.txt"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := New(dir, filepath.Join(t.TempDir(), "cache"), "g", false); !errors.Is(err, ErrForeign) {
		t.Errorf("got %v, want ErrForeign", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "mine.txt")); err != nil {
		t.Error(err)
	}
	s, err := New(dir, filepath.Join(t.TempDir(), "cache"), "g", true)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Abort(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "mine.txt")); err != nil {
		t.Error("an aborted stage has touched the folder")
	}
}

// TestRecovery puts the disk into each state that a killed run can leave.
func TestRecovery(t *testing.T) {
	for _, c := range []struct{ name, gone, next, old string }{
		{"killed while writing", "", "half", ""},
		{"killed after the exchange", "", "whole", ""},
		{"killed between two renames", "public", "whole", "old"},
		{"killed before the old tree was deleted", "", "", "old"},
	} {
		t.Run(c.name, func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "public")
			publish(t, dir, "a/")
			if c.gone != "" {
				if err := os.Rename(dir, filepath.Join(parent, ".public.old")); err != nil {
					t.Fatal(err)
				}
			} else if c.old != "" {
				_ = os.MkdirAll(filepath.Join(parent, ".public.old"), 0o755)
			}
			if c.next != "" {
				_ = os.MkdirAll(filepath.Join(parent, ".public.next", c.next), 0o755)
			}
			s, err := New(dir, filepath.Join(t.TempDir(), "cache"), "g", false)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Abort(); err != nil {
				t.Fatal(err)
			}
			if got := tree(t, dir); got["a/index.html"] != "a/" {
				t.Errorf("the old tree is not whole: %v", got)
			}
			left, _ := os.ReadDir(parent)
			if len(left) != 1 {
				t.Errorf("left beside the folder: %v", left)
			}
		})
	}
}

func TestSymbolicLinkIsFollowed(t *testing.T) {
	parent := t.TempDir()
	real := filepath.Join(parent, "real")
	publish(t, real, "a/")
	link := filepath.Join(parent, "public")
	if err := os.Symlink(real, link); err != nil {
		t.Skip(err)
	}
	publish(t, link, "b/")
	if got := tree(t, real); got["b/index.html"] == "" {
		t.Errorf("got %v", got)
	}
	if info, _ := os.Lstat(link); info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link was replaced")
	}
}

// A path may be a file in one tree and a folder in the next; two trees lie
// between a spare and the tree that takes its place.
func TestPathsThatAreFilesAndFolders(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	names := []string{"x", "x/b", "x/b/c", "x/d", "y", "y/", "z/x"}
	dir, cache := filepath.Join(t.TempDir(), "public"), t.TempDir()
	for round := range 300 {
		var want []string
		for _, i := range rng.Perm(len(names)) {
			if rng.IntN(2) == 0 && !slices.ContainsFunc(want, func(w string) bool { return inTheWay(FileOf(w), FileOf(names[i])) }) {
				want = append(want, names[i])
			}
		}
		s, err := New(dir, cache, "g", false)
		if err != nil {
			t.Fatal(err)
		}
		wrote := map[string]string{}
		for _, f := range want {
			wrote[FileOf(f)] = fmt.Sprint(rng.IntN(3))
			if err := s.Write("all", f, []byte(wrote[FileOf(f)])); err != nil {
				t.Fatalf("round %d: %v", round, err)
			}
		}
		if _, err := s.Commit(); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		got := tree(t, dir)
		if !maps.Equal(got, wrote) {
			t.Fatalf("round %d: wanted %v, got %v", round, wrote, got)
		}
	}
}

// inTheWay reports whether two files cannot be in one tree.
func inTheWay(a, b string) bool {
	return strings.HasPrefix(a+"/", b+"/") || strings.HasPrefix(b+"/", a+"/")
}

// Two files of the same bytes, one after the other, are one file; when either
// changes later, the other stays.
func TestSameBytesAreOneFile(t *testing.T) {
	dir, cache := filepath.Join(t.TempDir(), "public"), t.TempDir()
	for round, want := range []struct {
		page, edition string
		one           bool
	}{{"a", "a", true}, {"b", "b", true}, {"b", "c", false}, {"d", "c", false}, {"c", "c", false}, {"e", "c", false}, {"e", "e", true}} {
		s, err := New(dir, cache, "g", false)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(s.Write("n", "p/", []byte(want.page)), s.Write("n", "p/2024-01-01/", []byte(want.edition))); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Commit(); err != nil {
			t.Fatal(err)
		}
		page, edition := filepath.Join(dir, "p", "index.html"), filepath.Join(dir, "p", "2024-01-01", "index.html")
		if got := tree(t, dir); got["p/index.html"] != want.page || got["p/2024-01-01/index.html"] != want.edition {
			t.Errorf("round %d: %v", round, got)
		}
		a, _ := os.Stat(page)
		b, _ := os.Stat(edition)
		if os.SameFile(a, b) != want.one {
			t.Errorf("round %d: one file: %t", round, !want.one)
		}
	}
}
