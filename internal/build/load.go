package build

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sync/errgroup"

	"gazette/i18n"
	"gazette/internal/history"
	"gazette/internal/notice"
	"gazette/internal/site"
	"gazette/internal/source"
	"gazette/render"
)

// Layers are the trees a site is read from: its own folder, and the built-in
// theme and wording below it.
type Layers struct {
	Site    fs.FS
	Theme   fs.FS // *.html and *.css at its root
	Wording fs.FS // *.yaml at its root

	Books Notebooks
}

// Sources is everything a site was read from, parsed and linked.
type Sources struct {
	Layers   Layers
	Editions []*notice.Edition // as read: drafts, every revision
	Log      *history.Log
	Site     *site.Site
	Wording  *i18n.Catalogs
	Theme    *render.Theme
	Problems source.Problems // of every file, sorted
}

// Load reads a site as it stands on a day. today is asked once, with the
// site's time zone known. The result is usable as far as the problems allow;
// Site is nil when there is no usable configuration.
func Load(l Layers, today func(*site.Config) notice.Date) *Sources {
	s := &Sources{Layers: l}
	config, ps := readConfig(l.Site)
	s.Problems = ps
	var wording, theme source.Problems
	var g errgroup.Group
	g.Go(func() error { s.Wording, wording = i18n.LoadLayers(l.Wording, sub(l.Site, "i18n")); return nil })
	g.Go(func() error { s.Theme, theme = render.LoadTheme(l.Theme, sub(l.Site, "templates")); return nil })
	paths, unplaced := walk(l.Site)
	editions, parsed := parseAll(l, paths)
	_ = g.Wait()
	s.Editions = editions
	log, logged := history.ReadLog(l.Site)
	s.Log = log
	s.Problems = slices.Concat(s.Problems, wording, theme, unplaced, parsed, logged)
	if config != nil && !ps.Errors() {
		linked, problems := site.Link(config, editions, log.ByNotice(), today(config), statics(l.Site))
		linked.Printed = printed(l.Site)
		s.Site = linked
		s.Problems = slices.Concat(s.Problems, problems, staticCollisions(l.Site, linked))
	}
	s.Problems = s.Located(s.Problems).Sort()
	return s
}

// sub is a folder of a tree, empty when it is not there.
func sub(fsys fs.FS, dir string) fs.FS {
	out, err := fs.Sub(fsys, dir)
	if err != nil {
		panic("a constant path is not valid: " + dir)
	}
	return out
}

// staticCollisions reports files under static/ that would take a page's place.
func staticCollisions(fsys fs.FS, s *site.Site) (ps source.Problems) {
	_ = fs.WalkDir(fsys, "static", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && s.Makes(strings.TrimPrefix(p, "static/")) {
			ps = append(ps, source.Problem{Pos: source.Pos{File: p}, Severity: source.Error, Rule: "slug-collision",
				Message: "would take the place of a file that the build makes", Hint: "give it another name, or override the template in templates/"})
		}
		return nil
	})
	return ps
}

func statics(fsys fs.FS) func(string) bool {
	return func(p string) bool {
		_, err := fs.Stat(fsys, path.Join("static", p))
		return err == nil
	}
}

func readConfig(fsys fs.FS) (*site.Config, source.Problems) {
	if _, err := fs.Stat(fsys, site.ConfigFile); errors.Is(err, fs.ErrNotExist) {
		return nil, source.Problems{{Pos: source.Pos{File: site.ConfigFile}, Severity: source.Error, Rule: "config",
			Message: "there is no " + site.ConfigFile + " here", Hint: "run `gazette init DIR` to start a site, or name a site's folder with -C DIR"}}
	}
	file, ps := source.Read(fsys, site.ConfigFile)
	if ps.Errors() {
		return nil, ps
	}
	return site.ParseConfig(file)
}

// place is a file that should hold an edition.
type place struct {
	path      string
	slug      string
	locale    string
	effective string // archive only
	revision  int
	origin    notice.Origin
}

var revisionName = regexp.MustCompile(`^(.+)\.r([1-9][0-9]*)$`)

// walk lists the files of content/ and archive/. What stands where no edition
// can stand is a warning: it would be forgotten silently.
func walk(fsys fs.FS) (out []place, ps source.Problems) {
	for _, root := range []string{"content", "archive"} {
		_ = fs.WalkDir(fsys, root, func(p string, d fs.DirEntry, err error) error {
			if err != nil {
				if !errors.Is(err, fs.ErrNotExist) {
					ps = append(ps, source.Unreadable(p, err))
				}
				return nil
			}
			if strings.HasPrefix(d.Name(), ".") && p != root {
				if d.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			if d.IsDir() || root == "archive" && strings.HasSuffix(p, ".jsonl") {
				return nil
			}
			if linked, bad := linkedFolder(fsys, p, d); linked {
				ps = append(ps, bad)
				return nil
			}
			if pl, ok := placeOf(p); ok {
				out = append(out, pl)
			} else {
				ps = append(ps, source.Problem{Pos: source.Pos{File: p}, Severity: source.Warning, Rule: "unused-file",
					Message: "is not where a notice stands, so nothing reads it", Hint: "notices stand at content/<locale>/<slug>.md; other files belong into static/"})
			}
			return nil
		})
	}
	slices.SortFunc(out, func(a, b place) int { return cmp.Compare(a.path, b.path) })
	return out, ps
}

// linkedFolder reports a symbolic link to a folder: none is followed, so that
// no walk goes in circles, and one that leads out of the site is an error.
func linkedFolder(fsys fs.FS, p string, d fs.DirEntry) (bool, source.Problem) {
	if d.Type()&fs.ModeSymlink == 0 || strings.HasSuffix(p, ".md") {
		return false, source.Problem{}
	}
	info, err := fs.Stat(fsys, p)
	switch {
	case err != nil:
		return true, source.Unreadable(p, err)
	case info.IsDir():
		return true, source.Problem{Pos: source.Pos{File: p}, Severity: source.Warning, Rule: "unused-file",
			Message: "is a symbolic link to a folder, which nothing follows", Hint: "put the folder itself here"}
	}
	return false, source.Problem{}
}

func placeOf(p string) (place, bool) {
	steps := strings.Split(p, "/")
	name, isText := strings.CutSuffix(steps[len(steps)-1], ".md")
	switch {
	case !isText || name == "":
	case steps[0] == "content" && len(steps) == 3:
		return place{path: p, slug: name, locale: steps[1], revision: 1}, true
	case steps[0] == "archive" && len(steps) == 4:
		pl := place{path: p, slug: steps[1], effective: steps[2], locale: name, revision: 1, origin: notice.Archive}
		if m := revisionName.FindStringSubmatch(name); m != nil {
			pl.locale = m[1]
			pl.revision, _ = strconv.Atoi(m[2])
		}
		return pl, true
	}
	return place{}, false
}

// Located returns problems with the offending line of each that has none yet.
func (s *Sources) Located(ps source.Problems) source.Problems {
	files := map[string]source.File{}
	for i, p := range ps {
		if p.Line == 0 || p.Excerpt != "" || strings.HasPrefix(p.File, "templates/") || strings.HasPrefix(p.File, "i18n/") {
			continue // the last two may be the built-in ones
		}
		f, known := files[p.File]
		if !known {
			f, _ = source.Read(s.Layers.Site, p.File)
			files[p.File] = f
		}
		ps[i].Excerpt = strings.TrimRight(f.Line(p.Line), " \t")
	}
	return ps
}

// Generation names what every page is made of beside the notices: templates,
// wording, settings, which files static/ holds, and which texts its PDFs.
func (s *Sources) Generation() (string, error) {
	h := sha256.New()
	theme := s.Theme.Hash()
	h.Write(theme[:])
	for _, l := range s.Site.Locales {
		wording := s.Wording.Hash(l.Tag, s.Site.Config.DefaultLocale)
		h.Write(wording[:])
	}
	config, err := fs.ReadFile(s.Layers.Site, site.ConfigFile)
	h.Write(config)
	if err != nil {
		return "", err
	}
	for _, pdf := range slices.Sorted(maps.Keys(s.Site.Printed)) {
		fmt.Fprintln(h, pdf, s.Site.Printed[pdf])
	}
	err = fs.WalkDir(s.Layers.Site, "static", func(p string, _ fs.DirEntry, err error) error {
		fmt.Fprintln(h, p)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
	return hex.EncodeToString(h.Sum(nil)[:12]), err
}
