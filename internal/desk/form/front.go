package form

import (
	"cmp"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"gazette/i18n"
	"gazette/internal/desk/wording"
	"gazette/internal/load"
	"gazette/internal/manuscript"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/source"
)

// FrontKey is a key of front matter that the form has.
type FrontKey struct {
	Name, kind string
	about      string // what the schema says of it, in English
	needed     bool
	field      int // of notice.Front
}

// elsewhere are the keys that no field of the form gives: the folder says the locale, and params may hold anything.
// They are written in the text itself.
var elsewhere = []string{"locale", "params"}

// kindsOfType are the kinds of fields, by the types that front matter is read into.
var kindsOfType = map[reflect.Type]string{
	reflect.TypeFor[string](): "text", reflect.TypeFor[notice.Date](): "date", reflect.TypeFor[i18n.Locale](): "select",
	reflect.TypeFor[int](): "number", reflect.TypeFor[bool](): "check",
	reflect.TypeFor[[]string](): "lines", reflect.TypeFor[[]notice.Alias](): "lines",
	reflect.TypeFor[[]notice.Ref](): "related",
}

// FrontKeys are the keys that the loader reads, in its order: a key that is added to notice.Front is a field of the
// form.
var FrontKeys = keysOf(reflect.TypeFor[notice.Front]())

func keysOf(front reflect.Type) (out []FrontKey) {
	for i := range front.NumField() {
		f := front.Field(i)
		k := FrontKey{Name: f.Tag.Get("yaml"), kind: kindsOfType[f.Type],
			about: f.Tag.Get("jsonschema_description"), field: i,
			needed: slices.Contains(strings.Split(f.Tag.Get("jsonschema"), ","), "required")}
		switch {
		case k.kind == "text" && f.Tag.Get("lines") == "many":
			k.kind = "area"
		case k.Name == "group":
			k.kind = "select"
		}
		if k.kind != "" && !slices.Contains(elsewhere, k.Name) {
			out = append(out, k)
		}
	}
	return out
}

// said is what a text's front matter says of a key; a list has a line for each item.
func (k FrontKey) said(e *notice.Edition) string {
	switch v := reflect.ValueOf(e.Front).Field(k.field).Interface().(type) {
	case string:
		return v
	case i18n.Locale:
		return string(v)
	case notice.Date:
		return v.String()
	case int:
		if v != 0 {
			return strconv.Itoa(v)
		}
	case bool:
		if v {
			return "true"
		}
	case []string:
		return strings.Join(v, "\n")
	case []notice.Alias:
		return joined(v, func(a notice.Alias) string { return string(a.Address) })
	case []notice.Ref:
		return joined(v, func(r notice.Ref) string { return string(r.Slug) })
	}
	return ""
}

func joined[T any](list []T, word func(T) string) string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = word(v)
	}
	return strings.Join(out, "\n")
}

// many reports whether a key has a list.
func (k FrontKey) many() bool { return k.kind == "lines" || k.kind == "related" }

// Set gives a key of a text another value; a list has a line for each item.
func (k FrontKey) Set(text, value string) (string, error) {
	if k.many() {
		return manuscript.List(text, k.Name, linesOf(value))
	}
	return manuscript.Set(text, k.Name, strings.Join(strings.Fields(value), " "))
}

// Worded is a field of front matter as a template gets it, with the language of its text.
type Worded struct {
	Field
	wording.Localizer
	Tag, Dir string
	Fixed    bool // nothing may be written
}

// mainKeys are the keys that every text is given; the others stand below them.
var mainKeys = []string{"title", "effective", "summary"}

// follows reports whether there is an earlier text of the notice in the language: then one says what it changes.
func follows(shot *preview.Snapshot, e *notice.Edition) bool {
	n := shot.Site.Notice(e.Slug)
	return n != nil && len(n.In(e.Locale)) > 0 && n.In(e.Locale)[0].Effective.Before(e.Effective)
}

// FrontFields are the fields of the front matter's form.
func FrontFields(s wording.Localizer, shot *preview.Snapshot, e *notice.Edition) (out []Field) {
	for _, k := range FrontKeys {
		f := Field{Name: k.Name, Kind: k.kind, Value: k.said(e), Needed: k.needed, Label: k.Name, About: k.about,
			Main: slices.Contains(mainKeys, k.Name) || k.Name == "changes" && follows(shot, e)}
		if key := "key-" + k.Name; s.Has(key) {
			f.Label, f.About = s.T(key), ""
		}
		switch {
		case k.Name == "group":
			f.Options = []Option{{}}
			for _, g := range shot.Site.Config.Groups {
				title, lang := g.Title.In(s.Locale, shot.Site.Config.DefaultLocale)
				lang = cmp.Or(lang, shot.Site.Config.DefaultLocale)
				f.Options = append(f.Options, Option{Value: g.ID, Text: cmp.Or(title, g.ID), Lang: string(lang),
					Dir: lang.Dir(), Chosen: g.ID == f.Value})
			}
		case k.kind == "select":
			f.Options = []Option{{}}
			for _, l := range shot.Site.Locales {
				f.Options = append(f.Options, Option{Value: string(l.Tag), Text: l.Name, Lang: string(l.Tag),
					Dir: l.Dir, Chosen: string(l.Tag) == f.Value})
			}
		}
		out = append(out, f)
	}
	return out
}

// FilledIn puts what a form says into a text's front matter. A field that says what the text did from which the form
// was made changes nothing: what was written into the front matter itself meanwhile stays.
func FilledIn(base, text string, f url.Values) (string, error) {
	was := editionOf(base)
	for _, k := range FrontKeys {
		if !f.Has("front-"+k.Name) && !f.Has("had-"+k.Name) {
			continue
		}
		before, now := k.said(was),
			strings.TrimSpace(strings.ReplaceAll(strings.Join(f["front-"+k.Name], "\n"), "\r\n", "\n"))
		if k.many() && slices.Equal(linesOf(before), linesOf(now)) ||
			// A block of YAML ends in a line end.
			!k.many() && now == strings.TrimSpace(before) {
			continue
		}
		var err error
		if text, err = k.Set(text, now); err != nil {
			return "", err
		}
	}
	return text, nil
}

// editionOf reads a text wherever it stands.
func editionOf(text string) *notice.Edition {
	place := load.Place{Path: "content/en/a.md", Slug: "a", Locale: "en"}
	file, _ := source.Text(place.Path, []byte(text))
	e, _ := load.ParseEdition(place, file)
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
