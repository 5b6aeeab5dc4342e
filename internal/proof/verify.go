package proof

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"gazette/internal/evidence"
	"gazette/internal/leaf"
	"gazette/internal/proof/page"
	"gazette/internal/source"
)

// verification is one under way.
type verification struct {
	Request
	copy   Copy
	place  place
	report *Report
	late   int      // time stamps that a seal names and that are not there
	sizes  []string // at which the log was signed

	readings sync.Map // by SHA-256 of a page, func() reading
}

func (v *verification) fail(kind, place, message string) { v.report.fail(kind, place, message) }
func (v *verification) note(kind, message string)        { v.report.note(kind, message) }

// Verify checks a copy of a site. The error says that it could not begin: there is no log. Whatever does not hold is in
// the report.
func Verify(c Copy, req Request) (*Report, error) {
	v := &verification{Request: req, copy: c,
		report: &Report{Stamps: []Stamp{}, Findings: []Finding{}, Unproven: []Note{}}}
	var err error
	if v.place, err = find(c); err != nil {
		return nil, err
	}
	if l := v.readLog(); l != nil {
		v.describeLog(l)
		v.earlier(l)
		v.everyFile(l)
		v.compareArchive(l)
		texts, site := l.texts()
		v.comparePages(texts, site)
		v.limits(l, texts)
	}
	v.report.Holds = len(v.report.Findings) == 0
	return v.report, nil
}

// compareArchive compares a site's own archive with the log.
func (v *verification) compareArchive(l *logOf) {
	if !v.place.archive {
		return
	}
	v.report.Archive = true
	for _, p := range evidence.Archive(fileSystem{v.copy}, l.leaves) {
		v.fail("archive", p.File, p.Message)
	}
}

// fileSystem lets an archive be read from a copy.
type fileSystem struct{ copy Copy }

func (f fileSystem) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: errors.ErrUnsupported}
}

func (f fileSystem) ReadFile(name string) ([]byte, error) { return f.copy.ReadFile(name) }

// comparePages reads the pages of the copy as their readers do, and compares them with what was sealed.
func (v *verification) comparePages(texts []sealedText, site leaf.Site) {
	if !v.place.hasPages || len(texts) == 0 {
		return
	}
	plain := make([]leaf.Text, len(texts))
	for i, t := range texts {
		plain[i] = t.Text
	}
	lay, err := page.NewLayout(site, plain)
	if err != nil {
		v.fail("log", v.place.log, "the sealed address of the site cannot be read: "+err.Error())
		return
	}
	v.reroot(lay)
	pages := pagesOf(v, lay, texts)
	findings := make([]*Finding, len(pages))
	var g errgroup.Group
	g.SetLimit(2 * runtime.GOMAXPROCS(0))
	for i, p := range pages {
		g.Go(func() error {
			if fault := source.Guard(p.path, func() { findings[i] = v.comparePage(lay, p) }); fault != nil {
				findings[i] = &Finding{"page", p.path, fault[0].Message}
			}
			return nil
		})
	}
	_ = g.Wait()
	for _, f := range findings {
		if f != nil {
			v.report.Findings = append(v.report.Findings, *f)
		} else {
			v.report.Pages++
		}
	}
	v.planted(lay, pages)
}

// pageOf is a page to compare: with one text, or, at a notice's own address, with those that it may show.
type pageOf struct {
	path  string // of its file in the copy
	texts []sealedText
	must  bool // it must be there
}

// pagesOf lists the pages that the sealed texts have, by path.
func pagesOf(v *verification, lay page.Layout, texts []sealedText) (pages []pageOf) {
	own := map[string]*pageOf{}
	gone := 0
	for _, t := range texts {
		hub, ok := lay.Hub(t.Locale)
		at, in := v.file(lay, hub+t.Notice+"/")
		if !ok || !in {
			gone++
			continue
		}
		pages = append(pages, pageOf{at + t.Effective + "/index.html", []sealedText{t}, true})
		if own[at] == nil {
			own[at] = &pageOf{path: at + "index.html", must: true}
		}
		own[at].texts = append(own[at].texts, t)
	}
	for _, p := range own {
		pages = append(pages, *p)
	}
	if gone > 0 {
		v.note("pages",
			fmt.Sprintf(
				"sealed texts without a page in this copy: %d; it holds a part of the site, or the site gave their "+
					"languages up", gone))
	}
	slices.SortFunc(pages, func(a, b pageOf) int { return cmp.Compare(a.path, b.path) })
	return pages
}

// reroot moves a copy on the web up to the root of the site: the log was found below its hub, and pages of other
// languages stand elsewhere.
func (v *verification) reroot(lay page.Layout) {
	w, ok := v.copy.(Web)
	hub, _ := lay.Hub(lay.Locales[0].Tag)
	if root, found := strings.CutSuffix(w.Base, (&url.URL{Path: hub}).EscapedPath()); ok && hub != "" && found &&
		strings.HasSuffix(root, "/") {
		w.Base = root
		v.copy, v.place.log = w, hub+v.place.log
	}
}

// file is where a path of the output stands in the copy; ok is false when it lies outside of it.
func (v *verification) file(lay page.Layout, p string) (name string, ok bool) {
	if v.place.archive {
		return v.place.pages + p, true
	}
	hub, _ := lay.Hub(lay.Locales[0].Tag)
	if root, whole := strings.CutSuffix(v.place.log, hub+"evidence/"); whole {
		return root + p, true
	}
	root := strings.TrimSuffix(v.place.log, "evidence/") // the copy begins at the log's parent
	below, ok := strings.CutPrefix(p, hub)
	return root + below, ok
}

var datePath = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

// planted finds pages that look like those of editions and were never sealed.
func (v *verification) planted(lay page.Layout, pages []pageOf) {
	known := map[string]bool{}
	for _, p := range pages {
		known[p.path] = true
	}
	for _, loc := range lay.Locales {
		hub, _ := lay.Hub(loc.Tag)
		at, in := v.file(lay, hub)
		if !in {
			continue
		}
		names, _ := v.copy.Files(cmp.Or(at, "."))
		for _, n := range names {
			steps := strings.Split(strings.TrimPrefix(n, at), "/")
			if len(steps) == 3 && steps[2] == "index.html" && datePath.MatchString(steps[1]) && !known[n] {
				v.fail("unsealed", n, "is the page of a text that was never sealed")
			}
			if len(steps) == 2 && steps[1] == "index.html" && !known[n] && v.isNotice(n) {
				v.fail("unsealed", n, "is the page of a notice for which nothing was sealed")
			}
		}
	}
}

// isNotice reports whether a page says that it is a notice's own.
func (v *verification) isNotice(name string) bool {
	data, err := v.copy.ReadFile(path.Clean(name))
	return err == nil && strings.Contains(string(data[:min(len(data), 2048)]), `data-kind="notice"`)
}
