package render

import (
	"strings"

	"gazette/internal/notice"
	"gazette/internal/site"
)

// page starts a page of a locale at a path: everything but what it is about.
func (p *Press) page(e *edition, kind, path, title string) *Page {
	return &Page{
		Words: Words{e.words}, Kind: kind, Lang: string(e.locale.Tag), Dir: e.locale.Dir, Chrome: e.chrome,
		Title: windowTitle(title, e.name), Canonical: p.site.Abs(path), SiteName: e.name,
		Locale: strings.ReplaceAll(string(e.locale.Tag), "-", "_"), Style: p.site.URL(p.theme.style.Path),
		Home: e.home, Logo: e.logo, Navigation: e.nav, Informed: e.informed, Foot: e.foot,
	}
}

func windowTitle(title, siteName string) string {
	if title == siteName {
		return title
	}
	return title + " – " + siteName
}

// inLanguages fills the language switcher and, for search engines, the
// alternates: the addresses of one page in the locales it exists in.
func (p *Press) inLanguages(page *Page, at *site.Locale, locales []*site.Locale, pathIn func(*site.Locale) string, alternates bool) {
	for _, l := range locales {
		path := pathIn(l)
		link := Link{Text: l.Name, URL: p.site.URL(path), To: string(l.Tag), Current: l == at}
		if l != at || page.Chrome.Lang != "" {
			link.Lang, link.Dir = string(l.Tag), l.Dir
		}
		page.Languages = append(page.Languages, link)
		if alternates {
			page.Alternates = append(page.Alternates, Alternate{string(l.Tag), p.site.Abs(path)})
		}
	}
	if alternates {
		page.Alternates = append(page.Alternates, Alternate{"x-default", p.site.Abs(pathIn(p.xDefault(locales)))})
	}
}

// xDefault is the locale for readers whom no language fits: the site's
// default where the page exists in it, else the first.
func (p *Press) xDefault(locales []*site.Locale) *site.Locale {
	for _, l := range locales {
		if l.Default {
			return l
		}
	}
	return locales[0]
}

// crumbs sets the way to the page: the list of notices, what lies between,
// and the page itself.
func (p *Press) crumbs(page *Page, e *edition, between []Link, here string) {
	home := Link{Text: e.words.Text("hub-title"), URL: e.home.URL}
	page.Breadcrumbs = append(append([]Link{home}, between...), Link{Text: here, Current: true})
	if page.Chrome.Lang != "" {
		for i := 1; i < len(page.Breadcrumbs); i++ {
			page.Breadcrumbs[i].Lang, page.Breadcrumbs[i].Dir = page.Lang, page.Dir
		}
	}
}

// current marks a notice's entry in the navigation.
func (p *Press) current(page *Page, e *edition, slug notice.Slug) {
	for i, s := range e.navSlugs {
		if s == slug {
			page.Navigation = append([]Link(nil), e.nav...)
			page.Navigation[i].Current = true
			return
		}
	}
}

// listItem is schema.org's entry of a breadcrumb.
func breadcrumbList(page *Page, base func(string) string) map[string]any {
	var items []any
	for i, b := range page.Breadcrumbs {
		item := map[string]any{"@type": "ListItem", "position": i + 1, "name": b.Text}
		if b.URL != "" {
			item["item"] = base(b.URL)
		}
		items = append(items, item)
	}
	return map[string]any{"@type": "BreadcrumbList", "itemListElement": items}
}

// description cuts a summary to what search engines show, at a word's end.
func description(s string) string {
	const limit = 300
	runes := []rune(strings.Join(strings.Fields(s), " "))
	if len(runes) <= limit {
		return string(runes)
	}
	cut := string(runes[:limit])
	if i := strings.LastIndexByte(cut, ' '); i > limit/2 {
		cut = cut[:i]
	}
	return cut + "…"
}
