package build

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"gazette/i18n"
	"gazette/internal/check"
	"gazette/internal/history"
	"gazette/internal/notice"
	"gazette/internal/site"
	"gazette/internal/source"
	"gazette/render"
)

// reading is what a site's files say, mistakes and all. It is never changed:
// reading again makes another one.
type reading struct {
	config   part[*site.Config]
	theme    part[*render.Theme]
	wording  part[*i18n.Catalogs]
	log      part[*history.Log]
	changes  map[notice.Slug][]notice.Change // of the log
	editions []*notice.Edition               // by path
	mistakes map[string]source.Problems      // by path of a text
	unplaced source.Problems
}

// part is one source of a site, with what is wrong in it.
type part[T any] struct {
	value    T
	mistakes source.Problems
}

func (p part[T]) usable() bool { return !p.mistakes.Errors() }

func partOf[T any](value T, ps source.Problems) part[T] { return part[T]{value, ps} }

// seen is what reading again found changed.
type seen struct {
	config, theme, wording, log, static, all bool

	texts map[string]bool // by path
	slugs map[notice.Slug]bool
}

func (s *seen) any() bool {
	return s.config || s.theme || s.wording || s.log || s.static || s.all || len(s.texts) > 0
}

// record reports whether the change log or the archive changed.
func (s *seen) record() bool {
	if s.log || s.all {
		return true
	}
	for p := range s.texts {
		if strings.HasPrefix(p, "archive/") {
			return true
		}
	}
	return false
}

// oneNotice returns the notice whose texts are all that changed.
func (s *seen) oneNotice() (notice.Slug, bool) {
	if s.config || s.log || s.all || s.static || len(s.slugs) != 1 {
		return "", false
	}
	for slug := range s.slugs {
		return slug, true
	}
	return "", false
}

// again reads what may have changed, given by paths; "." stands for all.
func (r reading) again(l Layers, paths []string) (reading, *seen) {
	s := &seen{texts: map[string]bool{}, slugs: map[notice.Slug]bool{}}
	if slices.Contains(paths, ".") {
		s.all = true
		paths = []string{site.ConfigFile, "templates", "i18n", history.LogFile, "content"}
	}
	var texts []string
	var there []place // surely
	walked := false
	for _, p := range paths {
		first, _, _ := strings.Cut(p, "/")
		switch {
		case p == site.ConfigFile:
			r.config, s.config = partOf(readSettings(l)), true
		case p == history.LogFile:
			r.log, s.log = partOf(history.ReadLog(l.Site)), true
			r.changes = r.log.value.ByNotice()
		case first == "static":
			s.static = true
		case first == "templates" && (r.theme.value == nil || s.all || isTheme(p)):
			s.theme = true
		case first == "i18n":
			s.wording = true
		case first == "content" || first == "archive":
			if _, text := placeOf(p); text {
				texts = append(texts, p)
			} else {
				walked = true
			}
		}
	}
	if s.theme || s.config || s.wording { // a theme is tried out with both
		s.theme = true
		r.theme = partOf(render.LoadTheme(l.Theme, sub(l.Site, "templates")))
	}
	if s.wording {
		r.wording = partOf(i18n.LoadLayers(l.Wording, sub(l.Site, "i18n")))
	}
	if walked {
		var gone []string
		there, gone = r.walk(l)
		texts = append(texts, gone...)
	}
	r.texts(l, there, texts, s)
	return r, s
}

func isTheme(p string) bool {
	return p == "templates" || path.Ext(p) == ".html" || path.Ext(p) == ".css"
}

// readSettings reads gazette.yaml, and judges what rules it names.
func readSettings(l Layers) (*site.Config, source.Problems) {
	config, ps := readConfig(l.Site)
	if config != nil && !ps.Errors() {
		file, _ := source.Read(l.Site, site.ConfigFile)
		ps = append(ps, check.Settings(config, file)...)
	}
	return config, ps
}

// walk lists the texts that are there, and the paths of those that were and
// are not.
func (r *reading) walk(l Layers) (there []place, gone []string) {
	there, r.unplaced = walk(l.Site)
	known := make(map[string]bool, len(there))
	for _, pl := range there {
		known[pl.path] = true
	}
	for _, e := range r.editions {
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

// texts reads the cards of texts that are there, and of those at some paths.
func (r *reading) texts(l Layers, places []place, paths []string, s *seen) {
	var gone []string
	for _, p := range paths {
		if pl, ok := placeOf(p); ok && isThere(l.Site, p) {
			places = append(places, pl)
		} else {
			gone = append(gone, p)
		}
	}
	cards := parseEach(l, places)
	first := len(r.editions) == 0
	r.editions, r.mistakes = slices.Clone(r.editions), maps.Clone(r.mistakes)
	if r.mistakes == nil {
		r.mistakes = map[string]source.Problems{}
	}
	if first { // all at once, in their order
		r.all(places, cards, s)
		return
	}
	for i, pl := range places {
		r.text(pl.path, cards[i].value, cards[i].mistakes, s)
	}
	for _, p := range gone {
		r.text(p, nil, nil, s)
	}
}

// all takes the cards of a site that had none.
func (r *reading) all(places []place, cards []part[*notice.Edition], s *seen) {
	for i, pl := range places {
		s.note(pl.path, cards[i].value)
		r.note(pl.path, cards[i].mistakes)
		if cards[i].value != nil {
			r.editions = append(r.editions, cards[i].value)
		}
	}
	slices.SortFunc(r.editions, func(a, b *notice.Edition) int { return cmp.Compare(a.Path, b.Path) })
}

// isThere reports whether a text stands at a path. Hidden files are none.
func isThere(fsys fs.FS, p string) bool {
	if strings.Contains("/"+p, "/.") {
		return false
	}
	_, err := fs.Stat(fsys, p)
	return !errors.Is(err, fs.ErrNotExist)
}

// text puts a card in its place, or takes it out.
func (r *reading) text(p string, e *notice.Edition, ps source.Problems, s *seen) {
	at, there := findText(r.editions, p)
	var before *notice.Edition
	if there {
		before = r.editions[at]
	}
	if e == nil && ps.Errors() {
		e = before // what it was, until it can be read again
	}
	if before == nil && e == nil && slices.Equal(r.mistakes[p], ps) || before != nil && e != nil && before.Hash == e.Hash && slices.Equal(r.mistakes[p], ps) {
		return
	}
	s.note(p, before)
	s.note(p, e)
	r.note(p, ps)
	switch {
	case there && e != nil:
		r.editions[at] = e
	case there:
		r.editions = slices.Delete(r.editions, at, at+1)
	case e != nil:
		r.editions = slices.Insert(r.editions, at, e)
	}
}

func (s *seen) note(p string, e *notice.Edition) {
	s.texts[p] = true
	if e != nil {
		s.slugs[e.Slug] = true
	}
}

func (r *reading) note(p string, ps source.Problems) {
	delete(r.mistakes, p)
	if len(ps) > 0 {
		r.mistakes[p] = ps
	}
}

func findText(editions []*notice.Edition, p string) (at int, there bool) {
	return slices.BinarySearchFunc(editions, p, func(e *notice.Edition, p string) int { return cmp.Compare(e.Path, p) })
}

// mistaken reports whether a text cannot be used.
func (r *reading) mistaken(p string) bool { return r.mistakes[p].Errors() }

// problems are all mistakes in files, whatever stage finds them.
func (r *reading) problems() source.Problems {
	out := slices.Concat(r.config.mistakes, r.wording.mistakes, r.theme.mistakes, r.log.mistakes, r.unplaced)
	for _, ps := range r.mistakes {
		out = append(out, ps...)
	}
	return out
}
