package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestSampleSealed: what the sample has (superseded, upcoming and withdrawn texts, dates that were moved, all languages), and
// a text that was cancelled, holds in verify. Bundles about texts that apply no more do, too.
func TestSampleSealed(t *testing.T) {
	t.Parallel()
	s := newEvidenceSite(t, "")
	settings, err := os.ReadFile(filepath.Join(s.dir, "gazette.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	_, evidence, _ := strings.Cut(string(settings), "evidence:\n")
	s.dir = filepath.Join(filepath.Dir(s.dir), "sample")
	s.run(0, "init", s.dir)
	sample, err := os.ReadFile(filepath.Join(s.dir, "gazette.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	s.write("gazette.yaml", string(sample)+"\nevidence:\n"+evidence)
	sealed := func() {
		t.Helper()
		s.run(0, "seal")
		s.run(0, "build", "--date", "2026-11-27")
		if out, _ := s.run(0, "verify"); !strings.Contains(out, ": holds: ") {
			t.Error(out)
		}
	}
	sealed()
	s.run(0, "record", "--yes", "--date", "2026-11-27", "--cancel", "cookies", "--reason", "Not needed.")
	sealed()

	python := needs(t, "python3")
	for slug, date := range map[string]string{"cookies": "2023-07-01", "workplace-privacy": "2023-10-02"} { // one withdrawn
		bundle := filepath.Join(t.TempDir(), "b.zip")
		s.run(0, "prove", slug, "--locale", "de", "--edition", date, "-o", bundle)
		s.run(0, "verify", bundle, "--key", s.public)
		c := exec.Command(python, "check.py", s.public)
		c.Dir = unzip(t, bundle)
		if out, err := c.CombinedOutput(); err != nil {
			t.Errorf("%s %s: %v\n%s", slug, date, err, out)
		}
	}
}

// TestCancelledProof: of a notice whose only text was cancelled there is a proof: that it never took effect.
func TestCancelledProof(t *testing.T) {
	t.Parallel()
	s := newEvidenceSite(t, "")
	s.text("en", "plans", "2099-01-01", "Plans", "Plans.")
	s.run(0, "record")
	s.run(0, "record", "--yes", "--cancel", "plans", "--reason", "Not needed.")
	s.run(0, "seal")
	s.run(0, "build")
	s.run(0, "verify")
	bundle := filepath.Join(t.TempDir(), "b.zip")
	s.run(0, "prove", "plans", "--locale", "en", "--edition", "2099-01-01", "-o", bundle)
	s.run(0, "verify", bundle, "--key", s.public)
	c := exec.Command(needs(t, "python3"), "check.py", s.public)
	c.Dir = unzip(t, bundle)
	if out, err := c.CombinedOutput(); err != nil || !strings.Contains(string(out), "which was cancelled") {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestEnds: until when a text applied is what the log says, on pages and in bundles.
func TestEnds(t *testing.T) {
	t.Parallel()
	s := newEvidenceSite(t, "")
	s.run(0, "record")
	s.text("en", "terms", "2025-07-01", "Terms", "## Be kind {#kind}\n\nBe kinder.")
	s.run(0, "record")
	s.run(0, "seal")
	s.run(0, "build")
	s.run(0, "verify")
	page := filepath.Join(s.dir, "public/legal/terms/2025-01-01/index.html")
	was, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range [][2]string{{`to <time datetime="2025-07-01">`, `to <time datetime="2025-08-01">`}, {"July 1, 2025</time>", "August 1, 2025</time>"},
		{`to <time datetime="2025-07-01">July 1, 2025</time>`, ""}} {
		now := strings.Replace(string(was), change[0], change[1], 1)
		if err := os.WriteFile(page, []byte(now), 0o644); err != nil || now == string(was) {
			t.Fatal(err, string(was))
		}
		want := 1
		if change[1] == "" {
			want = 0 // as the page said while it applied
		}
		if out, _ := s.run(want, "verify"); want == 1 && !strings.Contains(out, "applied until") {
			t.Error(fmt.Sprint(change), out)
		}
	}
}

// TestEvidenceWhole fails the syncing and the naming of what keygen, prove and verify --remember write, as a full disk
// does, and kills them there: nothing is half written, and what was there stays.
func TestEvidenceWhole(t *testing.T) {
	t.Parallel()
	strace, gazette := needs(t, "strace"), program(t)
	s := newEvidenceSite(t, "")
	s.run(0, "record")
	s.run(0, "seal")
	dir := filepath.Dir(s.dir)
	s.write("../kept.zip", "kept")
	s.run(0, "verify", "--remember", filepath.Join(dir, "seen"))
	seen, err := os.ReadFile(filepath.Join(dir, "seen"))
	if err != nil {
		t.Fatal(err)
	}
	s.text("en", "more", "2025-01-01", "More", "More.")
	s.run(0, "record")
	s.run(0, "seal")
	for _, c := range []struct {
		call, file, was string
		args            []string
	}{
		{"fsync", "new.key", "", []string{"evidence", "keygen", "--origin", "www.example.com/legal", "--out", "new.key"}},
		{"fsync", "seen", string(seen), []string{"-C", s.dir, "verify", "--remember", "seen"}},
		{"renameat", "kept.zip", "kept", []string{"-C", s.dir, "prove", "terms", "--locale", "en", "--edition", "2025-01-01", "-o", "kept.zip"}},
	} {
		for _, fault := range []string{"error=ENOSPC", "signal=KILL"} {
			p := exec.Command(strace, append([]string{"-f", "-qq", "-o", os.DevNull, "-e", "trace=" + c.call, "-e",
				"inject=" + c.call + ":" + fault, gazette}, c.args...)...)
			p.Dir = dir
			said, err := p.CombinedOutput()
			told := strings.Contains(string(said), "no space left on device")
			if killed := p.ProcessState.ExitCode() == -1; err == nil || told == killed || killed != (fault == "signal=KILL") {
				t.Errorf("%s at %s: %v\n%s", fault, c.file, err, said)
			}
			if is, _ := os.ReadFile(filepath.Join(dir, c.file)); string(is) != c.was {
				t.Errorf("%s at %s: it now holds %q", fault, c.file, is)
			}
		}
	}
}
