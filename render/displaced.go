package render

import (
	"html/template"

	"gazette/internal/galley"
	"gazette/internal/notice"
	"gazette/internal/site"
)

// movedTo follows an edition's date to the one that it has now; none when it was cancelled.
func movedTo(n *notice.Notice, d notice.Date) notice.Date {
	for to, moved := n.MovedTo(d); moved; to, moved = n.MovedTo(d) {
		if d = to; d.IsZero() {
			break
		}
	}
	return d
}

// Displaced makes the page at the address of an edition whose date was given
// up: the text as it was announced, and where it has gone.
func (p *Renderer) Displaced(n *notice.Notice, g *galley.Galley) (File, error) {
	e, text := p.chromes[g.Edition.Locale], g.Edition
	l := p.site.Best(n, e.locale)
	to := movedTo(n, text.Effective)
	path := p.site.EditionOf(text)
	page := p.page(e, "edition", path, text.Title+" ("+p.date(e, text.Effective).Text+")")
	page.NoIndex, page.Description = true, description(text.Summary)
	p.inLanguages(page, e.locale, p.displacedIn(n, text.Effective),
		func(l *site.Locale) string { return p.site.EditionPath(n, l, text.Effective) })
	home := Link{Text: n.Current(l.Tag, p.site.Day).ShortTitle(), URL: p.site.URL(p.site.NoticePath(n, l))}
	p.crumbs(page, e, []Link{home}, p.date(e, text.Effective).Text)
	p.current(page, e, n.Slug)
	if to.IsZero() {
		page.Notice = p.cancelledView(e, n, l, g, path)
		return p.make(path, "notice.html", page)
	}
	page.Notice = &Notice{Title: text.Title, TitleID: g.TitleID, Summary: text.Summary, State: "rescheduled",
		StateText: e.words.Text("state-rescheduled"),
		Effective: p.sentence(e, "effective-starting", map[string]any{"Date": to}),
		Banners:   []Banner{p.rescheduled(e, n, l, text.Effective, to)},
		Contents:  contents(g.Headings), Body: template.HTML(p.addressed(e.locale, g.HTML)),
		History: Link{Text: e.words.Text("version-history"), URL: p.site.URL(p.site.HistoryPath(n, l))},
		Address: e.words.Format("print-address", map[string]any{"URL": p.site.Abs(path)})}
	return p.make(path, "notice.html", page)
}

// cancelledView is the text of an edition that never took effect, and where the
// one in force is.
func (p *Renderer) cancelledView(e *chrome, n *notice.Notice, l *site.Locale, g *galley.Galley, path string) *Notice {
	banner := p.cancelled(e, n, g.Edition.Effective)
	banner.Links = []Link{{Text: e.words.Text("banner-superseded-current"), URL: p.site.URL(p.site.NoticePath(n, l))}}
	if l != e.locale {
		banner.Links[0].To = string(l.Tag)
	}
	return &Notice{Title: g.Edition.Title, TitleID: g.TitleID, Summary: g.Edition.Summary,
		State: notice.NeverInForce.String(), StateText: e.words.Text("state-cancelled"),
		Banners: []Banner{banner}, Contents: contents(g.Headings), Body: template.HTML(p.addressed(e.locale, g.HTML)),
		History: Link{Text: e.words.Text("version-history"), URL: p.site.URL(p.site.HistoryPath(n, l))},
		Address: e.words.Format("print-address", map[string]any{"URL": p.site.Abs(path)})}
}

// cancelled says that a text does not take effect, and why.
func (p *Renderer) cancelled(e *chrome, n *notice.Notice, d notice.Date) Banner {
	b := Banner{Kind: "cancelled", Text: p.sentence(e, "banner-cancelled", map[string]any{"Date": d})}
	if c := cancelling(n, d); c != nil {
		if reason := p.reason(e, n, c); reason != nil {
			b.Text = append(append(b.Text, Piece{Text: " "}), reason...)
		}
	}
	return b
}

// cancelling is the change that cancelled the edition of a date: of one that
// was moved before, that of the date it had then.
func cancelling(n *notice.Notice, d notice.Date) *notice.Change {
	for to, moved := n.MovedTo(d); moved && !to.IsZero(); to, moved = n.MovedTo(d) {
		d = to
	}
	for i := range n.Changes {
		if c := &n.Changes[i]; c.Kind == notice.Cancelled && c.To == d {
			return c
		}
	}
	return nil
}

// rescheduled says where a text has gone: to its new date, in the reader's
// language where there is a text of that date.
func (p *Renderer) rescheduled(e *chrome, n *notice.Notice, l *site.Locale, old, to notice.Date) Banner {
	link := Link{Text: e.words.Text("banner-rescheduled-read"), URL: p.site.URL(p.site.NoticePath(n, l))}
	if n.At(l.Tag, to) != nil {
		link.URL = p.site.URL(p.site.EditionPath(n, l, to))
	}
	if l != e.locale {
		link.To = string(l.Tag)
	}
	return Banner{Kind: "rescheduled", Links: []Link{link},
		Text: p.sentence(e, "banner-rescheduled", map[string]any{"Old": old, "Date": to})}
}

// displacedIn returns the locales that have a text of a date that was given up.
func (p *Renderer) displacedIn(n *notice.Notice, d notice.Date) (out []*site.Locale) {
	for i := range p.site.Locales {
		if text := textAt(n, p.site.Locales[i].Tag, d); text != nil {
			out = append(out, &p.site.Locales[i])
		}
	}
	return out
}
