package desk

import (
	"net/http"
	"net/url"

	"gazette/internal/desk/form"
	"gazette/internal/desk/report"
	"gazette/internal/desk/repository"
	"gazette/internal/desk/wording"
	"gazette/internal/preview"
	"gazette/internal/serve"
)

// gitView is what is not committed yet, and the message that a commit of it would have.
type gitView struct {
	wording.Localizer
	repository.State
	Here    bool // the site is in a repository
	Message string
	Remote  string // that somebody has chosen
	Failed  *report.Failure
	Pushed  string
}

func (d *Desk) gitPage(r *http.Request, shot *preview.Snapshot) (string, any) {
	return "git", d.gitOf(r, shot, form.Form{}, nil)
}

// gitOf gathers what is not committed. What somebody has filled in stays.
func (d *Desk) gitOf(r *http.Request, shot *preview.Snapshot, f form.Form, failed error) gitView {
	v := gitView{Localizer: wording.For(r), Here: d.options.Work.Place.InRepository()}
	if !v.Here {
		return v
	}
	state, err := d.git.State()
	v.State = state
	if v.Message = d.git.Message(shot, v.Files); f.Has("message") {
		v.Message, v.Branch, v.Remote = f.Get("message"), f.Get("branch"), f.Get("remote")
	}
	if failed != nil {
		err = failed
	}
	if err != nil {
		v.Failed = d.reports.FailureOf(v.Localizer, err, nil)
	}
	return v
}

// gitIt commits what is not committed, on a branch if one is named, and pushes it if that is asked.
func (d *Desk) gitIt(w http.ResponseWriter, r *http.Request) {
	err := r.ParseForm()
	f := form.Form{Values: r.PostForm}
	if err == nil {
		err = d.git.Commit(r.Context(), repository.Commit{Message: f.Get("message"), Branch: f.Text("branch"),
			Remote: f.Text("remote"), Seen: f.Get("seen")})
	}
	if err != nil {
		d.show(w, r, http.StatusUnprocessableEntity, "git", d.gitOf(r, d.preview.Now(), f, err))
		return
	}
	http.Redirect(w, r, serve.Home+"?"+url.Values{"done": {"commit"}, "count": {"1"}}.Encode(), http.StatusSeeOther)
}
