package galley

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"gazette/i18n"
	"gazette/internal/link"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/site"
	"gazette/internal/source"
	"gazette/internal/spelling"
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

// Lead is a fragment of another notice's texts that texts lead to.
type Lead struct {
	To       notice.Slug `json:"to"`
	Fragment string      `json:"fragment"`
	In       string      `json:"in"` // the texts it leads to, see textName, with spaces between
}

// Anchors are the ids of a notice's texts.
type Anchors struct {
	In  string   `json:"in"`  // the texts that have them, see textName, with spaces between
	IDs []string `json:"ids"` // sorted
}

// textName names a text within its notice: by its language alone the current
// one, by language and date an edition.
func textName(l i18n.Locale, d notice.Date) string {
	if d.IsZero() {
		return string(l)
	}
	return string(l) + "/" + d.String()
}

// FactsOf gathers the facts of a notice that was set.
func FactsOf(s *site.Site, n *notice.Notice, galleys map[*notice.Edition]*Galley) (f Facts) {
	for _, l := range s.LocalesOf(n) {
		f.anchors(textName(l.Tag, notice.Date{}), galleys[n.Current(l.Tag, s.Day)])
	}
	for _, e := range n.Editions {
		f.anchors(textName(e.Locale, e.Effective), galleys[e])
	}
	leads := map[Lead][]string{}
	for _, e := range n.Editions {
		for _, r := range galleys[e].Refs {
			if r.Page != "" {
				f.Pages = append(f.Pages, r.Page)
				continue
			}
			to := Lead{To: r.Slug, Fragment: r.Fragment}
			leads[to] = append(leads[to], textName(r.Locale, r.Date))
		}
	}
	for to, in := range leads {
		slices.Sort(in)
		to.In = strings.Join(slices.Compact(in), " ")
		f.Leads = append(f.Leads, to)
	}
	slices.Sort(f.Pages)
	f.Pages = slices.Compact(f.Pages)
	slices.SortFunc(f.Leads, func(a, b Lead) int {
		return strings.Compare(string(a.To)+"#"+a.Fragment,
			string(b.To)+"#"+b.Fragment)
	})
	return f
}

// anchors adds the ids of a text.
func (f *Facts) anchors(in string, g *Galley) {
	ids := slices.Clone(g.Anchors)
	slices.Sort(ids)
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
		if !x.has(l.To, in, l.Fragment) {
			return true
		}
	}
	return false
}

// has reports whether a text has a fragment. Of an edition that is not there
// its page is missed, not what stands in it.
func (x *Index) has(slug notice.Slug, text, fragment string) bool {
	ids, known := x.anchors(slug, text)
	_, found := slices.BinarySearch(ids, fragment)
	return found || !known && strings.Contains(text, "/")
}

// anchors are the ids of one of a notice's texts.
func (x *Index) anchors(slug notice.Slug, text string) (ids []string, known bool) {
	for _, a := range x.facts[slug].Anchors {
		for in := range strings.FieldsSeq(a.In) {
			if in == text {
				return a.IDs, true
			}
		}
	}
	return nil, false
}

// Problems reports which references of a notice that was set lead to fragments
// that do not exist in the texts they name, or to pages that are not there.
func (x *Index) Problems(n *notice.Notice, galleys map[*notice.Edition]*Galley) (ps source.Problems) {
	for _, e := range n.Editions {
		ps = append(ps, x.unmet(galleys[e])...)
	}
	return ps
}

// unmet are the references of one text.
func (x *Index) unmet(g *Galley) (ps source.Problems) {
	for _, ref := range g.Refs {
		guess := len(ps) < spelling.Guessed
		switch {
		case ref.Page != "" && x.gone(ref.Page):
			ps = append(ps, x.noPage(ref, g.Pos(ref.At), guess))
		case ref.Page == "" && !x.has(ref.Slug, textName(ref.Locale, ref.Date), ref.Fragment):
			ps = append(ps, x.missing(ref, g.Pos(ref.At), guess))
		}
	}
	return ps
}

// noPage is the problem of a page that is not there.
func (x *Index) noPage(ref Ref, at source.Pos, guess bool) source.Problem {
	from := x.site
	if !guess {
		from = from.WithoutGuesses()
	}
	p := link.NoPage(from, "/"+ref.Page)
	p.Pos = at
	return p
}

// missing is the problem of a fragment that a text does not have.
func (x *Index) missing(ref Ref, at source.Pos, guess bool) source.Problem {
	var ids []string
	if guess {
		ids, _ = x.anchors(ref.Slug, textName(ref.Locale, ref.Date))
	}
	text := "text of " + string(ref.Slug)
	if !ref.Date.IsZero() {
		text = "edition of " + string(ref.Slug) + " of " + ref.Date.String()
	}
	return at.Problem(rule.BrokenFragment, "the "+text+" in "+string(ref.Locale)+" has no heading or anchor #"+
		ref.Fragment, HintFor(ref.Fragment, ids))
}
