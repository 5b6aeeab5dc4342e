package render

import (
	"maps"
	"slices"
	"strings"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/site"
)

// entry says what a change did by a day, or will do, to readers of a locale.
// href makes an address of a path: complete in feeds, on the host in pages.
func (p *Renderer) entry(e *chrome, item logged, href func(path string) string, by notice.Date) ChangeEntry {
	n, c := item.notice, item.change
	l := p.site.Best(n, e.locale)
	title := p.titleAt(n, l, c.To)
	out := ChangeEntry{ID: c.ID, Kind: string(c.Kind), KindText: e.words.Text("kind-" + string(c.Kind)),
		Class: string(c.Class),
		Date:  p.date(e, c.To), Text: p.changeText(e, n, c, foreign{title, l}, by), Reason: p.reason(e, n, c),
		Recorded:  p.sentence(e, "changes-recorded", map[string]any{"Date": p.recordedOn(c)}),
		Languages: e.words.Format("changes-languages", map[string]any{"List": p.languages(e, c)}),
		Notice:    Link{Text: title, URL: href(p.site.NoticePath(n, l))}, Links: p.changeReading(e, item, href)}
	p.abroad(e, l, &out.Notice)
	if c.Class != "" && c.Kind != notice.Corrected { // whose kind says its class
		out.ClassText = e.words.Text("class-" + string(c.Class))
	}
	if known := p.knownOn(c); known != p.recordedOn(c) {
		out.Public = p.sentence(e, "changes-public", map[string]any{"Date": known})
	}
	if c.Later {
		out.Later = e.words.Text("changes-recorded-later")
	}
	summary, lang := summaryIn(asCorrected(n, c), e.locale.Tag, n.Source)
	if summary != "" {
		out.Summary = strings.Split(summary, "\n")
		if lang != p.tongue(e) {
			out.Lang, out.Dir = string(lang), lang.Dir()
		}
	}
	return out
}

// titleAt is the title that a notice had at a date, else the one it has.
func (p *Renderer) titleAt(n *notice.Notice, l *site.Locale, d notice.Date) string {
	if text := textAt(n, l.Tag, d); text != nil {
		return text.Title
	}
	return n.Current(l.Tag, p.site.Day).Title
}

// pastTense are the sentences that tell of days that have come.
var pastTense = []string{"changed-published", "changed-amended", "changed-rescheduled", "changed-withdrawn",
	"changed-reinstated", "changed-cancelled"}

// changeText says what a change does, or did by a day; of one that will not happen, only that it was announced.
func (p *Renderer) changeText(e *chrome, n *notice.Notice, c *notice.Change, title foreign, by notice.Date) Sentence {
	key := "change-" + string(c.Kind)
	if past := "changed-" + string(c.Kind); !c.To.After(by) && slices.Contains(pastTense, past) {
		key = past
	}
	if c.From.IsZero() && (c.Kind == notice.Amended || c.Kind == notice.Rescheduled) {
		key = "mail-subject-announced" // names one date only
	}
	if n.Overtaken(c, p.recordedOn) {
		key = "announced-text"
		if c.Kind == notice.Repealed {
			key = "announced-withdrawal"
		}
	}
	return p.sentence(e, key, map[string]any{"Title": title, "Date": c.To, "Old": c.From})
}

// reason is why a change was made as it was. It is written in one language,
// which is taken for the notice's own.
func (p *Renderer) reason(e *chrome, n *notice.Notice, c *notice.Change) Sentence {
	if c.Reason == "" {
		return nil
	}
	key := "history-reason"
	if p.shortNotice(n, c) {
		key = "change-short-notice"
	}
	return p.sentence(e, key, map[string]any{"Reason": foreign{c.Reason, p.site.Locale(n.Source)}})
}

// shortNotice reports whether a change was announced later than the site has
// promised. One that is put off was announced before.
func (p *Renderer) shortNotice(n *notice.Notice, c *notice.Change) bool {
	if c.Kind != notice.Amended && (c.Kind != notice.Rescheduled || c.To.After(c.From)) {
		return false
	}
	return p.knownOn(c).DaysUntil(c.To) < int(p.site.Config.PolicyFor(n).NoticePeriod)
}

// languages lists those that a change is about, in the switcher's order.
func (p *Renderer) languages(e *chrome, c *notice.Change) string {
	var names []string
	for i, name := range e.names {
		if c.Locales[p.site.Locales[i].Tag] != "" {
			names = append(names, name)
		}
	}
	return p.tongue(e).List(names)
}

// asCorrected is what a change says in plain language, with the corrections
// that its date got later.
func asCorrected(n *notice.Notice, c *notice.Change) *notice.Change {
	if c.Kind != notice.Published && c.Kind != notice.Amended && c.Kind != notice.Rescheduled {
		return c
	}
	out := *c
	for i := range n.Changes {
		k := &n.Changes[i]
		if k.Kind != notice.Corrected || k.To != c.To || len(k.Summary) == 0 {
			continue
		}
		words := map[i18n.Locale]string{}
		maps.Copy(words, out.Summary)
		maps.Copy(words, k.Summary)
		out.Summary = words
	}
	return &out
}

// summaryIn is what the log says in plain language: to readers of a locale,
// else in the source locale, else in the first there is.
func summaryIn(c *notice.Change, l, source i18n.Locale) (string, i18n.Locale) {
	for _, tag := range append([]i18n.Locale{l, source}, slices.Sorted(maps.Keys(c.Summary))...) {
		if s := c.Summary[tag]; s != "" {
			return s, tag
		}
	}
	return "", ""
}

// changeReading links to what there is to read about a change: the text, what
// changed in it, and the history.
func (p *Renderer) changeReading(e *chrome, item logged, href func(path string) string) []Link {
	n, c := item.notice, item.change
	var out []Link
	add := func(l *site.Locale, text, path string) {
		link := Link{Text: text, URL: href(path)}
		if l != e.locale {
			link.To = string(l.Tag)
		}
		out = append(out, link)
	}
	if text := p.changedText(e, item); text != nil {
		l := p.site.Locale(text.Locale)
		named := map[string]any{"Date": p.date(e, text.Effective).Text}
		add(l, e.words.Format("history-read", named), p.site.EditionOf(text))
		if path := p.changeRedline(n, c, text); path != "" {
			add(l, e.words.Text("what-changed"), path)
		}
	}
	l := p.site.Best(n, e.locale)
	add(l, e.words.Text("version-history"), p.site.HistoryPath(n, l))
	return out
}

// changedText is the text that a change is about, in the reader's language
// where it has one. A translation or correction is about the languages that
// it names; a withdrawal about the last text. One that does not take place is
// about the notice, to which its entry leads.
func (p *Renderer) changedText(e *chrome, item logged) *notice.Edition {
	n, c := item.notice, item.change
	date := c.To
	switch c.Kind {
	case notice.Repealed:
		date = c.From
	case notice.Reinstated:
		return nil
	}
	named := slices.Sorted(maps.Keys(c.Locales))
	for _, tag := range append([]i18n.Locale{e.locale.Tag, n.Source}, named...) {
		if (c.Kind == notice.Translated || c.Kind == notice.Corrected) && c.Locales[tag] == "" {
			continue
		}
		if text := textAt(n, tag, date); text != nil {
			return text
		}
	}
	return nil
}

// textAt is the edition of a date, or what was recorded for it before it was given up.
func textAt(n *notice.Notice, l i18n.Locale, d notice.Date) *notice.Edition {
	if text := n.At(l, d); text != nil {
		return text
	}
	for _, text := range n.GivenUp() {
		if text.Locale == l && text.Effective == d {
			return text
		}
	}
	return nil
}

// changeRedline is the page that shows a change word by word, or "".
func (p *Renderer) changeRedline(n *notice.Notice, c *notice.Change, text *notice.Edition) string {
	l := p.site.Locale(text.Locale)
	switch c.Kind {
	case notice.Amended, notice.Rescheduled:
		if n.Before(text) != nil {
			return p.site.RedlinePath(n, l, text.Effective)
		}
	case notice.Corrected:
		if k := correctionOf(n, c, text); k.Shown() {
			return p.site.CorrectionPath(n, l, text.Effective, k.Revision)
		}
	}
	return ""
}
