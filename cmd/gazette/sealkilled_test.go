package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"gazette/internal/proof"
)

// sealing is `gazette seal` on a site, as a process of its own.
func sealingOf(gazette, site string) *exec.Cmd {
	c := exec.Command(gazette, "-C", site, "seal")
	c.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=1767225600")
	return c
}

// provenOf verifies a site's own folder; everything must hold.
func provenOf(t *testing.T, gazette, site string) (r proof.Report) {
	t.Helper()
	out, err := exec.Command(gazette, "-C", site, "verify", "--json").CombinedOutput()
	if jsonErr := json.Unmarshal(out, &r); err != nil || jsonErr != nil || !r.Holds {
		t.Fatalf("%v %v\n%s", err, jsonErr, out)
	}
	return r
}

// TestKilledSeal kills `gazette seal` at random moments and runs it again: the log holds, and nothing is missing in it or
// there twice. GAZETTE_LONG_TESTS makes it 300 kills.
func TestKilledSeal(t *testing.T) {
	t.Parallel()
	gazette, kills := program(t), 20
	if os.Getenv("GAZETTE_LONG_TESTS") != "" {
		kills = 300
	}
	kills = killsOf(kills)
	s := newEvidenceSite(t, "")
	run1(t, exec.Command(gazette, "-C", s.dir, "record"))
	start := time.Now()
	run1(t, sealingOf(gazette, s.dir))
	took := time.Since(start) // of the last that ran to its end: a longer log is read longer
	killed, round := 0, 0
	for killed < kills {
		round++
		for i := range 12 {
			s.text("en", fmt.Sprintf("notice-%d-%d", round, i), "2025-01-01", "Notice", fmt.Sprintf("Text %d.", round))
		}
		run1(t, exec.Command(gazette, "-C", s.dir, "record"))
		c := sealingOf(gazette, s.dir)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(time.Duration(rand.Int64N(int64(took))), func() { _ = c.Process.Kill() })
		if err := c.Wait(); err != nil {
			if c.ProcessState.ExitCode() != -1 {
				t.Fatalf("a seal ended by itself: %v", err)
			}
			killed++
		}
		timer.Stop()
		start = time.Now()
		run1(t, sealingOf(gazette, s.dir))
		took = max(took/2, time.Since(start))
	}
	t.Logf("%d kills in %d seals", killed, round)
	r := provenOf(t, gazette, s.dir)
	if want := 12*round + 2; r.Changes != want || r.Texts != want+1 {
		t.Errorf("%d changes and %d texts are sealed, want %d and one more", r.Changes, r.Texts, want)
	}
}

// TestSealKilledAtEveryCall kills `gazette seal` at each of its writes, syncs, links and the like, one after the other: the next
// one ends as if nothing had happened. It needs strace and takes minutes: GAZETTE_LONG_TESTS is set for it.
func TestSealKilledAtEveryCall(t *testing.T) {
	if os.Getenv("GAZETTE_LONG_TESTS") == "" {
		t.Skip("NOT RUN: set GAZETTE_LONG_TESTS=1, with strace installed")
	}
	strace := needs(t, "strace")
	gazette, dir := program(t), t.TempDir()
	s := newEvidenceSite(t, "")
	run1(t, exec.Command(gazette, "-C", s.dir, "record"))
	k := sealKilling{gazette: gazette, strace: strace, dir: dir}
	k.everyCall(t, s, "first", 2)
	run1(t, sealingOf(gazette, s.dir))
	s.text("en", "more", "2025-01-01", "More", "More.")
	run1(t, exec.Command(gazette, "-C", s.dir, "record"))
	k.everyCall(t, s, "later", 3)
	t.Logf("%d kills in all", k.kills)
}

// sealKilling kills seals.
type sealKilling struct {
	gazette, strace, dir string
	kills                int
}

// everyCall kills a seal of a site at each call of each kind; a kind is a test of its own, so that a long run can be parted.
func (k *sealKilling) everyCall(t *testing.T, s *evidenceSite, name string, changes int) {
	before := filepath.Join(k.dir, name, "site")
	copyTree(t, s.dir, before)
	copyTree(t, filepath.Dir(s.dir), filepath.Join(k.dir, name)) // the key stands beside the site
	for _, call := range []string{"write", "fsync", "openat", "renameat", "linkat", "mkdirat", "unlinkat"} {
		t.Run(name+"-"+call, func(t *testing.T) {
			when := 1
			for ; k.at(t, before, call, when, changes); when++ {
			}
			k.kills += when - 1
			t.Logf("%s: killed at %d calls of %s", name, when-1, call)
		})
	}
}

// at kills a seal at one call, and seals again. It reports whether there was such a call.
func (k *sealKilling) at(t *testing.T, before, call string, when, changes int) bool {
	site := filepath.Join(filepath.Dir(before), fmt.Sprintf("%s-%d", call, when))
	copyTree(t, before, site)
	defer os.RemoveAll(site)
	c := sealingOf(k.gazette, site)
	c.Args = append([]string{"strace", "-f", "-qq", "-o", os.DevNull, "-e", "trace=" + call, "-e", fmt.Sprintf("inject=%s:signal=KILL:when=%d", call, when)}, c.Args...)
	c.Path = k.strace
	said, err := c.CombinedOutput()
	if err != nil && c.ProcessState.ExitCode() == 1 {
		t.Fatalf("%s", said)
	}
	run1(t, sealingOf(k.gazette, site))
	if r := provenOf(t, k.gazette, site); r.Changes != changes || r.Texts != changes+1 {
		t.Errorf("killed at %s %d: %d changes and %d texts", call, when, r.Changes, r.Texts)
	}
	return err != nil
}

func copyTree(t *testing.T, from, to string) {
	t.Helper()
	for name, data := range readTree(from) {
		path := filepath.Join(to, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(path); err == nil {
			continue
		}
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
