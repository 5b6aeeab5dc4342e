package desk

import (
	"context"
	"errors"
	"html/template"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"

	"gazette/i18n"
	"gazette/internal/desk/action"
	"gazette/internal/desk/form"
	"gazette/internal/desk/report"
	"gazette/internal/desk/wording"
	"gazette/internal/manuscript"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/serve"
)

// Delivery is a file that was dropped on the desk, and what a person says about it.
type Delivery struct {
	Name                             string
	Data                             []byte
	Slug, Locale, Effective, Changes string
}

// Brought is what would be written of it.
type Brought struct {
	Path      string
	Old, Text string
	New       bool     // there is no working text yet
	Notes     []string // what could not be taken over, comments, tracked changes: as the commands say it
}

// exchangeView is the page on which files come and go.
type exchangeView struct {
	wording.Localizer
	May     bool
	Off     string
	Slug    string
	Tag     string
	Text    *report.Task // that is given away, if one is named
	Formats []form.Option
	Fields  []form.Field
	Failed  *report.Failure
	Notes   []string
	Plan    *broughtView
}

// broughtView is what would be written, before a person agrees.
type broughtView struct {
	Brought
	Hash    string
	Same    bool
	Against template.HTML // the redline, or the text where there was none
	Counts  []string
}

// exchangePage offers a text in the formats that can be made, and takes files.
func (d *Desk) exchangePage(r *http.Request, shot *preview.Snapshot) (string, any) {
	return "exchange", d.exchangeOf(r, shot, form.Form{Values: r.URL.Query()})
}

func (d *Desk) exchangeOf(r *http.Request, shot *preview.Snapshot, f form.Form) exchangeView {
	v := exchangeView{Localizer: wording.For(r), May: d.options.Guard.Off == "", Off: string(d.options.Guard.Off),
		Slug: f.Text("notice"), Tag: f.Text("locale")}
	if e := shot.Text(manuscript.Path(notice.Slug(v.Slug), i18n.Locale(v.Tag), notice.Date{})); e != nil {
		v.Text = &report.Task{
			Title: e.Title,
			Lang:  string(e.Locale),
			Dir:   e.Locale.Dir(),
			Text:  e.Path,
			URL:   action.WriteURL(e.Path),
		}
		v.Formats = d.formatsOf(r.Context(), v.Localizer, shot, e)
	}
	for _, key := range []string{"slug", "locale", "effective"} {
		made := form.FieldOf(v.Localizer, shot.Sources, key, f)
		if made.Kind == "select" {
			made.Options = append([]form.Option{{Text: v.T("as-the-file-says")}}, made.Options...)
			for i := range made.Options {
				made.Options[i].Chosen = made.Options[i].Value == f.Get(key)
			}
		}
		if key == "effective" {
			made.Value = f.Get(key)
		}
		v.Fields = append(v.Fields, made)
	}
	return v
}

// formatsOf are the addresses at which a text is given away.
func (d *Desk) formatsOf(
	ctx context.Context,
	say wording.Localizer,
	shot *preview.Snapshot,
	e *notice.Edition,
) (out []form.Option) {
	formats := d.options.Work.Formats(ctx)
	if n := shot.Site.Notice(e.Slug); n != nil && n.Source != e.Locale {
		formats = append(formats, "xlf")
	}
	for _, format := range formats {
		q := url.Values{"notice": {string(e.Slug)}, "locale": {string(e.Locale)}, "to": {format}}
		out = append(out, form.Option{Value: serve.Home + "export?" + q.Encode(), Text: say.T("format-" + format)})
	}
	return out
}

// export gives a text as a file.
func (d *Desk) export(w http.ResponseWriter, r *http.Request) {
	f := form.Form{Values: r.URL.Query()}
	slug, l, format := f.Text("notice"), f.Text("locale"), f.Text("to")
	data, err := d.exported(r.Context(), notice.Slug(slug), i18n.Locale(l), format)
	if err != nil {
		shot := d.preview.Now()
		if shot.Site == nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		v := d.exchangeOf(r, shot, f)
		v.Failed = d.reports.FailureOf(v.Localizer, err, nil)
		d.show(w, r, http.StatusUnprocessableEntity, "exchange", v)
		return
	}
	name := slug + "-" + l + "." + format
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	_, _ = w.Write(data)
}

func (d *Desk) exported(ctx context.Context, slug notice.Slug, l i18n.Locale, format string) ([]byte, error) {
	end, err := d.alone(ctx)
	if err != nil {
		return nil, err
	}
	defer end()
	return d.options.Work.Export(ctx, slug, l, format)
}

func (d *Desk) received(ctx context.Context, in Delivery) (Brought, error) {
	end, err := d.alone(ctx)
	if err != nil {
		return Brought{}, err
	}
	defer end()
	return d.options.Work.Receive(ctx, in)
}

// exchangeIt takes a file and shows what would be written, or writes what was agreed to.
func (d *Desk) exchangeIt(w http.ResponseWriter, r *http.Request) {
	shot := d.preview.Now()
	if shot.Site == nil {
		http.Error(w, wording.For(r).T("holding-title"), http.StatusServiceUnavailable)
		return
	}
	in, err := delivered(r)
	if r.MultipartForm != nil {
		defer func() { _ = r.MultipartForm.RemoveAll() }()
	}
	f := form.Form{Values: r.Form}
	if err == nil && f.Has("agree") {
		d.writeBrought(w, r, shot, f)
		return
	}
	var out Brought
	v := d.exchangeOf(r, shot, f)
	if err == nil {
		out, err = d.received(r.Context(), in)
	}
	if v.Notes = out.Notes; err == nil {
		err = manuscript.Allowed(out.Path)
	}
	if err != nil {
		status := http.StatusUnprocessableEntity
		if large := (*http.MaxBytesError)(nil); errors.As(err, &large) {
			status, err = http.StatusRequestEntityTooLarge, &wording.Error{Key: "too-large"}
		}
		v.Failed = d.reports.FailureOf(v.Localizer, err, nil)
		d.show(w, r, status, "exchange", v)
		return
	}
	v.Plan = d.broughtOf(shot, v.Localizer, out)
	d.show(w, r, http.StatusOK, "exchange", v)
}

// memoryMax is how much of an upload is kept in memory, in bytes.
const memoryMax = 8 << 20

// delivered reads the file that a form brings.
func delivered(r *http.Request) (in Delivery, err error) {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "multipart/form-data" {
		return in, r.ParseForm()
	}
	if err := r.ParseMultipartForm(memoryMax); err != nil {
		return in, err
	}
	f := form.Form{Values: r.Form}
	if f.Has("agree") {
		return in, nil
	}
	file, head, err := r.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) {
		return in, form.Missing("file")
	}
	if err != nil {
		return in, err
	}
	defer file.Close()
	in = Delivery{Name: head.Filename, Slug: f.Text("slug"), Locale: f.Text("locale"), Effective: f.Text("effective"),
		Changes: "accept"}
	if f.Get("tracked") == "reject" {
		in.Changes = "reject"
	}
	in.Data, err = io.ReadAll(file)
	return in, err
}

// broughtOf shows what would be written: as a redline against the working text, or as a page where there is none.
func (d *Desk) broughtOf(shot *preview.Snapshot, say wording.Localizer, in Brought) *broughtView {
	l := i18n.Locale(path.Base(path.Dir(in.Path)))
	v := &broughtView{Brought: in, Hash: manuscript.HashOf(in.Old), Same: !in.New &&
		in.Old == in.Text}
	now, _ := shot.Try(in.Path, []byte(in.Text))
	if now == nil {
		return v
	}
	after := now.Texts(now.Text)[now.Text]
	was, _ := shot.Try(in.Path, []byte(in.Old))
	if in.New || was == nil {
		v.Against = wording.In(l, after.HTML)
		return v
	}
	made, err := shot.Compare(was.Texts(was.Text)[was.Text], after, say.Locale)
	if v.Against, v.Counts = made.HTML, made.Counts; err != nil {
		v.Against = wording.In(l, after.HTML)
	}
	return v
}

// writeBrought writes what a person has seen and agreed to, if the working text is still the one that they saw it
// against.
func (d *Desk) writeBrought(w http.ResponseWriter, r *http.Request, shot *preview.Snapshot, f form.Form) {
	plain := func(key string) string { return strings.ReplaceAll(f.Get(key), "\r\n", "\n") }
	name, err := f.Get("path"), error(nil)
	if f.Get("new") != "" {
		_, err = d.texts.Create(name, plain("text"))
	} else {
		_, err = d.texts.Save(name, f.Get("agree"), plain("old"), plain("text"))
	}
	if err != nil {
		v := d.exchangeOf(r, shot, f)
		if c := (*manuscript.Conflict)(nil); errors.As(err, &c) || errors.Is(err, fs.ErrExist) {
			err = &wording.Error{Key: "exchange-moved"}
		}
		v.Failed = d.reports.FailureOf(v.Localizer, err, nil)
		d.show(w, r, http.StatusConflict, "exchange", v)
		return
	}
	d.options.Work.Changed(name)
	http.Redirect(w, r, action.WriteURL(name), http.StatusSeeOther)
}
