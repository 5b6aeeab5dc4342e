package render

import (
	"gazette/internal/notice"
	"gazette/internal/site"
)

// listing is a page in the sitemap, in all its languages.
type listing struct {
	last notice.Date // when it last changed, where that is told
	in   []*site.Locale
	path func(*site.Locale) string
}

func hubListed(p *Renderer, _ *notice.Notice) []listing {
	return []listing{{in: p.allLocales(), path: p.site.Hub}}
}

// changesListed: a notice has the page once a change of it is recorded.
func changesListed(p *Renderer, n *notice.Notice) []listing {
	if n != nil && len(n.Changes) == 0 {
		return nil
	}
	path := func(l *site.Locale) string { return p.site.ChangesPath(n, l) }
	return []listing{{p.lastRecorded(p.logOf(n)), p.changesIn(n), path}}
}

func noticeListed(p *Renderer, n *notice.Notice) []listing {
	path := func(l *site.Locale) string { return p.site.NoticePath(n, l) }
	return []listing{{p.lastChange(n), p.site.LocalesOf(n), path}}
}

func historyListed(p *Renderer, n *notice.Notice) []listing {
	path := func(l *site.Locale) string { return p.site.HistoryPath(n, l) }
	return []listing{{p.lastChange(n), p.site.LocalesOf(n), path}}
}

func redlinesListed(p *Renderer, n *notice.Notice) (out []listing) {
	for _, d := range n.Dates() {
		path := func(l *site.Locale) string { return p.site.RedlinePath(n, l, d) }
		out = append(out, listing{in: p.redlinesAt(n, d), path: path})
	}
	return out
}

func correctionsListed(p *Renderer, n *notice.Notice) (out []listing) {
	for i := range n.Changes {
		c := &n.Changes[i]
		out = append(out, listing{in: p.correctedIn(n, c), path: p.correctionIn(n, c)})
	}
	return out
}

// lastChange is the newest date from which any text of a notice applies.
func (p *Renderer) lastChange(n *notice.Notice) (last notice.Date) {
	for _, l := range p.site.LocalesOf(n) {
		if e := n.InForce(l.Tag, p.site.Day); e != nil && e.Effective.After(last) {
			last = e.Effective
		}
	}
	return last
}
