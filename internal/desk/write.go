package desk

import (
	"cmp"
	"errors"
	"net/http"
	"strings"

	"gazette/i18n"
	"gazette/internal/desk/action"
	"gazette/internal/desk/editor"
	"gazette/internal/desk/form"
	"gazette/internal/desk/report"
	"gazette/internal/desk/wording"
	"gazette/internal/load"
	"gazette/internal/manuscript"
	"gazette/internal/preview"
	"gazette/internal/serve"
	"gazette/internal/source"
)

// writeView is the editor of one text.
type writeView struct {
	wording.Localizer
	Text            manuscript.Text
	Base            string // what the text was made from
	Head            string // front matter, fences and all
	Body            string
	Formed          bool // the front matter is filled in as a form
	Fields          []form.Field
	Tag, Dir, Title string
	Broken          bool // the front matter cannot be read, and is to be put right
	Draft           bool
	May             bool
	Off             string
	Script          string
	WordsJSON       map[string]string // what the script says
	Failed          *report.Failure
	Slug            string
	report.Standing
}

// Front is a field of the text's front matter.
func (v writeView) Front(f form.Field) form.Worded {
	return form.Worded{Field: f, Localizer: v.Localizer, Tag: v.Tag, Dir: v.Dir, Fixed: !v.May}
}

// writePage shows the editor.
func (d *Desk) writePage(r *http.Request, shot *preview.Snapshot) (string, any) {
	path := r.URL.Query().Get("file")
	if path == "" {
		return "texts", d.reports.Texts(r, shot)
	}
	text, err := d.texts.Read(path)
	if err != nil {
		return wording.For(r).Why(err), nil
	}
	return "write", d.writeOf(r, shot, text)
}

func (d *Desk) writeOf(r *http.Request, shot *preview.Snapshot, text manuscript.Text) writeView {
	place, _ := load.PlaceOf(text.Path)
	file, _ := source.Text(text.Path, []byte(text.Data))
	e, ps := load.ParseEdition(place, file)
	l := i18n.Locale(place.Locale)
	v := writeView{
		Localizer: wording.For(r),
		Text:      text,
		Tag:       place.Locale,
		Dir:       l.Dir(),
		Title:     cmp.Or(e.Title, text.Path),
		Draft:     e.Draft,
		Broken:    ps.Errors(),
		May:       d.options.Guard.Off == "",
		Off:       string(d.options.Guard.Off),
		Script:    editorURL,
		Slug:      place.Slug,
		Base:      text.Data,
		WordsJSON: editor.Words(wording.For(r)),
	}
	v.Head, v.Body, v.Formed = manuscript.Split(text.Data)
	if v.Formed {
		v.Fields = form.FrontFields(v.Localizer, shot, e)
	}
	v.Standing = report.StandingOf(v.Localizer, shot, e)
	return v
}

// writeIt saves a text that was written in a browser without a script.
func (d *Desk) writeIt(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	f := r.PostForm
	plain := func(key string) string { return strings.ReplaceAll(f.Get(key), "\r\n", "\n") }
	path, head := f.Get("file"), plain("head")
	text, err := head+plain("body"), error(nil)
	if head != "" {
		text, err = form.FilledIn(plain("base"), text, f)
	}
	var saved manuscript.Text
	if err == nil {
		saved, err = d.texts.Save(path, f.Get("hash"), plain("base"), text)
	}
	if err != nil {
		shot := d.preview.Now()
		if manuscript.Allowed(path) != nil || shot.Site == nil {
			http.Error(w, err.Error(), http.StatusUnprocessableEntity)
			return
		}
		v := d.writeOf(r, shot, manuscript.Text{Path: path, Data: text, Hash: f.Get("hash")})
		v.Base = plain("base")
		if c := (*manuscript.Conflict)(nil); errors.As(err, &c) {
			v, err = d.conflicting(r, shot, v, c)
		}
		v.Failed = d.reports.FailureOf(v.Localizer, err, nil)
		d.show(w, r, http.StatusConflict, "write", v)
		return
	}
	d.options.Work.Changed(saved.Path)
	http.Redirect(w, r, action.WriteURL(saved.Path), http.StatusSeeOther)
}

// conflicting is the editor with a text whose file has changed: with both changes, to be saved once they were looked
// at, or with the author's own, whose lines somebody else has changed too.
func (d *Desk) conflicting(r *http.Request, shot *preview.Snapshot, v writeView,
	c *manuscript.Conflict) (writeView, error) {
	if !c.Clean {
		return v, &wording.Error{Key: "conflict", Way: "conflict-same-lines"}
	}
	v = d.writeOf(r, shot, manuscript.Text{Path: c.Theirs.Path, Data: c.Merged, Hash: c.Theirs.Hash})
	v.Base = c.Theirs.Data
	return v, &wording.Error{Key: "conflict", Way: "conflict-both-below"}
}

// editorURL is where the editor's script stands: its name changes with its bytes, so it is loaded once.
var editorURL = serve.Home + "editor/" + editorHash + ".js"

// editorScript is the editor, as `npm run bundle` in editor/ makes it.
var editorScript, _ = embedded.ReadFile("editor.min.js")

var editorHash = manuscript.HashOf(string(editorScript))[:12]
