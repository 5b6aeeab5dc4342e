package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestKilledRecord kills `gazette record` at random moments and runs it again:
// every change is in the log once, and every text that a change names is in
// the archive.
func TestKilledRecord(t *testing.T) {
	t.Parallel()
	gazette, dir, kills := program(t), t.TempDir(), killsOf(20)
	const notices = 12
	record := func(site string, epoch int64) *exec.Cmd {
		c := exec.Command(gazette, "-C", site, "record")
		c.Env = append(os.Environ(), fmt.Sprintf("SOURCE_DATE_EPOCH=%d", epoch))
		return c
	}
	epoch := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	edit := func(site string, round int) {
		epoch = epoch.AddDate(0, 0, 2)
		for i := range notices {
			text := fmt.Sprintf("---\ntitle: Notice %d\nlocale: en\neffective: %s\n---\nText %d.\n", i, epoch.Format(time.DateOnly), round)
			if err := os.WriteFile(filepath.Join(site, "content", "en", fmt.Sprintf("notice-%d.md", i)), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		epoch = epoch.AddDate(0, 0, 2) // the texts are in force when the next ones come
	}
	rehearsal, site := filepath.Join(dir, "rehearsal"), filepath.Join(dir, "site")
	run1(t, exec.Command(gazette, "init", "--bare", rehearsal))
	run1(t, exec.Command(gazette, "init", "--bare", site))
	edit(rehearsal, 0)
	start := time.Now()
	run1(t, record(rehearsal, epoch.Unix()))
	took := time.Since(start)
	killed, round := 0, -1
	for killed < kills {
		round++
		edit(site, round)
		c := record(site, epoch.Unix())
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(time.Duration(rand.Int64N(int64(took)*6/5)), func() { _ = c.Process.Kill() })
		if err := c.Wait(); err != nil {
			if c.ProcessState.ExitCode() != -1 {
				t.Fatalf("a record ended by itself: %v", err)
			}
			killed++
		}
		timer.Stop()
		run1(t, record(site, epoch.Unix()))
	}
	log, err := os.ReadFile(filepath.Join(site, "archive", "changes.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Count(string(log), "\n"), notices*(round+1); got != want {
		t.Errorf("%d changes are recorded, want %d: some are lost or doubled", got, want)
	}
	for i := range notices {
		texts, _ := filepath.Glob(filepath.Join(site, "archive", fmt.Sprintf("notice-%d", i), "*", "*"))
		if len(texts) != round+1 {
			t.Errorf("notice %d has %d texts in the archive, want %d", i, len(texts), round+1)
		}
	}
	run1(t, exec.Command(gazette, "-C", site, "build", "--strict", "--date", epoch.Format(time.DateOnly)))
}
