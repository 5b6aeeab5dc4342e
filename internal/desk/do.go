package desk

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/serve"
	"gazette/internal/source"
)

// doView is what a page on which something is done shows: a form, or the plan that a person is asked about.
type doView struct {
	say
	Name    string // of the action
	Fields  []field
	Plan    *proposal
	Failed  *failure
	Written bool // the action only writes a text, and asks nothing
	Dates   []deadline
	Period  int
}

// field is one thing to fill in.
type field struct {
	Name, Kind, Value string
	Label             string // in words
	About             string // what the schema says of it, where the desk has no words for it
	Wrong             string // what is wrong with it
	Options           []option
	Needed            bool
}

type option struct {
	Value, Text, Lang, Dir string
	Chosen                 bool
}

// failure is why something was not done.
type failure struct {
	Message   string
	Why, Hint string // as the commands say it, in English
	Found     []finding
}

// deadline says by when a change is to be recorded.
type deadline struct{ From, By string }

// proposal is a plan as it is shown before a person agrees.
type proposal struct {
	planView
	Saved  []string // files that are saved first
	Digest string
	Hidden []field
	Empty  bool
}

// formPage shows the form of an action, filled in as far as the address says.
func (d *Desk) formPage(r *http.Request, shot *preview.Snapshot) (string, any) {
	name := r.URL.Query().Get("what")
	a, ok := actions[name]
	if !ok {
		return sayFor(r).T("no-such-thing"), nil
	}
	v := d.formOf(r, shot.Sources, name, a, form{r.URL.Query()})
	return "do", v
}

func (d *Desk) formOf(r *http.Request, s *load.Sources, name string, a action, f form) doView {
	v := doView{say: sayFor(r), Name: name, Written: a.write != nil}
	for _, key := range a.fields {
		made := v.fieldOf(s, key, f)
		if name == "withdraw" && key == "effective" { // here it is a day on which something ends
			made.Label, made.About = v.T("field-withdrawn"), v.T("hint-withdrawn")
		}
		v.Fields = append(v.Fields, made)
	}
	if name == "change" || name == "reschedule" {
		v.Period = periodOf(s, notice.Slug(f.Get("notice")))
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

// fieldOf makes a field of a form.
func (s say) fieldOf(src *load.Sources, key string, f form) field {
	out := field{Name: key, Kind: "text", Value: f.Get(key), Needed: key == "title" || key == "notice"}
	switch key {
	case "effective", "edition":
		out.Kind = "date"
		if key == "effective" && out.Value == "" {
			out.Value = src.Site.Day.AddDays(max(30, periodOf(src, notice.Slug(f.Get("notice"))))).String()
		}
	case "locale":
		out.Kind, out.Value = "select", cmp.Or(out.Value, string(src.Site.Config.DefaultLocale))
		for _, l := range src.Site.Locales {
			out.Options = append(out.Options,
				option{string(l.Tag), l.Name, string(l.Tag), l.Dir, string(l.Tag) == out.Value})
		}
	case "class":
		out.Kind, out.Value = "select", cmp.Or(out.Value, string(notice.Substantive))
		for _, c := range []notice.Class{notice.Substantive, notice.RequiredByLaw} {
			out.Options = append(out.Options,
				option{Value: string(c), Text: s.T("class-" + string(c)), Chosen: string(c) == out.Value})
		}
	case "notice":
		out.Kind = "list"
		for _, n := range src.Site.Notices {
			out.Options = append(out.Options, option{Value: string(n.Slug), Text: n.Lead().Title,
				Lang: string(n.Lead().Locale), Dir: n.Lead().Locale.Dir()})
		}
	case "file":
		out.Kind = "fixed"
	}
	return out
}

// doIt answers a form: it writes the text, or shows the plan, or carries out the plan that was agreed to.
func (d *Desk) doIt(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	f := form{r.PostForm}
	name := f.Get("what")
	a, ok := actions[name]
	if !ok {
		d.show(w, r, http.StatusNotFound, "gone", goneView{sayFor(r), sayFor(r).T("no-such-thing")})
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
	if a.write != nil {
		d.written(w, r, s, name, a, f)
		return
	}
	o, err := a.plan(s, f)
	if err != nil {
		d.again(w, r, s, name, a, f, err, nil)
		return
	}
	if f.Get("agree") == "" {
		d.ask(w, r, s, name, a, f, o, nil)
		return
	}
	p, err := d.carryOut(o, f.Get("agree"))
	switch {
	case errors.Is(err, errMoved):
		d.ask(w, r, s, name, a, f, o, err)
	case err != nil || p.problems.Errors():
		d.again(w, r, s, name, a, f, err, p.problems)
	default:
		http.Redirect(w, r, serve.Home+"?"+url.Values{"done": {name}, "count": {strconv.Itoa(len(p.steps))}}.Encode(),
			http.StatusSeeOther)
	}
}

// written writes a text and leads to it.
func (d *Desk) written(w http.ResponseWriter, r *http.Request, s *load.Sources, name string, a action, f form) {
	path, err := a.write(d, s, f)
	if err != nil {
		d.again(w, r, s, name, a, f, err, nil)
		return
	}
	d.options.Work.Changed(path)
	http.Redirect(w, r, writeURL(path), http.StatusSeeOther)
}

// writeURL is where a working text is written.
func writeURL(path string) string {
	return serve.Home + "write/?" + url.Values{"file": {path}}.Encode()
}

// again shows a form once more, with what was wrong.
func (d *Desk) again(w http.ResponseWriter, r *http.Request, s *load.Sources, name string, a action, f form, err error,
	ps source.Problems) {
	v := d.formOf(r, s, name, a, f)
	v.Failed = d.failureOf(v.say, err, ps)
	var m missing
	if errors.As(err, &m) {
		for i := range v.Fields {
			if v.Fields[i].Name == m.field {
				v.Fields[i].Wrong = v.T("field-empty")
			}
		}
	}
	d.show(w, r, http.StatusUnprocessableEntity, "do", v)
}

func (d *Desk) failureOf(s say, err error, ps source.Problems) *failure {
	out := &failure{Message: s.T("not-done")}
	if p := (source.Problems)(nil); errors.As(err, &p) {
		ps, err = append(ps, p...), nil
	}
	if p := (source.Problem{}); errors.As(err, &p) {
		ps, err = append(ps, p), nil
	}
	d.whyNot(out, s, err)
	out.Found = d.found(s, d.preview.Now(), onlyErrors(ps))
	return out
}

// whyNot words an error: the desk's own in the reader's language, those of the program as the commands say them.
func (d *Desk) whyNot(out *failure, s say, err error) {
	var own *worded
	var lack missing
	var hinted *source.Hinted
	switch {
	case err == nil:
	case errors.As(err, &own):
		if out.Message += " " + s.T(own.key, own.pairs...); own.way != "" {
			out.Message += " " + s.T(own.way)
		}
	case errors.As(err, &lack):
		out.Message += " " + s.T("field-missing", "Field", s.T("field-"+lack.field))
	default:
		out.Message += " " + s.T("said-in-english")
		out.Why = err.Error()
		if errors.As(err, &hinted) {
			out.Hint = hinted.Hint
		}
	}
}

// ask shows the plan of an order, and asks whether to carry it out.
func (d *Desk) ask(w http.ResponseWriter, r *http.Request, s *load.Sources, name string, a action, f form, o order,
	moved error) {
	p, err := d.prepare(o)
	if err != nil || p.problems.Errors() {
		d.again(w, r, s, name, a, f, err, p.problems)
		return
	}
	v := doView{say: sayFor(r), Name: name, Plan: d.shown(p, sayFor(r))}
	for _, key := range a.fields {
		v.Plan.Hidden = append(v.Plan.Hidden, field{Name: key, Value: f.Get(key)})
	}
	if moved != nil {
		v.Failed = &failure{Message: v.T("plan-moved")}
	}
	d.show(w, r, http.StatusOK, "do", v)
}

// shown is a plan that a person is asked about.
func (d *Desk) shown(p prepared, say say) *proposal {
	v := &proposal{planView: d.viewOfPlan(say, planned{before: p.before, after: p.after, steps: p.steps,
		messages: p.messages}), Digest: p.digest, Empty: len(p.steps) == 0}
	for _, e := range p.edits {
		v.Saved = append(v.Saved, e.path)
	}
	return v
}

// show writes one of the desk's pages that is no answer to GET alone.
func (d *Desk) show(w http.ResponseWriter, r *http.Request, status int, name string, body any) {
	shot := d.preview.Now()
	var f frame
	if shot.Site != nil {
		f = d.frame(sayFor(r), shot, name+"/")
	} else {
		f = frame{say: sayFor(r)}
	}
	f.Name, f.Body = name, body
	d.write(w, f, shot.Version, status)
}
