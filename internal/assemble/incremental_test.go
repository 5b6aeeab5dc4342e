package assemble

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"gazette"
	"gazette/i18n"
	"gazette/internal/cache"
	"gazette/internal/fixture"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/publish"
	"gazette/internal/rule"
	"gazette/internal/settings"
	"gazette/internal/source"
)

// workbench is a site on disk that a test edits and builds again and again.
type workbench struct {
	t    *testing.T
	dir  string
	day  notice.Date
	rand *rand.Rand
	time time.Time // of the file that was written last
}

// The sample in a few of its languages: a test that builds it dozens of times
// needs no more.
var (
	otherLocale = regexp.MustCompile(`[/.](es|fr|it|hu|ja|pl|pt-BR|ru|zh-Hans)(\.md$|\.r\d+\.md$|/)`)
	localeList  = regexp.MustCompile(`(?m)^locales: .*$`)
)

func newWorkbench(t *testing.T, seed uint64) *workbench {
	t.Helper()
	w := &workbench{t: t, dir: t.TempDir(), day: pinned, rand: rand.New(rand.NewPCG(seed, 1)), time: time.Now().Add(-24 * time.Hour)}
	starter := gazette.Starter()
	err := fs.WalkDir(starter, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if other := otherLocale.MatchString(p); other {
			return nil
		}
		data, err := fs.ReadFile(starter, p)
		w.write(p, string(localeList.ReplaceAll(data, []byte("locales: [en, de, ar, ko, nl]"))))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *workbench) path(p string) string { return filepath.Join(w.dir, filepath.FromSlash(p)) }

func (w *workbench) write(p, text string) {
	w.t.Helper()
	fixture.Write(w.t, w.dir, p, text)
	w.time = w.time.Add(time.Second) // each time another
	if err := os.Chtimes(w.path(p), w.time, w.time); err != nil {
		w.t.Fatal(err)
	}
}

func (w *workbench) change(p string, f func(string) string) {
	w.t.Helper()
	data, err := os.ReadFile(w.path(p))
	if err != nil {
		w.t.Fatal(err)
	}
	w.write(p, f(string(data)))
}

// pick chooses a working text.
func (w *workbench) pick() string {
	files, err := filepath.Glob(w.path("content/*/*.md"))
	if err != nil || len(files) == 0 {
		w.t.Fatal("no texts", err)
	}
	rel, _ := filepath.Rel(w.dir, files[w.rand.IntN(len(files))])
	return filepath.ToSlash(rel)
}

// load reads the site, as the first run ever does.
func (w *workbench) load() *load.Sources { return w.loadWith(load.Caches{}) }

func (w *workbench) loadWith(caches load.Caches) *load.Sources {
	w.t.Helper()
	return w.loadFrom(os.DirFS(w.dir), caches)
}

// loadFrom reads the site through a file system.
func (w *workbench) loadFrom(tree fs.FS, caches load.Caches) *load.Sources {
	w.t.Helper()
	theme := fixture.Theme(w.t)
	s := load.Load(load.Layers{Site: tree, Theme: theme, Wording: i18n.Builtin(), Caches: caches}, func(*settings.Config) notice.Date { return w.day })
	if s.Site == nil {
		w.t.Fatal(s.Problems)
	}
	return s
}

// caches are the caches of the site.
func (w *workbench) caches() load.Caches {
	kept := func(name string) *cache.Cache {
		b := cache.New(w.path(".cache/"+name+".txt"), "g")
		b.Clock = func(string) (time.Time, error) { return time.Now().Add(time.Hour), nil } // the run begins when all files have settled
		return b
	}
	return load.Caches{Editions: kept("editions"), Hashes: kept("hashes"), Findings: kept("findings")}
}

// check compares what check finds with caches and without.
func (w *workbench) check(after string) {
	w.t.Helper()
	caches := w.caches()
	got, want := Check(w.loadWith(caches)), Check(w.load())
	caches.Close()
	if !slices.Equal(got.Sort(), want.Sort()) {
		w.t.Errorf("after %s: with caches check finds\n%v\nand without\n%v", after, got, want)
	}
}

// build builds into public/ as the command does.
func (w *workbench) build() publish.Outcome {
	w.t.Helper()
	caches := w.caches()
	defer caches.Close()
	return w.publish(w.loadWith(caches))
}

// publish builds what was read, if it has no errors.
func (w *workbench) publish(s *load.Sources) publish.Outcome {
	w.t.Helper()
	stage, err := publish.New(w.path("public"), w.path(".cache"), s.Generation(), false)
	if err != nil {
		w.t.Fatal(err)
	}
	report, err := Run(s, stage, Options{})
	if err != nil {
		w.t.Fatal(err)
	}
	if slices.ContainsFunc(report.Problems, func(p source.Problem) bool { return p.Rule == rule.ChangedMeanwhile }) {
		_ = stage.Abort()
		return publish.Outcome{}
	}
	out, err := stage.Commit()
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

// same compares public/ with a clean build.
func (w *workbench) same(after string) {
	w.t.Helper()
	w.check(after)
	var clean Memory
	if _, err := Run(w.load(), &clean, Options{}); err != nil {
		w.t.Fatal(err)
	}
	got := map[string]bool{}
	err := filepath.WalkDir(w.path("public"), func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == publish.Marker {
			return err
		}
		rel, _ := filepath.Rel(w.path("public"), p)
		rel = filepath.ToSlash(rel)
		got[rel] = true
		data, err := os.ReadFile(p)
		if want, ok := clean.Files[rel]; !ok {
			w.t.Errorf("after %s: %s should be gone", after, rel)
		} else if string(data) != string(want) {
			w.t.Errorf("after %s: %s differs from a clean build", after, rel)
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	for _, p := range slices.Sorted(maps.Keys(clean.Files)) {
		if !got[p] {
			w.t.Errorf("after %s: %s is missing", after, p)
		}
	}
}

// edits are what people do to a site between two builds.
var edits = map[string]func(*workbench){
	"text": func(w *workbench) {
		w.change(w.pick(), func(s string) string { return s + fmt.Sprintf("\nAdded paragraph %d.\n", w.rand.Int()) })
	},
	"title": func(w *workbench) {
		w.change(w.pick(), func(s string) string {
			return strings.Replace(s, "title: ", fmt.Sprintf("title: X%d ", w.rand.IntN(99)), 1)
		})
	},
	"date": func(w *workbench) {
		w.change(w.pick(), func(s string) string {
			i := strings.Index(s, "effective: ") + len("effective: ")
			return s[:i] + fmt.Sprintf("20%02d-0%d-11", 20+w.rand.IntN(10), 1+w.rand.IntN(9)) + s[i+10:]
		})
	},
	"removed": func(w *workbench) { _ = os.Remove(w.path(w.pick())) },
	"locale added": func(w *workbench) {
		p := w.pick()
		steps := strings.Split(p, "/")
		locale := []string{"ar", "de", "ko", "nl"}[w.rand.IntN(4)]
		w.change(p, func(s string) string { return s })
		data, _ := os.ReadFile(w.path(p))
		w.write("content/"+locale+"/"+steps[2], strings.Replace(string(data), "locale: "+steps[1], "locale: "+locale, 1))
	},
	"renamed": func(w *workbench) {
		p := w.pick()
		_ = os.Rename(w.path(p), w.path(strings.TrimSuffix(p, ".md")+"-x.md"))
	},
	"template": func(w *workbench) {
		w.write("templates/message.html", fmt.Sprintf(`{{define "main"}}{{with .Message}}<h1>{{.Title}} %d</h1>{{end}}{{end}}`, w.rand.IntN(1000)))
	},
	"wording": func(w *workbench) { w.write("i18n/de.yaml", fmt.Sprintf("contents: Inhalt %d\n", w.rand.IntN(1000))) },
	"settings": func(w *workbench) {
		w.change("gazette.yaml", func(s string) string {
			return strings.Replace(s, "url: https://lists.", fmt.Sprintf("url: https://l%d.lists.", w.rand.IntN(99)), 1)
		})
	},
	"static":      func(w *workbench) { w.write("static/note.txt", fmt.Sprint(w.rand.Int())) },
	"day":         func(w *workbench) { w.day = w.day.AddDays(w.rand.IntN(400) - 150) },
	"memory lost": func(w *workbench) { _ = os.RemoveAll(w.path(".cache")) },
	"spare lost":  func(w *workbench) { _ = os.RemoveAll(w.path(".public.next")) },
	"memory damaged": func(w *workbench) {
		files, _ := filepath.Glob(w.path(".cache/*.txt"))
		for _, f := range files {
			data, _ := os.ReadFile(f)
			if len(data) > 100 {
				i := w.rand.IntN(len(data))
				data[i] ^= 1
				_ = os.WriteFile(f, data, 0o644)
			}
		}
	},
	"log": func(w *workbench) { // as a merge leaves it: other lines first
		w.change("archive/changes.jsonl", func(s string) string {
			first, rest, _ := strings.Cut(s, "\n")
			return rest + first + "\n"
		})
	},
	"review": func(w *workbench) {
		w.change(w.pick(), func(s string) string { return strings.Replace(s, "---\n", "---\nreview_by: 2020-01-01\n", 1) })
	},
	"draft": func(w *workbench) {
		w.change(w.pick(), func(s string) string { return strings.Replace(s, "---\n", "---\ndraft: true\n", 1) })
	},
	"nothing": func(*workbench) {},
}

// TestIncrementalEqualsClean: after any edits, a build over an earlier output
// gives what a clean build gives, byte for byte.
func TestIncrementalEqualsClean(t *testing.T) {
	names := slices.Sorted(maps.Keys(edits))
	seeds, steps := 1, 4
	if Racing {
		steps = 2
	}
	if os.Getenv("GAZETTE_LONG_TESTS") != "" { // CI
		seeds, steps = 3, 12
	}
	for seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			w := newWorkbench(t, uint64(seed))
			w.build()
			for range steps {
				name := names[w.rand.IntN(len(names))]
				edits[name](w)
				w.build()
				w.same(name)
				if t.Failed() {
					t.FailNow()
				}
			}
		})
	}
}

// TestUnchangedFilesAreNotTouched: what did not change keeps its time, and a
// build that changes nothing leaves the folder itself alone.
func TestUnchangedFilesAreNotTouched(t *testing.T) {
	w := newWorkbench(t, 7)
	w.build()
	before, err := os.Stat(w.path("public"))
	if err != nil {
		t.Fatal(err)
	}
	if out := w.build(); len(out.Written)+len(out.Removed) > 0 {
		t.Errorf("a build without a change wrote %v and removed %v", out.Written, out.Removed)
	}
	after, err := os.Stat(w.path("public"))
	if err != nil || !os.SameFile(before, after) {
		t.Error("a build without a change has replaced the folder")
	}
	hub, err := os.Stat(w.path("public/legal/index.html"))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second commit patches the spare
		w.change("content/en/cookies.md", func(s string) string { return s + "\nOne more sentence.\n" })
		if out := w.build(); len(out.Written) == 0 || len(out.Written) > 12 {
			t.Errorf("one edit wrote %d files: %v", len(out.Written), out.Written)
		}
		now, err := os.Stat(w.path("public/legal/index.html"))
		if err != nil || !os.SameFile(hub, now) {
			t.Error("an unchanged page was written again")
		}
		w.same("an edit")
	}
}
