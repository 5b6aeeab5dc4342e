package render

import (
	"gazette/internal/message"
	"gazette/internal/site"
)

// Word is a message of a locale's catalogue that has no placeholders.
func (p *Renderer) Word(l *site.Locale, key string) string { return p.chromes[l.Tag].words.Text(key) }

// SignUpForm is the form for what readers of a locale are told, as the
// service's own page shows it.
func (p *Renderer) SignUpForm(l *site.Locale) SignUp {
	return p.signUp(p.chromes[l.Tag], p.site.Config.Subscriptions.URL.String()+"subscribe")
}

// Service makes a page of the service that takes sign-ups. base is its path on
// its host, where it serves the style sheet and the script, too.
func (p *Renderer) Service(l *site.Locale, base string, view Service) ([]byte, error) {
	e := p.chromes[l.Tag]
	page := p.page(e, "service", p.site.SignUpPath(l), view.Title)
	page.Canonical, page.Permanent, page.NoIndex, page.Informed, page.SearchLink = "", "", true, "", ""
	page.Style, page.Script = base+p.style.Path, base+p.theme.script.Path
	page.Language, page.Service = l.Name, &view
	f, err := p.make("", "service.html", page)
	return f.Data, err
}

// Confirmation writes the mail by which a sign-up is confirmed.
func (p *Renderer) Confirmation(l *site.Locale, link string) (Letter, error) {
	e := p.chromes[l.Tag]
	lang, name := p.tongue(e), p.publisherName(e)
	of := map[string]any{"Name": name}
	m := Mail{Subject: oneLine(e.words.Format("sub-mail-subject", of)), Lang: string(lang), Dir: lang.Dir(),
		SiteName: e.name,
		Home:     Link{Text: e.name, URL: p.site.Abs(p.site.Hub(e.locale))},
		Title:    Piece{Text: e.words.Text("sub-confirm-title")},
		Text:     Sentence{{Text: e.words.Format("sub-mail-text", of)}},
		Links:    []Link{{Text: e.words.Text("sub-confirm-button"), URL: link}}, Why: e.words.Text("sub-mail-why")}
	return p.written(m)
}

// SubscriberLetter writes a message to subscribers of a locale; unsubscribe and manage are addresses that stand for
// each one's own.
func (p *Renderer) SubscriberLetter(l *site.Locale, m message.Message, unsubscribe, manage string) (Letter, error) {
	n, err := p.told(m)
	if err != nil {
		return Letter{}, err
	}
	e := p.chromes[l.Tag]
	view := p.letter(e, logged{n, m.Change}, m.Stage, unsubscribe)
	view.Manage = &Link{Text: e.words.Text("sub-manage"), URL: manage}
	return p.written(view)
}
