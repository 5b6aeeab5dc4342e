package preview

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gazette/internal/evidence"
	"gazette/internal/galley"
	"gazette/internal/notice"
	"gazette/internal/publish"
	"gazette/internal/site"
	"gazette/internal/source"
	"gazette/render"
)

// Page makes the file of the output at a path, byte for byte as Run does. A
// path that ends in a slash, or is empty, is a page. It is nil when the output
// has no such file. A panic is an error that names the notice.
func (shot *Snapshot) Page(at string) (data []byte, err error) {
	if fault := source.Guard(shot.subject(at), func() { data, err = shot.page(at) }); fault != nil {
		return nil, fault
	}
	return data, err
}

// subject is the file that a page is about: a notice's text, or the settings.
func (shot *Snapshot) subject(at string) string {
	if n := shot.Site.Parse(at).Notice; n != nil {
		return n.Lead().Path
	}
	return site.ConfigFile
}

func (shot *Snapshot) page(at string) ([]byte, error) {
	at = strings.TrimSuffix(at, "index.html")
	if f, err := shot.StaticFile(at); f != nil || err != nil {
		return whole(f, err)
	}
	if name, ok := strings.CutPrefix(at, shot.Site.EvidencePath()); ok && shot.Site.Config.Evidence.On() && evidence.IsPublic(name) {
		if data, err := fs.ReadFile(shot.Layers.Site, evidence.Dir+"/"+name); err == nil {
			return data, nil
		}
	}
	renderer, err := shot.renderer()
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(at, "assets/") {
		if data := find(renderer.Assets(), at); data != nil {
			return data, nil
		}
		if data := shot.searchText(renderer, at); data != nil {
			return data, nil
		}
	}
	r := shot.Site.Parse(at)
	switch {
	case !shot.Site.Has(r): // an earlier address leads on, perhaps
	case r.Notice != nil:
		return shot.noticePage(renderer, r, at)
	case r.Locale != nil:
		return shot.localePage(renderer, r, at)
	}
	files, err := shot.whole()
	return files[at], err
}

// Missing is the page for a path that the output does not have, in the
// language that its beginning names.
func (shot *Snapshot) Missing(at string) (data []byte, err error) {
	fault := source.Guard(site.ConfigFile, func() {
		var renderer *render.Renderer
		if renderer, err = shot.renderer(); err == nil {
			var f render.File
			f, err = renderer.Missing(shot.localeOf(at))
			data = f.Data
		}
	})
	if fault != nil {
		return nil, fault
	}
	return data, err
}

// Mistaken reports whether the page at a path belongs to a notice with a text
// that cannot be read as it is: its page is not what its author wants to see.
func (shot *Snapshot) Mistaken(at string) bool {
	n := shot.Site.Parse(at).Notice
	return n != nil && slices.ContainsFunc(n.Texts(), func(e *notice.Edition) bool { return shot.unusable[e.Path] })
}

// StaticFile opens a file of static/, which goes before a page of its name; nil
// where there is none that a build would publish.
func (shot *Snapshot) StaticFile(at string) (fs.File, error) {
	name := publish.FileOf(at)
	if !shot.Static.File(name) {
		return nil, nil
	}
	f, _, err := source.Open(shot.Layers.Site, path.Join("static", name))
	if errors.Is(err, fs.ErrNotExist) { // just now
		return nil, nil
	}
	return f, err
}

// whole is all of a file.
func whole(f fs.File, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// localePage makes one of the pages that every locale has.
func (shot *Snapshot) localePage(renderer *render.Renderer, r site.Route, at string) ([]byte, error) {
	switch r.Kind {
	case site.HubPage:
		f, err := renderer.Hub(r.Locale)
		return f.Data, err
	case site.SearchIndex:
		return shot.searchIndex(renderer, r.Locale).Data, nil
	case site.MissingPage:
		f, err := renderer.Missing(r.Locale)
		return f.Data, err
	}
	files, err := renderer.LocalePages(r.Locale)
	return find(files, at), err
}

// localeOf returns the locale that the beginning of a path names.
func (shot *Snapshot) localeOf(at string) *site.Locale {
	if l := shot.Site.Parse(at).Locale; l != nil {
		return l
	}
	return shot.Site.DefaultLocale()
}

func find(files []render.File, at string) []byte {
	for _, f := range files {
		if f.Path == at {
			return f.Data
		}
	}
	return nil
}

// noticePage makes one file of a notice. The kinds that people open are made
// by themselves; any other is looked for among all that the notice has.
func (shot *Snapshot) noticePage(renderer *render.Renderer, r site.Route, at string) ([]byte, error) {
	n, l := r.Notice, r.Locale
	galleys := shot.galleys(n)
	current, e := n.Current(l.Tag, shot.Site.Day), n.At(l.Tag, r.Date)
	one := func(page func() (render.File, error), texts ...*notice.Edition) ([]byte, error) {
		return made(galleys, texts, page)
	}
	switch r.Kind {
	case site.NoticePage:
		return one(func() (render.File, error) { return renderer.Notice(n, galleys[current]) }, current)
	case site.PlainFile:
		return one(func() (render.File, error) { return renderer.Plain(n, galleys[current]), nil }, current)
	case site.HistoryPage:
		return one(func() (render.File, error) { return renderer.History(n, l) })
	case site.TimeMap:
		return renderer.TimeMap(n, l).Data, nil
	case site.NoticeJSON:
		return one(func() (render.File, error) { return renderer.JSON(n, galleys) }, n.Texts()...)
	case site.ChangesPage, site.AtomFeed, site.JSONFeed:
		return changesFile(renderer, n, l, at)
	case site.RedlinePage:
		before := n.Before(e)
		return one(func() (render.File, error) { return renderer.Redline(n, galleys[before], galleys[e]) }, before, e)
	case site.EditionPage:
		if e != nil {
			return one(func() (render.File, error) { return renderer.Edition(n, galleys[e]) }, e)
		}
	}
	if err := fresh(galleys, n.Texts()...); err != nil {
		return nil, err
	}
	files, err := shot.allPages(renderer, n, galleys)
	return find(files, at), err
}

// allPages makes everything of a notice; the last is kept.
func (shot *Snapshot) allPages(renderer *render.Renderer, n *notice.Notice, galleys map[*notice.Edition]*galley.Galley) (files []render.File, err error) {
	shot.mu.Lock()
	defer shot.mu.Unlock()
	if shot.made.notice != n {
		err = renderer.NoticePages(n, galleys, func(f render.File) error {
			files = append(files, f)
			return nil
		})
		shot.made = madeNotice{n, files, err}
	}
	return shot.made.files, shot.made.err
}

// changesFile makes a notice's change log, as a page or as a feed.
func changesFile(renderer *render.Renderer, n *notice.Notice, l *site.Locale, at string) ([]byte, error) {
	page, err := renderer.Changes(n, l)
	if err != nil || page.Path == at {
		return page.Data, err
	}
	feeds, err := renderer.Feeds(n, l)
	return find(feeds, at), err
}

// made runs a renderer on texts, if they can be shown.
func made(galleys map[*notice.Edition]*galley.Galley, texts []*notice.Edition, run func() (render.File, error)) ([]byte, error) {
	if err := fresh(galleys, texts...); err != nil {
		return nil, err
	}
	f, err := run()
	return f.Data, err
}

// siteFiles makes everything that belongs to the site as a whole.
func (shot *Snapshot) siteFiles() (map[string][]byte, error) {
	renderer, err := shot.renderer()
	if err != nil {
		return nil, err
	}
	out := map[string][]byte{}
	err = renderer.SitePages(func(f render.File) error {
		out[f.Path] = bytes.Clone(f.Data) // one that is made in pieces is made in the same place
		return nil
	})
	return out, err
}
