// Package preview keeps a site in memory that follows its files, and makes any page of it when it is asked for.
package preview

import (
	"slices"
	"sync"
	"sync/atomic"

	"gazette/i18n"
	"gazette/internal/check"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/settings"
	"gazette/internal/source"
	"gazette/render"
)

// Preview is a site in memory that follows its files. What it shows is a
// Snapshot behind an atomic pointer; an update makes another one and swaps
// them, so a page is never made of two states.
//
// The rules it follows:
//
//   - What cannot be used stays as it was, and everything else goes on
//     following its files: a text, the settings, the theme, the wording.
//   - A text is read when its page is asked for. Its bytes are those that its
//     edition was parsed from, or the page is not made.
//   - An edit relinks one notice and sets one notice. What other notices may
//     say of it is found afterwards: see Inspect.
type Preview struct {
	layers   load.Layers
	today    func(*settings.Config) notice.Date
	now      atomic.Pointer[Snapshot]
	kept     galleyCache
	searched atomic.Pointer[searchedNotices]
	short    atomic.Bool // see Short

	mu        sync.Mutex // one update at a time; it guards what follows
	read      load.Reading
	linked    source.Problems
	held      map[string]*notice.Edition // shown in the place of texts that cannot be used
	inspected map[*notice.Notice]*inspection
	cross     source.Problems // between notices
}

// New reads a site. Its texts are not set yet: see Inspect.
func New(l load.Layers, today func(*settings.Config) notice.Date) *Preview {
	p := &Preview{layers: l, today: today, held: map[string]*notice.Edition{},
		inspected: map[*notice.Notice]*inspection{}}
	builtin := &load.Sources{Layers: l}
	builtin.Theme, _ = render.LoadTheme(l.Theme)
	builtin.Wording, _ = i18n.LoadLayers(l.Wording)
	p.now.Store(newSnapshot(p, builtin, 0))
	p.Update([]string{"."})
	return p
}

// Now is the snapshot to answer from. Its Site is nil while there never was a
// usable configuration.
func (p *Preview) Now() *Snapshot { return p.now.Load() }

// Linked are folders beside the site's own in which files stand that texts are
// symbolic links to: they are to be watched too.
func (p *Preview) Linked() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.read.Linked()
}

// Update reads the files that may have changed, given by their paths; "."
// stands for all. It reports whether any had.
func (p *Preview) Update(paths []string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	before, spent := p.now.Load(), p.Spent()
	if p.short.Load() {
		paths = []string{"."}
	}
	read, seen := p.read.Again(p.layers, paths)
	if p.Spent() != spent {
		return p.lack()
	}
	p.short.Store(false)
	if !seen.Any() {
		return false
	}
	p.read = read
	if c := &p.read.Config; seen.Config && c.Value != nil && c.Usable() {
		c.Problems = append(c.Problems, check.Settings(c.Value, p.read.Settings)...)
	}
	p.hold(before.Sources, seen)
	after := p.link(before.Sources, seen)
	if seen.Config || seen.Theme || seen.Wording {
		p.tryTheme(before.Sources, after)
	}
	p.inspectEdited(after, seen)
	p.publish(after)
	return true
}

// hold keeps the editions of texts that cannot be used any more, and lets go of
// those that can be again.
func (p *Preview) hold(before *load.Sources, seen *load.Touched) {
	for path := range seen.Texts {
		at, shown := load.Find(before.Editions, path)
		_, there := load.Find(p.read.Editions, path)
		switch {
		case !there || !p.read.Mistaken(path):
			delete(p.held, path)
		case shown:
			p.held[path] = before.Editions[at]
		}
	}
}

// link makes sources to show of what was read.
func (p *Preview) link(before *load.Sources, seen *load.Touched) *load.Sources {
	after := &load.Sources{Layers: p.layers, Log: p.read.Log.Value, Theme: before.Theme, Wording: before.Wording,
		Static: p.read.Static.Value}
	if p.read.Theme.Usable() {
		after.Theme = p.read.Theme.Value
	}
	if p.read.Wording.Usable() {
		after.Wording = p.read.Wording.Value
	}
	var whole bool
	after.Editions, whole = p.shown()
	config := p.read.Config.Value
	if config == nil || !p.read.Config.Usable() {
		if before.Site == nil {
			return after
		}
		config = before.Site.Config
	}
	if slug, one := seen.OneNotice(); one && whole && before.Site != nil && len(p.linked) == 0 {
		if s, ok := before.Site.Relink(slug, textsOf(after.Editions, slug), p.read.Changes[slug]); ok {
			delete(p.inspected, before.Site.Notice(slug))
			after.Site = s
			return after
		}
	}
	after.Site, p.linked = load.Link(p.layers, after.Static, config, after.Editions, p.read.Changes, p.today(config))
	if !whole { // what is wrong is said of the files as they are
		_, p.linked = load.Link(p.layers, after.Static, config, p.read.Editions, p.read.Changes, after.Site.Day)
	}
	p.inspected, p.cross = map[*notice.Notice]*inspection{}, nil
	return after
}

// shown are the texts to show; whole says that they are those that were read.
func (p *Preview) shown() (out []*notice.Edition, whole bool) {
	if p.read.Sound() {
		return p.read.Editions, true
	}
	whole = true
	for _, e := range p.read.Editions {
		switch {
		case !p.read.Mistaken(e.Path):
			out = append(out, e)
			continue
		case p.held[e.Path] != nil:
			out = append(out, p.held[e.Path])
		}
		whole = false
	}
	return out, whole
}

func textsOf(editions []*notice.Edition, slug notice.Slug) (out []*notice.Edition) {
	for _, e := range editions {
		if e.Slug == slug {
			out = append(out, e)
		}
	}
	return out
}

// tryTheme makes a page of each kind that all sites have. A theme that cannot
// make them, though it could be read, gives way to the one before.
func (p *Preview) tryTheme(before, after *load.Sources) {
	if after.Site == nil || !p.read.Theme.Usable() {
		return
	}
	ps := themeProblems(after)
	if p.read.Theme.Problems = append(p.read.Theme.Problems, ps...); len(ps) > 0 {
		after.Theme = before.Theme
	}
}

// themeProblems makes a few pages and returns what their templates complain of.
func themeProblems(s *load.Sources) source.Problems {
	var err error
	if fault := source.Guard("templates", func() { err = tryPages(newSnapshot(nil, s, 0)) }); fault != nil {
		err = fault
	}
	return problemsOf(err)
}

func tryPages(shot *Snapshot) error {
	renderer, err := shot.renderer()
	if err == nil {
		_, err = renderer.Hub(shot.Site.DefaultLocale())
	}
	if err == nil {
		_, err = renderer.Missing(shot.Site.DefaultLocale())
	}
	if err == nil && len(shot.Site.Notices) > 0 {
		n := shot.Site.Notices[0]
		if galleys := shot.formatter().Notice(n); fresh(galleys, n.Texts()...) == nil {
			err = renderer.NoticePages(n, galleys, func(render.File) error { return nil })
		}
	}
	return err
}

// publish makes another snapshot the one to answer from, with all that is
// known to be wrong.
func (p *Preview) publish(s *load.Sources) {
	s.Problems = p.problems(s)
	shot := newSnapshot(p, s, p.now.Load().Version+1)
	shot.unusable = p.read.Unusable()
	p.now.Store(shot)
}

// problems is everything that is known to be wrong, with the severities that
// the site chose.
func (p *Preview) problems(s *load.Sources) source.Problems {
	all := load.Sources{Layers: p.layers, Problems: slices.Concat(p.read.Problems(), p.linked, p.cross, p.lacking())}
	if s.Site == nil {
		return all.Located(all.Problems)
	}
	for _, n := range s.Site.Notices {
		if found := p.inspected[n]; found != nil {
			all.Problems = append(all.Problems, slices.DeleteFunc(slices.Clone(found.problems),
				func(f source.Problem) bool { return p.read.Mistaken(f.File) })...)
		}
	}
	return all.Located(check.Judge(all.Problems, s.Site.Config.Check))
}
