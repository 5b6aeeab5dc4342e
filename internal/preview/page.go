package preview

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gazette/internal/galley"
	"gazette/internal/notice"
	"gazette/internal/publish"
	"gazette/internal/site"
	"gazette/internal/source"
	"gazette/render"
)

// Page makes the file of the output at a path, byte for byte as Run does. A
// path that ends in a slash, or is empty, is a page. It is nil when the output
// has no such file.
func (shot *Snapshot) Page(at string) ([]byte, error) {
	at = strings.TrimSuffix(at, "index.html")
	if data, ok := shot.static(at); ok {
		return data, nil
	}
	press, err := shot.press()
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(at, "assets/") {
		if data := find(press.Assets(), at); data != nil {
			return data, nil
		}
		if data := shot.searchText(press, at); data != nil {
			return data, nil
		}
	}
	if n, l, rest := shot.owner(at); n != nil {
		return shot.noticePage(press, n, l, at, rest)
	}
	if data, err := shot.localePage(press, at); data != nil || err != nil {
		return data, err
	}
	files, err := shot.whole()
	return files[at], err
}

// Missing is the page for a path that the output does not have, in the
// language that its beginning names.
func (shot *Snapshot) Missing(at string) ([]byte, error) {
	press, err := shot.press()
	if err != nil {
		return nil, err
	}
	f, err := press.Missing(shot.localeOf(at))
	return f.Data, err
}

// Mistaken reports whether the page at a path belongs to a notice with a text
// that cannot be read as it is: its page is not what its author wants to see.
func (shot *Snapshot) Mistaken(at string) bool {
	n, _, _ := shot.owner(at)
	return n != nil && slices.ContainsFunc(n.Texts(), func(e *notice.Edition) bool { return shot.unusable[e.Path] })
}

// static is a file of static/, which goes before a page of its name. What a
// link leads to outside of the folder is none.
func (shot *Snapshot) static(at string) ([]byte, bool) {
	name := path.Join("static", publish.FileOf(at))
	if !fs.ValidPath(name) || source.Outside(shot.Layers.Site, "static", name) {
		return nil, false
	}
	info, err := fs.Stat(shot.Layers.Site, name)
	if err != nil || !info.Mode().IsRegular() {
		return nil, false
	}
	data, err := fs.ReadFile(shot.Layers.Site, name)
	return data, err == nil
}

// localePage makes one of the pages that every locale has. The pages of one
// locale cost little; sitemaps and redirects cost the whole site.
func (shot *Snapshot) localePage(press *render.Press, at string) ([]byte, error) {
	s, l := shot.Site, shot.localeOf(at)
	switch at {
	case s.Hub(l):
		f, err := press.Hub(l)
		return f.Data, err
	case s.SearchIndexPath(l):
		if s.Config.Search {
			return shot.searchIndex(press, l).Data, nil
		}
	case s.MissingPath(l):
		f, err := press.Missing(l)
		return f.Data, err
	}
	if strings.HasPrefix(path.Base(at), "sitemap") {
		return nil, nil
	}
	files, err := press.LocalePages(l)
	return find(files, at), err
}

// localeOf returns the locale that the beginning of a path names.
func (shot *Snapshot) localeOf(at string) *site.Locale {
	l := shot.Site.DefaultLocale()
	for i := range shot.Site.Locales {
		if root := shot.Site.Root(&shot.Site.Locales[i]); root != "" && strings.HasPrefix(at, root) {
			l = &shot.Site.Locales[i]
		}
	}
	return l
}

func find(files []render.File, at string) []byte {
	for _, f := range files {
		if f.Path == at {
			return f.Data
		}
	}
	return nil
}

// owner returns the notice below whose address, or whose change log's, in a
// locale a path is, and the rest of the path. Where a locale's hub is below another's, the longer wins.
func (shot *Snapshot) owner(at string) (n *notice.Notice, l *site.Locale, rest string) {
	longest := -1
	for i := range shot.Site.Locales {
		hub := shot.Site.Hub(&shot.Site.Locales[i])
		below, ok := strings.CutPrefix(at, hub)
		if !ok || len(hub) <= longest {
			continue
		}
		below = strings.TrimPrefix(below, "changes/")
		slug, after, _ := strings.Cut(below, "/")
		if found := shot.Site.Notice(notice.Slug(slug)); found != nil {
			n, l, rest, longest = found, &shot.Site.Locales[i], strings.TrimPrefix(at, shot.Site.NoticePath(found, &shot.Site.Locales[i])), len(hub)
			if rest == at { // a notice's change log stands below the site's
				rest = "changes/" + after
			}
		}
	}
	return n, l, rest
}

// noticePage makes one file of a notice. The kinds that people open are made
// by themselves; any other is looked for among all that the notice has.
func (shot *Snapshot) noticePage(press *render.Press, n *notice.Notice, l *site.Locale, at, rest string) ([]byte, error) {
	galleys := shot.galleys(n)
	date, changes := strings.CutSuffix(rest, "/changes/")
	d, err := notice.ParseDate(strings.TrimSuffix(date, "/"))
	if e := n.At(l.Tag, d); err == nil && e != nil {
		switch before := n.Before(e); {
		case changes && before != nil:
			return made(galleys, []*notice.Edition{before, e}, func() (render.File, error) { return press.Redline(n, galleys[before], galleys[e]) })
		case rest == d.String()+"/":
			return made(galleys, []*notice.Edition{e}, func() (render.File, error) { return press.Edition(n, galleys[e]) })
		}
	}
	switch e := n.Current(l.Tag, shot.Site.Day); at {
	case shot.Site.NoticePath(n, l):
		if e != nil {
			return made(galleys, []*notice.Edition{e}, func() (render.File, error) { return press.Notice(n, galleys[e]) })
		}
	case shot.Site.PlainPath(shot.Site.NoticePath(n, l)):
		if e != nil {
			return made(galleys, []*notice.Edition{e}, func() (render.File, error) { return press.Plain(n, galleys[e]), nil })
		}
	case shot.Site.HistoryPath(n, l):
		return made(galleys, nil, func() (render.File, error) { return press.History(n, l) })
	case shot.Site.TimeMapPath(n, l):
		return press.TimeMap(n, l).Data, nil
	case shot.Site.JSONPath(n):
		return made(galleys, n.Texts(), func() (render.File, error) { return press.JSON(n, galleys) })
	}
	if strings.HasPrefix(rest, "changes") {
		return changesFile(press, n, l, at)
	}
	if err := fresh(galleys, n.Texts()...); err != nil {
		return nil, err
	}
	files, err := shot.allPages(press, n, galleys)
	if data := find(files, at); data != nil || err != nil {
		return data, err
	}
	other, err := shot.whole()
	return other[at], err
}

// allPages makes everything of a notice; the last is kept.
func (shot *Snapshot) allPages(press *render.Press, n *notice.Notice, galleys map[*notice.Edition]*galley.Galley) (files []render.File, err error) {
	shot.mu.Lock()
	defer shot.mu.Unlock()
	if shot.made.notice != n {
		files, err = press.NoticePages(n, galleys)
		shot.made = madeNotice{n, files, err}
	}
	return shot.made.files, shot.made.err
}

// changesFile makes a notice's change log, as a page or as a feed.
func changesFile(press *render.Press, n *notice.Notice, l *site.Locale, at string) ([]byte, error) {
	if len(n.Changes) == 0 {
		return nil, nil
	}
	page, err := press.Changes(n, l)
	if err != nil || page.Path == at {
		return page.Data, err
	}
	feeds, err := press.Feeds(n, l)
	return find(feeds, at), err
}

// made runs a press on texts, if they can be shown.
func made(galleys map[*notice.Edition]*galley.Galley, texts []*notice.Edition, run func() (render.File, error)) ([]byte, error) {
	if err := fresh(galleys, texts...); err != nil {
		return nil, err
	}
	f, err := run()
	return f.Data, err
}

// siteFiles makes everything that belongs to the site as a whole.
func (shot *Snapshot) siteFiles() (map[string][]byte, error) {
	press, err := shot.press()
	if err != nil {
		return nil, err
	}
	out := map[string][]byte{}
	err = press.SitePages(func(f render.File) error {
		out[f.Path] = bytes.Clone(f.Data) // one that is made in pieces is made in the same place
		return nil
	})
	return out, err
}
