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
	"gazette/internal/settings"
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
	return settings.File
}

func (shot *Snapshot) page(at string) ([]byte, error) {
	at = strings.TrimSuffix(at, "index.html")
	if f, err := shot.StaticFile(at); f != nil || err != nil {
		return whole(f, err)
	}
	if name, ok := strings.CutPrefix(at, shot.Site.EvidencePath()); ok && shot.Site.Config.Evidence.On() &&
		evidence.IsPublic(name) {
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
	case r.Kind == site.SearchIndex: // of all notices' texts
		return shot.searchIndex(renderer, r.Locale).Data, nil
	case r.Locale != nil:
		files, err := renderer.Make(r, shot.texts(r.Notice))
		return find(files, at), err
	}
	files, err := shot.whole()
	return files[at], err
}

// Missing is the page for a path that the output does not have, in the
// language that its beginning names.
func (shot *Snapshot) Missing(at string) (data []byte, err error) {
	fault := source.Guard(settings.File, func() {
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

// texts gives the set texts of a notice, made when one is first asked for, but none that changed since the site was
// read.
func (shot *Snapshot) texts(n *notice.Notice) render.Texts {
	var galleys map[*notice.Edition]*galley.Galley
	return func(e *notice.Edition) (*galley.Galley, error) {
		if galleys == nil {
			galleys = shot.galleys(n)
		}
		return galleys[e], fresh(galleys, e)
	}
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
