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
// states that the day gives.

// Key is the key of a notice's pages.
func (p *Renderer) Key(n *notice.Notice) string {
	f := fingerprint.New().Add("link targets", p.linkTargets()).Add("outline", p.outline(n))
	for _, e := range n.Texts() {
		f.Add("text", e.Path, e.Revision, e.Hash[:])
	}
	for _, e := range n.Editions {
		f.Add("edition", string(e.Locale), e.Effective, n.State(e, p.site.Day), p.site.Sealings(e))
	}
	p.addChanges(f, n)
	for _, l := range p.site.LocalesOf(n) {
		_, outdated := n.Outdated(l.Tag, p.site.Day)
		f.Add("locale", string(l.Tag), outdated).Add("chrome", p.chromes[l.Tag].digest)
		p.addRelated(f, n, n.Current(l.Tag, p.site.Day))
		for _, e := range n.In(l.Tag) {
			p.addRelated(f, n, e)
		}
	}
	return f.String()
}

func (p *Renderer) addRelated(f *fingerprint.Fingerprint, n *notice.Notice, e *notice.Edition) {
	for _, o := range p.site.Related(n, e) {
		f.Add("related", string(o.Slug), p.outline(o))
	}
}

func (p *Renderer) addChanges(f *fingerprint.Fingerprint, n *notice.Notice) {
	for _, c := range n.Changes {
		f.Add("change", c.ID, string(c.Kind), c.From, c.Recorded, c.PublicSince, string(c.Class), c.Reason, c.Later,
			!c.To.After(p.site.Day), c.Summary)
	}
}

// SiteKey is the key of the pages that belong to no notice.
func (p *Renderer) SiteKey() string {
	f := fingerprint.New()
	for _, n := range p.site.Notices {
		f.Add("notice", string(n.Slug), p.outline(n), n.Dates())
		p.addChanges(f, n)
		for _, e := range n.Editions {
			f.Add("edition", string(e.Locale), e.Effective, e.Title, e.Nav)
			for _, a := range e.Aliases {
				f.Add("alias", string(a.Address), a.Pos)
			}
		}
	}
	for _, l := range p.site.Locales {
		f.Add("chrome", string(l.Tag), p.chromes[l.Tag].digest)
	}
	return f.String()
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
