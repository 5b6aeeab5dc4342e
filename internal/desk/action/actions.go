// Package action knows what can be done at the desk: what each action asks, what it plans, and how a plan that a person
// agreed to is carried out, or put back. It records as the commands do, and knows nothing of requests and pages.
package action

import (
	"cmp"
	"fmt"

	"gazette/internal/desk/form"
	"gazette/internal/desk/wording"
	"gazette/internal/history/planning"
	"gazette/internal/load"
	"gazette/internal/manuscript"
	"gazette/internal/notice"
	"gazette/internal/source"
)

// Action is one thing that can be done at the desk. Its name is that of its messages: do-NAME and do-NAME-text.
type Action struct {
	Fields []string
	Needs  []string // fields without which there is no plan; once they are filled in, it is shown
	Write  func(r *Runner, s *load.Sources, f form.Form) (path string, err error)
	plan   func(s *load.Sources, f form.Form) (Order, error) // what is to be recorded; nil if nothing is
}

// All are all of them.
var All = map[string]Action{
	"new":       {Fields: []string{"title", "slug", "locale", "effective"}, Write: (*Runner).newText},
	"translate": {Fields: []string{"notice", "locale"}, Write: (*Runner).newText},
	"follow":    {Fields: []string{"notice", "locale"}, Write: (*Runner).follow},
	"open":      {Fields: []string{"notice", "locale", "edition"}, Write: (*Runner).openText},
	"change":    {Fields: []string{"notice", "effective"}, Write: (*Runner).changeFrom},
	"ready":     {Fields: []string{"file", "class", "reason"}, Needs: []string{"file"}, plan: ready},
	"record":    {Fields: []string{"class", "reason"}, plan: plain},
	"correct":   {Fields: []string{"notice", "reason"}, Needs: []string{"notice", "reason"}, plan: correct},
	"reschedule": {Fields: []string{"notice", "effective", "reason"}, Needs: []string{"notice", "effective"},
		plan: reschedule},
	"further": {Fields: []string{"notice", "reason"}, Needs: []string{"notice"}, plan: further},
	"withdraw": {Fields: []string{"notice", "withdrawn", "reason"}, Needs: []string{"notice", "withdrawn"},
		plan: withdraw},
	"reinstate": {Fields: []string{"notice", "reason"}, Needs: []string{"notice"}, plan: reinstate},
	"cancel":    {Fields: []string{"notice", "edition", "reason"}, Needs: []string{"notice", "reason"}, plan: cancel},
}

// Records reports whether something is recorded, so that there is a plan to agree to.
func (a Action) Records() bool { return a.plan != nil }

// Plan makes the order of a form whose fields are filled in.
func (a Action) Plan(s *load.Sources, f form.Form) (Order, error) {
	if key := a.Lacks(f); key != "" {
		return Order{}, form.Missing(key)
	}
	if c := intentOf(f).Class; c != notice.Substantive && c != notice.RequiredByLaw {
		return Order{}, fmt.Errorf("the class is %q", c)
	}
	return a.plan(s, f)
}

// Lacks is the first field that is still to be filled in, or "".
func (a Action) Lacks(f form.Form) string {
	for _, key := range a.Needs {
		if f.Text(key) == "" {
			return key
		}
	}
	return ""
}

func plain(_ *load.Sources, f form.Form) (Order, error) { return Order{intent: intentOf(f)}, nil }

func correct(s *load.Sources, f form.Form) (Order, error) {
	n, err := f.Notice(s)
	if err != nil {
		return Order{}, err
	}
	in := intentOf(f)
	in.Editorial[n.Slug] = in.Reason
	return Order{intent: in}, nil
}

func further(s *load.Sources, f form.Form) (Order, error) {
	n, err := f.Notice(s)
	if err != nil {
		return Order{}, err
	}
	in := intentOf(f)
	in.Further[n.Slug] = true
	return Order{intent: in}, nil
}

func cancel(s *load.Sources, f form.Form) (Order, error) {
	n, err := f.Notice(s)
	if err != nil {
		return Order{}, err
	}
	in := intentOf(f)
	var d notice.Date
	if f.Text("edition") != "" {
		if d, err = f.Date("edition"); err != nil {
			return Order{}, err
		}
	}
	in.Cancel[n.Slug] = d
	return Order{intent: in}, nil
}

// ready publishes a draft: the line goes that says it is one.
func ready(s *load.Sources, f form.Form) (Order, error) {
	e, err := editOf(s, f.Get("file"))
	if err != nil {
		return Order{}, err
	}
	e.text, err = manuscript.Set(e.old, "draft", "")
	return Order{Edits: []Edit{e}, intent: intentOf(f)}, err
}

// reschedule gives the texts that are recorded and yet to come another date.
func reschedule(s *load.Sources, f form.Form) (Order, error) {
	n, err := f.Notice(s)
	if err != nil {
		return Order{}, err
	}
	to, err := f.Date("effective")
	if err != nil {
		return Order{}, err
	}
	o := Order{intent: intentOf(f)}
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
	if len(o.Edits) == 0 {
		return o, &wording.Error{Key: "nothing-ahead", Pairs: []any{"Notice", string(n.Slug)}}
	}
	return o, nil
}

func withdraw(s *load.Sources, f form.Form) (Order, error) {
	n, err := f.Notice(s)
	if err != nil {
		return Order{}, err
	}
	d, err := f.Date("withdrawn")
	if err != nil {
		return Order{}, err
	}
	lead, err := leadOf(n)
	if err != nil {
		return Order{}, err
	}
	return Order{intent: intentOf(f)}.set(s, lead, "withdrawn", d.String())
}

func reinstate(s *load.Sources, f form.Form) (Order, error) {
	n, err := f.Notice(s)
	if err != nil {
		return Order{}, err
	}
	lead, err := leadOf(n)
	if err != nil {
		return Order{}, err
	}
	o := Order{intent: intentOf(f)}
	o.intent.Reinstate[n.Slug] = true
	return o.set(s, lead, "withdrawn", "")
}

// leadOf is the working text that speaks for a notice.
func leadOf(n *notice.Notice) (*notice.Edition, error) {
	if e := n.Lead(); e.Origin == notice.Content {
		return e, nil
	}
	return nil, &wording.Error{Key: "no-lead", Pairs: []any{"Notice", string(n.Slug)}}
}

// set gives a key of a text another value, as a part of an order.
func (o Order) set(s *load.Sources, e *notice.Edition, key, value string) (Order, error) {
	made, err := editOf(s, e.Path)
	if err != nil {
		return o, err
	}
	if made.text, err = manuscript.Set(made.old, key, value); err != nil {
		return o, fmt.Errorf("%s: %w", e.Path, err)
	}
	if made.text != made.old {
		o.Edits = append(o.Edits, made)
	}
	return o, nil
}

// editOf begins an edit of a working text.
func editOf(s *load.Sources, path string) (Edit, error) {
	if err := manuscript.Allowed(path); err != nil {
		return Edit{}, err
	}
	file, ps := source.Read(s.Layers.Site, path)
	if ps.Errors() {
		return Edit{}, ps
	}
	return Edit{Path: path, old: string(file.Data)}, nil
}

// intentOf is what a form declares beside what it does.
func intentOf(f form.Form) planning.Intent {
	return planning.Intent{Editorial: map[notice.Slug]string{}, Reschedule: map[notice.Slug]bool{},
		Further: map[notice.Slug]bool{}, Reinstate: map[notice.Slug]bool{},
		Cancel: map[notice.Slug]notice.Date{}, Class: cmp.Or(notice.Class(f.Text("class")), notice.Substantive),
		Reason: f.Text("reason")}
}
