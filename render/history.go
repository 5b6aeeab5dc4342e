package render

import (
	"html/template"
	"slices"

	"gazette/internal/notice"
	"gazette/internal/site"
)

// History makes the list of all editions of a notice in one language.
func (p *Renderer) History(n *notice.Notice, l *site.Locale) (File, error) {
	e := p.chromes[l.Tag]
	path := p.site.HistoryPath(n, l)
	current := n.Current(l.Tag, p.site.Day)
	title := e.words.Format("history-title", map[string]any{"Title": current.Title})
	page := p.page(e, "history", path, title)
	page.Description = e.words.Text("history-intro")
	p.inLanguages(page, l, p.site.LocalesOf(n), func(l *site.Locale) string { return p.site.HistoryPath(n, l) })
	notice := Link{Text: current.ShortTitle(), URL: p.site.URL(p.site.NoticePath(n, l))}
	p.crumbs(page, e, []Link{notice}, e.words.Text("history-nav"))
	p.current(page, e, n.Slug)
	editions := n.In(l.Tag)
	view := &History{Title: title, Intro: e.words.Text("history-intro"), Notice: notice}
	view.Notice.Text = e.words.Format("related-read", map[string]any{"Title": current.Title})
	if len(n.Changes) > 0 {
		view.Log = Link{Text: e.words.Text("changes-title"), URL: p.site.URL(p.site.ChangesPath(n, l))}
	}
	for _, text := range slices.Backward(withCancelled(n, l, editions)) {
		entry, err := p.historyEntry(e, n, text)
		if err != nil {
			return File{}, err
		}
		view.Entries = append(view.Entries, entry)
	}
	view.Count = e.words.Count("history-count", len(view.Entries), nil)
	if len(view.Entries) > entriesMax {
		view.Ways = waysTo(view.Entries)
	}
	if len(editions) > 1 {
		view.Timeline = p.timeline(e, n, editions)
	}
	page.History = view
	p.follow(page, e, n)
	return p.make(path, "history.html", page)
}

// waysTo gives the newest entry of each year an id, and returns the ways to them.
func waysTo(entries []HistoryEntry) (out []HistoryYear) {
	for i := range entries {
		year := entries[i].Date.ISO[:4]
		if last := len(out) - 1; last >= 0 && out[last].Year == year {
			out[last].Count++
			continue
		}
		entries[i].ID = "n-" + year
		out = append(out, HistoryYear{Year: year, ID: entries[i].ID, Count: 1})
	}
	return out
}

// withCancelled adds the texts of a language that were cancelled to its editions, by date.
func withCancelled(n *notice.Notice, l *site.Locale, editions []*notice.Edition) []*notice.Edition {
	out := slices.Clone(editions)
	for _, text := range n.GivenUp() {
		if text.Locale == l.Tag && n.Cancelled(text.Effective) {
			out = append(out, text)
		}
	}
	slices.SortStableFunc(out, func(a, b *notice.Edition) int { return a.Effective.Compare(b.Effective) })
	return out
}

func (p *Renderer) historyEntry(e *chrome, n *notice.Notice, text *notice.Edition) (entry HistoryEntry, err error) {
	state := n.State(text, p.site.Day)
	date := p.date(e, text.Effective)
	entry = HistoryEntry{Date: date, State: state.String(), StateText: e.words.Text("state-" + state.String()),
		Period:  p.period(e, n, text, state),
		Changes: text.Changes, Link: Link{Text: e.words.Format("history-read", map[string]any{"Date": date.Text}),
			URL: p.site.URL(p.site.EditionOf(text))}}
	if text.Version != "" {
		entry.Version = e.words.Format("version", map[string]any{"Version": text.Version})
	}
	switch {
	case state == notice.NeverInForce:
	case n.Before(text) != nil:
		entry.Redline = &Link{Text: e.words.Format("history-redline", map[string]any{"Date": date.Text}),
			URL: p.site.URL(p.site.RedlinePath(n, e.locale, text.Effective))}
	default:
		entry.First = e.words.Text("history-first")
	}
	entry.Notes = append(entry.Notes, p.moves(e, n, text)...)
	for _, c := range n.Corrections(text) {
		entry.Corrections = append(entry.Corrections, p.correction(e, n, c))
	}
	if len(n.In(e.locale.Tag)) > 1 { // else the page in another language lists that one
		entry.Others, err = p.others(n, text, e.locale)
	}
	return entry, err
}

// others are the links to the same edition in other languages: the entries that
// its own page has in its switcher.
func (p *Renderer) others(n *notice.Notice, text *notice.Edition, at *site.Locale) (template.HTML, error) {
	locales := p.displacedIn(n, text.Effective)
	links, err := p.inEach(locales, func(l *site.Locale) string { return p.site.EditionPath(n, l, text.Effective) })
	return links.without(slices.Index(locales, at)), err
}

// moves says which dates were announced for a text before its own.
func (p *Renderer) moves(e *chrome, n *notice.Notice, text *notice.Edition) (out []Sentence) {
	for i := range n.Changes {
		c := &n.Changes[i]
		if c.Kind == notice.Rescheduled && c.To == text.Effective && c.Locales[text.Locale] != "" {
			out = append(out, p.changeText(e, n, c, foreign{text.Title, p.site.Locale(text.Locale)}, p.site.Day))
		}
	}
	return out
}

// correction says when a text was corrected, why, and where that can be seen.
func (p *Renderer) correction(e *chrome, n *notice.Notice, c notice.Correction) Correction {
	on := p.date(e, p.recordedOn(c.Change))
	out := Correction{Text: p.sentence(e, "history-corrected", map[string]any{"Date": p.recordedOn(c.Change)}),
		Reason: p.reason(e, n, c.Change)}
	if c.Shown() {
		out.Redline = &Link{Text: e.words.Format("history-redline", map[string]any{"Date": on.Text}),
			URL: p.site.URL(p.site.CorrectionPath(n, e.locale, c.New.Effective, c.Revision))}
	}
	return out
}

// period says from when to when a text applies.
func (p *Renderer) period(e *chrome, n *notice.Notice, text *notice.Edition, state notice.State) Sentence {
	until := n.Withdrawn
	if next := n.After(text); next != nil && (until.IsZero() || next.Effective.Before(until)) {
		until = next.Effective
	}
	switch {
	case state == notice.NeverInForce:
		return p.cancelled(e, n, text.Effective).Text
	case state == notice.Upcoming:
		return p.sentence(e, "effective-starting", map[string]any{"Date": text.Effective})
	case state.Applies():
		return p.sentence(e, "in-force-since", map[string]any{"Date": text.Effective})
	}
	return p.sentence(e, "effective-until", map[string]any{"From": text.Effective, "To": until})
}

// applies says from which day a text applies: of one that no longer does, until when; of one that never did, nothing.
func (p *Renderer) applies(e *chrome, n *notice.Notice, text *notice.Edition) Sentence {
	switch state := n.State(text, p.site.Day); {
	case state == notice.NeverInForce:
		return nil
	case state == notice.Upcoming, state.Applies():
		return p.sentence(e, "effective-starting", map[string]any{"Date": text.Effective})
	default:
		return p.period(e, n, text, state)
	}
}

// The timeline's own units.
const (
	timelineWidth = 720
	timelineTop   = 22
	timelineRow   = 26
	timelineRows  = 8  // steps, before the next one begins at the top again
	timelineKeys  = 12 // editions up to which a key names them; the list below does so in any case
	timelineMark  = 12 // the width of what applied at no time
	timelineLabel = 34 // the width of a year's number
	timelineYears = 12 // more marks than this would run into each other
)

// timeline draws one bar for each edition, the time in which it applies. Today
// is not drawn: a page changes when a text does, not every night.
func (p *Renderer) timeline(e *chrome, n *notice.Notice, editions []*notice.Edition) *Timeline {
	first, last := editions[0].Effective, editions[len(editions)-1].Effective
	if !n.Withdrawn.IsZero() && n.Withdrawn.After(last) {
		last = n.Withdrawn
	}
	span := max(first.DaysUntil(last)*120/100, 30) // room for the last bar, which has no end yet
	x := func(d notice.Date) int { return min(max(first.DaysUntil(d), 0)*timelineWidth/span, timelineWidth) }
	t := &Timeline{Width: timelineWidth, Height: timelineTop + timelineRow*min(len(editions), timelineRows),
		Keyed: len(editions) <= timelineKeys, Title: e.words.Text("history-timeline"), Years: years(first, last, x)}
	for i, text := range editions {
		end := timelineWidth
		if next := n.After(text); next != nil {
			end = x(next.Effective)
		} else if !n.Withdrawn.IsZero() {
			end = x(n.Withdrawn)
		}
		state := n.State(text, p.site.Day)
		if state == notice.NeverInForce {
			end = x(text.Effective) + timelineMark
		}
		t.Bars = append(t.Bars, Bar{X: x(text.Effective), Y: timelineTop + timelineRow*(i%timelineRows),
			Width: max(end-x(text.Effective), 4), State: state.String(),
			Label: p.date(e, text.Effective).Text + " – " + e.words.Text("state-"+state.String())})
	}
	return t
}

// years marks the beginning of each year between two dates, or of every
// second, third ... when they are many.
func years(first, last notice.Date, x func(notice.Date) int) []Tick {
	step := int16(1)
	for (last.Year-first.Year)/step > timelineYears {
		step++
	}
	var out []Tick
	for y := first.Year + 1; y <= last.Year; y += step {
		d := notice.Date{Year: y, Month: 1, Day: 1}
		out = append(out, Tick{X: min(max(x(d), timelineLabel/2), timelineWidth-timelineLabel/2), Text: d.String()[:4]})
	}
	return out
}
