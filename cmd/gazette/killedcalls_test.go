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
			stage := func() string {
				site, err := os.MkdirTemp(dir, "site")
				if err == nil {
					err = os.CopyFS(site, os.DirFS(before))
				}
				if err != nil {
					t.Fatal(err)
				}
				return site
			}
			calm := stage()
			run1(t, recordCommand(gazette, calm))
			want := recordOf(t, calm)
			kill := func(call string, when int, path string) (killed bool) {
				site := stage()
				defer os.RemoveAll(site)
				c, out := recordCommand(gazette, site), filepath.Join(dir, "calls")
				inject := []string{"strace", "-f", "-qq", "-o", out, "-e", "trace=" + call, "-e", fmt.Sprintf("inject=%s:signal=KILL:when=%d", call, when)}
				if path != "" {
					inject = append(inject, "-P", filepath.Join(site, path))
				}
				c.Args, c.Path = append(inject, c.Args...), strace
				said, err := c.CombinedOutput()
				if err != nil && c.ProcessState.ExitCode() == 1 {
					t.Fatalf("%s", said)
				}
				run1(t, recordCommand(gazette, site))
				if got := recordOf(t, site); got != want {
					t.Errorf("killed at %s %d %s\n got %s\nwant %s", call, when, path, got, want)
				}
				return err != nil
			}
			for _, call := range []string{"write", "fsync", "mkdirat", "unlinkat", "renameat", "ftruncate"} {
				kills := 0
				for kill(call, kills+1, "") {
					kills++
				}
				t.Logf("killed at %d calls of %s", kills, call)
			}
			for path := range readTree(filepath.Join(calm, "archive")) { // calls are counted by thread, and a link is too rare for that
				if path = filepath.Join("archive", path); filepath.Ext(path) == ".md" && !exists(filepath.Join(before, path)) && !kill("linkat", 1, path) {
					t.Errorf("%s was not linked to its name", path)
				}
			}
		})
	}
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
