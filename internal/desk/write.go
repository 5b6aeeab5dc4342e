package desk

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gazette/i18n"
	"gazette/internal/load"
	"gazette/internal/manuscript"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/serve"
	"gazette/internal/source"
)

// formKeys are the keys of front matter that the form has, in its order.
var formKeys = []string{"title", "effective", "summary", "changes", "related", "nav", "group", "order", "source", "prevails", "withdrawn", "review_by", "version", "aliases", "draft"}

// writeView is the editor of one text.
type writeView struct {
	say
	Text      manuscript.Text
	Base      string // what the text was made from
	Head      string // front matter, fences and all
	Body      string
	Formed    bool // the front matter is filled in as a form
	Fields    []field
	Tag       string
	Dir       string
	Title     string
	Draft     bool
	Source    bool // it is the text that others are translated from
	May       bool
	Off       string
	Script    string
	WordsJSON map[string]string // what the script says
	Failed    *failure
	Recorded  bool // the text of this date is recorded
	Slug      string
	Others    []other // the notice's texts in other languages
	Missing   []option
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
		return err.Error(), nil
	}
	return "write", d.writeOf(r, shot, text)
}

// textsView lists the working texts.
type textsView struct {
	say
	Texts []task
	May   bool
}

func (d *Desk) listOf(r *http.Request, shot *preview.Snapshot) textsView {
	v := textsView{say: sayFor(r), May: d.options.Guard.Off == ""}
	for _, e := range shot.Editions {
		if e.Origin == notice.Content {
			v.Texts = append(v.Texts, task{Title: cmp.Or(e.Title, e.Path), Lang: string(e.Locale), Dir: e.Locale.Dir(), Text: e.Path, URL: writeURL(e.Path)})
		}
	}
	return v
}

func (d *Desk) writeOf(r *http.Request, shot *preview.Snapshot, text manuscript.Text) writeView {
	place, _ := load.PlaceOf(text.Path)
	e, _ := load.ParseEdition(place, fileOf(text))
	l := i18n.Locale(place.Locale)
	v := writeView{say: sayFor(r), Text: text, Tag: place.Locale, Dir: l.Dir(), Title: cmp.Or(e.Title, text.Path), Draft: e.Draft, May: d.options.Guard.Off == "", Off: d.options.Guard.Off,
		Script: editorURL, Slug: place.Slug, Base: text.Data}
	v.Head, v.Body, v.Formed = manuscript.Split(text.Data)
	if v.Formed {
		v.Fields = frontFields(shot, e)
	}
	v.WordsJSON = v.scriptWords()
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
			v.Others = append(v.Others, other{l.Name, string(l.Tag), writeURL(path)})
		default:
			v.Missing = append(v.Missing, option{Value: doURL("translate", "notice", place.Slug, "locale", string(l.Tag)), Text: l.Name, Lang: string(l.Tag)})
		}
	}
}

// kinds are the kinds of the fields that are no line of words.
var kinds = map[string]string{"effective": "date", "withdrawn": "date", "review_by": "date", "summary": "area", "changes": "lines", "aliases": "lines", "related": "related",
	"group": "select", "order": "number", "source": "select", "prevails": "select", "draft": "check"}

// frontOf is what a text's front matter says, by key; lists have a line for each item.
func frontOf(e *notice.Edition) map[string]string {
	out := map[string]string{"title": e.Title, "effective": e.Effective.String(), "withdrawn": e.Withdrawn.String(), "review_by": e.ReviewBy.String(), "summary": e.Summary,
		"changes": strings.Join(e.Changes, "\n"), "nav": e.Nav, "version": e.Version, "group": e.Group, "source": string(e.Front.Source), "prevails": string(e.Prevails)}
	if e.Order != 0 {
		out["order"] = strconv.Itoa(e.Order)
	}
	if e.Draft {
		out["draft"] = "true"
	}
	for _, a := range e.Aliases {
		out["aliases"] += string(a.Address) + "\n"
	}
	for _, r := range e.Related {
		out["related"] += string(r.Slug) + "\n"
	}
	return out
}

// frontFields are the fields of the front matter's form.
func frontFields(shot *preview.Snapshot, e *notice.Edition) (out []field) {
	said := frontOf(e)
	for _, key := range formKeys {
		f := field{Name: key, Kind: cmp.Or(kinds[key], "text"), Value: said[key], Needed: key == "title" || key == "effective"}
		switch key {
		case "related":
			for _, n := range shot.Site.Notices {
				if n.Slug != e.Slug {
					f.Options = append(f.Options, option{Value: string(n.Slug), Text: n.Lead().Title, Lang: string(n.Lead().Locale), Dir: n.Lead().Locale.Dir(),
						Chosen: slices.ContainsFunc(e.Related, func(r notice.Ref) bool { return r.Slug == n.Slug })})
				}
			}
		case "group":
			f.Options = []option{{}}
			for _, g := range shot.Site.Config.Groups {
				f.Options = append(f.Options, option{Value: g.ID, Text: g.ID, Chosen: g.ID == e.Group})
			}
		case "source", "prevails":
			f.Options = []option{{}}
			for _, l := range shot.Site.Locales {
				f.Options = append(f.Options, option{Value: string(l.Tag), Text: l.Name, Lang: string(l.Tag), Dir: l.Dir, Chosen: string(l.Tag) == f.Value})
			}
		}
		out = append(out, f)
	}
	return out
}

// spokenKeys are the messages that the editor's script says.
var spokenKeys = []string{"saved", "saving", "unsaved", "offline", "conflict", "conflict-text", "conflict-mine", "conflict-theirs", "conflict-merged", "conflict-take-merged", "conflict-take-mine",
	"conflict-take-theirs", "reloaded", "no-findings", "next-change", "no-changes", "changed-clause", "before-it-said", "undo-kept", "look-failed"}

func (s say) scriptWords() map[string]string {
	out := map[string]string{}
	for _, key := range spokenKeys {
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
		text, err = filledIn(text, f)
	}
	var saved manuscript.Text
	if err == nil {
		saved, err = d.texts.Save(path, f.Get("hash"), plain("base"), text)
	}
	if err != nil {
		shot := d.preview.Now()
		if allowed(path) != nil || shot.Site == nil {
			http.Error(w, err.Error(), http.StatusUnprocessableEntity)
			return
		}
		v := d.writeOf(r, shot, manuscript.Text{Path: path, Data: text, Hash: f.Get("hash")})
		v.Base = plain("base")
		if c := (*manuscript.Conflict)(nil); errors.As(err, &c) {
			v, err = d.conflicting(r, shot, v, c)
		}
		v.Failed = d.failureOf(v.say, err, nil)
		d.show(w, r, http.StatusConflict, "write", v)
		return
	}
	d.options.Work.Changed(saved.Path)
	http.Redirect(w, r, writeURL(saved.Path), http.StatusSeeOther)
}

// conflicting is the editor with a text whose file has changed: with both changes, to be saved once they were looked at,
// or with the author's own, whose lines somebody else has changed too.
func (d *Desk) conflicting(r *http.Request, shot *preview.Snapshot, v writeView, c *manuscript.Conflict) (writeView, error) {
	if !c.Clean {
		return v, &source.Hinted{Message: c.Error(), Hint: "both have changed the same lines: open the text in another window, and bring your words below into it"}
	}
	v = d.writeOf(r, shot, manuscript.Text{Path: c.Theirs.Path, Data: c.Merged, Hash: c.Theirs.Hash})
	v.Base = c.Theirs.Data
	return v, &source.Hinted{Message: c.Error(), Hint: "below stand both changes together: look at them, and save"}
}

// filledIn puts what a form says into a text's front matter. A field that says what the text says changes nothing.
func filledIn(text string, f url.Values) (string, error) {
	said := frontOf(editionOf(text))
	for _, key := range formKeys {
		was := said[key]
		if !f.Has("front-"+key) && !f.Has("had-"+key) {
			continue
		}
		now := strings.TrimSpace(strings.ReplaceAll(strings.Join(f["front-"+key], "\n"), "\r\n", "\n"))
		var err error
		switch {
		case kinds[key] == "lines" || kinds[key] == "related":
			if !slices.Equal(linesOf(was), linesOf(now)) {
				text, err = manuscript.List(text, key, linesOf(now))
			}
		case now != strings.TrimSpace(was): // a block of YAML ends in a line end
			text, err = manuscript.Set(text, key, strings.Join(strings.Fields(now), " "))
		}
		if err != nil {
			return "", err
		}
	}
	return text, nil
}

// editionOf reads a text wherever it stands.
func editionOf(text string) *notice.Edition {
	place := load.Place{Path: "content/en/a.md", Slug: "a", Locale: "en"}
	e, _ := load.ParseEdition(place, fileOf(manuscript.Text{Path: place.Path, Data: text}))
	return e
}

func linesOf(s string) (out []string) {
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

func fileOf(t manuscript.Text) source.File {
	f, _ := source.Text(t.Path, []byte(t.Data))
	return f
}

func allowed(path string) error { return manuscript.Allowed(path) }

// editorURL is where the editor's script stands: its name changes with its bytes, so it is loaded once.
var editorURL = serve.Home + "editor/" + editorHash + ".js"

// editorScript is the editor, as `npm run bundle` in editor/ makes it.
var editorScript, _ = embedded.ReadFile("editor.min.js")

var editorHash = manuscript.HashOf(string(editorScript))[:12]
