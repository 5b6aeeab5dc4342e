package preview

import (
	"errors"
	"io/fs"
	"net/url"
	"slices"
	"strings"
	"sync"

	"gazette/i18n"
	"gazette/internal/assemble"
	"gazette/internal/check"
	"gazette/internal/galley"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/source"
	"gazette/render"
)

// Snapshot is a site as it stands, to make pages from. It is never changed;
// what is costly is made when it is first asked for.
type Snapshot struct {
	*load.Sources
	Version   int             // counts the snapshots of a preview
	unusable  map[string]bool // files of texts that cannot be read as they are
	preview   *Preview
	renderer  func() (*render.Renderer, error)
	formatter func() *galley.Formatter
	gate      func() *check.Inspection
	whole     func() (map[string][]byte, error)
	searched  func() *assemble.SearchTexts

	mu   sync.Mutex
	days []*Snapshot // the same site on other days, the last asked for last

	drafts *Snapshot // the same site with its drafts
	tried  struct {  // see published
		path string
		shot *Snapshot
	}
}

// Of is a snapshot of sources that no preview follows.
func Of(s *load.Sources) *Snapshot { return newSnapshot(nil, s, 0) }

func newSnapshot(p *Preview, s *load.Sources, version int) *Snapshot {
	own := *s
	shot := &Snapshot{Sources: &own, Version: version, preview: p}
	if p != nil {
		own.Layers.Site = snapshotFS{p.layers.Site, shot}
	}
	shot.renderer = sync.OnceValues(func() (*render.Renderer, error) {
		return render.New(own.Site, own.Wording, own.Theme)
	})
	shot.formatter = sync.OnceValue(own.Formatter)
	shot.gate = sync.OnceValue(func() *check.Inspection {
		in := own
		in.Layers.Caches = load.Caches{} // a preview keeps what it has inspected itself
		return check.Begin(assemble.Published(&in, false))
	})
	shot.whole = sync.OnceValues(shot.siteFiles)
	shot.searched = sync.OnceValue(shot.nameSearched)
	return shot
}

// Text returns the text that was read from a file, or nil.
func (shot *Snapshot) Text(path string) *notice.Edition {
	if at, there := load.Find(shot.Editions, path); there {
		return shot.Editions[at]
	}
	return nil
}

// Style is the path of the style sheet.
func (shot *Snapshot) Style() (string, error) {
	renderer, err := shot.renderer()
	if err != nil {
		return "", err
	}
	return renderer.Style().Path, nil
}

// Set sets a notice's texts.
func (shot *Snapshot) Set(n *notice.Notice) map[*notice.Edition]*galley.Galley {
	return shot.galleys(n)
}

// Script is the path of the script of the site's pages.
func (shot *Snapshot) Script() (string, error) {
	renderer, err := shot.renderer()
	if err != nil {
		return "", err
	}
	return renderer.Script().Path, nil
}

// Compare compares two texts of a notice that were set, in the words of a language.
func (shot *Snapshot) Compare(old, new *galley.Galley, words i18n.Locale) (render.Comparison, error) {
	renderer, err := shot.renderer()
	if err != nil {
		return render.Comparison{}, err
	}
	return renderer.Comparison(shot.Site.Locale(new.Edition.Locale), words, old, new)
}

// daysKept is how many other days are kept linked.
const daysKept = 4

// On is the snapshot on another day, its pages below another path.
func (shot *Snapshot) On(day notice.Date, path string) *Snapshot {
	shot.mu.Lock()
	defer shot.mu.Unlock()
	for _, other := range shot.days {
		if other.Site.Day == day && other.Site.Config.BaseURL.Path == path {
			return other
		}
	}
	base := shot.Site.Config.BaseURL.URL
	after := *shot.Sources
	after.Site = shot.Site.On(day, url.URL{Scheme: base.Scheme, Host: base.Host, Path: path})
	other := newSnapshot(shot.preview, &after, shot.Version)
	if shot.days = append(shot.days, other); len(shot.days) > daysKept {
		shot.days = slices.Delete(shot.days, 0, 1)
	}
	return other
}

// Drafts is the snapshot with its drafts among the notices, each page marked,
// below another path.
func (shot *Snapshot) Drafts(path string) *Snapshot {
	shot.mu.Lock()
	defer shot.mu.Unlock()
	if shot.drafts == nil {
		after := assemble.Undrafted(shot.Sources)
		base := shot.Site.Config.BaseURL.URL
		after.Site = after.Site.On(shot.Site.Day, url.URL{Scheme: base.Scheme, Host: base.Host, Path: path})
		shot.drafts = newSnapshot(shot.preview, after, shot.Version)
		own := shot.drafts.renderer
		shot.drafts.renderer = sync.OnceValues(func() (*render.Renderer, error) {
			renderer, err := own()
			if err == nil {
				renderer.Review()
			}
			return renderer, err
		})
	}
	return shot.drafts
}

// Drafted reports whether one of Drafts' pages stands at a path.
func (shot *Snapshot) Drafted(at, path string) bool {
	if !slices.ContainsFunc(shot.Editions, func(e *notice.Edition) bool { return e.Draft }) {
		return false
	}
	with := shot.Drafts(path).Site
	r := with.Parse(strings.TrimSuffix(at, "index.html"))
	return r.Notice != nil && with.Has(r)
}

// snapshotFS is a site's folder in which texts stay as they were when the snapshot
// was made. One that nobody has any more cannot be read.
type snapshotFS struct {
	fs.FS
	shot *Snapshot
}

// ReadFile reads a file; of a text, the bytes that its edition was parsed from.
func (f snapshotFS) ReadFile(path string) ([]byte, error) {
	e := f.shot.Text(path)
	if e == nil {
		return fs.ReadFile(f.FS, path)
	}
	if file, ok := f.shot.preview.kept.textOf(f.FS, e); ok {
		return file.Data, nil
	}
	return nil, &fs.PathError{Op: "read", Path: path, Err: errors.New("has changed since it was read")}
}

// Resolve follows the symbolic links of a path.
func (f snapshotFS) Resolve(path string) (string, error) {
	if t, ok := f.FS.(interface{ Resolve(string) (string, error) }); ok {
		return t.Resolve(path)
	}
	return path, nil
}

// Stat describes a file.
func (f snapshotFS) Stat(path string) (fs.FileInfo, error) { return fs.Stat(f.FS, path) }

// Lstat describes a file, or a link itself.
func (f snapshotFS) Lstat(path string) (fs.FileInfo, error) { return fs.Lstat(f.FS, path) }

// ReadLink says where a link leads.
func (f snapshotFS) ReadLink(path string) (string, error) { return fs.ReadLink(f.FS, path) }

// ReadDir lists a folder.
func (f snapshotFS) ReadDir(path string) ([]fs.DirEntry, error) { return fs.ReadDir(f.FS, path) }

// galleys sets a notice, or takes it from those that were set lately.
func (shot *Snapshot) galleys(n *notice.Notice) map[*notice.Edition]*galley.Galley {
	if shot.preview == nil {
		return shot.formatter().Notice(n)
	}
	return shot.preview.kept.galleysOf(n, shot.Wording,
		func() map[*notice.Edition]*galley.Galley { return shot.formatter().Notice(n) })
}

// Stale is returned for pages whose text is not what it was when the site was
// read: it changed since, or has a mistake now and was never shown before.
type Stale struct{ Path string }

// Error says what happened.
func (s Stale) Error() string { return s.Path + " has changed since it was read" }

// fresh returns an error if one of some texts cannot be shown.
func fresh(galleys map[*notice.Edition]*galley.Galley, texts ...*notice.Edition) error {
	for _, e := range texts {
		if g := galleys[e]; g != nil && g.Unread() {
			return Stale{e.Path}
		}
	}
	return nil
}

// problemsOf returns an error as problems, if it is any.
func problemsOf(err error) source.Problems {
	var all source.Problems
	var one source.Problem
	switch {
	case err == nil:
		return nil
	case errors.As(err, &all):
		return all
	case errors.As(err, &one):
		return source.Problems{one}
	}
	return source.Problems{source.Pos{}.Problem(rule.Template, err.Error(), "")}
}
