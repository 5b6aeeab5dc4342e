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

// RedlineSheet makes the comparison of a text with an earlier one as it is printed into a PDF: all of it, nothing
// folded. Like a sheet of a text, it says nothing that depends on the day. Where the earlier text is not the one
// before, the two have no page: it names that of the newer text.
func (p *Renderer) RedlineSheet(n *notice.Notice, old, new *galley.Galley) (File, error) {
	s := p.subject(n, new)
	page, path := p.comparing("pdf", s, old)
	if old.Edition != n.Before(new.Edition) {
		path = p.site.EditionPath(n, s.chrome.locale, s.text.Effective)
		page.Permanent = p.site.Abs(path)
	}
	html, err := p.theme.part("pdfredline.html", page)
	return File{Path: path, Data: []byte(html)}, err
}
