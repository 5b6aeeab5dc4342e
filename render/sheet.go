package render

import (
	"gazette/internal/galley"
	"gazette/internal/notice"
)

// Sheet makes a text as it is printed into a PDF. A file that people keep must
// stay true: it says which edition it is, and nothing that depends on the day,
// so no state, no announcement, no navigation. Its path is the edition's own.
func (p *Renderer) Sheet(n *notice.Notice, g *galley.Galley) (File, error) {
	s := p.subject(n, g)
	l := s.chrome.locale
	page := p.page(s.chrome, "pdf", p.site.EditionPath(n, l, s.text.Effective), p.datedTitle(s))
	page.Description = description(s.text.Summary)
	page.Running = p.running(s)
	page.Notice = p.view(page, s)
	html, err := p.theme.part("pdf.html", page)
	return File{Path: p.site.EditionPath(n, l, s.text.Effective), Data: []byte(html)}, err
}
