package render

import (
	"html/template"
	"slices"
	"strings"

	"gazette/internal/notice"
	"gazette/internal/site"
)

// page starts a page of a locale at a path: everything but what it is about.
func (p *Renderer) page(e *chrome, kind, path, title string) *Page {
	page := &Page{
		Words: Words{e.words}, Kind: kind, Lang: string(e.locale.Tag), Dir: e.locale.Dir, Chrome: e.tongue,
		Title: windowTitle(title, e.name), Canonical: p.site.Abs(path), SiteName: e.name,
		Style: p.site.URL(p.style.Path), Look: p.headLook,
		Script:  p.site.URL(p.theme.script.Path),
		Running: title, Permanent: p.site.Abs(path),
		Home: e.home, Brand: e.brand, Frame: e.frame, SearchLink: e.search.with(-1), Logo: e.logo,
		Navigation: e.nav.with(-1), Foot: e.foot,
	}
	if p.review {
		page.NoIndex, page.Draft = true, e.words.Text("draft-mark")
	}
	p.social(page, e, title)
	p.invite(page, e, nil)
	return page
}

func windowTitle(title, siteName string) string {
	if title == siteName {
		return title
	}
	return title + " – " + siteName
}

// inLanguages fills the language switcher: the addresses of one page in the
// locales it exists in.
func (p *Renderer) inLanguages(page *Page, at *site.Locale, locales []*site.Locale, pathIn func(*site.Locale) string) {
	links, err := p.inEach(locales, pathIn)
	if err != nil {
		page.failed = err
		return
	}
	page.Language = at.Name
	if len(locales) > 1 {
		page.Languages = links.with(slices.Index(locales, at))
		page.Suggestions = p.site.URL(p.suggestions.Path)
	}
}

// inEach are the links to one page in all its languages.
func (p *Renderer) inEach(locales []*site.Locale, pathIn func(*site.Locale) string) (choice, error) {
	return p.switchers.recall(pathIn(locales[0])+"\n"+string(locales[0].Tag), func() (choice, error) {
		var links []Link
		for _, l := range locales {
			links = append(links, Link{Text: l.Name, URL: p.site.URL(pathIn(l)), To: string(l.Tag), Lang: string(l.Tag),
				Dir: l.Dir})
		}
		return p.theme.choices("language.html", links)
	})
}

// xDefault is the locale for readers whom no language fits: the site's
// default where the page exists in it, else the first.
func (p *Renderer) xDefault(locales []*site.Locale) *site.Locale {
	for _, l := range locales {
		if l.Default {
			return l
		}
	}
	return locales[0]
}

// crumbs sets the way to the page: the list of notices, what lies between,
// and the page itself. All but the last are the same on many pages.
func (p *Renderer) crumbs(page *Page, e *chrome, between []Link, here string) {
	home := Link{Text: e.words.Text("hub-title"), URL: e.home.URL}
	page.way = append(append([]Link{home}, between...), Link{Text: here, Current: true})
	parts := make([]template.HTML, len(page.way))
	for i := range page.way {
		step := &page.way[i]
		if i > 0 && page.Chrome.Lang != "" {
			step.Lang, step.Dir = page.Lang, page.Dir
		}
		make := func() (template.HTML, error) { return p.theme.part("crumb.html", step) }
		if step.Current {
			parts[i] = p.pasted(page)(make())
		} else {
			parts[i] = p.pasted(page)(p.crumbParts.recall(page.Lang+" "+step.URL+" "+step.Text, make))
		}
	}
	page.Breadcrumbs = join(parts)
}

// pasted takes a shared part into a page, or its error.
func (p *Renderer) pasted(page *Page) func(template.HTML, error) template.HTML {
	return func(html template.HTML, err error) template.HTML {
		if err != nil {
			page.failed = err
		}
		return html
	}
}

// current marks a notice's entry in the navigation.
func (p *Renderer) current(page *Page, e *chrome, slug notice.Slug) {
	if i := slices.Index(e.navSlugs, slug); i >= 0 {
		page.Navigation = e.nav.with(i)
	}
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

// make runs a page's template.
func (p *Renderer) make(path, name string, page *Page) (File, error) {
	if page.failed != nil {
		return File{}, page.failed
	}
	if page.JSONLD == "" && page.Canonical != "" && page.Refresh == "" {
		page.JSONLD = p.pageData(page)
	}
	b, err := p.theme.execute(name, page)
	if err != nil {
		return File{}, err
	}
	f := File{Path: path, Data: b.Bytes(), draft: b}
	if page.Redline != nil {
		f.Coarse = page.Redline.coarse
	}
	return f, nil
}
