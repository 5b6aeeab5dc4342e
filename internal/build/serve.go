package build

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"gazette/i18n"
	"gazette/internal/check"
	"gazette/internal/galley"
	"gazette/internal/notice"
	"gazette/internal/site"
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
//     card was made of, or the page is not made.
//   - An edit relinks one notice and sets one notice. What other notices may
//     say of it is found afterwards: see Prove.
type Preview struct {
	layers   Layers
	today    func(*site.Config) notice.Date
	now      atomic.Pointer[Snapshot]
	kept     typeCase
	searched atomic.Pointer[searchedNotices]

	mu     sync.Mutex // one update at a time; it guards what follows
	read   reading
	linked source.Problems
	gone   source.Problems            // recorded texts that are not there
	held   map[string]*notice.Edition // shown in the place of texts that cannot be used
	proofs map[*notice.Notice]*proof
	cross  source.Problems // between notices
}

// NewPreview reads a site. Its texts are not set yet: see Prove.
func NewPreview(l Layers, today func(*site.Config) notice.Date) *Preview {
	p := &Preview{layers: l, today: today, held: map[string]*notice.Edition{}, proofs: map[*notice.Notice]*proof{}}
	builtin := &Sources{Layers: l}
	builtin.Theme, _ = render.LoadTheme(l.Theme)
	builtin.Wording, _ = i18n.LoadLayers(l.Wording)
	p.now.Store(newSnapshot(p, builtin, 0))
	p.Update([]string{"."})
	return p
}

// Now is the snapshot to answer from. Its Site is nil while there never was a
// usable configuration.
func (p *Preview) Now() *Snapshot { return p.now.Load() }

// Update reads the files that may have changed, given by their paths; "."
// stands for all. It reports whether any had.
func (p *Preview) Update(paths []string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	before := p.now.Load()
	read, seen := p.read.again(p.layers, paths)
	if !seen.any() {
		return false
	}
	p.read = read
	p.hold(before.Sources, seen)
	after := p.link(before.Sources, seen)
	if seen.config || seen.theme || seen.wording {
		p.tryOut(before.Sources, after)
	}
	p.proveEdited(after, seen)
	p.publish(after)
	return true
}

// hold keeps the cards of texts that cannot be used any more, and lets go of
// those that can be again.
func (p *Preview) hold(before *Sources, seen *seen) {
	for path := range seen.texts {
		at, shown := findText(before.Editions, path)
		_, there := findText(p.read.editions, path)
		switch {
		case !there || !p.read.mistaken(path):
			delete(p.held, path)
		case shown:
			p.held[path] = before.Editions[at]
		}
	}
}

// link makes sources to show of what was read.
func (p *Preview) link(before *Sources, seen *seen) *Sources {
	after := &Sources{Layers: p.layers, Log: p.read.log.value, Theme: before.Theme, Wording: before.Wording}
	if p.read.theme.usable() {
		after.Theme = p.read.theme.value
	}
	if p.read.wording.usable() {
		after.Wording = p.read.wording.value
	}
	if seen.record() {
		p.gone = check.Gone(p.read.editions, p.read.log.value.Records())
	}
	var whole bool
	after.Editions, whole = p.shown()
	config := p.read.config.value
	if config == nil || !p.read.config.usable() {
		if before.Site == nil {
			return after
		}
		config = before.Site.Config
	}
	if slug, one := seen.oneNotice(); one && whole && before.Site != nil && len(p.linked) == 0 {
		if s, ok := before.Site.Relink(slug, textsOf(after.Editions, slug), p.read.changes[slug]); ok {
			delete(p.proofs, before.Site.Notice(slug))
			after.Site = s
			return after
		}
	}
	after.Site, p.linked = site.Link(config, after.Editions, p.read.changes, p.today(config), statics(p.layers.Site))
	after.Site.Printed = printed(p.layers.Site)
	if !whole { // what is wrong is said of the files as they are
		_, p.linked = site.Link(config, p.read.editions, p.read.changes, after.Site.Day, statics(p.layers.Site))
	}
	p.linked = append(p.linked, staticCollisions(p.layers.Site, after.Site)...)
	p.proofs, p.cross = map[*notice.Notice]*proof{}, nil
	return after
}

// shown are the texts to show; whole says that they are those that were read.
func (p *Preview) shown() (out []*notice.Edition, whole bool) {
	if len(p.read.mistakes) == 0 {
		return p.read.editions, true
	}
	whole = true
	for _, e := range p.read.editions {
		switch {
		case !p.read.mistaken(e.Path):
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

// tryOut makes a page of each kind that all sites have. A theme that cannot
// make them, though it could be read, gives way to the one before.
func (p *Preview) tryOut(before, after *Sources) {
	if after.Site == nil || !p.read.theme.usable() {
		return
	}
	ps := trial(after)
	if p.read.theme.mistakes = append(p.read.theme.mistakes, ps...); len(ps) > 0 {
		after.Theme = before.Theme
	}
}

// trial makes a few pages and returns what their templates complain of.
func trial(s *Sources) source.Problems {
	shot := newSnapshot(nil, s, 0)
	press, err := shot.press()
	if err == nil {
		_, err = press.Hub(s.Site.DefaultLocale())
	}
	if err == nil {
		_, err = press.Missing(s.Site.DefaultLocale())
	}
	if err == nil && len(s.Site.Notices) > 0 {
		n := s.Site.Notices[0]
		_, err = press.NoticePages(n, shot.foundry().Notice(n))
	}
	return problemsOf(err)
}

// publish makes another snapshot the one to answer from, with all that is
// known to be wrong.
func (p *Preview) publish(s *Sources) {
	s.Problems = p.problems(s)
	p.now.Store(newSnapshot(p, s, p.now.Load().Version+1))
}

// problems is everything that is known to be wrong, with the severities that
// the site chose.
func (p *Preview) problems(s *Sources) source.Problems {
	all := Sources{Layers: p.layers, Problems: slices.Concat(p.read.problems(), p.linked, p.gone, p.cross)}
	if s.Site == nil {
		return all.Located(all.Problems).Sort()
	}
	for _, n := range s.Site.Notices {
		if found := p.proofs[n]; found != nil {
			all.Problems = append(all.Problems, found.problems...)
		}
	}
	return check.Judge(all.Located(all.Problems), s.Site.Config.Check).Sort()
}

// proof is what is kept of a notice once its texts were set.
type proof struct {
	problems source.Problems
	facts    galley.Facts
}

// proofOf judges a notice that was set.
func proofOf(shot *Snapshot, n *notice.Notice, galleys map[*notice.Edition]*galley.Galley) *proof {
	found := &proof{facts: galley.FactsOf(shot.Site, n, galleys)}
	for _, e := range n.Texts() {
		if g := galleys[e]; !stale(g) {
			found.problems = append(found.problems, g.Problems...)
		}
	}
	cn := check.Notice{Notice: n, Site: shot.Site, Setting: galley.Done(galleys), Record: shot.records()[n.Slug], Recording: len(shot.Log.Changes) > 0}
	found.problems = append(found.problems, check.Recorded(cn)...)
	return found
}

// proveEdited sets the notices that were edited, if they are few: their
// mistakes are told with the edit.
func (p *Preview) proveEdited(s *Sources, seen *seen) {
	const few = 4
	if s.Site == nil || len(seen.slugs) > few {
		return
	}
	shot := newSnapshot(p, s, 0)
	for slug := range seen.slugs {
		if n := s.Site.Notice(slug); n != nil {
			p.proofs[n] = proofOf(shot, n, shot.galleys(n))
		}
	}
	p.cross = slices.DeleteFunc(slices.Clone(p.cross), func(b source.Problem) bool { return seen.texts[b.File] })
}

// Prove sets every text that was not set since something it depends on
// changed, and looks at what notices say of each other. It reports whether
// that was news. It ends early when the context does, or the site has changed.
func (p *Preview) Prove(ctx context.Context) (news bool) {
	shot := p.Now()
	if shot.Site == nil {
		return false
	}
	var g errgroup.Group
	g.SetLimit(max(1, runtime.GOMAXPROCS(0)-1)) // a core is left to whoever waits for a page
	for _, n := range shot.Site.Notices {
		if ctx.Err() != nil || p.Now() != shot {
			break
		}
		if p.proved(n) {
			continue
		}
		g.Go(func() error {
			found := proofOf(shot, n, shot.foundry().Notice(n))
			p.mu.Lock()
			defer p.mu.Unlock()
			if p.Now() == shot {
				p.proofs[n] = found
			}
			return nil
		})
	}
	_ = g.Wait()
	return p.conclude(shot)
}

func (p *Preview) proved(n *notice.Notice) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.proofs[n] != nil
}

// conclude publishes what a whole proof has found.
func (p *Preview) conclude(shot *Snapshot) (news bool) {
	cross, ok := p.crossing(shot)
	if !ok {
		return false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.Now() != shot {
		return false
	}
	p.cross = cross
	after := *shot.Sources
	if slices.Equal(p.problems(&after), shot.Problems) {
		return false
	}
	p.publish(&after)
	return true
}
