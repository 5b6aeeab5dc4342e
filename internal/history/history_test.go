package history

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"gazette/i18n"
	"gazette/internal/history/planning"
	"gazette/internal/notice"
	"gazette/internal/source"
)

var noon = time.Date(2026, 1, 15, 12, 0, 0, 0, time.UTC)

func date(s string) notice.Date {
	d, err := notice.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// working is a text in content/ whose hash is that of its words.
func working(slug, locale, effective, words string) planning.Working {
	e := &notice.Edition{Slug: notice.Slug(slug), Path: "content/" + locale + "/" + slug + ".md", Revision: 1}
	e.Locale, e.Effective = i18n.Locale(locale), date(effective)
	return planning.Working{Edition: e, Hash: "sha256:" + words, Changed: func() string { return "words" }}
}

// disk is a Disk in memory that can break at any of its effects.
type disk struct {
	files  map[string][]byte
	breaks int  // the effect that breaks, from 1; 0 never
	half   bool // it does half of its work first, as a write cut short does
	count  int
}

var errBroken = errors.New("the power is off")

func (d *disk) effect(whole, half func()) error {
	d.count++
	if d.breaks == 0 || d.count < d.breaks {
		whole()
		return nil
	}
	if d.half && d.count == d.breaks {
		half()
	}
	return errBroken
}

func (d *disk) ReadFile(p string) ([]byte, error) {
	if data, ok := d.files[p]; ok {
		return bytes.Clone(data), nil
	}
	return nil, fs.ErrNotExist
}

func (d *disk) Create(p string, data []byte) error {
	if _, ok := d.files[p]; ok {
		return fs.ErrExist
	}
	return d.effect(func() { d.files[p] = bytes.Clone(data) }, func() {}) // whole or not at all
}

func (d *disk) Append(p string, data []byte) error {
	return d.effect(func() { d.files[p] = append(d.files[p], data...) }, func() { d.files[p] = append(d.files[p], data[:len(data)/2]...) })
}

func (d *disk) Replace(p string, data []byte) error {
	return d.effect(func() { d.files[p] = bytes.Clone(data) }, func() {}) // whole or not at all
}

// read reads the log as a site's folder has it.
func (d *disk) read() (*Log, source.Problems) {
	site := fstest.MapFS{}
	for p, data := range d.files {
		site[p] = &fstest.MapFile{Data: data}
	}
	return ReadLog(site)
}

func (d *disk) Truncate(p string, size int64) error {
	return d.effect(func() { d.files[p] = d.files[p][:size] }, func() {})
}

func (d *disk) Remove(p string) error {
	if _, ok := d.files[p]; !ok {
		return nil
	}
	return d.effect(func() { delete(d.files, p) }, func() {})
}

// tableau is a small working site on a disk.
type tableau struct {
	disk  *disk
	texts []planning.Working
}

func (s *tableau) put(slug, locale, effective, words string) {
	w := working(slug, locale, effective, words)
	s.texts = slices.DeleteFunc(s.texts, func(o planning.Working) bool { return o.Edition.Path == w.Edition.Path })
	s.texts = append(s.texts, w)
	s.disk.files[w.Edition.Path] = []byte(effective + " " + words)
	w.Edition.Hash = sha256.Sum256(s.disk.files[w.Edition.Path])
}

// record does what `gazette record` does.
func (s *tableau) record(t *testing.T, in planning.Intent, day string) error {
	t.Helper()
	log, ps := s.disk.read()
	if ps.Errors() {
		t.Fatal(ps)
	}
	now, err := log.Clock(noon, false)
	if err != nil {
		t.Fatal(err)
	}
	var steps []planning.Step
	for _, slug := range []notice.Slug{"cookies", "terms"} {
		texts := slices.DeleteFunc(slices.Clone(s.texts), func(w planning.Working) bool { return w.Edition.Slug != slug })
		if len(texts) == 0 {
			continue
		}
		more, ps := planning.Steps(log.Records()[slug], slug, texts, texts[0].Edition, in, date(day), now)
		if ps.Errors() {
			return ps
		}
		steps = append(steps, more...)
	}
	return Apply(s.disk, log, steps)
}

// state is what readers of the log and the archive see.
func (s *tableau) state(t *testing.T) string {
	t.Helper()
	log, ps := s.disk.read()
	if len(ps) > 0 || log.Torn > 0 {
		t.Fatalf("the log is damaged: %v, %d bytes torn", ps, log.Torn)
	}
	var b strings.Builder
	for _, c := range log.Changes {
		fmt.Fprintln(&b, c.ID, c.Kind, c.Notice, c.From, c.To, c.Locales)
	}
	for _, p := range slices.Sorted(maps.Keys(s.disk.files)) {
		if strings.HasPrefix(p, "archive/") && p != LogFile {
			fmt.Fprintln(&b, p, string(s.disk.files[p]))
		}
	}
	return b.String()
}

// act is a story of several records; breaks makes one effect of it fail, after
// which the same record is made again.
func act(t *testing.T, breaks int, half bool) (state string, effects int) {
	t.Helper()
	s := &tableau{disk: &disk{files: map[string][]byte{}, breaks: breaks, half: half}}
	try := func(in planning.Intent, day string) {
		if err := s.record(t, in, day); err != nil {
			if !errors.Is(err, errBroken) {
				t.Fatal(err)
			}
			s.disk.breaks = 0 // the power is back
			if err := s.record(t, in, day); err != nil {
				t.Fatalf("after a crash at effect %d: %v", breaks, err)
			}
		}
	}
	s.put("cookies", "en", "2026-02-01", "one")
	s.put("cookies", "de", "2026-02-01", "eins")
	s.put("terms", "en", "2026-03-01", "first")
	try(planning.Intent{}, "2026-01-15")
	s.put("cookies", "en", "2026-05-01", "two")
	try(planning.Intent{Further: map[notice.Slug]bool{"cookies": true}}, "2026-01-20")
	s.put("cookies", "de", "2026-05-01", "zwei")
	s.put("cookies", "en", "2026-05-01", "two mended")
	try(planning.Intent{Editorial: map[notice.Slug]string{"cookies": "a typing error"}}, "2026-01-21")
	move := planning.Intent{Reschedule: map[notice.Slug]bool{"terms": true}}
	s.put("terms", "en", "2026-04-01", "first")
	try(move, "2026-01-22")
	s.put("terms", "en", "2026-03-01", "first") // the date that was given up, taken again
	try(move, "2026-01-23")
	s.put("terms", "en", "2026-04-01", "first") // and given up once more
	try(move, "2026-01-24")
	s.put("terms", "en", "2026-03-01", "first")
	try(move, "2026-01-25")
	s.put("terms", "en", "2026-03-01", "first, mended")
	try(planning.Intent{Editorial: map[notice.Slug]string{"terms": "a typing error"}}, "2026-01-26")
	terms := s.texts[len(s.texts)-1].Edition
	for range 2 {
		terms.Withdrawn = date("2026-09-01")
		try(planning.Intent{}, "2026-01-27")
		terms.Withdrawn = notice.Date{}
		try(planning.Intent{Reinstate: map[notice.Slug]bool{"terms": true}}, "2026-01-28")
	}
	return s.state(t), s.disk.count
}

// TestCrashAtEveryEffect breaks recording at each write, whole and half done,
// and records again: the end is as if nothing had happened.
func TestCrashAtEveryEffect(t *testing.T) {
	want, effects := act(t, 0, false)
	if effects < 10 || !strings.Contains(want, "rescheduled") || strings.Count(want, "reinstated terms") != 2 || !strings.Contains(want, "en.r2.md") {
		t.Fatalf("the story is too thin: %d effects\n%s", effects, want)
	}
	for breaks := 1; breaks <= effects; breaks++ {
		for _, half := range []bool{false, true} {
			if got, _ := act(t, breaks, half); got != want {
				t.Errorf("after a crash at effect %d (half done: %t)\n got\n%s\nwant\n%s", breaks, half, got, want)
			}
		}
	}
}

// TestAgain: a change that says what an earlier one said is a change of its
// own, the same one on two branches, whatever the order of lines.
func TestAgain(t *testing.T) {
	s := &tableau{disk: &disk{files: map[string][]byte{}}}
	move := planning.Intent{Reschedule: map[notice.Slug]bool{"terms": true}}
	for i, d := range []string{"2026-03-01", "2026-04-01", "2026-03-01", "2026-04-01", "2026-03-01", "2026-04-01"} {
		s.put("terms", "en", d, "first")
		if err := s.record(t, move, "2026-01-15"); err != nil {
			t.Fatal(err)
		}
		log, _ := ParseLog(s.disk.files[LogFile])
		if r := log.Records()["terms"]; len(log.Changes) != i+1 || !slices.Equal(r.Dates(), []notice.Date{date(d)}) {
			t.Fatalf("after %d records there are %d changes, and the date is %v, not %s", i+1, len(log.Changes), r.Dates(), d)
		}
	}
	moved := &tableau{disk: &disk{files: maps.Clone(s.disk.files)}}
	for _, branch := range []*tableau{s, moved} {
		branch.put("terms", "en", "2026-03-01", "first")
		if err := branch.record(t, move, "2026-01-15"); err != nil {
			t.Fatal(err)
		}
	}
	lines := slices.Collect(bytes.Lines(slices.Concat(s.disk.files[LogFile], moved.disk.files[LogFile])))
	slices.Reverse(lines)
	log, ps := ParseLog(bytes.Join(lines, nil))
	var ids []string
	for _, c := range log.Changes {
		ids = append(ids, fmt.Sprintf("%s %s %d", c.Kind, c.To, c.Again))
	}
	want := "[published 2026-03-01 0 rescheduled 2026-04-01 0 rescheduled 2026-03-01 0 rescheduled 2026-04-01 1 rescheduled 2026-03-01 1 rescheduled 2026-04-01 2 rescheduled 2026-03-01 2]"
	if got := fmt.Sprint(ids); got != want || len(ps) > 0 {
		t.Errorf("merged\n got %s %v\nwant %s", got, ps, want)
	}
}

// TestCorrectedAgain: a word may be changed, changed back, and changed again.
func TestCorrectedAgain(t *testing.T) {
	s := &tableau{disk: &disk{files: map[string][]byte{}}}
	for i, words := range []string{"one", "two", "one", "two"} {
		s.put("terms", "en", "2026-03-01", words)
		if err := s.record(t, planning.Intent{Editorial: map[notice.Slug]string{"terms": "a better word"}}, "2026-01-15"); err != nil {
			t.Fatal(err)
		}
		log, _ := ParseLog(s.disk.files[LogFile])
		if got := log.Records()["terms"].Hash("en", date("2026-03-01")); len(log.Changes) != i+1 || got != "sha256:"+words {
			t.Fatalf("after %q the log has %d changes, and the text is %s", words, len(log.Changes), got)
		}
	}
}

func TestRecordTwiceAddsNothing(t *testing.T) {
	s := &tableau{disk: &disk{files: map[string][]byte{}}}
	s.put("cookies", "en", "2026-02-01", "one")
	for range 2 {
		if err := s.record(t, planning.Intent{}, "2026-01-15"); err != nil {
			t.Fatal(err)
		}
	}
	if n := bytes.Count(s.disk.files[LogFile], []byte("\n")); n != 1 {
		t.Errorf("%d lines after recording twice", n)
	}
}

func TestPlan(t *testing.T) {
	recorded := func(texts ...planning.Working) *planning.Record {
		var l Log
		l.lines = map[string]int{}
		for _, w := range texts {
			steps, ps := planning.Steps(l.Records()["cookies"], "cookies", []planning.Working{w}, w.Edition, planning.Intent{Further: map[notice.Slug]bool{"cookies": true}}, date("2020-01-01"), noon)
			if ps.Errors() {
				t.Fatal(ps)
			}
			for _, s := range steps {
				l.Changes = append(l.Changes, s.Change)
			}
		}
		return l.Records()["cookies"]
	}
	for _, c := range []struct {
		name      string
		record    *planning.Record
		texts     []planning.Working
		withdrawn string
		in        planning.Intent
		day       string
		want      string // steps, or the rules of the problems
	}{
		{"first edition", nil, []planning.Working{working("cookies", "en", "2026-02-01", "a")}, "", planning.Intent{}, "2026-01-15", "published  2026-02-01 en=a archive/cookies/2026-02-01/en.md"},
		{"later date", recorded(working("cookies", "en", "2026-02-01", "a")), []planning.Working{working("cookies", "en", "2026-06-01", "b")}, "", planning.Intent{}, "2026-03-01",
			"amended 2026-02-01 2026-06-01 en=b archive/cookies/2026-06-01/en.md"},
		{"translation", recorded(working("cookies", "en", "2026-02-01", "a")), []planning.Working{working("cookies", "en", "2026-02-01", "a"), working("cookies", "de", "2026-02-01", "x")}, "", planning.Intent{}, "2026-03-01",
			"translated  2026-02-01 de=x archive/cookies/2026-02-01/de.md"},
		{"silent edit", recorded(working("cookies", "en", "2026-02-01", "a")), []planning.Working{working("cookies", "en", "2026-02-01", "b")}, "", planning.Intent{}, "2026-03-01", "silent-edit"},
		{"editorial", recorded(working("cookies", "en", "2026-02-01", "a")), []planning.Working{working("cookies", "en", "2026-02-01", "b")}, "",
			planning.Intent{Editorial: map[notice.Slug]string{"cookies": "typo"}}, "2026-03-01", "corrected  2026-02-01 en=b archive/cookies/2026-02-01/en.r2.md"},
		{"backwards", recorded(working("cookies", "en", "2026-02-01", "a")), []planning.Working{working("cookies", "en", "2026-01-01", "b")}, "", planning.Intent{}, "2026-03-01", "date-backwards"},
		{"ambiguous", recorded(working("cookies", "en", "2026-02-01", "a")), []planning.Working{working("cookies", "en", "2026-04-01", "b")}, "", planning.Intent{}, "2026-01-15", "ambiguous-date"},
		{"reschedule", recorded(working("cookies", "en", "2026-02-01", "a")), []planning.Working{working("cookies", "en", "2026-04-01", "a")}, "",
			planning.Intent{Reschedule: map[notice.Slug]bool{"cookies": true}}, "2026-01-15", "rescheduled 2026-02-01 2026-04-01 en=a archive/cookies/2026-04-01/en.md"},
		{"withdrawn", recorded(working("cookies", "en", "2026-02-01", "a")), []planning.Working{working("cookies", "en", "2026-02-01", "a")}, "2026-09-01", planning.Intent{}, "2026-03-01", "withdrawn 2026-02-01 2026-09-01 en=a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			lead := c.texts[0].Edition
			if c.withdrawn != "" {
				lead.Withdrawn = date(c.withdrawn)
			}
			steps, ps := planning.Steps(c.record, "cookies", c.texts, lead, c.in, date(c.day), noon)
			var got []string
			for _, p := range ps {
				got = append(got, p.Rule.ID())
			}
			for _, s := range steps {
				line := []string{string(s.Change.Kind), s.Change.From.String(), s.Change.To.String()}
				for _, l := range slices.Sorted(maps.Keys(s.Change.Locales)) {
					line = append(line, string(l)+"="+strings.TrimPrefix(s.Change.Locales[l], "sha256:"))
				}
				for _, text := range s.Copies {
					line = append(line, text.To)
				}
				got = append(got, strings.Join(line, " "))
			}
			if s := strings.Join(got, "\n"); s != c.want {
				t.Errorf("got  %s\nwant %s", s, c.want)
			}
		})
	}
}

// written is a whole line of a log.
func written(t *testing.T, kind notice.Kind, to string, recorded time.Time) string {
	t.Helper()
	c := notice.Change{Kind: kind, Notice: "cookies", To: date(to), Locales: map[i18n.Locale]string{"en": "sha256:" + to}, Recorded: recorded}
	c.ID = c.DeriveID()
	b, err := encode(c)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestParseLog(t *testing.T) {
	a, b := written(t, notice.Published, "2026-02-01", noon), written(t, notice.Amended, "2026-05-01", noon.Add(time.Hour))
	for _, c := range []struct {
		name, log   string
		changes     int
		torn        bool
		wantProblem string
	}{
		{"empty", "", 0, false, ""},
		{"two", a + b, 2, false, ""},
		{"order of lines means nothing", b + a, 2, false, ""},
		{"the same line twice", a + b + a, 2, false, ""},
		{"torn last line", a + b[:len(b)/2], 1, true, ""},
		{"no line end", a + strings.TrimSuffix(b, "\n"), 2, false, ""},
		{"blank lines and CRLF", a + "\n" + strings.TrimSuffix(b, "\n") + "\r\n", 2, false, ""},
		{"a field of a future tool", strings.Replace(a, `{"id"`, `{"witness":"x","id"`, 1), 1, false, ""},
		{"garbage in the middle", a + "garbage\n" + b, 2, false, "archive/changes.jsonl:2:1: is not a change: invalid character 'g' looking for beginning of value"},
		{"unknown kind", strings.Replace(a, `"published"`, `"repealed"`, 1), 0, false, `archive/changes.jsonl:1:1: the kind "repealed" is not known`},
		{"edited by hand", strings.Replace(a, `"to":"2026-02-01"`, `"to":"2026-02-02"`, 1), 0, false, "archive/changes.jsonl:1:1: the id \"2026-02-01-published-"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, ps := ParseLog([]byte(c.log))
			if len(l.Changes) != c.changes || l.Torn > 0 != c.torn {
				t.Errorf("%d changes, %d bytes torn", len(l.Changes), l.Torn)
			}
			if !strings.HasPrefix(ps.Error(), c.wantProblem) || c.wantProblem == "" && len(ps) > 0 {
				t.Errorf("problems %q, want %q", ps.Error(), c.wantProblem)
			}
			if !slices.IsSortedFunc(l.Changes, notice.CompareChanges) {
				t.Error("the changes are not in order of recording")
			}
		})
	}
}

func TestClock(t *testing.T) {
	l, _ := ParseLog([]byte(written(t, notice.Published, "2026-02-01", noon)))
	if _, err := l.Clock(time.Unix(0, 0), false); err == nil {
		t.Error("a clock set to 1970 is taken for the time")
	} else if h := new(source.Hinted); !errors.As(err, &h) || h.Hint == "" {
		t.Errorf("no way out: %v", err)
	}
	if got, err := l.Clock(noon.Add(-time.Hour), false); err != nil || !got.Equal(noon.Add(time.Second)) {
		t.Errorf("a clock an hour behind gives %v, %v", got, err)
	}
	late := noon.AddDate(74, 0, 0)
	if _, err := l.Clock(late, false); err == nil {
		t.Error("a clock set to 2100 is taken for the time")
	}
	l, _ = ParseLog([]byte(written(t, notice.Published, "2026-02-01", late)))
	if _, err := l.Clock(noon, false); err == nil {
		t.Error("a clock behind the log is taken for the time")
	}
	if got, err := l.Clock(noon, true); err != nil || !got.Equal(late.Add(time.Second)) {
		t.Errorf("despite that the time is %v, %v", got, err)
	}
}

// TestFolder records on a real disk.
func TestFolder(t *testing.T) {
	f := Folder{Root: t.TempDir()}
	if err := f.Create("archive/a/en.md", []byte("x")); err != nil {
		t.Fatal(err)
	}
	if err := f.Create("archive/a/en.md", []byte("y")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a recorded file can be replaced: %v", err)
	}
	for _, s := range []string{"one\n", "two\n"} {
		if err := f.Append(LogFile, []byte(s)); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Truncate(LogFile, 4); err != nil {
		t.Fatal(err)
	}
	if data, err := f.ReadFile(LogFile); err != nil || string(data) != "one\n" {
		t.Errorf("%q %v", data, err)
	}
}

func FuzzParseLog(f *testing.F) {
	f.Add([]byte(`{"id":"x","kind":"published"}` + "\n"))
	f.Add([]byte("{"))
	f.Add([]byte(`{"to":"2026-02-30","recorded":"x"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, ps := ParseLog(data)
		for _, p := range ps {
			if p.Line == 0 {
				t.Errorf("a problem without a place: %v", p)
			}
		}
		for _, c := range l.Changes {
			if c.ID != c.DeriveID() {
				t.Error("a change with a foreign id was read")
			}
		}
	})
}

// TestParts: a log in many parts is read as in one.
func TestParts(t *testing.T) {
	var log bytes.Buffer
	for i := range 40 {
		log.WriteString(strings.Repeat("\r\n", i%3))
		log.WriteString(written(t, notice.Published, date("2026-02-01").AddDays(i).String(), noon))
	}
	log.WriteString("torn")
	read := func(n int) []part {
		parts := cutParts(log.Bytes(), n, 1)
		readParts(parts)
		return parts
	}
	want := joined(read(1))
	for n := 2; n < 100; n += 7 {
		parts := read(n)
		if got := joined(parts); len(parts) < 2 || got != want {
			t.Fatalf("in %d parts\n got %s\nwant %s", len(parts), got, want)
		}
	}
}

// joined says what was read of parts.
func joined(parts []part) string {
	var out strings.Builder
	before := 0
	for _, p := range parts {
		for _, l := range p.lines {
			fmt.Fprintln(&out, before+l.number, len(l.text), l.ended, l.own, l.change.ID, l.err)
		}
		before += p.count
	}
	return out.String()
}

func BenchmarkParseLog(b *testing.B) {
	var log bytes.Buffer
	for i := range 100_000 {
		c := notice.Change{Kind: notice.Amended, Notice: notice.Slug(fmt.Sprintf("notice-%d", i%1000)), From: date("2026-02-01"), To: date("2026-02-01").AddDays(i / 1000),
			Locales: map[i18n.Locale]string{}, Recorded: noon.Add(time.Duration(i) * time.Second), Class: notice.Substantive}
		for _, l := range []i18n.Locale{"en", "de", "fr"} {
			c.Locales[l] = "sha256:" + strings.Repeat("0123456789abcdef", 4)
		}
		c.ID = c.DeriveID()
		line, _ := encode(c)
		log.Write(line)
	}
	b.SetBytes(int64(log.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if l, ps := ParseLog(log.Bytes()); len(l.Changes) != 100_000 || len(ps) > 0 {
			b.Fatal(len(l.Changes), ps)
		}
	}
}

// TestDraftOfAKilledProcess: a draft that is still linked to a recorded file
// is not written into.
func TestDraftOfAKilledProcess(t *testing.T) {
	f := Folder{Root: t.TempDir()}
	if err := f.Create("archive/a/en.md", []byte("recorded")); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(f.path("archive/a/en.md"), f.path(draft)); err != nil {
		t.Skip(err)
	}
	if err := f.Create("archive/a/de.md", []byte("x")); err != nil {
		t.Fatal(err)
	}
	if data, err := f.ReadFile("archive/a/en.md"); err != nil || string(data) != "recorded" {
		t.Errorf("the recorded file now holds %q, %v", data, err)
	}
}
