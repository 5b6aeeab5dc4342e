package galley

import (
	"slices"
	"sync"

	"gazette/i18n"
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
	anchors map[notice.Key][]string // sorted; of the current text of each notice and locale; no date
}

// NewIndex returns an empty index.
func NewIndex(s *site.Site) *Index {
	return &Index{site: s, anchors: map[notice.Key][]string{}}
}

// Facts are what an index keeps of a notice: enough to judge its links, and
// those to it, without setting it again.
type Facts struct {
	Refs    []Ref                    `json:"refs,omitempty"`
	Anchors map[i18n.Locale][]string `json:"anchors,omitempty"` // of the current text
}

// FactsOf gathers the facts of a notice that was set.
func FactsOf(s *site.Site, n *notice.Notice, galleys map[*notice.Edition]*Galley) Facts {
	f := Facts{Anchors: map[i18n.Locale][]string{}}
	for _, e := range n.Editions {
		f.Refs = append(f.Refs, galleys[e].Refs...)
	}
	for _, l := range s.LocalesOf(n) {
		anchors := slices.Clone(galleys[n.Current(l.Tag, s.Day)].Anchors)
		slices.Sort(anchors)
		f.Anchors[l.Tag] = anchors
	}
	return f
}

// Add notes the facts of a notice.
func (x *Index) Add(slug notice.Slug, f Facts) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.refs = append(x.refs, f.Refs...)
	for l, anchors := range f.Anchors {
		x.anchors[notice.Key{Slug: slug, Locale: l}] = anchors
	}
}

// Problems reports fragments that do not exist in the texts they name, and
// pages that their notices do not have.
func (x *Index) Problems() (ps source.Problems) {
	for _, ref := range x.refs {
		if ref.Page != "" {
			if !x.site.HasPage(ref.Page) {
				p := *site.NoPage("/" + ref.Page)
				p.Pos = ref.Pos
				ps = append(ps, p)
			}
			continue
		}
		anchors := x.anchors[notice.Key{Slug: ref.Slug, Locale: ref.Locale}]
		if _, found := slices.BinarySearch(anchors, ref.Fragment); found {
			continue
		}
		ps = append(ps, source.Problem{Pos: ref.Pos, Severity: source.Error, Rule: "broken-fragment",
			Message: "the text of " + string(ref.Slug) + " in " + string(ref.Locale) + " has no heading or anchor #" + ref.Fragment,
			Hint:    HintFor(ref.Fragment, anchors)})
	}
	return ps
}
