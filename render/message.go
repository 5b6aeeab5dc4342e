package render

import (
	"gazette/internal/notice"
	"gazette/internal/site"
)

// Missing makes a locale's page for addresses that do not exist. It stands at
// every depth, so that its links are absolute.
func (p *Renderer) Missing(l *site.Locale) (File, error) {
	e := p.chromes[l.Tag]
	path := p.site.MissingPath(l)
	page := p.page(e, "404", path, e.words.Text("missing-title"))
	page.Canonical, page.NoIndex, page.Permanent = "", true, ""
	page.Message = &Message{Title: e.words.Text("missing-title"), Text: e.words.Text("missing-text"),
		Link: Link{Text: e.words.Text("missing-read"), URL: e.home.URL, Class: "n-button"}}
	if p.site.Config.Search {
		page.Message.Search = p.site.URL(p.site.SearchPath(l))
	}
	page.Message.Near = p.near(e)
	p.inLanguages(page, l, p.allLocales(), p.site.Hub)
	return p.make(path, "message.html", page)
}

// nearMax is how many notices a page that was not found can choose from.
const nearMax = 200

// near are the notices that a reader may have meant, in the hub's order: a
// script finds the nearest by the address, which no page knows before.
func (p *Renderer) near(e *chrome) []Link {
	var out []Link
	for _, g := range p.site.Groups {
		for _, n := range g.Notices {
			if p.site.State(n) != notice.Withdrawn && len(out) < nearMax {
				l := p.site.Best(n, e.locale)
				link := Link{Text: n.Current(l.Tag, p.site.Day).Title, URL: p.site.URL(p.site.NoticePath(n, l))}
				p.abroad(e, l, &link)
				out = append(out, link)
			}
		}
	}
	return out
}

// Moved makes a page at one path that leads to another, for hosts that read
// no redirect file.
func (p *Renderer) Moved(l *site.Locale, from, to, title string) (File, error) {
	e := p.chromes[l.Tag]
	page := p.page(e, "moved", from, e.words.Text("moved-title"))
	page.Canonical, page.Refresh, page.NoIndex = p.site.Abs(to), p.site.URL(to), true
	page.Message = &Message{Title: e.words.Text("moved-title"),
		Link: Link{Text: e.words.Format("moved-read", map[string]any{"Title": title}), URL: p.site.URL(to),
			Class: "n-button"}}
	return p.make(from, "message.html", page)
}
