package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// program puts the program under its own name: TestMain then runs it as such.
func program(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(openDir(t), "gazette")
	// A process that another test starts meanwhile would hold the file open, and
	// one that is open for writing cannot be run (golang.org/issue/22315).
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	if err := os.WriteFile(path, data, 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

// openDir is a temporary folder that other users may read.
func openDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for d := dir; d != os.TempDir() && d != filepath.Dir(d); d = filepath.Dir(d) {
		if err := os.Chmod(d, 0o755); err != nil {
			break
		}
	}
	return dir
}

func run1(t *testing.T, c *exec.Cmd) {
	t.Helper()
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", c.Args, err, out)
	}
}

// killsOf is how often a test kills: so many times, or GAZETTE_KILLS where that
// is less. Without it, CI and the long tests kill them all, and others a few.
func killsOf(times int) int {
	if most, err := strconv.Atoi(os.Getenv("GAZETTE_KILLS")); err == nil {
		return min(times, most)
	}
	if os.Getenv("CI") != "true" && os.Getenv("GAZETTE_LONG_TESTS") == "" {
		return min(times, 8)
	}
	return times
}

// notices is how many a site has whose builds are killed: enough for a build to
// take some time, and for a tree half old and half new to be seen.
const notices = 60

// retitle puts every notice of a site into one of two states.
func retitle(t *testing.T, site, title string) {
	t.Helper()
	for i := range notices {
		text := fmt.Sprintf("---\ntitle: %s %d\nlocale: en\neffective: 2024-01-01\n---\n%s", title, i, strings.Repeat("A paragraph of "+title+".\n\n", 200))
		if err := os.WriteFile(filepath.Join(site, "content", "en", fmt.Sprintf("notice-%d.md", i)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestKilledBuild kills builds at random moments: the output is the old tree
// or the new one, whole, each time, and the next build is right.
func TestKilledBuild(t *testing.T) {
	t.Parallel()
	gazette, dir, kills := program(t), t.TempDir(), killsOf(30)
	site := filepath.Join(dir, "site")
	run1(t, exec.Command(gazette, "init", "--bare", site))
	build := func(out string) *exec.Cmd {
		return exec.Command(gazette, "-C", site, "build", "--date", "2026-06-01", "--out", out)
	}
	want := map[string]map[string]string{}
	var took time.Duration
	for _, title := range []string{"First", "Second"} {
		retitle(t, site, title)
		start := time.Now()
		run1(t, build(filepath.Join(dir, title)))
		took = time.Since(start)
		want[title] = readTree(filepath.Join(dir, title))
	}
	if difference(want["First"], want["Second"]) == "" {
		t.Fatal("the two states do not differ: nothing would be seen")
	}

	out := filepath.Join(dir, "out")
	run1(t, build(out))
	now, titles, killed := "Second", map[string]string{"First": "Second", "Second": "First"}, 0
	for killed < kills {
		next := titles[now]
		retitle(t, site, next)
		c := build(out)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(time.Duration(rand.Int64N(int64(took)*6/5)), func() { _ = c.Process.Kill() })
		err := c.Wait()
		timer.Stop()
		switch {
		case err == nil: // it was faster
		case c.ProcessState.ExitCode() == -1:
			killed++
		default:
			t.Fatalf("a build ended by itself: %v", err)
		}
		got := readTree(out)
		switch {
		case difference(got, want[next]) == "":
			now = next
		case difference(got, want[now]) != "":
			t.Fatalf("a killed build left neither the old nor the new tree: %q differs from the old one, %q from the new", difference(got, want[now]), difference(got, want[next]))
		}
	}
	retitle(t, site, titles[now])
	run1(t, build(out))
	if d := difference(readTree(out), want[titles[now]]); d != "" {
		t.Errorf("the build after the kills is wrong at %q", d)
	}
	if _, err := os.Lstat(filepath.Join(dir, ".out.old")); err == nil { // .out.next is the spare tree
		t.Error(".out.old was left behind")
	}
}
