package desk

import (
	"cmp"
	"fmt"

	"gazette/internal/history/planning"
	"gazette/internal/load"
	"gazette/internal/manuscript"
	"gazette/internal/notice"
	"gazette/internal/source"
)

// action is one thing that can be done at the desk. Its name is that of its messages: do-NAME and do-NAME-text.
type action struct {
	fields []string
	plan   func(s *load.Sources, f form) (order, error) // what is to be recorded; nil if nothing is
	write  func(d *Desk, s *load.Sources, f form) (path string, err error)
}

// actions are all of them.
var actions = map[string]action{
	"new":        {fields: []string{"title", "slug", "locale", "effective"}, write: (*Desk).newText},
	"translate":  {fields: []string{"notice", "locale"}, write: (*Desk).newText},
	"open":       {fields: []string{"notice", "locale", "edition"}, write: (*Desk).openText},
	"change":     {fields: []string{"notice", "effective"}, write: (*Desk).changeFrom},
	"ready":      {fields: []string{"file"}, plan: ready},
	"record":     {fields: []string{"class", "reason"}, plan: plain},
	"correct":    {fields: []string{"notice", "reason"}, plan: correct},
	"reschedule": {fields: []string{"notice", "effective", "reason"}, plan: reschedule},
	"further":    {fields: []string{"notice", "reason"}, plan: further},
	"withdraw":   {fields: []string{"notice", "effective", "reason"}, plan: withdraw},
	"reinstate":  {fields: []string{"notice", "reason"}, plan: reinstate},
	"cancel":     {fields: []string{"notice", "edition", "reason"}, plan: cancel},
}

func plain(_ *load.Sources, f form) (order, error) {
	in := f.intent()
	if in.Class != notice.Substantive && in.Class != notice.RequiredByLaw {
		return order{}, fmt.Errorf("the class is %q", in.Class)
	}
	return order{intent: in}, nil
}

func correct(s *load.Sources, f form) (order, error) {
	n, err := f.notice(s)
	in := f.intent()
	if err == nil && in.Reason == "" {
		err = missing{"reason"}
	}
	if err != nil {
		return order{}, err
	}
	in.Editorial[n.Slug] = in.Reason
	return order{intent: in}, nil
}

func further(s *load.Sources, f form) (order, error) {
	n, err := f.notice(s)
	if err != nil {
		return order{}, err
	}
	in := f.intent()
	in.Further[n.Slug] = true
	return order{intent: in}, nil
}

func cancel(s *load.Sources, f form) (order, error) {
	n, err := f.notice(s)
	in := f.intent()
	if err == nil && in.Reason == "" {
		err = missing{"reason"}
	}
	if err != nil {
		return order{}, err
	}
	var d notice.Date
	if f.text("edition") != "" {
		if d, err = f.date("edition"); err != nil {
			return order{}, err
		}
	}
	in.Cancel[n.Slug] = d
	return order{intent: in}, nil
}

// ready publishes a draft: the line goes that says it is one.
func ready(s *load.Sources, f form) (order, error) {
	e, err := editOf(s, f.Get("file"))
	if err != nil {
		return order{}, err
	}
	e.text, err = manuscript.Set(e.old, "draft", "")
	return order{edits: []edit{e}, intent: f.intent()}, err
}

// reschedule gives the texts that are recorded and yet to come another date.
func reschedule(s *load.Sources, f form) (order, error) {
	n, err := f.notice(s)
	if err != nil {
		return order{}, err
	}
	to, err := f.date("effective")
	if err != nil {
		return order{}, err
	}
	o := order{intent: f.intent()}
	o.intent.Reschedule[n.Slug] = true
	record := s.Log.Records()[n.Slug]
	for _, e := range n.Editions {
		if e.Origin != notice.Content || e.Opened() || !e.Effective.After(s.Site.Day) ||
			record.Hash(e.Locale, e.Effective) == "" {
			continue
		}
		if o, err = o.set(s, e, "effective", to.String()); err != nil {
			return o, err
		}
	}
	if len(o.edits) == 0 {
		return o, &worded{key: "nothing-ahead", pairs: []any{"Notice", string(n.Slug)}}
	}
	return o, nil
}

func withdraw(s *load.Sources, f form) (order, error) {
	n, err := f.notice(s)
	if err != nil {
		return order{}, err
	}
	d, err := f.date("effective")
	if err != nil {
		return order{}, err
	}
	lead, err := leadOf(n)
	if err != nil {
		return order{}, err
	}
	return order{intent: f.intent()}.set(s, lead, "withdrawn", d.String())
}

func reinstate(s *load.Sources, f form) (order, error) {
	n, err := f.notice(s)
	if err != nil {
		return order{}, err
	}
	lead, err := leadOf(n)
	if err != nil {
		return order{}, err
	}
	o := order{intent: f.intent()}
	o.intent.Reinstate[n.Slug] = true
	return o.set(s, lead, "withdrawn", "")
}

// leadOf is the working text that speaks for a notice.
func leadOf(n *notice.Notice) (*notice.Edition, error) {
	if e := n.Lead(); e.Origin == notice.Content {
		return e, nil
	}
	return nil, &worded{key: "no-lead", pairs: []any{"Notice", string(n.Slug)}}
}

// set gives a key of a text another value, as a part of an order.
func (o order) set(s *load.Sources, e *notice.Edition, key, value string) (order, error) {
	made, err := editOf(s, e.Path)
	if err != nil {
		return o, err
	}
	if made.text, err = manuscript.Set(made.old, key, value); err != nil {
		return o, fmt.Errorf("%s: %w", e.Path, err)
	}
	if made.text != made.old {
		o.edits = append(o.edits, made)
	}
	return o, nil
}

// editOf begins an edit of a working text.
func editOf(s *load.Sources, path string) (edit, error) {
	if err := manuscript.Allowed(path); err != nil {
		return edit{}, err
	}
	file, ps := source.Read(s.Layers.Site, path)
	if ps.Errors() {
		return edit{}, ps
	}
	return edit{path: path, old: string(file.Data)}, nil
}

// newText writes a draft: of a new notice, or of a translation.
func (d *Desk) newText(s *load.Sources, f form) (string, error) {
	l, err := f.locale(s)
	if err != nil {
		return "", err
	}
	slug := notice.Slug(cmp.Or(f.text("notice"), f.text("slug")))
	if slug == "" {
		slug = notice.Slug(notice.Slugify(f.text("title")))
	}
	if slug == "" {
		return "", missing{"title"}
	}
	if slug, err = notice.ParseSlug(string(slug)); err != nil {
		return "", err
	}
	var effective notice.Date
	if f.text("effective") != "" {
		if effective, err = f.date("effective"); err != nil {
			return "", err
		}
	}
	text, err := s.Begun(slug, l, f.text("title"), effective)
	if err != nil {
		return "", err
	}
	made, err := d.texts.Create(manuscript.Path(slug, l, notice.Date{}), text)
	return made.Path, err
}

// openText opens a recorded text, to be corrected.
func (d *Desk) openText(s *load.Sources, f form) (string, error) {
	l, err := f.locale(s)
	if err != nil {
		return "", err
	}
	date, err := f.date("edition")
	if err != nil {
		return "", err
	}
	slug := notice.Slug(f.text("notice"))
	working, data, err := s.Opened(slug, l, date)
	if err != nil {
		return "", err
	}
	if working != nil {
		return working.Path, nil
	}
	made, err := d.texts.Create(manuscript.Path(slug, l, date), string(data))
	return made.Path, err
}

// changeFrom begins a change: the working text of the source language gets its date, and says nothing yet of what it
// changes.
func (d *Desk) changeFrom(s *load.Sources, f form) (string, error) {
	n, err := f.notice(s)
	if err != nil {
		return "", err
	}
	to, err := f.date("effective")
	if err != nil {
		return "", err
	}
	lead, err := leadOf(n)
	if err != nil {
		return "", err
	}
	if newest := s.Log.Records()[n.Slug].Newest(lead.Locale); !to.After(newest) {
		return "", planning.DateBackwards(lead, newest)
	}
	e, err := editOf(s, lead.Path)
	if err != nil {
		return "", err
	}
	if e.text, err = manuscript.Set(e.old, "effective", to.String()); err == nil {
		e.text, err = manuscript.List(e.text, "changes", nil)
	}
	if err != nil {
		return "", err
	}
	_, err = d.save([]edit{e})
	return e.path, err
}
