package render

import (
	"html/template"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/site"
)

// card introduces a notice to readers of a locale, as HTML.
func (p *Renderer) card(e *chrome, n *notice.Notice) (template.HTML, error) {
	return p.cards.recall(string(e.locale.Tag)+"/"+string(n.Slug),
		func() (template.HTML, error) { return p.theme.part("card.html", p.cardOf(e, n)) })
}

// cardBeside is card beside another notice, where it goes without saying that a text is in force.
func (p *Renderer) cardBeside(e *chrome, n *notice.Notice) (template.HTML, error) {
	return p.cards.recall(string(e.locale.Tag)+"/"+string(n.Slug)+"/", func() (template.HTML, error) {
		c := p.cardOf(e, n)
		c.Usual = c.State == notice.InForce.String()
		return p.theme.part("card.html", c)
	})
}

// cardOn is card for a page that is being filled.
func (p *Renderer) cardOn(page *Page, e *chrome, n *notice.Notice) template.HTML {
	return p.pasted(page)(p.card(e, n))
}

func (p *Renderer) cardOf(e *chrome, n *notice.Notice) Card {
	l := p.site.Best(n, e.locale)
	text := n.Current(l.Tag, p.site.Day)
	state := n.State(text, p.site.Day).String()
	c := Card{Title: text.Title, Summary: text.Summary, Effective: p.applies(e, n, text), State: state,
		StateText: e.words.Text("state-" + state),
		Link:      Link{Text: text.Title, URL: p.site.URL(p.site.NoticePath(n, l))}}
	if l != e.locale {
		c.Lang, c.Dir, c.Link.To = string(l.Tag), l.Dir, string(l.Tag)
		c.Marks = append(c.Marks, p.sentence(e, "hub-in-language",
			map[string]any{"Language": l.Tag.NameIn(p.tongue(e))}))
	}
	if l == e.locale && e.tongue.Lang != "" {
		c.Lang, c.Dir = string(l.Tag), l.Dir
	}
	c.Marks = append(c.Marks, p.marks(e, n, l)...)
	return c
}

// tongue is the locale that the interface speaks on pages of a locale.
func (p *Renderer) tongue(e *chrome) i18n.Locale {
	if e.tongue.Lang != "" {
		return i18n.Locale(e.tongue.Lang)
	}
	return e.locale.Tag
}

// sentence fills a message of the interface.
func (p *Renderer) sentence(e *chrome, key string, args map[string]any) Sentence {
	return sentence(e.words, p.tongue(e), key, args)
}

func (p *Renderer) date(e *chrome, d notice.Date) Piece { return datePiece(p.tongue(e), d) }

// marks are what a reader should know before opening a notice.
func (p *Renderer) marks(e *chrome, n *notice.Notice, l *site.Locale) (out []Sentence) {
	switch text := n.Current(l.Tag, p.site.Day); n.State(text, p.site.Day) {
	case notice.Withdrawn: // its state and its dates say so
		return nil
	case notice.NeverInForce:
		return []Sentence{p.sentence(e, "banner-cancelled", map[string]any{"Date": text.Effective})}
	}
	if _, outdated := n.Outdated(l.Tag, p.site.Day); outdated {
		out = append(out, p.sentence(e, "hub-outdated", map[string]any{"Language": n.Source.NameIn(p.tongue(e))}))
	}
	if next := n.Next(l.Tag, p.site.Day); next != nil && n.InForce(l.Tag, p.site.Day) != nil {
		out = append(out, p.sentence(e, "hub-upcoming", map[string]any{"Date": next.Effective}))
	}
	if !n.Withdrawn.IsZero() {
		out = append(out, p.sentence(e, "banner-withdrawal-coming", map[string]any{"Date": n.Withdrawn}))
	}
	return out
}
