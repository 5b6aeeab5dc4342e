package publish

import (
	"io"
	"path/filepath"
	"strings"
	"testing"
)

// TestTwins: of two files that are one, each changes without the other: within a run, and from run to run.
func TestTwins(t *testing.T) {
	top := t.TempDir()
	dir, cache := filepath.Join(top, "public"), filepath.Join(top, "cache")
	build := func(write func(s *Stage) error) map[string]string {
		t.Helper()
		s, err := New(dir, cache, "g", false)
		if err == nil {
			err = write(s)
		}
		if err == nil {
			_, err = s.Commit()
		}
		if err != nil {
			t.Fatal(err)
		}
		return tree(t, dir)
	}
	files := func(named ...string) func(s *Stage) error {
		return func(s *Stage) error {
			for i := 0; i < len(named); i += 2 {
				if err := s.Write("all", named[i], []byte(named[i+1])); err != nil {
					return err
				}
			}
			return nil
		}
	}
	got := build(func(s *Stage) error {
		if err := files("a", "one", "b", "one", "c", "one", "b", "two")(s); err != nil {
			return err
		}
		return s.Copy("static", "c", func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("three")), nil })
	})
	if got["a"] != "one" || got["b"] != "two" || got["c"] != "three" {
		t.Errorf("written twice: %v", got)
	}
	for _, now := range [][2]string{{"x", "x"}, {"x", "x"}, {"y", "x"}, {"y", "y"}, {"y", "z"}, {"z", "z"}, {"z", "y"}, {"x", "x"}} {
		if got := build(files("a", now[0], "b", now[1])); got["a"] != now[0] || got["b"] != now[1] {
			t.Errorf("%v became %v", now, got)
		}
	}
}
