package exchange

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"

	"golang.org/x/sync/errgroup"

	"gazette"
	"gazette/i18n"
	"gazette/internal/document"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/pandoc"
	"gazette/internal/site"
	"gazette/internal/source"
	"gazette/internal/word"
)

// overlay is a folder with a gazette.yaml of the test's own.
type overlay struct {
	fs.FS
	config []byte
}

func (o overlay) Open(name string) (fs.File, error) {
	if name == site.ConfigFile {
		return config{o.config}.Open(name)
	}
	return o.FS.Open(name)
}

type config struct{ data []byte }

func (c config) Open(name string) (fs.File, error) {
	return fstest.MapFS{name: {Data: c.data}}.Open(name)
}

// corpus loads one set of real notices as a site.
func corpus(t *testing.T, name string) *Counter {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "shared", "corpus", name)
	if _, err := os.Stat(dir); err != nil {
		t.Skip("SKIPPED: no corpus beside the repository")
	}
	locales := map[string]bool{"en": true}
	for _, pattern := range []string{"content/*", "archive/*/*/*.md"} {
		found, _ := filepath.Glob(filepath.Join(dir, pattern))
		for _, f := range found {
			base := filepath.Base(f)
			locales[base[:len(base)-len(extOf(base))]] = true
		}
	}
	list := "[en"
	for l := range locales {
		if l != "en" {
			list += ", " + l
		}
	}
	theme, err := fs.Sub(gazette.Starter(), "templates")
	if err != nil {
		t.Fatal(err)
	}
	yaml := fmt.Appendf(nil, "title: T\nbase_url: https://a.example/\nsection: legal\ndefault_locale: en\nlocales: %s]\n", list)
	s := load.Load(load.Layers{Site: overlay{os.DirFS(dir), yaml}, Theme: theme, Wording: i18n.Builtin()}, func(*site.Config) notice.Date { return notice.Date{Year: 2026, Month: 11, Day: 1} })
	if s.Site == nil {
		t.Fatal(s.Problems)
	}
	return New(s)
}

func extOf(name string) string {
	if filepath.Ext(name) == ".md" {
		return ".md"
	}
	return ""
}

var sets = []string{"mozilla", "contributor-covenant", "organicmaps"}

// TestCorpus: a text that goes out and comes back as it went keeps every byte.
func TestCorpus(t *testing.T) {
	for _, name := range sets {
		s := corpus(t, name)
		for i, e := range s.Editions {
			if i%4 != 0 && os.Getenv("GAZETTE_CORPUS") != "all" {
				continue
			}
			m, _ := s.Out(e)
			if m == nil {
				continue
			}
			data, err := m.JSON([]int{1, 22, 2})
			if err != nil {
				t.Fatal(err)
			}
			returns(t, s, e, data, "docx")
		}
	}
}

// returns brings pandoc's JSON of a text back, and wants the text as it was.
func returns(t *testing.T, s *Counter, e *notice.Edition, data []byte, format string) bool {
	t.Helper()
	m, err := document.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	file, ps := source.Read(s.Layers.Site, e.Path)
	if ps.Errors() {
		t.Fatal(ps)
	}
	m.Blocks = Returned(document.Settle(m.Blocks, func(document.Tracked) bool { return true }))
	Unheaded(s.Sources, e, m)
	Titled(m, e.Title)
	out := s.Back(e, file, m.Blocks, format)
	if string(out.Source) == string(file.Data) {
		if len(out.Losses) > 0 {
			t.Errorf("%s: nobody edited it, and it names %v", e.Path, out.Losses)
		}
		return true
	}
	t.Errorf("%s: came back changed in %d, with %d new, %d gone: %v\n%s", e.Path, out.Changed, out.Inserted, out.Deleted, out.Losses, firstDifference(string(out.Source), string(file.Data)))
	return false
}

func firstDifference(got, want string) string {
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	from := max(i-60, 0)
	return fmt.Sprintf("got  %q\nwant %q", got[from:min(i+90, len(got))], want[from:min(i+90, len(want))])
}

// TestCorpusWord: so it is through a docx and an odt that pandoc writes and
// reads. GAZETTE_CORPUS=all takes every text, else one in forty.
func TestCorpusWord(t *testing.T) {
	if _, err := exec.LookPath("pandoc"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("continuous integration needs pandoc")
		}
		t.Skip("SKIPPED: no pandoc")
	}
	ctx := context.Background()
	p, err := pandoc.Find(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	every := 40
	if os.Getenv("GAZETTE_CORPUS") == "all" {
		every = 1
	}
	var mu sync.Mutex
	texts, kept := map[string]int{}, map[string]int{}
	for _, name := range sets {
		s := corpus(t, name)
		var g errgroup.Group
		g.SetLimit(2)
		for i, e := range s.Editions {
			if i%every != 0 {
				continue
			}
			m, _ := s.Out(e)
			if m == nil {
				continue
			}
			for _, format := range []string{"docx", "odt"} {
				if format == "odt" && every == 40 && i%80 != 0 {
					continue
				}
				g.Go(func() error {
					in, err := m.JSON(p.Model)
					if err != nil {
						return err
					}
					file, err := p.Write(ctx, format, in, "")
					if err != nil {
						return fmt.Errorf("%s: %w", e.Path, err)
					}
					pkg, err := word.Open(file)
					if err != nil {
						return fmt.Errorf("%s: %w", e.Path, err)
					}
					back, err := p.Read(ctx, format, pkg.Zip)
					if err != nil {
						return fmt.Errorf("%s: %w", e.Path, err)
					}
					mu.Lock()
					defer mu.Unlock()
					texts[format]++
					if returns(t, s, e, back, format) {
						kept[format]++
					}
					return nil
				})
			}
		}
		if err := g.Wait(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("texts %v, byte for byte as they were %v", texts, kept)
}
