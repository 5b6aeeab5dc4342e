package render

import (
	"encoding/hex"
	"fmt"
	"hash"

	"github.com/cespare/xxhash/v2"

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
	h := xxhash.New()
	fmt.Fprintf(h, "%s\n%x\n", p.linkTargets(), p.outline(n))
	for _, e := range n.Texts() {
		fmt.Fprintf(h, "%s %d %x\n", e.Path, e.Revision, e.Hash)
	}
	for _, e := range n.Editions {
		fmt.Fprintf(h, "%s %s %s %v\n", e.Locale, e.Effective, n.State(e, p.site.Day), p.site.Sealings(e))
	}
	for _, c := range n.Changes {
		fmt.Fprintf(h, "%s %s %s %s %s %s %t %t %q\n", c.ID, c.Kind, c.From, c.Recorded, c.Class, c.Reason, c.Later, !c.To.After(p.site.Day), c.Summary)
	}
	for _, l := range p.site.LocalesOf(n) {
		_, outdated := n.Outdated(l.Tag, p.site.Day)
		fmt.Fprintf(h, "%s %t %x\n", l.Tag, outdated, p.chromes[l.Tag].digest)
		for _, o := range p.site.Related(n, n.Current(l.Tag, p.site.Day)) {
			fmt.Fprintf(h, "%s %x\n", o.Slug, p.outline(o))
		}
		for _, e := range n.In(l.Tag) {
			for _, o := range p.site.Related(n, e) {
				fmt.Fprintf(h, "%s %x\n", o.Slug, p.outline(o))
			}
		}
	}
	return sum(h)
}

// SiteKey is the key of the pages that belong to no notice.
func (p *Renderer) SiteKey() string {
	h := xxhash.New()
	for _, n := range p.site.Notices {
		fmt.Fprintf(h, "%s %x %v\n", n.Slug, p.outline(n), n.Dates())
		for _, c := range n.Changes {
			fmt.Fprintf(h, "%s %s %s %s %s %s %t %t %q\n", c.ID, c.Kind, c.From, c.Recorded, c.Class, c.Reason, c.Later, !c.To.After(p.site.Day), c.Summary)
		}
		for _, e := range n.Editions {
			fmt.Fprintf(h, "%s %s %v %q %q\n", e.Locale, e.Effective, e.Aliases, e.Title, e.Nav)
		}
	}
	for _, l := range p.site.Locales {
		fmt.Fprintf(h, "%s %x\n", l.Tag, p.chromes[l.Tag].digest)
	}
	return sum(h)
}

func sum(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)) }

// outline covers what other pages show of a notice: titles, summaries, dates, states.
func (p *Renderer) outline(n *notice.Notice) uint64 {
	p.once.Do(p.outlines)
	return p.outlined[n.Slug]
}

// linkTargets covers where links to notices can lead: which exist, in which languages.
func (p *Renderer) linkTargets() string {
	p.once.Do(p.outlines)
	return p.targetsSum
}

func (p *Renderer) outlines() {
	p.outlined = make(map[notice.Slug]uint64, len(p.site.Notices))
	targets := xxhash.New()
	for _, n := range p.site.Notices {
		fmt.Fprintf(targets, "%s %s", n.Slug, n.Source)
		h := xxhash.New()
		fmt.Fprintf(h, "%s %s %s %s %d\n", n.Source, n.Withdrawn, n.Prevails, n.Group, n.Order)
		for _, l := range p.site.LocalesOf(n) {
			fmt.Fprintf(targets, " %s", l.Tag)
			p.outlineIn(h, n, l)
		}
		targets.WriteString("\n")
		p.outlined[n.Slug] = h.Sum64()
	}
	p.targetsSum = sum(targets)
}

func (p *Renderer) outlineIn(h hash.Hash, n *notice.Notice, l *site.Locale) {
	e := n.Current(l.Tag, p.site.Day)
	_, outdated := n.Outdated(l.Tag, p.site.Day)
	fmt.Fprintf(h, "%s %s %q %q %q %t %s", l.Tag, e.Effective, e.Title, e.Nav, e.Summary, outdated, n.State(e, p.site.Day))
	if next := n.Next(l.Tag, p.site.Day); next != nil {
		fmt.Fprintf(h, " %s", next.Effective)
	}
	h.Write([]byte("\n"))
}

// digestOf covers what every page of a locale shows around its text.
func digestOf(e *chrome) uint64 {
	h := xxhash.New()
	fmt.Fprintf(h, "%s %q %q %q %q %v %v %q\n", e.locale.Tag, e.locale.Name, e.name, e.home.URL, e.logo, e.tongue, e.informed, e.foot)
	fmt.Fprintf(h, "%s\n%s\n%s\n%s\n", e.search.plain, e.brand, e.frame, e.signUps)
	for i := range e.nav.plain {
		fmt.Fprintf(h, "%s %s %s\n", e.nav.plain[i], e.nav.current[i], e.navSlugs[i])
	}
	return h.Sum64()
}
