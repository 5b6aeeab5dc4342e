package desk

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"gazette/internal/desk/action"
	"gazette/internal/desk/form"
	"gazette/internal/desk/report"
	"gazette/internal/desk/wording"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/serve"
	"gazette/internal/source"
)

// doView is what a page on which something is done shows: a form, or the plan that a person is asked about.
type doView struct {
	wording.Localizer
	Name    string // of the action
	Fields  []form.Field
	Plan    *proposal
	Failed  *report.Failure
	Written bool // the action only writes a text, and asks nothing
	Dates   []deadline
	Period  int
}

// deadline says by when a change is to be recorded.
type deadline struct{ From, By string }

// proposal is a plan as it is shown before a person agrees.
type proposal struct {
	report.Plan
	Saved  []string // files that are saved first
	Digest string
	Hidden []form.Field
	Empty  bool
}

// formPage shows the form of an action, filled in as far as the address says.
func (d *Desk) formPage(r *http.Request, shot *preview.Snapshot) (string, any) {
	name := r.URL.Query().Get("what")
	a, ok := action.All[name]
	if !ok {
		return wording.For(r).T("no-such-thing"), nil
	}
	v := d.formOf(r, shot.Sources, name, a, form.Form{Values: r.URL.Query()})
	return "do", v
}

func (d *Desk) formOf(r *http.Request, s *load.Sources, name string, a action.Action, f form.Form) doView {
	v := doView{Localizer: wording.For(r), Name: name, Written: a.Write != nil}
	for _, key := range a.Fields {
		made := form.FieldOf(v.Localizer, s, key, f)
		if name == "withdraw" && key == "effective" { // here it is a day on which something ends
			made.Label, made.About = v.T("field-withdrawn"), v.T("hint-withdrawn")
		}
		v.Fields = append(v.Fields, made)
	}
	if name == "change" || name == "reschedule" {
		v.Period = form.NoticePeriod(s, notice.Slug(f.Get("notice")))
		for _, from := range firsts(s.Site.Day, v.Period) {
			v.Dates = append(v.Dates, deadline{v.Day(from), v.Day(from.AddDays(-v.Period))})
		}
	}
	return v
}

// firsts are the first days of the next months that a notice period still allows.
func firsts(today notice.Date, period int) (out []notice.Date) {
	d := today.AddDays(max(period, 1))
	for len(out) < 3 {
		if d.Day == 1 {
			out = append(out, d)
		}
		d = d.AddDays(1)
	}
	return out
}

// doIt answers a form: it writes the text, or shows the plan, or carries out the plan that was agreed to.
func (d *Desk) doIt(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	f := form.Form{Values: r.PostForm}
	name := f.Get("what")
	a, ok := action.All[name]
	if !ok {
		d.show(w, r, http.StatusNotFound, "gone", goneView{wording.For(r), wording.For(r).T("no-such-thing")})
		return
	}
	s, err := d.options.Work.Load(nil)
	if err == nil && s.Site == nil {
		err = s.Problems
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	if a.Write != nil {
		d.written(w, r, s, name, a, f)
		return
	}
	o, err := a.Plan(s, f)
	if err != nil {
		d.again(w, r, s, name, a, f, err, nil)
		return
	}
	if f.Get("agree") == "" {
		d.ask(w, r, s, name, a, f, o, nil)
		return
	}
	p, err := d.runner.CarryOut(o, f.Get("agree"))
	switch {
	case errors.Is(err, action.ErrMoved):
		d.ask(w, r, s, name, a, f, o, err)
	case err != nil || p.Problems.Errors():
		d.again(w, r, s, name, a, f, err, p.Problems)
	default:
		http.Redirect(w, r, serve.Home+"?"+url.Values{"done": {name}, "count": {strconv.Itoa(len(p.Steps))}}.Encode(),
			http.StatusSeeOther)
	}
}

// written writes a text and leads to it.
func (d *Desk) written(
	w http.ResponseWriter,
	r *http.Request,
	s *load.Sources,
	name string,
	a action.Action,
	f form.Form,
) {
	path, err := a.Write(d.runner, s, f)
	if err != nil {
		d.again(w, r, s, name, a, f, err, nil)
		return
	}
	d.options.Work.Changed(path)
	http.Redirect(w, r, action.WriteURL(path), http.StatusSeeOther)
}

// again shows a form once more, with what was wrong.
func (d *Desk) again(
	w http.ResponseWriter,
	r *http.Request,
	s *load.Sources,
	name string,
	a action.Action,
	f form.Form,
	err error,
	ps source.Problems,
) {
	v := d.formOf(r, s, name, a, f)
	v.Failed = d.reports.FailureOf(v.Localizer, err, ps)
	var m form.Missing
	if errors.As(err, &m) {
		for i := range v.Fields {
			if v.Fields[i].Name == string(m) {
				v.Fields[i].Wrong = v.T("field-empty")
			}
		}
	}
	d.show(w, r, http.StatusUnprocessableEntity, "do", v)
}

// ask shows the plan of an order, and asks whether to carry it out.
func (d *Desk) ask(
	w http.ResponseWriter,
	r *http.Request,
	s *load.Sources,
	name string,
	a action.Action,
	f form.Form,
	o action.Order,
	moved error,
) {
	p, err := d.runner.Prepare(o)
	if err != nil || p.Problems.Errors() {
		d.again(w, r, s, name, a, f, err, p.Problems)
		return
	}
	v := doView{Localizer: wording.For(r), Name: name, Plan: d.shown(p, wording.For(r))}
	for _, key := range a.Fields {
		v.Plan.Hidden = append(v.Plan.Hidden, form.Field{Name: key, Value: f.Get(key)})
	}
	if moved != nil {
		v.Failed = &report.Failure{Message: v.T("plan-moved")}
	}
	d.show(w, r, http.StatusOK, "do", v)
}

// shown is a plan that a person is asked about.
func (d *Desk) shown(p action.Prepared, say wording.Localizer) *proposal {
	v := &proposal{Plan: d.reports.PlanOf(say, report.Planned{Before: p.Before, After: p.After, Steps: p.Steps,
		Messages: p.Messages}), Digest: p.Digest, Empty: len(p.Steps) == 0}
	for _, e := range p.Edits {
		v.Saved = append(v.Saved, e.Path)
	}
	return v
}

// show writes one of the desk's pages that is no answer to GET alone.
func (d *Desk) show(w http.ResponseWriter, r *http.Request, status int, name string, body any) {
	shot := d.preview.Now()
	var f frame
	if shot.Site != nil {
		f = d.frame(wording.For(r), shot, name+"/")
	} else {
		f = frame{Localizer: wording.For(r)}
	}
	f.Name, f.Body = name, body
	d.write(w, f, shot.Version, status)
}
