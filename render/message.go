package render

import (
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
	p.inLanguages(page, l, p.allLocales(), p.site.Hub)
	return p.make(path, "message.html", page)
}

// Moved makes a page at one path that leads to another, for hosts that read
// no redirect file.
func (p *Renderer) Moved(l *site.Locale, from, to, title string) (File, error) {
	e := p.chromes[l.Tag]
	page := p.page(e, "moved", from, e.words.Text("moved-title"))
	page.Canonical, page.Refresh, page.NoIndex = p.site.Abs(to), p.site.URL(to), true
	page.Message = &Message{Title: e.words.Text("moved-title"),
		Link: Link{Text: e.words.Format("moved-read", map[string]any{"Title": title}), URL: p.site.URL(to), Class: "n-button"}}
	return p.make(from, "message.html", page)
}
