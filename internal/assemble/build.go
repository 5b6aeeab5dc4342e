// Package assemble runs the stages in order: all pages of a site, and all findings about it.
package assemble

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"gazette/internal/check"
	"gazette/internal/evidence"
	"gazette/internal/galley"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/publish"
	"gazette/internal/rule"
	"gazette/internal/site"
	"gazette/internal/source"
	"gazette/render"
)

// Sink takes the files of the output, in units: files that are made together.
// Its methods are called by several goroutines.
type Sink interface {
	// Recall asks whether a unit was made with the same key before, and is kept
	// as it is. memo is what Remember was given then.
	Recall(unit, key string) (memo []byte, ok bool)
	// Write takes a file of a unit; a path that ends in a slash means its
	// index.html. The bytes are the caller's again when it returns.
	Write(unit, path string, data []byte) error
	// Copy takes a file of a unit as it is, from a reader; open may be called
	// more than once.
	Copy(unit, path string, open func() (io.ReadCloser, error)) error
	// Remember ends a unit.
	Remember(unit, key string, memo []byte)
}

// Report says what a build made.
type Report struct {
	Pages    int // HTML pages
	Files    int // all files
	Notices  int
	Locales  int
	Rendered int             // notices whose pages were made, not kept from an earlier run
	Problems source.Problems // what check finds in what is published, sorted
}

// Options are what a build may be asked for.
type Options struct {
	Strict   bool                // texts that are not recorded as they stand are errors
	Review   bool                // a copy for review: every page is marked
	Progress func(done, all int) // told how many notices are done; may be nil
}

// Run makes every file of a site. Nothing is kept in memory longer than its
// notice takes. When the report holds errors, what was written is not a site:
// the caller drops it.
func Run(s *load.Sources, out Sink, o Options) (Report, error) {
	renderer, err := render.New(s.Site, s.Wording, s.Theme)
	if err != nil {
		return Report{}, err
	}
	if o.Review {
		renderer.Review()
	}
	in := Published(s, o.Strict)
	r := &run{sources: s, site: s.Site, renderer: renderer, formatter: in.Formatter, index: galley.NewIndex(s.Site),
		inspection: check.Begin(in), out: out}
	var rest errgroup.Group // beside the notices: it needs nothing of them
	rest.Go(r.rest)
	if err := cmp.Or(r.notices(o.Progress), rest.Wait()); err != nil {
		return Report{}, err
	}
	if err := r.searchIndexes(); err != nil {
		return Report{}, err
	}
	if err := r.evidence(); err != nil {
		return Report{}, err
	}
	return r.report(), nil
}

// run is one build under way.
type run struct {
	sources   *load.Sources
	site      *site.Site
	renderer  *render.Renderer
	formatter *galley.Formatter
	index     *galley.Index
	out       Sink

	inspection *check.Inspection

	pages, files, rendered atomic.Int64
	problems               []source.Problems // by notice, so that the order of finding does not matter
	texts                  SearchTexts
}

// notices makes the pages of all notices, on all cores.
func (r *run) notices(progress func(done, all int)) error {
	r.problems = make([]source.Problems, len(r.site.Notices))
	var done atomic.Int64
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, n := range r.site.Notices {
		g.Go(func() (err error) {
			if fault := source.Guard(n.Lead().Path, func() { r.problems[i], err = r.notice(n) }); fault != nil {
				r.problems[i] = append(r.problems[i], fault...) // an error: what was made is dropped
			}
			if progress != nil {
				progress(int(done.Add(1)), len(r.site.Notices))
			}
			return err
		})
	}
	return g.Wait()
}

// memo is what is kept of a notice with its pages.
type memo struct {
	Pages    int               `json:"pages"`
	Files    int               `json:"files"`
	Searched []render.Searched `json:"searched,omitempty"`
	Coarse   []render.Coarse   `json:"coarse,omitempty"` // redlines that met a limit
}

// coarse are the findings of redlines that met a limit.
func (m memo) coarse() source.Problems {
	var ps source.Problems
	for _, c := range m.Coarse {
		ps = append(ps, source.Pos{File: c.Text}.Problem(rule.CoarseRedline,
			fmt.Sprintf("its redline met a limit, %d %s: all that differs is shown as removed, then as added",
				c.Limit.Most, c.Limit.What),
			"split the notice; `gazette help redline limits` says what is compared"))
	}
	return ps
}

// notice judges a notice and makes its pages, unless those that stand were
// made of the same.
func (r *run) notice(n *notice.Notice) (source.Problems, error) {
	setting := r.formatter.Setting(n)
	found := r.inspection.Notice(n, setting)
	r.index.Add(n.Slug, found.Facts)
	unit, key := "notice "+string(n.Slug), r.renderer.Key(n)
	if data, ok := r.out.Recall(unit, key); ok {
		var m memo
		if err := json.Unmarshal(data, &m); err == nil {
			r.count(n, m)
			return append(found.Problems, m.coarse()...), nil
		}
	}
	galleys := setting.Galleys()
	unread := func(e *notice.Edition) bool { return galleys[e].Unread() }
	if slices.ContainsFunc(n.Texts(), unread) { // the problems say it: there will be no output
		return found.Problems, nil
	}
	var m memo
	write := func(f render.File) error {
		defer render.Reuse(f)
		m.Files++
		m.Pages += pages(f)
		if f.Coarse != nil {
			m.Coarse = append(m.Coarse, *f.Coarse)
		}
		return r.out.Write(unit, f.Path, f.Data)
	}
	if err := r.renderer.NoticePages(n, galleys, write); err != nil {
		return nil, err
	}
	texts, searched := r.renderer.SearchTexts(n, galleys)
	m.Searched = searched
	for _, f := range texts {
		if err := write(f); err != nil {
			return nil, err
		}
	}
	r.count(n, m)
	r.rendered.Add(1)
	return append(found.Problems, m.coarse()...), r.remember(unit, key, m)
}

func (r *run) remember(unit, key string, m memo) error {
	data, err := json.Marshal(m)
	r.out.Remember(unit, key, data)
	return err
}

func (r *run) count(n *notice.Notice, m memo) {
	r.texts.Add(n.Slug, m.Searched)
	r.pages.Add(int64(m.Pages))
	r.files.Add(int64(m.Files))
}

func pages(f render.File) int {
	if strings.HasSuffix(publish.FileOf(f.Path), ".html") {
		return 1
	}
	return 0
}

// rest makes everything that belongs to the site as a whole, then copies static/.
func (r *run) rest() error {
	const unit = "site"
	key := r.renderer.SiteKey()
	if data, ok := r.out.Recall(unit, key); ok {
		var m memo
		if err := json.Unmarshal(data, &m); err == nil {
			r.pages.Add(int64(m.Pages))
			r.files.Add(int64(m.Files))
			return r.statics()
		}
	}
	var m memo
	err := r.renderer.SitePages(func(f render.File) error {
		m.Files++
		m.Pages += pages(f)
		return r.out.Write(unit, f.Path, f.Data)
	})
	if err != nil {
		return err
	}
	r.pages.Add(int64(m.Pages))
	r.files.Add(int64(m.Files))
	if err := r.remember(unit, key, m); err != nil {
		return err
	}
	return r.statics()
}

// statics copies static/ as it is. A file of ours is never replaced by one.
func (r *run) statics() error {
	for _, file := range r.sources.Static.Files {
		if err := r.copy("static", file, "static/"+file); err != nil {
			return err
		}
	}
	return nil
}

// evidence publishes the log as it stands in the archive.
func (r *run) evidence() error {
	if !r.site.Config.Evidence.On() {
		return nil
	}
	names, err := evidence.Published(r.sources.Layers.Site)
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := r.copy("evidence", r.site.EvidencePath()+name, evidence.Dir+"/"+name); err != nil {
			return err
		}
	}
	return nil
}

// copy publishes a file of the site as it is.
func (r *run) copy(unit, to, from string) error {
	r.files.Add(1)
	err := r.out.Copy(unit, to, func() (io.ReadCloser, error) {
		f, _, err := source.Open(r.sources.Layers.Site, from)
		return f, err
	})
	if err != nil {
		return source.Problems{source.Unreadable(from, err)}
	}
	return nil
}

func (r *run) report() Report {
	rep := Report{Pages: int(r.pages.Load()), Files: int(r.files.Load()), Notices: len(r.site.Notices),
		Locales:  len(r.site.Locales),
		Rendered: int(r.rendered.Load()), Problems: slices.Concat(r.problems...)}
	rep.Problems = append(rep.Problems, r.inspection.Whole(r.index)...).Sort()
	return rep
}
