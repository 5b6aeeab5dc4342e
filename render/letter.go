package render

import (
	"fmt"
	"strings"

	"gazette/internal/message"
	"gazette/internal/notice"
	"gazette/internal/site"
)

// Letter is a message to the readers of one language.
type Letter struct {
	Mail
	Plain string // its body as plain text
	HTML  string // its body as a whole HTML page
}

// Letter writes a message to readers of a locale. unsubscribe is where they
// leave the list, or "".
func (p *Renderer) Letter(l *site.Locale, m message.Message, unsubscribe string) (Letter, error) {
	n, err := p.told(m)
	if err != nil {
		return Letter{}, err
	}
	return p.written(p.letter(p.chromes[l.Tag], logged{n, m.Change}, m.Stage, unsubscribe))
}

// written makes both bodies of a mail.
func (p *Renderer) written(m Mail) (out Letter, err error) {
	out.Mail = m
	if out.Plain, err = p.theme.plain(m); err != nil {
		return out, err
	}
	html, err := p.theme.part("mail.html", m)
	out.HTML = string(html)
	return out, err
}

// told is the notice that a message is about.
func (p *Renderer) told(m message.Message) (*notice.Notice, error) {
	if n := p.site.Notice(m.Change.Notice); n != nil {
		return n, nil
	}
	return nil, fmt.Errorf("the change %s is about %q, of which there is no text", m.Change.ID, m.Change.Notice)
}

// letter fills the view. It says the same as the change's entry in the log.
func (p *Renderer) letter(e *chrome, item logged, stage message.Stage, unsubscribe string) Mail {
	entry, c := p.entry(e, item, p.site.Abs, p.site.Day), item.change
	name, lang := p.publisherName(e), p.tongue(e)
	m := Mail{Subject: p.subjectOf(e, item, stage), Lang: string(lang), Dir: lang.Dir(), SiteName: e.name,
		Home:  Link{Text: e.name, URL: p.site.Abs(p.site.Hub(e.locale))},
		Title: Piece{Text: entry.Notice.Text, Lang: entry.Notice.Lang, Dir: entry.Notice.Dir},
		Text:  entry.Text, ClassText: entry.ClassText, Reason: entry.Reason,
		Summary: entry.Summary, SummaryLang: entry.Lang, SummaryDir: entry.Dir, Links: p.lettersLinks(e, item),
		Why: e.words.Format("mail-why", map[string]any{"Name": name})}
	if !c.From.IsZero() && (c.Kind == notice.Amended || c.Kind == notice.Rescheduled) {
		m.Dates = p.sentence(e, "mail-dates", map[string]any{"Old": c.From, "Date": c.To})
	}
	if m.SummaryTitle = e.words.Text("what-changed"); c.Kind == notice.Published {
		m.SummaryTitle = e.words.Text("summary-title")
	}
	if unsubscribe != "" {
		m.Unsubscribe = &Link{Text: e.words.Text("mail-unsubscribe"), URL: unsubscribe}
	}
	return m
}

// publisherName is who tells: the organisation, else the site.
func (p *Renderer) publisherName(e *chrome) string {
	if name, _ := p.site.Config.Organization.Name.In(e.locale.Tag, p.site.Config.DefaultLocale); name != "" {
		return name
	}
	return e.name
}

// oneLine keeps a subject one.
func oneLine(s string) string { return strings.NewReplacer("\r", " ", "\n", " ").Replace(s) }

// subjects are the messages that make subjects, by kind; those of changed
// texts go by stage.
var subjects = map[notice.Kind]string{
	notice.Published:  "mail-subject-published",
	notice.Repealed:   "mail-subject-withdrawn",
	notice.Reinstated: "mail-subject-reinstated",
	notice.Cancelled:  "mail-subject-cancelled",
	notice.Translated: "mail-subject-translated",
}

// subjectOf names notice and date.
func (p *Renderer) subjectOf(e *chrome, item logged, stage message.Stage) string {
	c := item.change
	key, ok := subjects[c.Kind]
	switch {
	case ok:
	case stage.Days() > 0:
		key = "mail-subject-reminder"
	case stage == message.Effective:
		key = "mail-subject-effective"
	case c.Kind == notice.Rescheduled:
		key = "mail-subject-rescheduled"
	default:
		key = "mail-subject-announced"
	}
	title := p.titleAt(item.notice, p.site.Best(item.notice, e.locale), c.To)
	return oneLine(e.words.Format(key, map[string]any{"Title": title, "Date": p.date(e, c.To).Text}))
}

// lettersLinks lead to the text, to what changed in it, and to the history.
func (p *Renderer) lettersLinks(e *chrome, item logged) []Link {
	n, c := item.notice, item.change
	read := e.words.Text("mail-read-new")
	if c.Textless() {
		read = e.words.Format("related-read", map[string]any{"Title": p.titleAt(n, p.site.Best(n, e.locale), c.From)})
	}
	l := p.site.Best(n, e.locale)
	path, redline := p.site.NoticePath(n, l), ""
	if text := p.changedText(e, item); text != nil && c.Kind != notice.Cancelled {
		l = p.site.Locale(text.Locale)
		path, redline = p.site.EditionOf(text), p.changeRedline(n, c, text)
	}
	var out []Link
	add := func(text, path string) {
		link := Link{Text: text, URL: p.site.Abs(path)}
		if l != e.locale {
			link.To = string(l.Tag)
		}
		out = append(out, link)
	}
	add(read, path)
	if redline != "" {
		add(e.words.Text("mail-read-redline"), redline)
	}
	l = p.site.Best(n, e.locale)
	add(e.words.Text("mail-read-history"), p.site.HistoryPath(n, l))
	return out
}
