package desk

import (
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"

	"gazette/internal/desk/form"
	"gazette/internal/desk/report"
	"gazette/internal/desk/wording"
	"gazette/internal/serve"
	"gazette/internal/settings"
)

// Beginning is what a person says about a new site, as `gazette init` asks it.
type Beginning struct{ Organization, Address, Languages, Groups string }

// startView is the page of an empty folder: it offers to start a site.
type startView struct {
	wording.Localizer
	Begin  Beginning
	Failed *report.Failure
	May    bool
	Off    string
}

// empty reports whether the folder is no site yet.
func (d *Desk) empty() bool {
	_, err := os.Lstat(filepath.Join(d.options.Folder, settings.File))
	return errors.Is(err, fs.ErrNotExist)
}

// startIt starts a site.
func (d *Desk) startIt(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	f := form.Form{Values: r.PostForm}
	b := Beginning{f.Text("organization"), f.Text("address"), f.Text("languages"), f.Text("groups")}
	err := error(&wording.Error{Key: "start-there"})
	if d.empty() {
		err = d.options.Work.Start(b)
	}
	if err != nil {
		v := startView{Localizer: wording.For(r), Begin: b, May: true}
		v.Failed = d.reports.FailureOf(v.Localizer, err, nil)
		d.show(w, r, http.StatusUnprocessableEntity, "start", v)
		return
	}
	d.options.Work.Changed(".")
	http.Redirect(w, r, serve.Home+"do/?what=new", http.StatusSeeOther)
}
