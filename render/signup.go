package render

import (
	"html/template"

	"gazette/internal/notice"
	"gazette/internal/site"
	"gazette/internal/subscriptions/subscriber"
)

// signUpPage is the page on which readers of a locale sign up, with all that
// there is to be told about.
func signUpPage(p *Renderer, r site.Route, _ Texts) ([]File, error) {
	e, path := p.chromes[r.Locale.Tag], p.site.Path(r)
	page := p.start(r, "subscribe", "sub-title")
	form := p.signUp(e, p.site.Abs(path))
	form.Choices = p.Topics(r.Locale, []string{subscriber.All})
	page.Informed = ""
	page.Service = &Service{Title: e.words.Text("sub-title"), SignUp: &form}
	page.NoIndex = true
	p.crumbs(page, e, nil, page.Service.Title)
	return one(p.make(path, "service.html", page))
}

// signUp is a form without topics: each page has its own.
func (p *Renderer) signUp(e *chrome, page string) SignUp {
	return SignUp{Words: Words{e.words}, Action: p.site.Config.Subscriptions.URL.String() + "subscribe", Page: page,
		Locales: p.Languages(e.locale)}
}

// signUpBlock is the small form in the block that invites readers, or "" where
// there is no service: about the notice, its group, or all.
func (p *Renderer) signUpBlock(e *chrome, n *notice.Notice) (template.HTML, error) {
	if !p.site.Config.Subscriptions.On() {
		return "", nil
	}
	at := p.site.Hub(e.locale)
	if n != nil {
		at = p.site.NoticePath(n, p.site.Best(n, e.locale))
	}
	form := p.signUp(e, p.site.Abs(at))
	form.Locale = string(e.locale.Tag) // the whole form asks
	form.More = Link{Text: e.words.Text("sub-more"), URL: p.site.URL(p.site.SignUpPath(e.locale))}
	if n != nil {
		form.Topics = append(form.Topics, Option{Value: string(n.Slug), Text: e.words.Text("sub-this")})
	}
	for _, g := range p.site.Groups {
		if g.ID != "" && (n == nil || n.Group == g.ID) {
			form.Topics = append(form.Topics, p.groupOption(e, g))
		}
	}
	all := Option{Value: subscriber.All, Text: e.words.Text("sub-all")}
	if n == nil {
		form.Topics = append([]Option{all}, form.Topics...)
	} else {
		form.Topics = append(form.Topics, all)
	}
	return p.theme.part("signup.html", form)
}

func (p *Renderer) groupOption(e *chrome, g site.Group) Option {
	text, lang := g.Title.In(e.locale.Tag, p.site.Config.DefaultLocale)
	o := Option{Value: subscriber.GroupPrefix + g.ID, Text: text}
	var dir string
	p.mark(e, lang, &o.Lang, &dir)
	return o
}

// Topics is all that there is to be told about, in the order of the list of
// notices, with what is chosen.
func (p *Renderer) Topics(l *site.Locale, chosen []string) (out []Option) {
	e, is := p.chromes[l.Tag], map[string]bool{}
	for _, c := range chosen {
		is[c] = true
	}
	add := func(o Option) {
		o.Chosen = is[o.Value]
		out = append(out, o)
	}
	add(Option{Value: subscriber.All, Text: e.words.Text("sub-all")})
	for _, g := range p.site.Groups {
		if g.ID != "" {
			add(p.groupOption(e, g))
		}
	}
	for _, g := range p.site.Groups {
		for _, n := range g.Notices {
			if p.site.State(n) == notice.Withdrawn && !is[string(n.Slug)] {
				continue
			}
			at := p.site.Best(n, l)
			o := Option{Value: string(n.Slug), Text: p.titleAt(n, at, p.site.Day)}
			if at != l {
				o.Lang = string(at.Tag)
			}
			add(o)
		}
	}
	return out
}

// Languages are the site's, with a locale chosen.
func (p *Renderer) Languages(chosen *site.Locale) (out []Option) {
	for i := range p.site.Locales {
		l := &p.site.Locales[i]
		o := Option{Value: string(l.Tag), Text: l.Name, Chosen: l == chosen}
		if l != chosen {
			o.Lang = string(l.Tag)
		}
		out = append(out, o)
	}
	return out
}
