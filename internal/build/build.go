// Package build runs the stages of the press in order, and holds all memory between runs.
package build

import (
	"errors"
	"io/fs"
	"path"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"gazette/i18n"
	"gazette/internal/check"
	"gazette/internal/galley"
	"gazette/internal/history"
	"gazette/internal/notice"
	"gazette/internal/site"
	"gazette/internal/source"
	"gazette/render"
)

// Sink takes the files of the output. Write is called by several goroutines.
type Sink interface {
	Write(path string, data []byte) error
}

// Report says what a build made.
type Report struct {
	Pages    int // HTML pages
	Files    int // all files
	Notices  int
	Locales  int
	Problems source.Problems // those found while setting the texts, sorted
}

// Options are what a build may be asked for.
type Options struct {
	Strict   bool                // texts that are not recorded as they stand are errors
	Progress func(done, all int) // told how many notices are done; may be nil
}

// Run makes every file of a site. Nothing is kept in memory longer than its
// notice takes. When the report holds errors, what was written is not a site:
// the caller drops it.
func Run(s *Sources, out Sink, o Options) (Report, error) {
	press, err := render.New(s.Site, s.Wording, s.Theme)
	if err != nil {
		return Report{}, err
	}
	r := &run{sources: s, site: s.Site, press: press, foundry: s.Foundry(), index: galley.NewIndex(s.Site), records: s.Log.Records(), options: o, out: out}
	if err := r.notices(o.Progress); err != nil {
		return Report{}, err
	}
	if err := r.rest(); err != nil {
		return Report{}, err
	}
	return r.report(), nil
}

// Foundry returns what sets the site's texts.
func (s *Sources) Foundry() *galley.Foundry {
	return galley.New(s.Site, func(l i18n.Locale) *i18n.Catalog { return s.Wording.For(l, s.Site.Config.DefaultLocale) }, s.read)
}

// read gives a file to the foundry.
func (s *Sources) read(path string) (source.File, source.Problems) {
	return source.Read(s.Layers.Site, path)
}

// run is one build under way.
type run struct {
	sources *Sources
	site    *site.Site
	press   *render.Press
	foundry *galley.Foundry
	index   *galley.Index
	records map[notice.Slug]*history.Record
	options Options
	out     Sink

	pages, files atomic.Int64
	results      []result // by notice, so that the order of finding does not matter
}

// result is what is kept of a notice once its pages are written.
type result struct {
	problems source.Problems
	listed   []render.Listed
}

// notices makes the pages of all notices, on all cores.
func (r *run) notices(progress func(done, all int)) error {
	r.results = make([]result, len(r.site.Notices))
	var done atomic.Int64
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, n := range r.site.Notices {
		g.Go(func() (err error) {
			r.results[i], err = r.notice(n)
			if progress != nil {
				progress(int(done.Add(1)), len(r.site.Notices))
			}
			return err
		})
	}
	return g.Wait()
}

// notice sets a notice and writes its pages.
func (r *run) notice(n *notice.Notice) (result, error) {
	galleys := r.foundry.Notice(n)
	r.index.Add(n, galleys)
	cn := check.Notice{Notice: n, Site: r.site, Galleys: galleys, Record: r.records[n.Slug], Recording: len(r.sources.Log.Changes) > 0}
	var res result
	for _, e := range n.Texts() {
		res.problems = append(res.problems, galleys[e].Problems...)
	}
	res.problems = append(res.problems, check.Recorded(cn)...)
	if r.options.Strict {
		res.problems = append(res.problems, check.Strict(cn)...)
	}
	files, listed, err := r.press.NoticePages(n, galleys)
	if err != nil {
		return res, err
	}
	res.listed = listed
	for _, f := range files {
		if err := r.write(f); err != nil {
			return res, err
		}
	}
	return res, nil
}

func (r *run) write(f render.File) error {
	r.files.Add(1)
	if f.Path == "" || strings.HasSuffix(f.Path, "/") || strings.HasSuffix(f.Path, ".html") {
		r.pages.Add(1)
	}
	return r.out.Write(f.Path, f.Data)
}

// rest makes everything that belongs to the site as a whole.
func (r *run) rest() error {
	var listed []render.Listed
	files := []render.File{r.press.Style()}
	for i := range r.site.Locales {
		made, l, err := r.press.LocalePages(&r.site.Locales[i])
		if err != nil {
			return err
		}
		files, listed = append(files, made...), append(listed, l...)
	}
	for _, res := range r.results {
		listed = append(listed, res.listed...)
	}
	moved, err := r.press.MovedPages()
	if err != nil {
		return err
	}
	files = append(append(files, moved...), r.press.Sitemaps(listed)...)
	for _, f := range files {
		if err := r.write(f); err != nil {
			return err
		}
	}
	return r.statics()
}

// statics copies static/ as it is. A file of ours is never replaced by one.
func (r *run) statics() error {
	err := fs.WalkDir(r.sources.Layers.Site, "static", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if errors.Is(err, fs.ErrNotExist) && p == "static" {
				return fs.SkipAll
			}
			return err
		}
		data, err := fs.ReadFile(r.sources.Layers.Site, p)
		if err != nil {
			return err
		}
		return r.write(render.File{Path: strings.TrimPrefix(path.Clean(p), "static/"), Data: data})
	})
	return err
}

func (r *run) report() Report {
	rep := Report{Pages: int(r.pages.Load()), Files: int(r.files.Load()), Notices: len(r.site.Notices), Locales: len(r.site.Locales)}
	for _, res := range r.results {
		rep.Problems = append(rep.Problems, res.problems...)
	}
	rep.Problems = append(rep.Problems, r.index.Problems()...).Sort()
	return rep
}

// Memory is a Sink that keeps everything; tests and the preview use it.
type Memory struct {
	mu    sync.Mutex
	Files map[string][]byte
}

// Write keeps a file.
func (m *Memory) Write(path string, data []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.Files == nil {
		m.Files = map[string][]byte{}
	}
	m.Files[path] = data
	return nil
}
