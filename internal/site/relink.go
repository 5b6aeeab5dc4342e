package site

import (
	"cmp"
	"maps"
	"net/url"
	"slices"

	"gazette/internal/notice"
)

// Relink returns the site with other texts of one notice, at a cost that does not grow with the number of texts. It
// takes for granted that linking the site found no problems. It reports false where more than the notice may be
// concerned: a language or an alias came or went, something else stands below its address, a draft is among the
// texts, or something is wrong. Link knows then.
func (s *Site) Relink(slug notice.Slug, texts []*notice.Edition, changes []notice.Change) (*Site, bool) {
	before := s.bySlug[slug]
	unfit := func(e *notice.Edition) bool { return e.Draft || s.byLocale[e.Locale] == nil || e.Effective.IsZero() }
	if before == nil || s.drafts[slug] != "" || s.crossed[slug] || slices.ContainsFunc(texts, unfit) {
		return nil, false
	}
	next := *s
	made := notice.Group(texts, map[notice.Slug][]notice.Change{slug: changes}, s.Config.DefaultLocale)
	if len(made) != 1 || made[0].Slug != slug || !sameShape(before, made[0]) {
		return nil, false
	}
	next.replace(made[0])
	if len(next.unknownSlugs(texts)) > 0 || len(next.unknownPrevails(texts)) > 0 ||
		len(next.withdrawnEarly(made...)) > 0 {
		return nil, false
	}
	return &next, true
}

// sameShape reports whether two forms of a notice look alike to all others.
func sameShape(a, b *notice.Notice) bool {
	return slices.Equal(a.Locales(), b.Locales()) && slices.Equal(aliasesOf(a), aliasesOf(b))
}

// aliasesOf returns the aliases of all texts of a notice, each once, in order.
func aliasesOf(n *notice.Notice) (out []notice.Address) {
	for _, e := range n.Texts() {
		for _, a := range e.Aliases {
			out = append(out, a.Address)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// replace puts a notice in the place of the one with its slug. What it changes is copied first: the site it comes
// from stays as it is.
func (s *Site) replace(n *notice.Notice) {
	s.Notices, s.bySlug = slices.Clone(s.Notices), maps.Clone(s.bySlug)
	at, _ := slices.BinarySearchFunc(s.Notices, n.Slug,
		func(o *notice.Notice, slug notice.Slug) int { return cmp.Compare(o.Slug, slug) })
	s.Notices[at], s.bySlug[n.Slug] = n, n
	s.Groups, s.mentions = nil, map[notice.Slug][]notice.Slug{}
	s.linkGroups()
	s.linkMentions()
}

// On returns the site as it stands on another day, published below another address. Notices know of no day, so none
// is made again.
func (s *Site) On(day notice.Date, base url.URL) *Site {
	next, config := *s, *s.Config
	config.BaseURL.URL = base
	next.Config, next.Day, next.mentions = &config, day, map[notice.Slug][]notice.Slug{}
	next.linkMentions()
	return &next
}
