package render

import (
	"gazette/internal/fingerprint"
	"gazette/internal/notice"
	"gazette/internal/site"
)

// A key changes whenever a page could: it covers everything that the page is
// made of but the program, the templates, the wording and the settings, which
// are the generation that publish.New is given. Of other notices it covers
// only what is shown of them. The day itself is not part of it: only the
// states that the day gives. What is covered, the table of page kinds says.

// dependency is what pages show of notices, beside the chrome of all pages: a set of the following.
type dependency uint

const (
	links     dependency = 1 << iota // where links to notices lead
	outlines                         // what other pages show of a notice: titles, summaries, dates, states
	bodies                           // the texts
	states                           // in which state each text is, and what seals it
	changeLog                        // what the log says
	related                          // the outlines of related notices
	addresses                        // earlier addresses, and the titles of what they lead to
)

// dependencies say how each is covered, for one notice.
var dependencies = []struct {
	is    dependency
	cover func(*Renderer, *fingerprint.Fingerprint, *notice.Notice)
}{
	{links, func(p *Renderer, f *fingerprint.Fingerprint, _ *notice.Notice) {
		f.Add("link targets", p.linkTargets())
	}},
	{outlines, func(p *Renderer, f *fingerprint.Fingerprint, n *notice.Notice) {
		f.Add("outline", p.outline(n), n.Dates())
	}},
	{bodies, (*Renderer).coverBodies},
	{states, (*Renderer).coverStates},
	{changeLog, (*Renderer).coverChanges},
	{related, (*Renderer).coverRelated},
	{addresses, (*Renderer).coverAddresses},
}

// shownBy is all that pages of some kinds show.
func shownBy(kinds []pageKind) (all dependency) {
	for _, k := range kinds {
		all |= k.shows
	}
	return all
}

// cover adds what some dependencies are for a notice.
func (p *Renderer) cover(f *fingerprint.Fingerprint, shows dependency, n *notice.Notice) {
	for _, d := range dependencies {
		if shows&d.is != 0 {
			d.cover(p, f, n)
		}
	}
}

// Key is the key of a notice's pages.
func (p *Renderer) Key(n *notice.Notice) string {
	f := fingerprint.New()
	p.cover(f, shownBy(noticeKinds), n)
	for _, l := range p.site.LocalesOf(n) {
		f.Add("chrome", string(l.Tag), p.chromes[l.Tag].digest)
	}
	return f.String()
}

// SiteKey is the key of the pages that belong to no notice.
func (p *Renderer) SiteKey() string {
	f := fingerprint.New()
	shows := shownBy(siteKinds)
	for _, n := range p.site.Notices {
		p.cover(f.Add("notice", string(n.Slug)), shows, n)
	}
	for _, l := range p.site.Locales {
		f.Add("chrome", string(l.Tag), p.chromes[l.Tag].digest)
	}
	return f.String()
}

func (p *Renderer) coverBodies(f *fingerprint.Fingerprint, n *notice.Notice) {
	for _, e := range n.Texts() {
		f.Add("text", e.Path, e.Revision, e.Hash[:])
	}
}

func (p *Renderer) coverStates(f *fingerprint.Fingerprint, n *notice.Notice) {
	for _, e := range n.Editions {
		f.Add("edition", string(e.Locale), e.Effective, n.State(e, p.site.Day), p.site.Sealings(e))
	}
	for _, l := range p.site.LocalesOf(n) {
		_, outdated := n.Outdated(l.Tag, p.site.Day)
		f.Add("locale", string(l.Tag), outdated)
	}
}

func (p *Renderer) coverChanges(f *fingerprint.Fingerprint, n *notice.Notice) {
	for _, c := range n.Changes {
		f.Add("change", c.ID, string(c.Kind), c.From, c.Recorded, c.PublicSince, string(c.Class), c.Reason, c.Later,
			!c.To.After(p.site.Day), c.Summary)
	}
}

func (p *Renderer) coverRelated(f *fingerprint.Fingerprint, n *notice.Notice) {
	for _, l := range p.site.LocalesOf(n) {
		p.addRelated(f, n, n.Current(l.Tag, p.site.Day))
		for _, e := range n.In(l.Tag) {
			p.addRelated(f, n, e)
		}
	}
}

func (p *Renderer) addRelated(f *fingerprint.Fingerprint, n *notice.Notice, e *notice.Edition) {
	for _, o := range p.site.Related(n, e) {
		f.Add("related", string(o.Slug), p.outline(o))
	}
}

func (p *Renderer) coverAddresses(f *fingerprint.Fingerprint, n *notice.Notice) {
	for _, e := range n.Editions {
		f.Add("edition", string(e.Locale), e.Effective, e.Title, e.Nav)
		for _, a := range e.Aliases {
			f.Add("alias", string(a.Address), a.Pos)
		}
	}
}

// outline covers what other pages show of a notice: titles, summaries, dates, states.
func (p *Renderer) outline(n *notice.Notice) uint64 {
	p.once.Do(p.outlines)
	return p.outlined[n.Slug]
}

// linkTargets covers where links to notices can lead: which exist, in which languages.
func (p *Renderer) linkTargets() uint64 {
	p.once.Do(p.outlines)
	return p.targetsSum
}

func (p *Renderer) outlines() {
	p.outlined = make(map[notice.Slug]uint64, len(p.site.Notices))
	targets := fingerprint.New()
	for _, n := range p.site.Notices {
		targets.Add("notice", string(n.Slug), string(n.Source))
		f := fingerprint.New().Add("notice", string(n.Source), n.Withdrawn, string(n.Prevails), n.Group, n.Order)
		for _, l := range p.site.LocalesOf(n) {
			targets.Add("locale", string(l.Tag))
			p.outlineIn(f, n, l)
		}
		p.outlined[n.Slug] = f.Sum()
	}
	p.targetsSum = targets.Sum()
}

func (p *Renderer) outlineIn(f *fingerprint.Fingerprint, n *notice.Notice, l *site.Locale) {
	e := n.Current(l.Tag, p.site.Day)
	_, outdated := n.Outdated(l.Tag, p.site.Day)
	f.Add("current", string(l.Tag), e.Effective, e.Title, e.Nav, e.Summary, outdated, n.State(e, p.site.Day))
	if next := n.Next(l.Tag, p.site.Day); next != nil {
		f.Add("next", next.Effective)
	}
}

// digestOf covers what every page of a locale shows around its text.
func digestOf(e *chrome) uint64 {
	f := fingerprint.New().Add("locale", string(e.locale.Tag), e.locale.Name, e.name, e.home.URL, e.tongue)
	f.Add("logo", e.logo).Add("informed", e.informed).Add("foot", e.foot)
	f.Add("brand", e.brand, e.frame, e.signUps).Add("search", e.search.plain)
	for i := range e.nav.plain {
		f.Add("navigation", string(e.nav.plain[i]), string(e.nav.current[i]), string(e.navSlugs[i]))
	}
	return f.Sum()
}
