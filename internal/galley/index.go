package galley

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/site"
	"gazette/internal/source"
)

// Index gathers what notices say of each other's anchors while they are set in
// any order, and judges it once all are. It may be shared by goroutines.
//
// It keeps no places: a link that leads nowhere is rare, and its notice is
// then set again.
type Index struct {
	site  *site.Site
	mu    sync.Mutex
	facts map[notice.Slug]Facts
}

// NewIndex returns an empty index.
func NewIndex(s *site.Site) *Index { return &Index{site: s, facts: map[notice.Slug]Facts{}} }

// Facts are what an index keeps of a notice: enough to judge its links, and
// those to it, without setting it again. Most languages of a notice say the
// same, so they are kept together.
type Facts struct {
	Leads   []Lead    `json:"leads,omitempty"`
	Pages   []string  `json:"pages,omitempty"` // of the site, that texts lead to
	Anchors []Anchors `json:"anchors,omitempty"`
}

// Lead is a fragment of another notice's current text that texts lead to.
type Lead struct {
	To       notice.Slug `json:"to"`
	Fragment string      `json:"fragment"`
	In       string      `json:"in"` // the languages of the texts it leads to, with spaces between
}

// Anchors are the ids of a notice's current texts.
type Anchors struct {
	In  string   `json:"in"`  // the languages of the texts that have them, with spaces between
	IDs []string `json:"ids"` // sorted
}

// FactsOf gathers the facts of a notice that was set.
func FactsOf(s *site.Site, n *notice.Notice, galleys map[*notice.Edition]*Galley) (f Facts) {
	for _, l := range s.LocalesOf(n) {
		ids := slices.Clone(galleys[n.Current(l.Tag, s.Day)].Anchors)
		slices.Sort(ids)
		f.anchors(string(l.Tag), ids)
	}
	leads := map[Lead][]string{}
	for _, e := range n.Editions {
		for _, r := range galleys[e].Refs {
			if r.Page != "" {
				f.Pages = append(f.Pages, r.Page)
				continue
			}
			to := Lead{To: r.Slug, Fragment: r.Fragment}
			leads[to] = append(leads[to], string(r.Locale))
		}
	}
	for to, in := range leads {
		slices.Sort(in)
		to.In = strings.Join(slices.Compact(in), " ")
		f.Leads = append(f.Leads, to)
	}
	slices.Sort(f.Pages)
	f.Pages = slices.Compact(f.Pages)
	slices.SortFunc(f.Leads, func(a, b Lead) int { return strings.Compare(string(a.To)+"#"+a.Fragment, string(b.To)+"#"+b.Fragment) })
	return f
}

// anchors adds the ids of a language's text.
func (f *Facts) anchors(in string, ids []string) {
	for i := range f.Anchors {
		if a := &f.Anchors[i]; slices.Equal(a.IDs, ids) {
			a.In += " " + in
			return
		}
	}
	f.Anchors = append(f.Anchors, Anchors{in, ids})
}

// Add notes the facts of a notice.
func (x *Index) Add(slug notice.Slug, f Facts) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.facts[slug] = f
}

// Broken returns the notices with links to fragments that do not exist, or to
// pages that their notices do not have.
func (x *Index) Broken() (out []notice.Slug) {
	for _, slug := range slices.Sorted(maps.Keys(x.facts)) {
		if f := x.facts[slug]; slices.ContainsFunc(f.Leads, x.broken) || slices.ContainsFunc(f.Pages, x.gone) {
			out = append(out, slug)
		}
	}
	return out
}

func (x *Index) gone(page string) bool { return !x.site.HasPage(page) }

func (x *Index) broken(l Lead) bool {
	for in := range strings.FieldsSeq(l.In) {
		if _, there := slices.BinarySearch(x.anchors(l.To, i18n.Locale(in)), l.Fragment); !there {
			return true
		}
	}
	return false
}

// anchors are the ids of a notice's current text in a language.
func (x *Index) anchors(slug notice.Slug, l i18n.Locale) []string {
	for _, a := range x.facts[slug].Anchors {
		for in := range strings.FieldsSeq(a.In) {
			if in == string(l) {
				return a.IDs
			}
		}
	}
	return nil
}

// Problems reports which references of a notice that was set lead to fragments
// that do not exist in the texts they name, or to pages that are not there.
func (x *Index) Problems(n *notice.Notice, galleys map[*notice.Edition]*Galley) (ps source.Problems) {
	for _, e := range n.Editions {
		for _, ref := range galleys[e].Refs {
			if ref.Page != "" {
				if x.gone(ref.Page) {
					p := *x.site.NoPage("/" + ref.Page)
					p.Pos = galleys[e].Pos(ref.At)
					ps = append(ps, p)
				}
				continue
			}
			anchors := x.anchors(ref.Slug, ref.Locale)
			if _, found := slices.BinarySearch(anchors, ref.Fragment); found {
				continue
			}
			ps = append(ps, galleys[e].Pos(ref.At).Problem(rule.BrokenFragment,
				"the text of "+string(ref.Slug)+" in "+string(ref.Locale)+" has no heading or anchor #"+ref.Fragment,
				HintFor(ref.Fragment, anchors)))
		}
	}
	return ps
}
