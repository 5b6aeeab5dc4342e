package preview

import (
	"gazette/internal/galley"
	"gazette/internal/source"
)

// findingsAcross finds what no single notice shows, once the facts of all are
// known. Only notices with a broken link are set again.
func (p *Preview) findingsAcross(shot *Snapshot) (ps source.Problems, ok bool) {
	index, ok := p.facts(shot)
	if !ok {
		return nil, false
	}
	return shot.gate().Whole(index), true
}

// facts gathers the facts of all notices; ok is false while some are not known.
func (p *Preview) facts(shot *Snapshot) (index *galley.Index, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.Now() != shot {
		return nil, false
	}
	index = galley.NewIndex(shot.Site)
	for _, n := range shot.Site.Notices {
		found := p.inspected[n]
		if found == nil {
			return nil, false
		}
		index.Add(n.Slug, found.facts)
	}
	return index, true
}
