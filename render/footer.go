package render

import (
	"gazette/internal/notice"
	"gazette/internal/settings"
)

// footer is what the foot of all pages of a locale says.
func (p *Renderer) footer(e *chrome) Footer {
	c := p.site.Config
	f := Footer{Words: Words{e.words}, SocialName: e.words.Text("social-links"), LegalName: e.words.Text("legal-links")}
	for _, col := range c.Footer {
		f.Columns = append(f.Columns, p.column(e, col))
	}
	for _, s := range c.Social {
		f.Social = append(f.Social, p.socialLink(e, s))
	}
	for _, it := range c.Legal {
		f.Legal = append(f.Legal, p.item(e, it))
	}
	if url := p.destination(e, c.CookieChoice); url != "" {
		f.Legal = append(f.Legal, Link{Text: e.words.Text("cookie-settings"), URL: url})
	}
	if name, _ := c.Organization.Name.In(e.locale.Tag, c.DefaultLocale); name != "" {
		f.Copyright = e.words.Format("copyright", map[string]any{"Year": p.year(), "Name": name})
	}
	return f
}

// socialLink is a link to a network, with its icon: of the style sheet where that can draw it, else within the page.
func (p *Renderer) socialLink(e *chrome, s settings.SocialLink) SocialLink {
	out := SocialLink{Link: p.item(e, settings.Item{Label: s.Label, URL: s.URL})}
	name := network(p.site, s)
	if p.theme.outline(name) != "" {
		out.Link.Class = networkClass + " " + networkClass + "--" + name
	} else {
		out.Icon = p.theme.icons[name]
	}
	return out
}

// year is that of the newest text in force: the year on the wall would change
// every page at midnight on New Year's Eve, with no text changed.
func (p *Renderer) year() string {
	var newest notice.Date
	for _, n := range p.site.Notices {
		for _, e := range n.Editions {
			if !e.Effective.After(p.site.Day) && e.Effective.After(newest) {
				newest = e.Effective
			}
		}
	}
	if newest.IsZero() {
		newest = p.site.Day
	}
	return newest.String()[:4]
}
