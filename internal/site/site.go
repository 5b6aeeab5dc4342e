// Package site links notices: their addresses, languages, groups and relations on one day.
//
// A Site is immutable. Everything that depends on more than one file is known here and nowhere below; everything
// above (render, check) only reads it.
package site

import (
	"cmp"
	"slices"
	"time"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/settings"
	"gazette/internal/source"
)

// Site is all notices, linked, as they stand on one day.
type Site struct {
	Config  *settings.Config
	Day     notice.Date
	Zone    *time.Location
	Locales []Locale // in the switcher's order
	Notices []*notice.Notice
	Groups  []Group
	// Pictures are the sizes of those that the settings name and that stand under static/, by what the settings say.
	Pictures map[string]Size

	bySlug   map[notice.Slug]*notice.Notice
	byLocale map[i18n.Locale]*Locale
	mentions map[notice.Slug][]notice.Slug // who names a notice as related
	folded   map[string]notice.Slug        // by folded slug
	aliases  map[string]bool               // the pages that stand there
	crossed  map[notice.Slug]bool          // notices below whose addresses an alias or a file of static/ lies
	drafts   map[notice.Slug]string        // the files of notices that exist as drafts alone
	statics  func(path string) bool
	printed  map[string]string  // as in Input
	sealed   map[string]Sealing // as in Input
	origin   string             // before every link; see Elsewhere
	guessed  bool               // see WithoutGuesses
}

// Size is the size of a picture, in its own pixels or units.
type Size struct{ Width, Height int }

// Locale is one language of the site, with everything that is asked often.
type Locale struct {
	Tag     i18n.Locale
	Name    string // in itself
	Dir     string
	Path    string // its step in addresses
	Default bool
	Index   int
}

// Group is a heading of the hub with its notices, in their order.
type Group struct {
	ID      string
	Title   settings.Text // zero for the notices without a group
	Notices []*notice.Notice
}

// Input is everything that a site is made of.
type Input struct {
	Config   *settings.Config
	Editions []*notice.Edition
	Changes  map[notice.Slug][]notice.Change // the change log, by notice
	Day      notice.Date
	Static   func(path string) bool // tells whether a path exists under static/
	Files    []string               // all files under static/, by their paths there
	Pictures map[string]Size        // as in Site
	// the PDFs under static/: their paths in the output, and the hashes of the texts that they hold
	Printed map[string]string
	Sealed  map[string]Sealing // by the place of a text in archive/; nil where nothing is sealed
}

// Link makes a site of its parts. The problems are those that no single file shows.
func Link(in Input) (*Site, source.Problems) {
	s := &Site{Config: in.Config, Day: in.Day, Zone: in.Config.TimeZone.Location, statics: in.Static,
		printed: in.Printed, sealed: in.Sealed, Pictures: in.Pictures,
		bySlug: map[notice.Slug]*notice.Notice{}, byLocale: map[i18n.Locale]*Locale{},
		mentions: map[notice.Slug][]notice.Slug{},
		folded:   map[string]notice.Slug{}, aliases: map[string]bool{}, crossed: map[notice.Slug]bool{},
		drafts: map[notice.Slug]string{}}
	s.linkLocales()
	ps := s.unknownLocales(in.Editions)
	s.Notices = notice.Group(s.published(in.Editions), in.Changes, in.Config.DefaultLocale)
	for _, n := range s.Notices {
		s.bySlug[n.Slug], s.folded[n.Slug.Fold()] = n, n.Slug
	}
	s.linkGroups()
	s.linkMentions()
	ordered := draftsLast(in.Editions)
	ps = append(ps, s.collisions(ordered)...)
	ps = append(ps, s.claims(in.Files, ordered)...)
	ps = append(ps, s.unknownSlugs(in.Editions)...)
	ps = append(ps, in.Config.MissingFiles(in.Static, in.Files)...)
	ps = append(ps, in.Config.Theme.PoorContrast()...)
	ps = append(ps, s.unknownPrevails(in.Editions)...)
	ps = append(ps, s.withdrawnEarly(s.Notices...)...)
	return s, ps
}

// draftsLast puts drafts after what is published: of two texts that want one name or address, the draft is the one
// that cannot have it.
func draftsLast(editions []*notice.Edition) []*notice.Edition {
	out := slices.Clone(editions)
	slices.SortStableFunc(out, func(a, b *notice.Edition) int {
		switch {
		case a.Draft == b.Draft:
			return 0
		case b.Draft:
			return -1
		}
		return 1
	})
	return out
}

// linkLocales makes the languages of the site of its settings.
func (s *Site) linkLocales() {
	s.Locales = make([]Locale, len(s.Config.Locales))
	for i, l := range s.Config.Locales {
		name := l.Name
		if name == "" {
			name = l.Tag.Name()
		}
		s.Locales[i] = Locale{Tag: l.Tag, Name: name, Dir: l.Tag.Dir(), Path: l.Path,
			Default: l.Tag == s.Config.DefaultLocale, Index: i}
		s.byLocale[l.Tag] = &s.Locales[i]
	}
}

// published leaves out drafts, which it only notes, and what is in no locale of the site.
func (s *Site) published(editions []*notice.Edition) []*notice.Edition {
	out := make([]*notice.Edition, 0, len(editions))
	for _, e := range editions {
		if e.Draft {
			s.drafts[e.Slug] = e.Path
		}
		if !e.Draft && s.byLocale[e.Locale] != nil && !e.Effective.IsZero() {
			out = append(out, e)
		}
	}
	return out
}

// linkGroups orders the notices: configured groups first, in their order, then groups that only front matter names,
// then the rest; inside by order and slug.
func (s *Site) linkGroups() {
	byID := map[string]*Group{}
	var order []*Group
	add := func(id string, title settings.Text) {
		if byID[id] == nil {
			byID[id] = &Group{ID: id, Title: title}
			order = append(order, byID[id])
		}
	}
	for _, g := range s.Config.Groups {
		add(g.ID, g.Title)
	}
	for _, n := range s.Notices {
		if n.Group != "" {
			add(n.Group, settings.PlainText(n.Group))
		}
	}
	add("", settings.Text{})
	for _, n := range s.Notices {
		g := byID[n.Group]
		g.Notices = append(g.Notices, n)
	}
	for _, g := range order {
		slices.SortStableFunc(g.Notices, func(a, b *notice.Notice) int {
			return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Slug, b.Slug))
		})
		if len(g.Notices) > 0 {
			s.Groups = append(s.Groups, *g)
		}
	}
}

// linkMentions notes which notices name each as related.
func (s *Site) linkMentions() {
	for _, n := range s.Notices {
		for _, slug := range s.named(n) {
			s.mentions[slug] = append(s.mentions[slug], n.Slug)
		}
	}
}

// named returns what a notice's current source text names as related.
func (s *Site) named(n *notice.Notice) []notice.Slug {
	var out []notice.Slug
	for _, r := range n.Current(n.Source, s.Day).Related {
		if s.bySlug[r.Slug] != nil && r.Slug != n.Slug {
			out = append(out, r.Slug)
		}
	}
	return out
}

// Notice returns a notice by its slug, or nil.
func (s *Site) Notice(slug notice.Slug) *notice.Notice { return s.bySlug[slug] }

// Locale returns a language of the site, or nil.
func (s *Site) Locale(tag i18n.Locale) *Locale { return s.byLocale[tag] }

// DefaultLocale returns the language that lives at the root.
func (s *Site) DefaultLocale() *Locale { return s.byLocale[s.Config.DefaultLocale] }

// LocalesOf returns the site's locales that a notice exists in, in the switcher's order.
func (s *Site) LocalesOf(n *notice.Notice) []*Locale {
	var out []*Locale
	for i := range s.Locales {
		if len(n.In(s.Locales[i].Tag)) > 0 {
			out = append(out, &s.Locales[i])
		}
	}
	return out
}

// Best returns the locale in which a notice is shown to readers of another: theirs, else the notice's source locale.
func (s *Site) Best(n *notice.Notice, l *Locale) *Locale {
	if len(n.In(l.Tag)) > 0 {
		return l
	}
	return s.byLocale[n.Source]
}

// relatedMax is how many related notices a page shows when nobody chose them.
const relatedMax = 3

// Related returns the notices to show beside a text: those its author named, else those that name it, then its
// group's, the nearest in order first.
func (s *Site) Related(n *notice.Notice, e *notice.Edition) []*notice.Notice {
	var out []*notice.Notice
	add := func(slug notice.Slug) {
		if o := s.bySlug[slug]; o != nil && o != n && !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	for _, r := range e.Related {
		add(r.Slug)
	}
	if len(out) > 0 {
		return out
	}
	for _, slug := range s.mentions[n.Slug] {
		add(slug)
	}
	for _, g := range s.Groups {
		if g.ID == n.Group && g.ID != "" {
			for _, o := range near(g.Notices, n) {
				add(o.Slug)
			}
		}
	}
	return out[:min(len(out), relatedMax)]
}

// near returns a few neighbours of a notice in its group, so that the cost does not grow with the group.
func near(group []*notice.Notice, n *notice.Notice) []*notice.Notice {
	i, _ := slices.BinarySearchFunc(group, n, func(a, b *notice.Notice) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Slug, b.Slug))
	})
	return group[max(0, i-relatedMax):min(len(group), i+relatedMax+1)]
}
