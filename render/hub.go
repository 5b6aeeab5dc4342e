package render

import (
	"html/template"
	"strconv"

	"gazette/internal/notice"
	"gazette/internal/site"
)

// manyNotices is how many notices a hub shows as cards with their summaries.
const manyNotices = 30

// Hub makes the list of all notices of a locale.
func (p *Renderer) Hub(l *site.Locale) (File, error) {
	e := p.chromes[l.Tag]
	path := p.site.Hub(l)
	title := e.name
	page := p.page(e, "hub", path, title)
	page.Hub = &Hub{Title: title, Groups: p.groups(page, e),
		Change: Link{Text: e.words.Text("hub-changes"), URL: p.site.URL(p.site.ChangesPath(nil, l))}}
	page.Hub.Many = len(p.site.Notices) > manyNotices
	p.follow(page, e, nil)
	intro, lang := p.site.Config.Description.In(l.Tag, p.site.Config.DefaultLocale)
	if intro == "" || lang != "" && lang != l.Tag {
		intro = e.words.Text("hub-intro")
	}
	page.Hub.Intro, page.Description = intro, intro
	p.inLanguages(page, l, p.allLocales(), p.site.Hub)
	return p.make(path, "hub.html", page)
}

func (p *Renderer) allLocales() []*site.Locale {
	out := make([]*site.Locale, len(p.site.Locales))
	for i := range p.site.Locales {
		out[i] = &p.site.Locales[i]
	}
	return out
}

// groups are the hub's sections: notices that apply by group, withdrawn ones last.
func (p *Renderer) groups(page *Page, e *chrome) []CardGroup {
	var out []CardGroup
	var withdrawn []template.HTML
	for i, g := range p.site.Groups {
		section := CardGroup{ID: strconv.Itoa(i + 1)}
		title, lang := g.Title.In(e.locale.Tag, p.site.Config.DefaultLocale)
		section.Title = title
		p.mark(e, lang, &section.Lang, &section.Dir)
		if section.Title == "" {
			section.Title = e.words.Text("hub-other")
			if len(p.site.Groups) == 1 {
				section.Title = e.words.Text("site-navigation")
			}
		}
		for _, n := range g.Notices {
			if p.site.State(n) == notice.Withdrawn {
				withdrawn = append(withdrawn, p.cardOn(page, e, n))
				continue
			}
			section.Cards = append(section.Cards, p.cardOn(page, e, n))
		}
		if len(section.Cards) > 0 {
			out = append(out, section)
		}
	}
	if len(withdrawn) > 0 {
		out = append(out, CardGroup{ID: "withdrawn", Title: e.words.Text("hub-withdrawn-title"), Cards: withdrawn})
	}
	return out
}
