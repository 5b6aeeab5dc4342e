package render

import (
	"bytes"
	"html/template"
	"strings"

	"gazette/internal/galley"
	"gazette/internal/notice"
	"gazette/internal/redline"
	"gazette/internal/site"
)

// Redline makes the comparison of an edition with the one before it in the
// same language. hasPage tells in which other languages there is one.
func (p *Press) Redline(n *notice.Notice, old, new *galley.Galley) (File, error) {
	s := p.subject(n, new)
	e, l := s.edition, s.edition.locale
	path := p.site.RedlinePath(n, l, s.text.Effective)
	title := e.words.Format("redline-title", map[string]any{"Title": s.text.Title}) + " (" + p.date(e, s.text.Effective).Text + ")"
	page := p.page(e, "redline", path, title)
	between := p.sentence(e, "redline-between", map[string]any{"New": s.text.Effective, "Old": old.Edition.Effective})
	page.Description = between.String()
	p.inLanguages(page, l, p.redlinesAt(n, s.text.Effective), func(l *site.Locale) string { return p.site.RedlinePath(n, l, s.text.Effective) }, true)
	p.crumbs(page, e, []Link{p.noticeLink(s), p.editionLink(s)}, e.words.Text("redline-nav"))
	p.current(page, e, n.Slug)
	page.Redline = p.compared(e, e.words.Format("redline-title", map[string]any{"Title": s.text.Title}), between, old, new)
	return p.make(path, "redline.html", page)
}

// compared is what a page says of two texts. What a correction has replaced
// has no page of its own.
func (p *Press) compared(e *edition, title string, between Sentence, old, new *galley.Galley) *Redline {
	r := compare(old, new)
	read := func(key string, text *notice.Edition) Link {
		return Link{Text: e.words.Format(key, map[string]any{"Date": p.date(e, text.Effective).Text}), URL: p.site.URL(p.site.EditionOf(text))}
	}
	out := &Redline{Title: title, Between: between, Counts: counts(e, r.Stats), Empty: r.Stats.Empty(), Parts: p.parts(e, r),
		Changes: p.changeLinks(e, r), New: read("redline-read-new", new.Edition)}
	if old.Edition.Effective != new.Edition.Effective {
		out.Old = read("redline-read-old", old.Edition)
	}
	return out
}

// compare compares two texts, with their titles where those differ: the page
// shows the new title already.
func compare(old, new *galley.Galley) *redline.Redline {
	if old.Edition.Title == new.Edition.Title {
		return redline.Compare(old.HTML, new.HTML)
	}
	return redline.Compare(old.Reading(), new.Reading())
}

func (p *Press) editionLink(s subject) Link {
	return Link{Text: p.date(s.edition, s.text.Effective).Text, URL: p.site.URL(p.site.EditionOf(s.text))}
}

// redlinesAt returns the locales in which an edition of a date has one before it.
func (p *Press) redlinesAt(n *notice.Notice, d notice.Date) []*site.Locale {
	var out []*site.Locale
	for _, l := range p.localesAt(n, d) {
		if n.Before(n.At(l.Tag, d)) != nil {
			out = append(out, l)
		}
	}
	return out
}

// counts says how much has changed.
func counts(e *edition, s redline.Stats) []string {
	var out []string
	add := func(key string, n int) {
		if n > 0 {
			out = append(out, e.words.Count(key, n, nil))
		}
	}
	add("redline-clauses", s.ClausesChanged+s.ClausesInserted+s.ClausesDeleted)
	add("redline-clauses-moved", s.ClausesMoved)
	add("redline-words-inserted", s.WordsInserted)
	add("redline-words-deleted", s.WordsDeleted)
	return out
}

// foldFrom is how many unchanged clauses in a row are worth folding away.
const foldFrom = 3

// parts cuts the merged text into what is shown and what is folded.
func (p *Press) parts(e *edition, r *redline.Redline) []RedlinePart {
	labels := p.redlineLabels(e)
	var out []RedlinePart
	for i := 0; i < len(r.Blocks); {
		j, clauses := i, 0
		var html bytes.Buffer
		for ; j < len(r.Blocks) && r.Blocks[j].Changed == r.Blocks[i].Changed; j++ {
			html.Write(r.Blocks[j].Labelled(labels))
			html.WriteByte('\n')
			clauses += r.Blocks[j].Clauses
		}
		part := RedlinePart{HTML: template.HTML(p.addressed(e.locale, html.Bytes()))}
		if !r.Blocks[i].Changed && clauses >= foldFrom {
			part.Folded = e.words.Count("redline-unchanged", clauses, nil)
		}
		p.steps(e, &part, r.Changes)
		out = append(out, part)
		i = j
	}
	return out
}

// steps gives a part the way to the changes before and after it.
func (p *Press) steps(e *edition, part *RedlinePart, changes []redline.Change) {
	first, last := -1, -1
	for i, c := range changes {
		if strings.Contains(string(part.HTML), ` id="`+c.Anchor+`"`) {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return
	}
	part.Number = e.words.Format("redline-number", map[string]any{"Number": first + 1, "Count": len(changes)})
	if first > 0 {
		part.Previous = &Link{Text: e.words.Text("redline-previous"), URL: "#" + changes[first-1].Anchor}
	}
	if last+1 < len(changes) {
		part.Next = &Link{Text: e.words.Text("redline-next"), URL: "#" + changes[last+1].Anchor}
	}
}

func (p *Press) redlineLabels(e *edition) redline.Labels {
	return redline.Labels{
		InsertedStart: e.words.Text("redline-start-inserted"), InsertedEnd: e.words.Text("redline-end-inserted"),
		DeletedStart: e.words.Text("redline-start-deleted"), DeletedEnd: e.words.Text("redline-end-deleted"),
		MovedFrom: e.words.Text("redline-moved-from"), MovedTo: e.words.Text("redline-moved-to"), LinkChanged: e.words.Text("redline-link"),
		LinkTarget: func(old, new string) string {
			if old == "" || new == "" {
				return ""
			}
			return e.words.Format("redline-link-target", map[string]any{"Old": p.targetText(e, old), "New": p.targetText(e, new)})
		},
	}
}

// targetText names a link's target for people.
func (p *Press) targetText(e *edition, target string) string {
	if !strings.HasPrefix(target, "notice:") {
		return target
	}
	href, _ := p.site.Address(e.locale, target)
	return href
}

// changeLinks lists the changes with the heading each stands under.
func (p *Press) changeLinks(e *edition, r *redline.Redline) []Link {
	out := make([]Link, len(r.Changes))
	for i, c := range r.Changes {
		out[i] = Link{URL: "#" + c.Anchor, Text: e.words.Format("redline-number", map[string]any{"Number": c.Number, "Count": len(r.Changes)})}
		if c.Heading != "" {
			out[i].Text += ": " + c.Heading
		}
	}
	return out
}
