package history

import (
	"encoding/json"
	"strings"
	"testing"

	"gazette/internal/history/planning"
	"gazette/internal/notice"
)

// recordedTwice is a site with two recordings, the last of a correction and of
// a further edition.
func recordedTwice(t *testing.T) (s *tableau, before, after string) {
	t.Helper()
	s = &tableau{disk: &disk{files: map[string][]byte{}}}
	s.put("terms", "en", "2026-01-01", "one")
	s.put("cookies", "en", "2026-01-01", "two")
	if err := s.record(t, planning.Intent{}, "2026-01-15"); err != nil {
		t.Fatal(err)
	}
	before = s.state(t)
	s.put("terms", "en", "2026-01-01", "one, mended")
	s.put("cookies", "en", "2026-03-01", "three")
	if err := s.record(t, editorialTerms, "2026-01-15"); err != nil {
		t.Fatal(err)
	}
	return s, before, s.state(t)
}

var editorialTerms = planning.Intent{Editorial: map[notice.Slug]string{"terms": "a slip"}}

// TestUndo takes two recordings back, one after the other, and no third.
func TestUndo(t *testing.T) {
	s, before, _ := recordedTwice(t)
	for i, want := range []string{before, ""} {
		last, err := Last(s.disk.files[LogFile])
		if err != nil || len(last.Changes) != 2 || len(last.Copies) != 2 {
			t.Fatalf("%d: %+v %v", i, last, err)
		}
		if err := Undo(s.disk, last); err != nil {
			t.Fatal(err)
		}
		if got := s.state(t); got != want {
			t.Errorf("%d: got\n%s\nwant\n%s", i, got, want)
		}
		if s.disk.files[journal] != nil {
			t.Error("the journal was left behind")
		}
	}
	if last, err := Last(s.disk.files[LogFile]); err != nil || len(last.Changes) != 0 {
		t.Errorf("a third: %+v %v", last, err)
	}
}

// TestUndoBrokenAtEveryEffect breaks an undo at each of its effects. What is
// there then is sound, and the next run ends it: all of it is taken back, or
// nothing, and never one recording more.
func TestUndoBrokenAtEveryEffect(t *testing.T) {
	for breaks := 1; ; breaks++ {
		s, before, after := recordedTwice(t)
		last, err := Last(s.disk.files[LogFile])
		if err != nil {
			t.Fatal(err)
		}
		s.disk.count, s.disk.breaks = 0, breaks
		broken := Undo(s.disk, last)
		s.disk.breaks = 0
		log, ps := ParseLog(s.disk.files[LogFile])
		if len(ps) > 0 || log.Torn > 0 {
			t.Fatalf("%d: the log is damaged: %v", breaks, ps)
		}
		for _, r := range log.Records() {
			for _, p := range r.Paths() {
				if s.disk.files[p] == nil {
					t.Errorf("%d: %s is recorded, but the file is missing", breaks, p)
				}
			}
		}
		ended, err := Resume(s.disk)
		if err != nil {
			t.Fatal(err)
		}
		want := after
		if ended || broken == nil {
			want = before
		}
		if got := s.state(t); got != want || s.disk.files[journal] != nil {
			t.Errorf("%d, ended %t: got\n%s\nwant\n%s", breaks, ended, got, want)
		}
		if broken == nil {
			if breaks < 5 {
				t.Errorf("an undo has %d effects: the story is too thin", breaks)
			}
			return
		}
	}
}

// TestLastAfterMerge: the newest lines are not at the end when two branches
// were merged, and then nothing is taken back.
func TestLastAfterMerge(t *testing.T) {
	s, _, _ := recordedTwice(t)
	lines := strings.SplitAfter(string(s.disk.files[LogFile]), "\n")
	if last, err := Last([]byte(lines[2] + lines[3] + lines[0] + lines[1])); err == nil {
		t.Errorf("%+v", last)
	}
}

// TestApplyTakesItsTextsBack: what a failed recording has put into the archive goes again.
func TestApplyTakesItsTextsBack(t *testing.T) {
	s, before, _ := recordedTwice(t)
	last, _ := Last(s.disk.files[LogFile])
	if err := Undo(s.disk, last); err != nil {
		t.Fatal(err)
	}
	full := &fullOnce{s.disk}
	log, _ := ParseLog(s.disk.files[LogFile])
	steps := []planning.Step{{Copies: []planning.Copy{{To: "archive/terms/2026-01-01/en.r2.md", Data: []byte("x")}}}}
	if err := Apply(full, log, steps); err == nil {
		t.Fatal("nothing failed")
	}
	delete(s.disk.files, PendingFile) // which says what may have been left, for the next run
	if got := s.state(t); got != before {
		t.Errorf("got\n%s\nwant\n%s", got, before)
	}
}

// fullOnce is a disk with no room for lines.
type fullOnce struct{ *disk }

func (fullOnce) Append(string, []byte) error { return errBroken }

// TestResumeOnlyTexts: a journal that somebody else has written removes nothing but texts of the archive that no change
// names.
func TestResumeOnlyTexts(t *testing.T) {
	for _, path := range []string{"content/en/terms.md", "gazette.yaml", "archive/changes.jsonl", "../other/archive/terms/2026-01-01/en.md", "archive/../../x/2026-01-01/en.md",
		"archive/terms/2026-01-01/../../../x.md", "/archive/terms/2026-01-01/en.md", `archive/..\..\x/2026-01-01/en.md`, ""} {
		s, _, after := recordedTwice(t)
		s.disk.files[journal], _ = json.Marshal(undoing{IDs: []string{"2026-01-01-amended-0123456789abcdef"}, Remove: []string{"archive/terms/2026-01-01/de.md", path}})
		s.disk.files["archive/terms/2026-01-01/de.md"] = []byte("left")
		if _, err := Resume(s.disk); err == nil || !strings.Contains(err.Error(), "nothing was removed") {
			t.Errorf("%q: error %v", path, err)
		}
		if s.disk.files["archive/terms/2026-01-01/de.md"] == nil {
			t.Errorf("%q: something was removed", path)
		}
		delete(s.disk.files, journal)
		delete(s.disk.files, "archive/terms/2026-01-01/de.md")
		if got := s.state(t); got != after {
			t.Errorf("%q: got\n%s", path, got)
		}
	}
	s, _, after := recordedTwice(t)
	last, err := Last(s.disk.files[LogFile])
	if err != nil {
		t.Fatal(err)
	}
	s.disk.files[journal], _ = json.Marshal(undoing{IDs: []string{"2026-01-01-amended-0123456789abcdef"}, Remove: last.Copies})
	if ended, err := Resume(s.disk); err != nil || !ended {
		t.Errorf("%v %v", ended, err)
	}
	if got := s.state(t); got != after {
		t.Errorf("recorded texts went: %s", got)
	}
}
