package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestRecordKilledAtEveryCall kills `gazette record` at each of its writes,
// syncs, links and the like, one after the other, and runs it again: the end
// is as if nothing had happened. It needs strace, so it runs where
// GAZETTE_EVERY_CALL is set, as in CI.
func TestRecordKilledAtEveryCall(t *testing.T) {
	strace := straceOf(t)
	gazette, dir := program(t), t.TempDir()
	stories := map[string]func(site string){
		"first": func(site string) {},
		"later": func(site string) {
			run1(t, recordCommand(gazette, site))
			place(t, site, "terms", "2024-01-01", "Be kind.") // was: Be kidn.
			place(t, site, "cookies", "2024-02-01", "We set three cookies.")
			log, err := os.OpenFile(filepath.Join(site, "archive", "changes.jsonl"), os.O_APPEND|os.O_WRONLY, 0)
			if err != nil {
				t.Fatal(err)
			}
			_, _ = log.WriteString(`{"id":"torn`)
			log.Close()
			pending := filepath.Join(site, "archive", "pending.jsonl")
			if err := os.WriteFile(pending, []byte(`{"id":"2024-02-01-amended-0123456789abcdef"}`+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		},
	}
	for name, prepare := range stories {
		t.Run(name, func(t *testing.T) {
			before := filepath.Join(dir, name)
			run1(t, exec.Command(gazette, "init", "--bare", before))
			place(t, before, "terms", "2024-01-01", "Be kidn.")
			place(t, before, "cookies", "2024-01-01", "We set two cookies.")
			prepare(before)
			k := killer{T: t, strace: strace, gazette: gazette, dir: dir, before: before, command: recordCommand}
			calm := k.stage()
			run1(t, recordCommand(gazette, calm))
			k.want = recordOf(t, calm)
			k.atEveryCall()
			for path := range readTree(filepath.Join(calm, "archive")) { // calls are counted by thread, and a link is too rare for that
				if path = filepath.Join("archive", path); filepath.Ext(path) == ".md" && !exists(filepath.Join(before, path)) && !k.kill("linkat", 1, path) {
					t.Errorf("%s was not linked to its name", path)
				}
			}
		})
	}
}

// TestUndoKilledAtEveryCall kills `gazette record --undo` in the same way. The
// next record ends what was begun; the text is as it was, so it is recorded
// again or still: the end is the same.
func TestUndoKilledAtEveryCall(t *testing.T) {
	strace := straceOf(t)
	gazette, dir := program(t), t.TempDir()
	before := filepath.Join(dir, "before")
	run1(t, exec.Command(gazette, "init", "--bare", before))
	place(t, before, "terms", "2024-01-01", "Be kidn.")
	run1(t, recordCommand(gazette, before))
	place(t, before, "terms", "2024-01-01", "Be kind.")
	place(t, before, "cookies", "2024-02-01", "We set three cookies.")
	run1(t, recordCommand(gazette, before))
	k := killer{T: t, strace: strace, gazette: gazette, dir: dir, before: before, command: undoCommand, want: recordOf(t, before)}
	calm := k.stage()
	run1(t, undoCommand(gazette, calm))
	if recordOf(t, calm) == k.want {
		t.Fatal("nothing was taken back")
	}
	k.atEveryCall()
}

// straceOf returns the path of a strace that can be used here, and ends the
// test where it was not asked for.
func straceOf(t *testing.T) string {
	t.Helper()
	if os.Getenv("GAZETTE_EVERY_CALL") == "" {
		t.Skip("NOT RUN: set GAZETTE_EVERY_CALL=1, with strace installed")
	}
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(strace, "-f", "-qq", "-o", os.DevNull, "-e", "inject=fsync:signal=KILL:when=9", "true").CombinedOutput(); err != nil {
		t.Fatalf("strace cannot be used here: %s", out)
	}
	return strace
}

// killer kills a command at its calls of the system, in copies of a site.
type killer struct {
	*testing.T
	strace, gazette, dir string
	before               string // the site, which is copied
	command              func(gazette, site string) *exec.Cmd
	want                 string // of recordOf, once record has run again
}

// stage returns a copy of the site.
func (k *killer) stage() string {
	site, err := os.MkdirTemp(k.dir, "site")
	if err == nil {
		err = os.CopyFS(site, os.DirFS(k.before))
	}
	if err != nil {
		k.Fatal(err)
	}
	return site
}

// atEveryCall kills the command at each of the calls that write.
func (k *killer) atEveryCall() {
	all := 0
	for _, call := range []string{"write", "fsync", "mkdirat", "unlinkat", "renameat", "ftruncate"} {
		kills := 0
		for k.kill(call, kills+1, "") {
			kills++
		}
		k.Logf("killed at %d calls of %s", kills, call)
		all += kills
	}
	if all == 0 {
		k.Error("the command was never killed")
	}
}

// kill kills the command at a call, of a path or of any, and reports whether
// it came so far.
func (k *killer) kill(call string, when int, path string) (killed bool) {
	site := k.stage()
	defer os.RemoveAll(site)
	c, out := k.command(k.gazette, site), filepath.Join(k.dir, "calls")
	inject := []string{"strace", "-f", "-qq", "-o", out, "-e", "trace=" + call, "-e", fmt.Sprintf("inject=%s:signal=KILL:when=%d", call, when)}
	if path != "" {
		inject = append(inject, "-P", filepath.Join(site, path))
	}
	c.Args, c.Path = append(inject, c.Args...), k.strace
	said, err := c.CombinedOutput()
	if err != nil && c.ProcessState.ExitCode() == 1 {
		k.Fatalf("%s", said)
	}
	run1(k.T, recordCommand(k.gazette, site))
	if got := recordOf(k.T, site); got != k.want {
		k.Errorf("killed at %s %d %s\n got %s\nwant %s", call, when, path, got, k.want)
	}
	return err != nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func recordCommand(gazette, site string) *exec.Cmd {
	c := exec.Command(gazette, "-C", site, "record", "--editorial", "terms", "--reason", "a typing error")
	c.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=1767225600", "GOMAXPROCS=1")
	return c
}

func undoCommand(gazette, site string) *exec.Cmd {
	c := exec.Command(gazette, "-C", site, "record", "--undo")
	c.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=1767225600", "GOMAXPROCS=1")
	return c
}

func place(t *testing.T, site, slug, effective, words string) {
	t.Helper()
	text := fmt.Sprintf("---\ntitle: %s\nlocale: en\neffective: %s\n---\n%s\n", slug, effective, words)
	if err := os.WriteFile(filepath.Join(site, "content", "en", slug+".md"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

var recordedAt = regexp.MustCompile(`"recorded":"[^"]*"`)

// recordOf is the archive and the change log of a site, but for the times.
func recordOf(t *testing.T, site string) string {
	t.Helper()
	var out []string
	for p, data := range readTree(filepath.Join(site, "archive")) {
		if p == "changes.jsonl" {
			lines := strings.Split(recordedAt.ReplaceAllString(data, ""), "\n")
			slices.Sort(lines)
			data = strings.Join(lines, "\n")
		}
		out = append(out, p+"\n"+data)
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}
