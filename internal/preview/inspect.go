package preview

import (
	"context"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"gazette/internal/galley"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/source"
)

// inspection is what is kept of a notice once its texts were set: what keeps them
// from being shown, and what keeps them from being published.
type inspection struct {
	problems source.Problems
	facts    galley.Facts
}

// inspectionOf judges a notice as a build would. While a text is not what was
// read, there is nothing to compare with the record.
func inspectionOf(shot *Snapshot, n *notice.Notice, set func() map[*notice.Edition]*galley.Galley) (found *inspection) {
	if fault := source.Guard(n.Lead().Path, func() { found = judged(shot, n, set()) }); fault != nil {
		return &inspection{problems: fault}
	}
	return found
}

func judged(shot *Snapshot, n *notice.Notice, galleys map[*notice.Edition]*galley.Galley) *inspection {
	if fresh(galleys, n.Texts()...) == nil {
		found := shot.gate().Notice(n, galley.Done(galleys))
		return &inspection{found.Problems, found.Facts}
	}
	found := &inspection{facts: galley.FactsOf(shot.Site, n, galleys)}
	for _, e := range n.Texts() {
		if g := galleys[e]; !g.Unread() {
			found.problems = append(found.problems, g.Problems...)
		}
	}
	return found
}

// inspectEdited sets the notices that were edited, if they are few: their
// mistakes are told with the edit.
func (p *Preview) inspectEdited(s *load.Sources, seen *load.Touched) {
	const few = 4
	if s.Site == nil || len(seen.Slugs) > few {
		return
	}
	shot, spent := newSnapshot(p, s, 0), p.Spent()
	for slug := range seen.Slugs {
		if n := s.Site.Notice(slug); n != nil {
			p.inspected[n] = inspectionOf(shot, n, func() map[*notice.Edition]*galley.Galley { return shot.galleys(n) })
		}
	}
	if p.Spent() != spent {
		clear(p.inspected)
		p.short.Store(true)
	}
	p.cross = slices.DeleteFunc(slices.Clone(p.cross), func(b source.Problem) bool { return seen.Texts[b.File] })
}

// Inspect sets every text that was not set since something it depends on
// changed, and looks at what notices say of each other. It reports whether
// that was news. It ends early when the context does, or the site has changed.
func (p *Preview) Inspect(ctx context.Context) (news bool) {
	shot := p.Now()
	if shot.Site == nil {
		return false
	}
	spent := p.Spent()
	var g errgroup.Group
	g.SetLimit(max(1, runtime.GOMAXPROCS(0)-1)) // a core is left to whoever waits for a page
	for _, n := range shot.Site.Notices {
		if ctx.Err() != nil || p.Now() != shot {
			break
		}
		if p.isInspected(n) {
			continue
		}
		g.Go(func() error {
			found := inspectionOf(shot, n,
				func() map[*notice.Edition]*galley.Galley { return shot.formatter().Notice(n) })
			p.mu.Lock()
			defer p.mu.Unlock()
			if p.Now() == shot && p.Spent() == spent {
				p.inspected[n] = found
			}
			return nil
		})
	}
	_ = g.Wait()
	if p.Spent() != spent {
		return p.Lack()
	}
	return p.publishFindings(shot)
}

func (p *Preview) isInspected(n *notice.Notice) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.inspected[n] != nil
}

// publishFindings publishes what a whole inspection has found.
func (p *Preview) publishFindings(shot *Snapshot) (news bool) {
	cross, ok := p.findingsAcross(shot)
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
