package render

import (
	"strings"

	"gazette/i18n"
	"gazette/internal/site"
)

// social fills what social networks read and every page has.
func (p *Renderer) social(page *Page, e *chrome, title string) {
	page.Locale = networkLocale(e.locale.Tag)
	page.Social = Social{Type: "website", Title: title, Image: e.image}
}

// image is the address of a locale's picture for social networks, or "".
func (p *Renderer) image(l *site.Locale) string {
	address, _ := p.site.Config.SocialImage.In(l.Tag, p.site.Config.DefaultLocale)
	if address = p.site.Href(address); strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") {
		return p.site.Config.BaseURL.Scheme + "://" + p.site.Config.BaseURL.Host + address
	}
	return address
}

// article says when a text was published and last changed.
func (p *Renderer) article(page *Page, s subject) {
	published, modified := p.dates(s)
	page.Social.Type = "article"
	page.Social.Published, page.Social.Modified = published.String(), modified.String()
}

// networkLocale writes a locale as Open Graph does, with a country: the one
// where most of its readers live, where it names none. pt-BR is pt_BR, zh-Hans
// is zh_CN.
func networkLocale(l i18n.Locale) string {
	base, _, _ := strings.Cut(string(l), "-")
	if territory := l.Territory(); territory != "" {
		return base + "_" + territory
	}
	return base
}
