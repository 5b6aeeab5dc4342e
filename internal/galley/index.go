package galley

import (
	"maps"
	"slices"
	"sync"

	"gazette/internal/notice"
	"gazette/internal/site"
	"gazette/internal/source"
)

// Index gathers what notices say of each other's anchors while they are set in
// any order, and judges it once all are. It may be shared by goroutines.
type Index struct {
	site    *site.Site
	mu      sync.Mutex
	refs    []Ref
	anchors map[notice.Key]map[string]bool // of the current text of each notice and locale; no date
}

// NewIndex returns an empty index.
func NewIndex(s *site.Site) *Index {
	return &Index{site: s, anchors: map[notice.Key]map[string]bool{}}
}

// Add notes a notice that was set.
func (x *Index) Add(n *notice.Notice, galleys map[*notice.Edition]*Galley) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, e := range n.Editions {
		x.refs = append(x.refs, galleys[e].Refs...)
	}
	for _, l := range x.site.LocalesOf(n) {
		g := galleys[n.Current(l.Tag, x.site.Day)]
		set := make(map[string]bool, len(g.Anchors))
		for _, a := range g.Anchors {
			set[a] = true
		}
		x.anchors[notice.Key{Slug: n.Slug, Locale: l.Tag}] = set
	}
}

// Problems reports fragments that do not exist in the texts they name.
func (x *Index) Problems() (ps source.Problems) {
	for _, ref := range x.refs {
		anchors := x.anchors[notice.Key{Slug: ref.Slug, Locale: ref.Locale}]
		if anchors[ref.Fragment] {
			continue
		}
		ps = append(ps, source.Problem{Pos: ref.Pos, Severity: source.Error, Rule: "broken-fragment", Excerpt: ref.Excerpt,
			Message: "the text of " + string(ref.Slug) + " in " + string(ref.Locale) + " has no heading or anchor #" + ref.Fragment,
			Hint:    HintFor(ref.Fragment, slices.Sorted(maps.Keys(anchors)))})
	}
	return ps
}
