package build

import (
	"maps"
	"slices"

	"gazette/internal/galley"
	"gazette/internal/notice"
	"gazette/internal/site"
	"gazette/internal/source"
)

// crossing is what notices say of each other's anchors. After an edit only
// what the edited notice says, and what is said of it, is looked at again.
type crossing struct {
	site    *site.Site
	notices []*notice.Notice
	facts   []galley.Facts
	edited  map[notice.Slug]bool // nil when all are
	before  source.Problems
}

// crossing gathers the facts of all notices; ok is false while some are not known.
func (p *Preview) crossing(shot *Snapshot) (c crossing, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.Now() != shot {
		return c, false
	}
	c = crossing{site: shot.Site, notices: shot.Site.Notices, edited: maps.Clone(p.uncrossed), before: p.cross}
	for _, n := range c.notices {
		found := p.proofs[n]
		if found == nil {
			return c, false
		}
		c.facts = append(c.facts, found.facts)
	}
	return c, true
}

// problems returns what is wrong between notices.
func (c crossing) problems() source.Problems {
	index := galley.NewIndex(c.site)
	if c.edited == nil {
		for i, n := range c.notices {
			index.Add(n.Slug, c.facts[i])
		}
		return index.Problems()
	}
	again, targets := map[source.Pos]bool{}, maps.Clone(c.edited)
	for i, n := range c.notices {
		for _, ref := range c.facts[i].Refs {
			if c.edited[n.Slug] || c.edited[ref.Slug] {
				again[ref.Pos], targets[ref.Slug] = true, true
				index.Add(n.Slug, galley.Facts{Refs: []galley.Ref{ref}})
			}
		}
	}
	for i, n := range c.notices {
		if targets[n.Slug] {
			index.Add(n.Slug, galley.Facts{Anchors: c.facts[i].Anchors})
		}
	}
	kept := slices.DeleteFunc(slices.Clone(c.before), func(b source.Problem) bool { return again[b.Pos] })
	return append(kept, index.Problems()...)
}
