package assemble

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"gazette/internal/history"
	"gazette/internal/history/planning"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// What plans a record stands above this package: see plans_test.go.
var (
	Plan  func(*load.Sources, planning.Intent, time.Time) ([]planning.Step, source.Problems)
	After func(*load.Sources, []planning.Step) *load.Sources
)

// busy is a site's folder on which somebody saves a file while it is read: at
// the n-th time that it is asked for something.
type busy struct {
	fs.FS
	history.Folder
	asked *atomic.Int64
	at    int64
	save  func()
}

func (b busy) tick() {
	if b.asked.Add(1) == b.at {
		b.save()
	}
}

func (b busy) Open(p string) (fs.File, error) { b.tick(); return b.FS.Open(p) }

func (b busy) Stat(p string) (fs.FileInfo, error) { b.tick(); return fs.Stat(b.FS, p) }

func (b busy) ReadFile(p string) ([]byte, error) { b.tick(); return b.Folder.ReadFile(p) }

func (b busy) Create(p string, data []byte) error { b.tick(); return b.Folder.Create(p, data) }

// smallBench is a site of two notices in two languages, of which one text is recorded.
func smallBench(t *testing.T) *workbench {
	w := &workbench{t: t, dir: t.TempDir(), day: pinned, rand: rand.New(rand.NewPCG(1, 1)), time: time.Now().Add(-time.Hour)}
	w.write("gazette.yaml", "title: T\nbase_url: https://www.example.com/\ndefault_locale: en\nlocales: [en, de]\n")
	w.write("content/en/terms.md", text("Terms", "en", "2024-01-01", "Be kind, [see](cookies.md)."))
	w.write("content/en/cookies.md", text("Cookies", "en", "2024-01-01", "We set one."))
	w.record(os.DirFS(w.dir), history.Folder{Root: w.dir}, load.Caches{})
	w.write("content/en/terms.md", text("Terms", "en", "2025-01-01", "Be very kind."))
	w.write("content/de/cookies.md", text("Cookies", "de", "2024-01-01", "Wir setzen eins."))
	return w
}

func text(title, locale, effective, body string) string {
	return fmt.Sprintf("---\ntitle: %s\nlocale: %s\neffective: %s\n---\n%s\n", title, locale, effective, body)
}

// record does what the command does, and reports whether anything was refused.
func (w *workbench) record(tree fs.FS, disk history.Disk, caches load.Caches) {
	w.t.Helper()
	s := w.loadFrom(tree, caches)
	steps, ps := Plan(s, planning.Intent{Class: notice.Substantive}, pinned.In(time.UTC))
	if s.Problems.Errors() || ps.Errors() {
		return
	}
	_ = history.Apply(disk, s.Log, steps)
}

// works are what runs while somebody saves.
var works = map[string]func(*workbench, busy, load.Caches){
	"record": func(w *workbench, b busy, caches load.Caches) { w.record(b, b, caches) },
	"plan": func(w *workbench, b busy, caches load.Caches) {
		s := w.loadFrom(b, caches)
		steps, ps := Plan(s, planning.Intent{Class: notice.Substantive}, pinned.In(time.UTC))
		if !ps.Errors() {
			_, _ = Run(After(s, steps), &Digest{}, Options{})
		}
	},
	"check": func(w *workbench, b busy, caches load.Caches) { Check(w.loadFrom(b, caches)) },
	"build": func(w *workbench, b busy, caches load.Caches) { w.publish(w.loadFrom(b, caches)) },
}

// TestSavedMeanwhile: a text that is saved at any moment of a command's work
// leaves a log whose hashes are those of the texts in the archive, and nothing
// in .cache that is not so: with it and without it, check and build agree. The
// new text is of the same size and time as the old one.
func TestSavedMeanwhile(t *testing.T) {
	for name, work := range works {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tries := int64(2)
			switch {
			case os.Getenv("GAZETTE_LONG_TESTS") != "":
				tries = 60
			case os.Getenv("CI") == "true" && !Racing:
				tries = 8
			}
			moments := tries
			for at := rand.Int64N(tries); at <= moments; at += 1 + moments/tries {
				w := smallBench(t)
				asked := new(atomic.Int64)
				caches := w.caches()
				work(w, busy{os.DirFS(w.dir), history.Folder{Root: w.dir}, asked, at, w.saveAlike}, caches)
				caches.Close()
				moments = max(moments, asked.Load())
				w.trusted(fmt.Sprintf("saved at %d", at))
				if t.Failed() {
					return
				}
			}
			if moments < 20 {
				t.Errorf("only %d moments", moments)
			}
		})
	}
}

// saveAlike saves other texts of the same size, by rename, with the old times.
func (w *workbench) saveAlike() {
	for _, p := range []string{"content/en/terms.md", "content/de/cookies.md"} {
		info, err := os.Stat(w.path(p))
		if err != nil {
			w.t.Error(err)
			return
		}
		data, _ := os.ReadFile(w.path(p))
		text := strings.NewReplacer("very", "most", "eins", "zwei").Replace(string(data))
		tmp := w.path(p + ".tmp")
		_ = os.WriteFile(tmp, []byte(text), 0o644)
		_ = os.Chtimes(tmp, info.ModTime(), info.ModTime())
		if err := os.Rename(tmp, w.path(p)); err != nil {
			w.t.Error(err)
		}
	}
}

// trusted holds that the log and the archive agree, and so do runs with the
// caches and without.
func (w *workbench) trusted(after string) {
	w.t.Helper()
	w.check(after)
	for _, p := range Check(w.load()) {
		if p.Severity == rule.Error && p.Rule.ID() != "silent-edit" {
			w.t.Errorf("after %s: %s: %s", after, p.Pos, p.Message)
		}
	}
	w.build()
	w.same(after)
}

// TestLostTail cuts the sample's change log off at the end of each line, and
// within each: either nothing is recorded, or what is recorded is what was
// lost. It never makes a change that was not there, so nobody is told of one.
func TestLostTail(t *testing.T) {
	w := newWorkbench(t, 3)
	w.record(os.DirFS(w.dir), history.Folder{Root: w.dir}, load.Caches{})
	whole, err := os.ReadFile(w.path(history.LogFile))
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, c := range w.load().Log.Changes {
		ids[c.ID] = true
	}
	refused, rounds, begin := 0, 0, 0
	for i, b := range whole {
		if b != '\n' {
			continue
		}
		cuts := []int{begin, (begin + i) / 2, i - 1}
		if os.Getenv("GAZETTE_LONG_TESTS") == "" {
			cuts = cuts[rounds%3 : rounds%3+1]
		}
		for _, at := range cuts {
			w.write(history.LogFile, string(whole[:at]))
			s := w.load()
			steps, ps := Plan(s, planning.Intent{Class: notice.Substantive}, pinned.In(time.UTC))
			rounds++
			if s.Problems.Errors() || ps.Errors() {
				refused++
				continue
			}
			for _, step := range steps {
				if !ids[step.Change.ID] {
					t.Errorf("cut off at %d: %s would be invented", at, step.Change.ID)
				}
			}
		}
		begin = i + 1
	}
	if refused < rounds*9/10 {
		t.Errorf("of %d, only %d were refused", rounds, refused)
	}
}
