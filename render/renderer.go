package render

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"
	"sync"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/redline"
	"gazette/internal/settings"
	"gazette/internal/site"
)

// File is one file of the output: a path as site.Site gives them (a folder's
// path means its index.html) and its bytes.
type File struct {
	Path   string
	Data   []byte
	Coarse *Coarse       // of a redline whose texts are beyond what is compared clause by clause
	draft  *bytes.Buffer // that Data is in; see Reuse
}

// Coarse says which limit a redline met.
type Coarse struct {
	Text  string        `json:"text"` // the file of the newer text
	Limit redline.Limit `json:"limit"`
}

// Renderer makes the pages of one site. It may be shared by goroutines.
type Renderer struct {
	site     *site.Site
	theme    *Theme
	wording  *i18n.Catalogs
	chromes  map[i18n.Locale]*chrome // everything that all pages of a locale share
	log      []logged                // every change of every notice, the newest first
	style    Asset                   // the style sheet, with what the settings say
	headLook template.HTML           // look.html
	review   bool                    // what it makes is never published: see Review

	suggestions Asset // what a page says to readers of another language

	switchers   fragments[choice]
	cards       fragments[template.HTML]
	crumbParts  fragments[template.HTML]
	invitations fragments[template.HTML]

	once       sync.Once // for what follows: see key.go
	outlined   map[notice.Slug]uint64
	targetsSum uint64
}

// chrome is what all pages of a locale share: names, navigation, search, foot.
type chrome struct {
	locale    *site.Locale
	words     *i18n.Catalog
	tongue    Language
	name      string   // of the site
	names     []string // of the site's locales, in the language of the interface
	home      Link
	nav       choice
	search    choice // one link, or none
	navSlugs  []notice.Slug
	brand     template.HTML
	frame     template.HTML // the organisation's part of the header, or ""
	signUps   string        // where the form is sent to, and what there is to choose
	informed  *Informed     // with no feeds yet: each page adds its own
	foot      template.HTML
	logo      string
	image     string // for social networks
	publisher *thing
	digest    uint64 // of all this
}

// New prepares a renderer: what all pages of a locale share is made here, once.
func New(s *site.Site, c *i18n.Catalogs, t *Theme) (*Renderer, error) {
	p := &Renderer{site: s, theme: t, wording: c, chromes: map[i18n.Locale]*chrome{}, log: newestFirst(s.Notices),
		switchers: fragments[choice]{max: 512}, cards: fragments[template.HTML]{max: 4096},
		crumbParts: fragments[template.HTML]{max: 512}, invitations: fragments[template.HTML]{max: 512}}
	p.style = t.styleFor(s)
	var err error
	if p.headLook, err = p.look(); err != nil {
		return nil, err
	}
	for i := range s.Locales {
		e, err := p.chrome(&s.Locales[i], c)
		if err != nil {
			return nil, err
		}
		p.chromes[s.Locales[i].Tag] = e
	}
	p.suggestions = p.suggest()
	return p, nil
}

// Review makes the renderer mark every page as a draft, which search engines
// leave out. It is called before any page is made.
func (p *Renderer) Review() { p.review = true }

// Style is the style sheet that every page names.
func (p *Renderer) Style() File { return fileOf(p.style) }

// Script is the script that every page loads.
func (p *Renderer) Script() File { return fileOf(p.theme.script) }

// Assets are the files that pages load.
func (p *Renderer) Assets() []File {
	out := []File{fileOf(p.style), fileOf(p.theme.script), Embed()}
	if p.suggestions.Path != "" {
		out = append(out, fileOf(p.suggestions))
	}
	return append(out, p.moduleFiles()...)
}

func fileOf(a Asset) File { return File{Path: a.Path, Data: a.Data} }

func (p *Renderer) chrome(l *site.Locale, c *i18n.Catalogs) (*chrome, error) {
	e := &chrome{locale: l, words: c.For(l.Tag, p.site.Config.DefaultLocale)}
	if lang := e.words.Lang(); lang != l.Tag && lang.Script() != "" && !sameLanguage(lang, l.Tag) {
		e.tongue = Language{string(lang), lang.Dir()}
	}
	e.name, _ = p.site.Config.Title.In(l.Tag, p.site.Config.DefaultLocale)
	for i := range p.site.Locales {
		e.names = append(e.names, p.site.Locales[i].Tag.NameIn(p.tongue(e)))
	}
	e.home = Link{Text: e.words.Text("hub-title"), URL: p.site.URL(p.site.Hub(l))}
	e.logo = p.site.Href(p.site.Config.LightLogo().Address)
	e.image, e.publisher = p.image(l), p.publisher(e)
	var err error
	if e.brand, err = p.brand(e); err != nil {
		return nil, err
	}
	if e.frame, err = p.frame(e); err != nil {
		return nil, err
	}
	var nav []Link
	for _, it := range p.navigation() {
		nav = append(nav, p.item(e, it))
		e.navSlugs = append(e.navSlugs, it.Notice)
	}
	if e.nav, err = p.theme.choices("nav.html", nav); err != nil {
		return nil, err
	}
	if p.site.Config.Search {
		link := Link{Text: e.words.Text("search"), URL: p.site.URL(p.site.SearchPath(l))}
		if e.search, err = p.theme.choices("searchlink.html", []Link{link}); err != nil {
			return nil, err
		}
	}
	e.informed = p.informed(e)
	if p.site.Config.Subscriptions.On() {
		e.signUps = p.site.Config.Subscriptions.URL.String()
		for _, g := range p.site.Groups {
			e.signUps += fmt.Sprint(" ", p.groupOption(e, g))
		}
		for i := range p.site.Locales {
			e.signUps += " " + p.site.Locales[i].Name
		}
	}
	e.foot, err = p.theme.part("foot.html", p.footer(e))
	e.digest = digestOf(e)
	return e, err
}

func sameLanguage(a, b i18n.Locale) bool {
	x, _, _ := strings.Cut(string(a), "-")
	y, _, _ := strings.Cut(string(b), "-")
	return x == y && a.Script() == b.Script()
}

// navigationMax is how many notices the header shows when nobody chose them.
const navigationMax = 6

func (p *Renderer) navigation() []settings.Item {
	if len(p.site.Config.Navigation) > 0 {
		return p.site.Config.Navigation
	}
	var out []settings.Item
	for _, g := range p.site.Groups {
		for _, n := range g.Notices {
			if len(out) < navigationMax && g.ID != "" && p.site.State(n) != notice.Withdrawn {
				out = append(out, settings.Item{Notice: n.Slug})
			}
		}
	}
	return out
}

// item makes a link of a configured one.
func (p *Renderer) item(e *chrome, it settings.Item) Link {
	if n := p.site.Notice(it.Notice); n != nil {
		l := p.site.Best(n, e.locale)
		link := Link{Text: n.Current(l.Tag, p.site.Day).ShortTitle(), URL: p.site.URL(p.site.NoticePath(n, l))}
		if l.Tag != p.tongue(e) {
			link.Lang, link.Dir = string(l.Tag), l.Dir
		}
		if l != e.locale {
			link.To = string(l.Tag)
		}
		if text, lang := it.Label.In(e.locale.Tag, p.site.Config.DefaultLocale); text != "" {
			link.Text, link.Lang, link.Dir = text, "", ""
			p.mark(e, lang, &link.Lang, &link.Dir)
		}
		return link
	}
	label, lang := it.Label.In(e.locale.Tag, p.site.Config.DefaultLocale)
	address, _ := it.URL.In(e.locale.Tag, p.site.Config.DefaultLocale)
	link := Link{Text: label, URL: p.site.Href(address)}
	p.mark(e, lang, &link.Lang, &link.Dir)
	return link
}

// mark sets the language of a configured text where it is not the interface's.
func (p *Renderer) mark(e *chrome, lang i18n.Locale, toLang, toDir *string) {
	if around := p.tongue(e); lang != "" && lang != around && !sameLanguage(lang, around) {
		*toLang, *toDir = string(lang), lang.Dir()
	}
}

// informed is the invitation with the way to sign up, where there is one.
func (p *Renderer) informed(e *chrome) *Informed {
	c := p.site.Config.StayInformed
	in := &Informed{Title: e.words.Text("stay-informed"), Text: p.promise(e, p.site.Notices...)}
	if !c.Title.IsZero() {
		in.Title, in.Lang, in.Dir = p.words(e, c.Title)
	}
	if !c.Text.IsZero() {
		in.Text, in.TextLang, in.TextDir = p.words(e, c.Text)
	}
	if url := p.destination(e, c.URL); url != "" {
		link := Link{Text: e.words.Text("stay-informed-link"), URL: url, Class: "n-button"}
		if !c.Label.IsZero() {
			link.Text, link.Lang, link.Dir = p.words(e, c.Label)
		}
		in.Links = append(in.Links, link)
	}
	return in
}

// promise says how long before they take effect changes of some notices are announced: "" where nobody is told, or
// where no policy says how long.
func (p *Renderer) promise(e *chrome, notices ...*notice.Notice) string {
	c := p.site.Config
	if len(c.Notify.Channels) == 0 || len(notices) == 0 {
		return ""
	}
	days := c.PolicyFor(notices[0]).NoticePeriod
	for _, n := range notices[1:] {
		days = min(days, c.PolicyFor(n).NoticePeriod)
	}
	if days == 0 {
		return ""
	}
	return e.words.Count("stay-informed-period", int(days), nil)
}
