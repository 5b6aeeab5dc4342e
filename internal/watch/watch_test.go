package watch

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
	"go.uber.org/goleak"

	"gazette/internal/fixture"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// site is a watched folder.
type site struct {
	*testing.T
	dir string
	w   *Watcher
}

func open(t *testing.T, o Options) *site {
	t.Helper()
	s := &site{T: t, dir: t.TempDir()}
	s.write("content/en/a.md", "a")
	s.write("gazette.yaml", "title: A")
	s.write("public/index.html", "made")
	s.write("content/.git/HEAD", "x")
	w, err := New(s.dir, []string{"content", "archive"}, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	s.w = w
	return s
}

func (s *site) path(p string) string { return filepath.Join(s.dir, filepath.FromSlash(p)) }

func (s *site) write(p, text string) {
	s.Helper()
	fixture.Write(s, s.dir, p, text)
}

func (s *site) rename(from, to string) {
	s.Helper()
	if err := os.Rename(s.path(from), s.path(to)); err != nil {
		s.Fatal(err)
	}
}

// expect takes sets until all the paths were told, and fails on others.
func (s *site) expect(paths ...string) (sets int) {
	s.Helper()
	missing := map[string]bool{}
	for _, p := range paths {
		missing[p] = true
	}
	late := time.After(2 * time.Minute)
	for len(missing) > 0 {
		select {
		case set := <-s.w.Changes():
			sets++
			for _, p := range set {
				if !slices.Contains(paths, p) {
					s.Errorf("%s was told", p)
				}
				delete(missing, p)
			}
		case <-late:
			s.Fatalf("never told: %v", slices.Sorted(maps.Keys(missing)))
		}
	}
	return sets
}

// both runs a test with the system's events and with polling.
func both(t *testing.T, test func(*site)) {
	t.Run("events", func(t *testing.T) { test(open(t, Options{})) })
	t.Run("polling", func(t *testing.T) { test(open(t, Options{Poll: true})) })
}

func TestWrite(t *testing.T) {
	both(t, func(s *site) {
		s.write("content/en/a.md", "changed")
		s.expect("content/en/a.md")
	})
}

// TestRenameSave saves as most editors do: another file takes the place, again and again.
func TestRenameSave(t *testing.T) {
	both(t, func(s *site) {
		for i := range 3 {
			s.write("content/en/.a.md.swp", fmt.Sprint("text ", i))
			s.rename("content/en/.a.md.swp", "content/en/a.md")
			s.expect("content/en/a.md")
		}
	})
}

func TestRemove(t *testing.T) {
	both(t, func(s *site) {
		if err := os.Remove(s.path("content/en/a.md")); err != nil {
			t.Fatal(err)
		}
		s.expect("content/en/a.md")
	})
}

func TestConfig(t *testing.T) {
	both(t, func(s *site) {
		s.write("public/index.html", "made again")
		s.write("content/.git/HEAD", "y")
		s.write("content/en/a.md~", "a backup")
		s.write("gazette.yaml", "title: Another")
		s.expect("gazette.yaml")
	})
}

// TestNewFolder makes a tree in one go: files may be there before the watch is.
func TestNewFolder(t *testing.T) {
	s := open(t, Options{})
	outside := t.TempDir()
	for _, name := range []string{"x", "y"} {
		if err := os.MkdirAll(filepath.Join(outside, "archive/"+name+"/2024-01-01"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(outside, "archive/"+name+"/2024-01-01/en.md"), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Rename(filepath.Join(outside, "archive"), s.path("archive")); err != nil {
		t.Fatal(err)
	}
	s.expect("archive", "archive/x/2024-01-01/en.md", "archive/y/2024-01-01/en.md")
	s.write("archive/x/2024-01-01/de.md", "later")
	s.expect("archive/x/2024-01-01/de.md")
}

// TestCheckout writes thousands of files at once, in folders old and new:
// each is told, in few sets.
func TestCheckout(t *testing.T) {
	both(t, func(s *site) {
		var paths []string
		for i := range 3000 {
			paths = append(paths, fmt.Sprintf("content/en/n%04d.md", i))
		}
		taken := make(chan struct{})
		go func() {
			defer close(taken)
			for _, p := range paths {
				s.write(p, "text")
			}
		}()
		sets := s.expect(paths...)
		<-taken
		if sets > 600 {
			t.Errorf("%d sets for one checkout", sets)
		}
	})
}

// TestBurst: events that never pause are still told, burst by burst.
func TestBurst(t *testing.T) {
	s := open(t, Options{})
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			select {
			case <-stop:
				return
			case s.w.notes <- []string{"content/en/a.md"}:
			}
		}
	}()
	for range 3 {
		s.expect("content/en/a.md")
	}
	close(stop)
	<-stopped
}

// TestOverflow: when events were lost, everything may have changed, and
// folders that came meanwhile are watched.
func TestOverflow(t *testing.T) {
	s := open(t, Options{})
	s.w.Close()
	w := &Watcher{root: s.w.root, trees: s.w.trees, say: s.w.say, changes: make(chan []string), notes: make(chan []string), stop: make(chan struct{})}
	n, err := newNotifier(w)
	if err != nil {
		t.Fatal(err)
	}
	w.done.Add(2)
	go func() { defer w.done.Done(); n.run() }()
	go func() { defer w.done.Done(); w.gather() }()
	s.w = w
	t.Cleanup(w.Close)
	n.fs.Errors <- fsnotify.ErrEventOverflow
	s.expect(All)
}

// TestFallBack: when no more watches can be had, polling takes over and says so.
func TestFallBack(t *testing.T) {
	said := make(chan string, 1)
	s := open(t, Options{})
	s.w.Close()
	w := &Watcher{root: s.w.root, trees: s.w.trees, say: func(why string) { said <- why }, changes: make(chan []string), notes: make(chan []string), stop: make(chan struct{})}
	n, err := newNotifier(w)
	if err != nil {
		t.Fatal(err)
	}
	w.done.Add(2)
	go func() { defer w.done.Done(); n.fallBack(os.ErrDeadlineExceeded) }()
	go func() { defer w.done.Done(); w.gather() }()
	s.w = w
	t.Cleanup(w.Close)
	if why := <-said; why == "" {
		t.Error("nothing was said")
	}
	s.expect(All)
	s.write("content/en/b.md", "new")
	s.expect("content/en/b.md")
}

func TestClose(t *testing.T) {
	s := open(t, Options{})
	s.write("content/en/a.md", "nobody takes this")
	s.w.Close()
	s.w.Close()
	if _, open := <-s.w.Changes(); open {
		t.Error("a set after Close")
	}
}
