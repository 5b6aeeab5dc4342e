// Package load reads a site from its files: once for a build, again and again for a preview.
package load

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gazette/i18n"
	"gazette/internal/conflict"
	"gazette/internal/evidence"
	"gazette/internal/fingerprint"
	"gazette/internal/galley"
	"gazette/internal/history"
	"gazette/internal/leftover"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/settings"
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

	Caches Caches
}

// Sources is everything a site was read from, parsed and linked.
type Sources struct {
	Layers   Layers
	Editions []*notice.Edition // as read: drafts, every revision
	Log      *history.Log
	Settings source.File // gazette.yaml
	Site     *site.Site
	Wording  *i18n.Catalogs
	Theme    *render.Theme
	Static   Statics
	Problems source.Problems // of every file, sorted
}

// Load reads a site as it stands on a day. today is asked once, with the
// site's time zone known. The result is usable as far as the problems allow;
// Site is nil when there is no usable configuration.
func Load(l Layers, today func(*settings.Config) notice.Date) *Sources {
	r, _ := Reading{}.Again(l, []string{"."})
	s := &Sources{Layers: l, Settings: r.Settings, Editions: r.Editions, Log: r.Log.Value, Wording: r.Wording.Value,
		Theme: r.Theme.Value, Static: r.Static.Value, Problems: r.Problems()}
	if t, ok := l.Site.(interface{ Spent() int64 }); ok && t.Spent() > 0 { // whatever was found may be wrong
		s.Problems = source.Problems{source.Exhausted()}
		return s
	}
	if config := r.Config.Value; config != nil && r.Config.Usable() {
		linked, problems := Link(l, r.Static.Value, config, r.Editions, r.Changes, today(config))
		s.Site, s.Problems = linked, append(s.Problems, problems...)
	}
	s.Problems = s.Located(s.Problems)
	return s
}

// Link links editions into a site, with what static/ holds. The problems are
// those that no single file shows.
func Link(l Layers, static Statics, c *settings.Config, editions []*notice.Edition,
	changes map[notice.Slug][]notice.Change, day notice.Date) (*site.Site, source.Problems) {
	sealed, broken := evidence.Of(l.Site, c)
	s, ps := site.Link(site.Input{Config: c, Editions: editions, Changes: changes, Day: day, Static: static.Has,
		Files: static.Files, Pictures: picturesOf(l.Site, c), Printed: static.Printed, Sealed: sealed})
	return s, append(ps, broken...)
}

// Formatter returns what sets the site's texts.
func (s *Sources) Formatter() *galley.Formatter {
	return galley.New(s.Site, func(l i18n.Locale) *i18n.Catalog {
		return s.Wording.For(l,
			s.Site.Config.DefaultLocale)
	}, s.text, s.Layers.Caches.Hashes)
}

// text gives a text to the formatter: the bytes that its edition was parsed from, or
// none. Whatever is known of a text is filed under the hash in its edition.
func (s *Sources) text(e *notice.Edition) (source.File, source.Problems) {
	file, ps := source.Read(s.Layers.Site, e.Path)
	if !ps.Errors() && sha256.Sum256(file.Data) != e.Hash {
		s.Layers.Caches.Editions.Discard() // should it have known this edition by a time that says nothing
		return source.File{Path: e.Path}, source.Problems{source.Changed(e.Path)}
	}
	return file, ps
}

// sub is a folder of a tree, empty when it is not there.
func sub(fsys fs.FS, dir string) fs.FS {
	out, err := fs.Sub(fsys, dir)
	if err != nil {
		panic("a constant path is not valid: " + dir)
	}
	return out
}

func readConfig(fsys fs.FS) (*settings.Config, source.File, source.Problems) {
	if _, err := fs.Stat(fsys, settings.File); errors.Is(err, fs.ErrNotExist) {
		return nil, source.File{Path: settings.File},
			source.Problems{source.Pos{File: settings.File}.Problem(rule.Config,
				"there is no "+settings.File+" here",
				"run `gazette init DIR` to start a site, or name a site's folder with -C DIR")}
	}
	file, ps := source.Read(fsys, settings.File)
	if ps = append(ps, conflict.In(file)...); ps.Errors() {
		return nil, file, ps
	}
	config, ps := settings.Parse(file)
	return config, file, ps
}

// Place is where a file stands that should hold an edition.
type Place struct {
	Path      string
	Slug      string
	Locale    string
	Effective string // of the archive, and of recorded texts that were opened
	Revision  int
	Origin    notice.Origin
	Link      string // where it leads, if it is a symbolic link
}

var revisionName = regexp.MustCompile(`^(.+)\.r([1-9][0-9]*)$`)

// walk lists the files of content/ and archive/. What stands where no edition
// can stand is a warning: it would be forgotten silently.
func walk(fsys fs.FS) (out []Place, ps source.Problems) {
	for _, root := range []string{"content", "archive"} {
		_ = fs.WalkDir(fsys, root, func(p string, d fs.DirEntry, err error) error {
			if err != nil {
				if !errors.Is(err, fs.ErrNotExist) {
					ps = append(ps, source.Unreadable(p, err))
				}
				return nil
			}
			if p == root && !d.IsDir() {
				ps = append(ps, source.Pos{File: p}.Problem(rule.UnreadableFile,
					"is not a folder, so no text is read", "put the folder itself here"))
				return nil
			}
			if strings.HasPrefix(d.Name(), ".") && p != root {
				if d.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			if evidence.IsPart(p) {
				if d.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			if d.IsDir() || leftover.Is(d.Name()) || root == "archive" && strings.HasSuffix(p, ".jsonl") {
				return nil
			}
			if linked, bad := linkedFolder(fsys, p, d); linked {
				ps = append(ps, bad)
				return nil
			}
			if pl, ok := PlaceOf(p); ok {
				if d.Type()&fs.ModeSymlink != 0 {
					pl.Link = source.LeadsTo(fsys, p)
				}
				out = append(out, pl)
			} else {
				ps = append(ps, source.Pos{File: p}.Problem(rule.UnusedFile,
					"is not where a notice belongs, so nothing reads it",
					unusedHint(p)))
			}
			return nil
		})
	}
	slices.SortFunc(out, func(a, b Place) int { return cmp.Compare(a.Path, b.Path) })
	return out, append(ps, deserted(out, ps)...)
}

// Endings of files that people write texts in: those that can be imported, and those that a word processor can save as
// one.
var (
	importable = []string{".docx", ".odt", ".html", ".htm"}
	savable    = []string{".doc", ".rtf", ".pages", ".dotx"}
)

// unusedHint says what to do with a file that is not where a notice stands.
func unusedHint(file string) string {
	ending := strings.ToLower(path.Ext(file))
	switch {
	case !strings.HasPrefix(file, "content/"):
	case slices.Contains(importable, ending):
		return fmt.Sprintf("turn it into a notice with `gazette import %q`, and move the file itself out of content/",
			file)
	case slices.Contains(savable, ending):
		return "save it as .docx in your word processor, then run `gazette import` on that file; move this one " +
			"out of content/"
	}
	return "notices belong at content/<locale>/<slug>.md; other files belong in static/"
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
		return true, source.Pos{File: p}.Problem(rule.UnusedFile,
			"is a symbolic link to a folder, which nothing follows",
			"put the folder itself here")
	}
	return false, source.Problem{}
}

// PlaceOf reads a path as the place of an edition; ok is false where none can stand.
func PlaceOf(p string) (place Place, ok bool) {
	steps := strings.Split(p, "/")
	name, isText := strings.CutSuffix(steps[len(steps)-1], ".md")
	switch {
	case !isText || name == "":
	case steps[0] == "content" && len(steps) == 3:
		slug, date, opened := strings.Cut(name, notice.OpenedAt)
		if _, err := notice.ParseDate(date); opened && err != nil {
			return Place{}, false
		}
		return Place{Path: p, Slug: slug, Locale: steps[1], Effective: date, Revision: 1}, true
	case steps[0] == "archive" && len(steps) == 4:
		pl := Place{Path: p, Slug: steps[1], Effective: steps[2], Locale: name, Revision: 1, Origin: notice.Archive}
		if m := revisionName.FindStringSubmatch(name); m != nil {
			pl.Locale = m[1]
			pl.Revision, _ = strconv.Atoi(m[2])
		}
		return pl, true
	}
	return Place{}, false
}

// Located returns the first problems of each kind in each file, sorted, with
// the offending line of each that has none yet.
func (s *Sources) Located(ps source.Problems) source.Problems {
	ps = ps.Sort().Few()
	files := map[string]source.File{}
	for i, p := range ps {
		if p.Line == 0 || p.Excerpt != "" || strings.HasPrefix(p.File, "templates/") ||
			strings.HasPrefix(p.File, "i18n/") {
			continue // the last two may be the built-in ones
		}
		f, known := files[p.File]
		if !known {
			f, _ = source.Read(s.Layers.Site, p.File)
			files[p.File] = f
		}
		f.Located(ps[i : i+1])
	}
	return slices.Compact(ps)
}

// Generation names what every page is made of beside the notices: templates,
// wording, settings, which files static/ holds, and which texts its PDFs.
func (s *Sources) Generation() string {
	theme := s.Theme.Hash()
	f := fingerprint.New().Add("templates", theme[:]).Add("settings", s.Settings.Data)
	for _, l := range s.Site.Locales {
		wording := s.Wording.Hash(l.Tag, s.Site.Config.DefaultLocale)
		f.Add("wording", wording[:])
	}
	for _, pdf := range slices.Sorted(maps.Keys(s.Site.Printed())) {
		f.Add("pdf", pdf, s.Site.Printed()[pdf])
	}
	for _, file := range s.Static.Files {
		f.Add("static file", file)
	}
	return f.String()
}
