package render

import (
	"html/template"

	"gazette/i18n"
	"gazette/internal/settings"
)

// frame makes the organisation's part of the header, or "" where there is none.
func (p *Renderer) frame(e *chrome) (template.HTML, error) {
	h := p.site.Config.Header
	if h.IsZero() {
		return "", nil
	}
	f := Frame{Words: Words{e.words}, Name: p.owner(e), Support: p.optional(e, h.Support), Action: p.action(e)}
	for _, m := range h.Menus {
		f.Menus = append(f.Menus, p.menu(e, m))
	}
	return p.theme.part("frame.html", f)
}

// owner is the organisation's name, else the site's.
func (p *Renderer) owner(e *chrome) string {
	if name, _ := p.site.Config.Organization.Name.In(e.locale.Tag, p.site.Config.DefaultLocale); name != "" {
		return name
	}
	return e.name
}

// optional is a link of the settings that may be missing.
func (p *Renderer) optional(e *chrome, it settings.Item) *Link {
	if it.IsZero() {
		return nil
	}
	link := p.item(e, it)
	return &link
}

// action is the call to action, which looks like a button.
func (p *Renderer) action(e *chrome) *Link {
	link := p.optional(e, p.site.Config.Header.Action)
	if link != nil {
		link.Class = "n-button"
	}
	return link
}

func (p *Renderer) menu(e *chrome, m settings.Menu) Menu {
	out := Menu{All: p.optional(e, m.All), Featured: p.featured(e, m.Featured)}
	out.Title, out.Lang, out.Dir = p.words(e, m.Title)
	out.URL = p.destination(e, m.URL)
	for _, g := range m.Groups {
		out.Groups = append(out.Groups, p.column(e, g))
	}
	return out
}

func (p *Renderer) featured(e *chrome, f settings.Featured) *Featured {
	if f.Title.IsZero() && f.Text.IsZero() && f.URL.IsZero() {
		return nil
	}
	out := &Featured{}
	out.Title, out.Lang, out.Dir = p.words(e, f.Title)
	out.Text, out.TextLang, out.TextDir = p.words(e, f.Text)
	if !f.URL.IsZero() {
		link := p.item(e, settings.Item{Label: f.Label, URL: f.URL})
		out.Link = &link
	}
	return out
}

// column is a heading with its links.
func (p *Renderer) column(e *chrome, c settings.Column) Column {
	var out Column
	out.Title, out.Lang, out.Dir = p.words(e, c.Title)
	for _, it := range c.Links {
		out.Links = append(out.Links, p.item(e, it))
	}
	return out
}

// words are a configured text for readers of a locale, with its language where that is not theirs.
func (p *Renderer) words(e *chrome, t settings.Text) (text, lang, dir string) {
	var l i18n.Locale
	text, l = t.In(e.locale.Tag, p.site.Config.DefaultLocale)
	p.mark(e, l, &lang, &dir)
	return text, lang, dir
}

// destination is where a configured address leads, or "".
func (p *Renderer) destination(e *chrome, d settings.Destination) string {
	address, _ := d.In(e.locale.Tag, p.site.Config.DefaultLocale)
	if address == "" {
		return ""
	}
	return p.site.Href(address)
}

// brand makes the logo and the name of the legal centre.
func (p *Renderer) brand(e *chrome) (template.HTML, error) {
	o := p.site.Config.Organization
	b := Brand{Home: Link{Text: e.name, URL: e.home.URL},
		Owner: Link{Text: p.owner(e), URL: p.site.Href(string(o.URL))}}
	b.Logo, b.DarkLogo = p.picture(p.site.Config.LightLogo().Address), p.picture(p.site.Config.Theme.Logo.Dark.Address)
	return p.theme.part("brand.html", b)
}

// picture is a picture of the settings with its size, where it is one of the site's own.
func (p *Renderer) picture(address string) *Picture {
	if address == "" {
		return nil
	}
	size := p.site.Pictures[address]
	return &Picture{URL: p.site.Href(address), Width: size.Width, Height: size.Height}
}
