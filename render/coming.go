package render

import (
	"gazette/internal/notice"
	"gazette/internal/site"
)

// comingJSON is what a company's product tells its users of a change to come,
// in the words of the site's pages: docs/acceptance.md.
type comingJSON struct {
	Effective string        `json:"effective"` // the day from which it applies
	Locales   []tellingJSON `json:"locales"`   // the source language first
}

// tellingJSON is what is told in one language.
type tellingJSON struct {
	Locale string `json:"locale"`
	Dir    string `json:"dir"`
	Title  string `json:"title"`
	Text   string `json:"text"`
	Read   string `json:"read"` // text of a link to
	URL    string `json:"url"`
	Close  string `json:"close"` // name of the button that closes it
}

// comingChange is nil where no text is in force, or no change to come is more
// than editorial.
func (p *Renderer) comingChange(n *notice.Notice) *comingJSON {
	day := p.nextChange(n)
	if day.IsZero() {
		return nil
	}
	out := &comingJSON{Effective: day.String()}
	for _, l := range p.site.LocalesOf(n) {
		t := p.telling(n, l, day)
		if out.Locales = append(out.Locales, t); l.Tag == n.Source {
			copy(out.Locales[1:], out.Locales)
			out.Locales[0] = t
		}
	}
	return out
}

// nextChange is the day of the next change to a text in force that is more
// than editorial, or of its withdrawal; zero where there is neither.
func (p *Renderer) nextChange(n *notice.Notice) (day notice.Date) {
	if n.InForce(n.Source, p.site.Day) == nil || p.site.State(n) == notice.Withdrawn {
		return day
	}
	day = n.Withdrawn // State says that it is to come
	for _, e := range n.In(n.Source) {
		sooner := day.IsZero() || day.After(e.Effective)
		if e.Effective.After(p.site.Day) && sooner && !n.Cancelled(e.Effective) && !editorial(n, e.Effective) {
			day = e.Effective
		}
	}
	return day
}

// editorial reports whether all that was recorded of a day is. What is not
// recorded counts as more.
func editorial(n *notice.Notice, day notice.Date) (all bool) {
	for i := range n.Changes {
		if c := &n.Changes[i]; c.To == day && brings(c) {
			if all = c.Class == notice.Editorial; !all {
				return false
			}
		}
	}
	return all
}

// telling says in a locale what will change on a day, and where to read it:
// in another language where the translation is not there yet.
func (p *Renderer) telling(n *notice.Notice, l *site.Locale, day notice.Date) tellingJSON {
	e := p.chromes[l.Tag]
	title := n.Current(l.Tag, p.site.Day).Title
	out := tellingJSON{Locale: string(l.Tag), Dir: l.Dir, Title: title, Close: e.words.Text("close")}
	date := map[string]any{"Date": p.date(e, day).Text}
	next := n.At(l.Tag, day)
	if next == nil {
		next = n.At(n.Source, day)
	}
	if next == nil || day == n.Withdrawn {
		out.Text, out.Read = e.words.Format("banner-withdrawal-coming", date),
			e.words.Format("hub-read", map[string]any{"Title": title})
		out.URL = p.site.Abs(p.site.NoticePath(n, l))
		return out
	}
	out.Text, out.Read, out.URL = e.words.Format("hub-upcoming", date), e.words.Format("banner-change-read", date),
		p.site.Abs(p.site.EditionOf(next))
	if n.Before(next) != nil {
		out.Read = e.words.Text("banner-change-redline")
		out.URL = p.site.Abs(p.site.RedlinePath(n, p.site.Locale(next.Locale), day))
	}
	return out
}
