package desk

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
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
	Helps   bool // it is said by when a change is to be recorded
	Dates   []form.Deadline
	Period  int
}

// task is an action that somebody asks for, and what they have filled in.
type task struct {
	*http.Request
	site   *load.Sources
	name   string // of the action
	action action.Action
	form   form.Form
}

// formPage shows the form of an action, filled in as far as the address says; where nothing is left to be filled in,
// its plan.
func (d *Desk) formPage(r *http.Request, shot *preview.Snapshot) (string, any) {
	name, f := r.URL.Query().Get("what"), form.Form{Values: r.URL.Query()}
	a, ok := action.All[name]
	if !ok {
		return wording.For(r).T("no-such-thing"), nil
	}
	t := task{r, shot.Sources, name, a, f}
	if a.Records() && a.Lacks(f) == "" && d.options.Guard.Off == "" {
		v, _ := d.proposed(t, nil)
		return "do", v
	}
	return "do", d.formOf(t)
}

// formOf is the form of an action, filled in as far as it was.
func (d *Desk) formOf(t task) doView {
	r, s, name, a, f := t.Request, t.site, t.name, t.action, t.form
	v := doView{Localizer: wording.For(r), Name: name, Written: a.Write != nil}
	for _, key := range a.Fields {
		made := form.FieldOf(v.Localizer, s, key, f)
		made.Needed = made.Needed || slices.Contains(a.Needs, key)
		if name == "new" && key == "effective" {
			made.Value = cmp.Or(f.Get(key), s.Site.Day.String())
		}
		v.Fields = append(v.Fields, made)
	}
	slug := notice.Slug(f.Get("notice"))
	if (name == "change" || name == "reschedule") && s.Site.Notice(slug) != nil {
		v.Helps, v.Period = true, form.NoticePeriod(s, slug)
		v.Dates = form.Deadlines(v.Localizer, s.Site.Day, v.Period)
	}
	return v
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
	t := task{r, s, name, a, f}
	if a.Write != nil {
		d.written(w, t)
		return
	}
	if f.Get("agree") == "" {
		v, status := d.proposed(t, nil)
		d.show(w, r, status, "do", v)
		return
	}
	d.agreed(w, t)
}

// agreed carries out the plan that somebody has agreed to.
func (d *Desk) agreed(w http.ResponseWriter, t task) {
	o, err := t.action.Plan(t.site, t.form)
	var p action.Prepared
	if err == nil {
		p, err = d.runner.CarryOut(o, t.form.Get("agree"))
	}
	switch {
	case errors.Is(err, action.ErrMoved):
		v, status := d.proposed(t, err)
		d.show(w, t.Request, status, "do", v)
	case err != nil || p.Problems.Errors():
		d.show(w, t.Request, http.StatusUnprocessableEntity, "do", d.refused(t, err, p.Problems))
	default:
		done := url.Values{"done": {t.name}, "count": {strconv.Itoa(len(p.Steps))}}
		http.Redirect(w, t.Request, serve.Home+"?"+done.Encode(), http.StatusSeeOther)
	}
}

// written writes a text and leads to it.
func (d *Desk) written(w http.ResponseWriter, t task) {
	path, err := t.action.Write(d.runner, t.site, t.form)
	if err != nil {
		d.show(w, t.Request, http.StatusUnprocessableEntity, "do", d.refused(t, err, nil))
		return
	}
	d.options.Work.Changed(path)
	http.Redirect(w, t.Request, action.WriteURL(path), http.StatusSeeOther)
}

// refused is the form once more, with what was wrong.
func (d *Desk) refused(t task, err error, ps source.Problems) doView {
	v := d.formOf(t)
	v.Failed = d.reports.FailureOf(v.Localizer, err, ps)
	var m form.Missing
	if errors.As(err, &m) {
		for i := range v.Fields {
			if v.Fields[i].Name == string(m) {
				v.Fields[i].Wrong = v.T("field-empty")
			}
		}
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
