package main

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"gazette/bench/specimen"
	"gazette/i18n"
	"gazette/internal/assemble"
	"gazette/internal/check"
	"gazette/internal/fixture"
	"gazette/internal/galley"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/settings"
	"gazette/internal/source"
	"gazette/render"
)

// corpus is the site that the benchmarks of stages work on: 1,300 texts.
var corpus = specimen.Site{Notices: 100, Locales: specimen.MaxLocales, Editions: 1, Seed: 1}

// discard is a sink for benchmarks of everything but writing.
type discard struct{}

func (discard) Write(string, string, []byte) error                       { return nil }
func (discard) Copy(string, string, func() (io.ReadCloser, error)) error { return nil }
func (discard) Recall(string, string) ([]byte, bool)                     { return nil, false }
func (discard) Remember(string, string, []byte)                          {}

// layers writes a corpus and opens it as the command does.
func layers(tb testing.TB, s specimen.Site) load.Layers {
	tb.Helper()
	dir := tb.TempDir()
	if err := s.Write(dir); err != nil {
		tb.Fatal(err)
	}
	tree, err := source.OpenTree(dir)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { tree.Close() })
	theme := fixture.Theme(tb)
	return load.Layers{Site: tree, Theme: theme, Wording: i18n.Builtin()}
}

// loaded reads a corpus, which must be without problems.
func loaded(tb testing.TB, l load.Layers) *load.Sources {
	tb.Helper()
	day, err := notice.ParseDate(specimen.Day)
	if err != nil {
		tb.Fatal(err)
	}
	s := load.Load(l, func(*settings.Config) notice.Date { return day })
	if len(s.Problems) > 0 {
		tb.Fatal(s.Problems.Error())
	}
	return s
}

// perText reports the time of one text, so that sizes can be compared.
func perText(b *testing.B, s specimen.Site) {
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*s.Sources()), "µs/text")
}

// BenchmarkBuild is a whole build without the writing.
func BenchmarkBuild(b *testing.B) {
	l := layers(b, corpus)
	b.ReportAllocs()
	for b.Loop() {
		if rep, err := assemble.Run(loaded(b, l), discard{}, assemble.Options{}); err != nil || rep.Problems.Errors() {
			b.Fatal(err, rep.Problems)
		}
	}
	perText(b, corpus)
}

// BenchmarkLoad reads the editions and links the site.
func BenchmarkLoad(b *testing.B) {
	l := layers(b, corpus)
	b.ReportAllocs()
	for b.Loop() {
		loaded(b, l)
	}
	perText(b, corpus)
}

// BenchmarkSet turns every text into HTML, on one core.
func BenchmarkSet(b *testing.B) {
	s := loaded(b, layers(b, corpus))
	f := s.Formatter()
	b.ReportAllocs()
	for b.Loop() {
		for _, n := range s.Site.Notices {
			f.Notice(n)
		}
	}
	perText(b, corpus)
}

// BenchmarkRender makes the pages of texts that were set, on one core.
func BenchmarkRender(b *testing.B) {
	s := loaded(b, layers(b, corpus))
	renderer, err := render.New(s.Site, s.Wording, s.Theme)
	if err != nil {
		b.Fatal(err)
	}
	f := s.Formatter()
	set := make([]map[*notice.Edition]*galley.Galley, len(s.Site.Notices))
	for i, n := range s.Site.Notices {
		set[i] = f.Notice(n)
	}
	b.ReportAllocs()
	for b.Loop() {
		for i, n := range s.Site.Notices {
			if err := renderer.NoticePages(n, set[i], func(f render.File) error { render.Reuse(f); return nil }); err != nil {
				b.Fatal(err)
			}
		}
	}
	perText(b, corpus)
}

// TestSpecimen builds a small corpus with archives: a corpus that is not a
// sound site, or not the same twice, would measure something else.
func TestSpecimen(t *testing.T) {
	small := specimen.Site{Notices: 8, Locales: specimen.MaxLocales, Editions: 3, Seed: 1}
	s := loaded(t, layers(t, small))
	if got := len(s.Editions); got != small.Sources() {
		t.Errorf("%d editions were read of %d", got, small.Sources())
	}
	rep, err := assemble.Run(s, discard{}, assemble.Options{})
	if err != nil || rep.Problems.Errors() {
		t.Errorf("%v %v", err, rep.Problems)
	}
	for _, p := range assemble.Check(s) {
		if p.Rule.ID() != "unrecorded-edition" && p.Rule.ID() != "unlogged-edition" && p.Rule.ID() != "missing-changes" {
			t.Errorf("check: %v", p)
		}
	}
	a, b := t.TempDir(), t.TempDir()
	for _, dir := range []string{a, b} {
		if err := small.Write(dir); err != nil {
			t.Fatal(err)
		}
	}
	name := filepath.Join("archive", "notice-00003", "2023-01-04", "ja.md")
	if x, y := read(t, filepath.Join(a, name)), read(t, filepath.Join(b, name)); x != y {
		t.Error("the same seed gives different bytes")
	} else if x == read(t, filepath.Join(a, "content", "ja", "notice-00003.md")) {
		t.Error("an earlier edition has the same text")
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// BenchmarkCheck judges the whole corpus by every rule.
func BenchmarkCheck(b *testing.B) {
	s := loaded(b, layers(b, corpus))
	b.ReportAllocs()
	for b.Loop() {
		check.Run(check.Input{Site: s.Site, Editions: s.Editions, Formatter: s.Formatter(), Wording: s.Wording, Log: s.Log})
	}
	perText(b, corpus)
}
