package desk

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"strings"

	"gazette/i18n"
	"gazette/internal/desk/action"
	"gazette/internal/desk/form"
	"gazette/internal/desk/report"
	"gazette/internal/desk/wording"
	"gazette/internal/load"
	"gazette/internal/manuscript"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/serve"
	"gazette/internal/source"
)

// writeView is the editor of one text.
type writeView struct {
	wording.Localizer
	Text      manuscript.Text
	Base      string // what the text was made from
	Head      string // front matter, fences and all
	Body      string
	Formed    bool // the front matter is filled in as a form
	Fields    []form.Field
	Tag       string
	Dir       string
	Title     string
	Draft     bool
	Source    bool // it is the text that others are translated from
	May       bool
	Off       string
	Script    string
	WordsJSON map[string]string // what the script says
	Failed    *report.Failure
	Recorded  bool // the text of this date is recorded
	Slug      string
	Others    []other // the notice's texts in other languages
	Missing   []form.Option
	Page      string
}

// other is another working text of the notice.
type other struct{ Name, Lang, URL string }

// writePage shows the editor.
func (d *Desk) writePage(r *http.Request, shot *preview.Snapshot) (string, any) {
	path := r.URL.Query().Get("file")
	if path == "" {
		return "texts", d.listOf(r, shot)
	}
	text, err := d.texts.Read(path)
	if err != nil {
		return wording.For(r).Why(err), nil
	}
	return "write", d.writeOf(r, shot, text)
}

// textsView lists the working texts.
type textsView struct {
	wording.Localizer
	Texts []report.Task
	May   bool
}

func (d *Desk) listOf(r *http.Request, shot *preview.Snapshot) textsView {
	v := textsView{Localizer: wording.For(r), May: d.options.Guard.Off == ""}
	for _, e := range shot.Editions {
		if e.Origin == notice.Content {
			v.Texts = append(
				v.Texts,
				report.Task{Title: cmp.Or(e.Title, e.Path), Lang: string(e.Locale), Dir: e.Locale.Dir(),
					Text: e.Path, URL: action.WriteURL(e.Path)},
			)
		}
	}
	return v
}

func (d *Desk) writeOf(r *http.Request, shot *preview.Snapshot, text manuscript.Text) writeView {
	place, _ := load.PlaceOf(text.Path)
	file, _ := source.Text(text.Path, []byte(text.Data))
	e, _ := load.ParseEdition(place, file)
	l := i18n.Locale(place.Locale)
	v := writeView{
		Localizer: wording.For(r),
		Text:      text,
		Tag:       place.Locale,
		Dir:       l.Dir(),
		Title:     cmp.Or(e.Title, text.Path),
		Draft:     e.Draft,
		May:       d.options.Guard.Off == "",
		Off:       string(d.options.Guard.Off),
		Script:    editorURL,
		Slug:      place.Slug,
		Base:      text.Data,
	}
	v.Head, v.Body, v.Formed = manuscript.Split(text.Data)
	if v.Formed {
		v.Fields = form.FrontFields(v.Localizer, shot, e)
	}
	v.WordsJSON = scriptWords(v.Localizer)
	if rec := shot.Log.Records()[e.Slug]; rec != nil {
		v.Recorded = rec.Hash(e.Locale, e.Effective) != ""
	}
	if n := shot.Site.Notice(e.Slug); n != nil {
		v.Source = n.Source == e.Locale
		if n.At(e.Locale, e.Effective) != nil {
			v.Page = shot.Site.URL(shot.Site.EditionOf(e))
		}
	} else {
		v.Source = e.Locale == shot.Site.Config.DefaultLocale
	}
	d.othersOf(shot, place, &v)
	return v
}

func (d *Desk) othersOf(shot *preview.Snapshot, place load.Place, v *writeView) {
	for _, l := range shot.Site.Locales {
		path := manuscript.Path(notice.Slug(place.Slug), l.Tag, notice.Date{})
		switch {
		case path == v.Text.Path:
		case shot.Text(path) != nil:
			v.Others = append(v.Others, other{l.Name, string(l.Tag), action.WriteURL(path)})
		default:
			v.Missing = append(v.Missing,
				form.Option{Value: action.URL("translate", "notice", place.Slug, "locale", string(l.Tag)), Text: l.Name,
					Lang: string(l.Tag)})
		}
	}
}

// spokenKeys are the messages that the editor's script says.
var spokenKeys = []string{"saved", "saving", "unsaved", "offline", "conflict", "conflict-text", "conflict-mine",
	"conflict-theirs", "conflict-merged", "conflict-take-merged", "conflict-take-mine",
	"conflict-take-theirs", "reloaded", "no-findings", "next-change", "no-changes", "changed-clause", "before-it-said",
	"undo-kept", "look-failed", "find-notices", "take-out"}

// editorKeys are the messages of the editor's own parts: searching, going to a line, findings.
var editorKeys = []string{"editor-find", "editor-replace-with", "editor-find-next", "editor-find-previous",
	"editor-find-all", "editor-match-case", "editor-regexp", "editor-by-word",
	"editor-replace-one", "editor-replace-all", "editor-close", "editor-current-match", "editor-replaced-matches",
	"editor-replaced-on-line", "editor-on-line", "editor-go-to-line",
	"editor-go", "editor-diagnostics", "editor-no-diagnostics", "editor-completions", "editor-control-character",
	"editor-selection-deleted"}

func scriptWords(s wording.Localizer) map[string]string {
	out := map[string]string{}
	for _, key := range slices.Concat(spokenKeys, editorKeys) {
		out[key] = s.T(key)
	}
	return out
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
