package desk

import (
	"net/http"
	"net/url"

	"gazette/internal/desk/action"
	"gazette/internal/desk/report"
	"gazette/internal/desk/wording"
	"gazette/internal/preview"
	"gazette/internal/serve"
)

// undoView asks whether to take the last recording back, or says why it stays.
type undoView struct {
	wording.Localizer
	Changes []report.Change
	Digest  string
	Failed  *report.Failure
}

// Of is one change of the recording.
func (v undoView) Of(c report.Change) report.Worded {
	return report.Worded{Localizer: v.Localizer, Change: c}
}

func (d *Desk) undoPage(r *http.Request, _ *preview.Snapshot) (string, any) {
	return "undo", d.undoOf(r, nil)
}

func (d *Desk) undoOf(r *http.Request, failed error) undoView {
	v := undoView{Localizer: wording.For(r)}
	last, err := d.runner.Last()
	for _, c := range last.Changes {
		v.Changes = append(v.Changes, report.ChangeOf(v.Localizer, d.preview.Now().Site, c))
	}
	if failed != nil {
		err = failed
	}
	if err != nil {
		v.Failed = d.reports.FailureOf(v.Localizer, err, nil)
		return v
	}
	v.Digest = action.DigestOf(last)
	return v
}

// undoIt takes the last recording back.
func (d *Desk) undoIt(w http.ResponseWriter, r *http.Request) {
	err := r.ParseForm()
	if err == nil {
		err = d.runner.Undo(r.PostForm.Get("agree"))
	}
	if err != nil {
		d.show(w, r, http.StatusConflict, "undo", d.undoOf(r, err))
		return
	}
	http.Redirect(w, r, serve.Home+"?"+url.Values{"done": {"undo"}, "count": {"1"}}.Encode(), http.StatusSeeOther)
}
