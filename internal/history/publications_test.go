package history

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"gazette/internal/notice"
)

// noted is a log of changes that were recorded on days of 2026.
func noted(days ...int) (changes []notice.Change) {
	for i, day := range days {
		c := notice.Change{Kind: notice.Amended, Notice: "terms", To: notice.Date{Year: 2027, Month: 1, Day: int8(i + 1)}, Recorded: time.Date(2026, 6, day, 8, 0, 0, 0, time.UTC)}
		c.ID = c.DeriveID()
		changes = append(changes, c)
	}
	return changes
}

// TestPublicationsAfterAKill: killed after any byte, the next run completes the file, and names each change once.
func TestPublicationsAfterAKill(t *testing.T) {
	changes, now := noted(1, 2, 3), time.Date(2026, 6, 4, 9, 0, 0, 0, time.UTC)
	dir := t.TempDir()
	file, disk := filepath.Join(dir, filepath.FromSlash(PublicationsFile)), Folder{Root: dir}
	run := func(at time.Time) {
		t.Helper()
		p, ps := ReadPublications(os.DirFS(dir))
		if len(ps) > 0 {
			t.Fatal(ps)
		}
		if err := p.Append(disk, p.Publish(changes, at, false)); err != nil {
			t.Fatal(err)
		}
	}
	run(now)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for size := range len(whole) + 1 {
		if err := os.WriteFile(file, whole[:size], 0o644); err != nil {
			t.Fatal(err)
		}
		run(now.Add(time.Hour))
		run(now.Add(2 * time.Hour))
		data, err := os.ReadFile(file)
		p, ps := ParsePublications(data)
		if err != nil || len(ps) > 0 || p.Torn > 0 || bytes.Count(data, []byte("\n")) != len(changes) {
			t.Fatalf("killed after %d bytes: %v %v\n%s", size, err, ps, data)
		}
		for _, c := range changes {
			if got, ok := p.Of(c.ID); !ok || got.Since.Before(now) || got.Since.After(now.Add(time.Hour)) {
				t.Fatalf("killed after %d bytes: %s is %+v", size, c.ID, got)
			}
		}
	}
}

// TestPublish: what is old when a site begins to note is public earlier; what was imported is not noted.
func TestPublish(t *testing.T) {
	changes, now := noted(1, 28), time.Date(2026, 7, 15, 0, 0, 0, 0, time.UTC)
	changes[1].Later = false
	imported := noted(29)[0]
	imported.Later, imported.ID = true, "2027-01-09-amended-0123456789abcdef"
	first, _ := ParsePublications(nil)
	got := first.Publish(append(changes, imported), now, false)
	if len(got) != 2 || !got[0].Earlier || got[1].Earlier {
		t.Errorf("the first time: %+v", got)
	}
	first.There = true
	if got := first.Publish(changes, now, false); got[0].Earlier {
		t.Errorf("later: %+v", got)
	}
	if got := first.Publish(changes, now, true); !got[1].Earlier {
		t.Errorf("a baseline: %+v", got)
	}
}

// TestPublicationsMark: changes know since when they are public; a change that no line names is not public yet, where the
// file is kept.
func TestPublicationsMark(t *testing.T) {
	changes := noted(1, 2, 3)
	var log []byte
	for _, c := range changes {
		line, err := encode(c)
		if err != nil {
			t.Fatal(err)
		}
		log = append(log, line...)
	}
	lines := `{"change":"` + changes[0].ID + `","public_since":"2026-06-05T00:00:00Z"}` + "\n" +
		`{"change":"` + changes[0].ID + `","public_since":"2026-06-04T00:00:00Z"}` + "\n" + // of another branch: the earlier counts
		`{"change":"` + changes[1].ID + `","public_since":"2026-06-05T00:00:00Z","earlier":true}` + "\n"
	l, ps := ReadLog(fstest.MapFS{LogFile: {Data: log}, PublicationsFile: {Data: []byte(lines)}})
	if len(ps) > 0 {
		t.Fatal(ps)
	}
	for i, want := range []struct {
		since string
		not   bool
	}{{"2026-06-04", false}, {"2026-06-02", false}, {"2026-06-03", true}} {
		if c := l.Changes[i]; c.KnownSince().Format(time.DateOnly) != want.since || c.NotYetPublic != want.not {
			t.Errorf("%d: %s %v, want %+v", i, c.KnownSince(), c.NotYetPublic, want)
		}
	}
	if len(l.Receipted()) != 2 {
		t.Errorf("a publication proves that a change was recorded: %v", l.Receipted())
	}
}

func FuzzPublications(f *testing.F) {
	f.Add([]byte(`{"change":"2027-01-01-amended-0123456789abcdef","public_since":"2026-06-05T00:00:00Z"}` + "\n"))
	f.Add([]byte("{}\nnull\n[]\n\n{"))
	f.Add([]byte(`{"change":"2027-01-01-amended-0123456789abcdef","public_since":"2026-06-05T00:00:00Z"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, _ := ParsePublications(data)
		if p.size+int64(p.Torn) != int64(len(data)) {
			t.Fatalf("%d whole and %d torn bytes of %d", p.size, p.Torn, len(data))
		}
	})
}

// TestPublicAfterRecorded: by a clock that is behind the one it was recorded by, a change is still not public before it
// was recorded.
func TestPublicAfterRecorded(t *testing.T) {
	p, ps := ParsePublications(nil)
	if len(ps) > 0 {
		t.Fatal(ps)
	}
	changes := noted(1, 9)
	out := p.Publish(changes, time.Date(2026, 6, 5, 9, 0, 0, 0, time.UTC), false)
	if len(out) != 2 || out[0].Since.Day() != 5 || !out[1].Since.Equal(changes[1].Recorded) {
		t.Errorf("noted are %+v", out)
	}
}
