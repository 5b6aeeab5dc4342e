package exchange

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"testing"
	"testing/fstest"

	"golang.org/x/sync/errgroup"

	"gazette/i18n"
	"gazette/internal/document"
	"gazette/internal/fixture"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/pandoc"
	"gazette/internal/settings"
	"gazette/internal/source"
	"gazette/internal/word"
)

// overlay is a folder with a gazette.yaml of the test's own.
type overlay struct {
	fs.FS
	config []byte
}

func (o overlay) Open(name string) (fs.File, error) {
	if name == settings.File {
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
	theme := fixture.Theme(t)
	yaml := fmt.Appendf(nil, "title: T\nbase_url: https://a.example/\nsection: legal\ndefault_locale: en\nlocales: %s]\n", list)
	s := load.Load(load.Layers{Site: overlay{os.DirFS(dir), yaml}, Theme: theme, Wording: i18n.Builtin()}, func(*settings.Config) notice.Date { return notice.Date{Year: 2026, Month: 11, Day: 1} })
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
			if r := returns(t, s, e, data, "docx"); !r.kept {
				t.Error(r.difference)
			}
		}
	}
}

// returned is what became of a text that nobody edited.
type returned struct {
	kept       bool // byte for byte
	difference string
}

// returns brings pandoc's JSON of a text back.
func returns(t *testing.T, s *Counter, e *notice.Edition, data []byte, format string) returned {
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
	r := returned{kept: string(out.Source) == string(file.Data)}
	if r.kept {
		if len(out.Losses) > 0 {
			t.Errorf("%s: nobody edited it, and it names %v", e.Path, out.Losses)
		}
		return r
	}
	r.difference = fmt.Sprintf("%s: came back changed in %d, with %d new, %d gone: %v\n%s",
		e.Path, out.Changed, out.Inserted, out.Deleted, out.Losses, firstDifference(string(out.Source), string(file.Data)))
	return r
}

func firstDifference(got, want string) string {
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	from := max(i-60, 0)
	return fmt.Sprintf("got  %q\nwant %q", got[from:min(i+90, len(got))], want[from:min(i+90, len(want))])
}

// told is how many texts come back byte for byte, by docs/with-word.md.
func told(t *testing.T) int {
	t.Helper()
	page, err := os.ReadFile("../../docs/with-word.md")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`All (\d+) real texts`).FindSubmatch(page)
	if m == nil {
		t.Fatal("the page does not say how many texts come back")
	}
	texts, _ := strconv.Atoi(string(m[1]))
	return texts
}

// TestCorpusWord: every text comes back byte for byte through a docx and an odt that pandoc writes and reads.
// GAZETTE_CORPUS=all takes every text, else one in forty, and of an odt one in eighty.
func TestCorpusWord(t *testing.T) {
	if _, err := exec.LookPath("pandoc"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("continuous integration needs pandoc")
		}
		t.Skip("SKIPPED: no pandoc")
	}
	p, err := pandoc.Find(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	c := &circuit{pandoc: p, every: 40, texts: map[string]int{}}
	if os.Getenv("GAZETTE_CORPUS") == "all" {
		c.every = 1
	}
	for _, name := range sets {
		t.Run(name, func(t *testing.T) { c.set(t, corpus(t, name)) })
	}
	t.Logf("%v texts, byte for byte as they were", c.texts)
	whole := c.every == 1 && c.ran == len(sets) && !t.Failed()
	if n := told(t); whole && (c.texts["docx"] != n || c.texts["odt"] != n) {
		t.Errorf("docs/with-word.md says %d texts", n)
	}
}

// circuit sends texts out through pandoc and takes them back.
type circuit struct {
	pandoc *pandoc.Pandoc
	every  int
	ran    int // sets

	mu    sync.Mutex
	texts map[string]int // by format
}

func (c *circuit) set(t *testing.T, s *Counter) {
	c.ran++
	var g errgroup.Group
	g.SetLimit(2)
	for i, e := range s.Editions {
		if i%c.every != 0 {
			continue
		}
		m, _ := s.Out(e)
		if m == nil {
			continue
		}
		for _, format := range []string{"docx", "odt"} {
			if format == "odt" && i%(2*c.every) != 0 && c.every > 1 {
				continue
			}
			g.Go(func() error {
				back, err := c.around(m, format)
				if err != nil {
					return fmt.Errorf("%s: %w", e.Path, err)
				}
				c.mu.Lock()
				defer c.mu.Unlock()
				c.texts[format]++
				if r := returns(t, s, e, back, format); !r.kept {
					t.Error(r.difference)
				}
				return nil
			})
		}
	}
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
}

// around is what pandoc reads of the file that it has written.
func (c *circuit) around(m *document.Document, format string) ([]byte, error) {
	ctx := context.Background()
	in, err := m.JSON(c.pandoc.Model)
	if err != nil {
		return nil, err
	}
	file, err := c.pandoc.Write(ctx, format, in, "")
	if err != nil {
		return nil, err
	}
	pkg, err := word.Open(file)
	if err != nil {
		return nil, err
	}
	return c.pandoc.Read(ctx, format, pkg.Zip)
}
