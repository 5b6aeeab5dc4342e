package load

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"gazette/i18n"
	"gazette/internal/history"
	"gazette/internal/notice"
	"gazette/internal/settings"
	"gazette/internal/source"
	"gazette/render"
)

// Reading is what a site's files say, mistakes and all. It is never changed:
// reading again makes another one.
type Reading struct {
	Config   Part[*settings.Config]
	Settings source.File // what Config was read from
	Theme    Part[*render.Theme]
	Wording  Part[*i18n.Catalogs]
	Log      Part[*history.Log]
	Static   Part[Statics]
	Changes  map[notice.Slug][]notice.Change // of the log
	Editions []*notice.Edition               // by path
	mistakes map[string]source.Problems      // by path of a text
	links    map[string]string               // of texts that are symbolic links: where they lead
	unplaced source.Problems
}

// Part is one source of a site, with what is wrong in it.
type Part[T any] struct {
	Value    T
	Problems source.Problems
}

// Usable reports whether the part has no errors.
func (p Part[T]) Usable() bool { return !p.Problems.Errors() }

func partOf[T any](value T, ps source.Problems) Part[T] { return Part[T]{value, ps} }

// Touched is what reading again found changed.
type Touched struct {
	Config, Theme, Wording, Log, Static, All bool

	Texts map[string]bool // by path
	Slugs map[notice.Slug]bool
}

// Any reports whether anything changed.
func (s *Touched) Any() bool {
	return s.Config || s.Theme || s.Wording || s.Log || s.Static || s.All || len(s.Texts) > 0
}

// OneNotice returns the notice whose texts are all that changed.
func (s *Touched) OneNotice() (notice.Slug, bool) {
	if s.Config || s.Log || s.All || s.Static || len(s.Slugs) != 1 {
		return "", false
	}
	for slug := range s.Slugs {
		return slug, true
	}
	return "", false
}

// Again reads what may have changed, given by paths; "." stands for all.
func (r Reading) Again(l Layers, paths []string) (Reading, *Touched) {
	s := &Touched{Texts: map[string]bool{}, Slugs: map[notice.Slug]bool{}}
	if slices.Contains(paths, ".") {
		s.All = true
		paths = []string{settings.File, "templates", "i18n", history.LogFile, "static", "content"}
	}
	paths = r.withLinks(paths)
	var texts []string
	var there []Place // surely
	walked := false
	for _, p := range paths {
		first, _, _ := strings.Cut(p, "/")
		switch {
		case p == settings.File:
			r.config(l.Site)
			s.Config = true
		case p == history.LogFile, p == history.PublicationsFile:
			r.Log, s.Log = partOf(history.ReadLog(l.Site)), true
			r.Changes = r.Log.Value.ByNotice()
		case first == "static":
			r.Static, s.Static = partOf(readStatics(l.Site)), true
		case first == "templates" && (r.Theme.Value == nil || s.All || isTheme(p)):
			s.Theme, s.Wording = true, true // templates may ask for words of their own
		case first == "i18n":
			s.Wording = true
		case first == "content" || first == "archive":
			if _, text := PlaceOf(p); text {
				texts = append(texts, p)
			} else {
				walked = true
			}
		}
	}
	var g errgroup.Group
	if s.Theme || s.Config || s.Wording { // a theme is tried out with both
		s.Theme = true
		g.Go(func() error { r.Theme = partOf(render.LoadTheme(l.Theme, sub(l.Site, "templates"))); return nil })
	}
	if s.Wording {
		g.Go(func() error {
			r.Wording = partOf(i18n.LoadWith(render.OwnWords(sub(l.Site, "templates")), l.Wording, sub(l.Site, "i18n")))
			return nil
		})
	}
	if walked {
		var gone []string
		there, gone = r.walk(l)
		texts = append(texts, gone...)
	}
	r.texts(l, there, texts, s)
	_ = g.Wait()
	return r, s
}

func (r *Reading) config(fsys fs.FS) {
	config, file, ps := readConfig(fsys)
	r.Config, r.Settings = partOf(config, ps), file
}

func isTheme(p string) bool {
	return p == "templates" || path.Ext(p) == ".html" || path.Ext(p) == ".css"
}

// walk lists the texts that are there, and the paths of those that were and
// are not.
func (r *Reading) walk(l Layers) (there []Place, gone []string) {
	there, r.unplaced = walk(l.Site)
	known := make(map[string]bool, len(there))
	for _, pl := range there {
		known[pl.Path] = true
	}
	for _, e := range r.Editions {
		if !known[e.Path] {
			gone = append(gone, e.Path)
		}
	}
	for p := range r.mistakes {
		if !known[p] {
			gone = append(gone, p)
		}
	}
	return there, gone
}

// texts reads the editions that are there, and of those at some paths.
func (r *Reading) texts(l Layers, places []Place, paths []string, s *Touched) {
	var gone []string
	for _, p := range paths {
		if pl, ok := PlaceOf(p); ok && isThere(l.Site, p) {
			pl.Link = source.LeadsTo(l.Site, p)
			places = append(places, pl)
		} else {
			gone = append(gone, p)
		}
	}
	r.noteLinks(places)
	editions := parseEach(l, places)
	first := len(r.Editions) == 0
	r.Editions, r.mistakes = slices.Clone(r.Editions), maps.Clone(r.mistakes)
	if r.mistakes == nil {
		r.mistakes = map[string]source.Problems{}
	}
	if first { // all at once, in their order
		r.all(places, editions, s)
		return
	}
	for i, pl := range places {
		r.text(pl.Path, editions[i].Value, editions[i].Problems, s)
	}
	for _, p := range gone {
		r.text(p, nil, nil, s)
	}
}

// all takes the editions of a site that had none.
func (r *Reading) all(places []Place, editions []Part[*notice.Edition], s *Touched) {
	for i, pl := range places {
		s.note(pl.Path, editions[i].Value)
		r.note(pl.Path, editions[i].Problems)
		if editions[i].Value != nil {
			r.Editions = append(r.Editions, editions[i].Value)
		}
	}
	slices.SortFunc(r.Editions, func(a, b *notice.Edition) int { return cmp.Compare(a.Path, b.Path) })
}

// isThere reports whether a text stands at a path. Hidden files are none.
func isThere(fsys fs.FS, p string) bool {
	if strings.Contains("/"+p, "/.") {
		return false
	}
	_, err := fs.Stat(fsys, p)
	return !errors.Is(err, fs.ErrNotExist)
}

// text puts an edition in its place, or takes it out.
func (r *Reading) text(p string, e *notice.Edition, ps source.Problems, s *Touched) {
	at, there := Find(r.Editions, p)
	var before *notice.Edition
	if there {
		before = r.Editions[at]
	}
	if e == nil && ps.Errors() {
		e = before // what it was, until it can be read again
	}
	if before == nil && e == nil && slices.Equal(r.mistakes[p], ps) || before != nil && e != nil &&
		before.Hash == e.Hash && slices.Equal(r.mistakes[p], ps) {
		return
	}
	s.note(p, before)
	s.note(p, e)
	r.note(p, ps)
	switch {
	case there && e != nil:
		r.Editions[at] = e
	case there:
		r.Editions = slices.Delete(r.Editions, at, at+1)
	case e != nil:
		r.Editions = slices.Insert(r.Editions, at, e)
	}
}

func (s *Touched) note(p string, e *notice.Edition) {
	s.Texts[p] = true
	if e != nil {
		s.Slugs[e.Slug] = true
	}
}

func (r *Reading) note(p string, ps source.Problems) {
	delete(r.mistakes, p)
	if len(ps) > 0 {
		r.mistakes[p] = ps
	}
}

// Find returns where the text of a path stands, or would stand, among editions that are sorted by path.
func Find(editions []*notice.Edition, p string) (at int, there bool) {
	return slices.BinarySearchFunc(editions, p, func(e *notice.Edition, p string) int { return cmp.Compare(e.Path, p) })
}

// Sound reports whether no text has a problem.
func (r *Reading) Sound() bool { return len(r.mistakes) == 0 }

// Mistaken reports whether a text cannot be used.
func (r *Reading) Mistaken(p string) bool { return r.mistakes[p].Errors() }

// Unusable are the files of texts that cannot be read as they are.
func (r *Reading) Unusable() map[string]bool {
	out := map[string]bool{}
	for p := range r.mistakes {
		out[p] = r.Mistaken(p)
	}
	return out
}

// Problems are all mistakes in files, whatever stage finds them.
func (r *Reading) Problems() source.Problems {
	out := slices.Concat(r.Config.Problems, r.Wording.Problems, r.Theme.Problems, r.Log.Problems, r.Static.Problems,
		r.unplaced)
	for _, ps := range r.mistakes {
		out = append(out, ps...)
	}
	return out
}
