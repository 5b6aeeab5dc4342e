package form

import (
	"cmp"

	"gazette/internal/desk/wording"
	"gazette/internal/load"
	"gazette/internal/notice"
)

// Field is one thing to fill in.
type Field struct {
	Name, Kind, Value string
	Label             string // in words
	About             string // what the schema says of it, where the desk has no words for it
	Wrong             string // what is wrong with it
	Shown             Option // what a fixed value is called
	Options           []Option
	Needed            bool
	Main              bool // of front matter: every text has it
}

// Option is one of the values that a field may have.
type Option struct {
	Value, Text, Lang, Dir string
	Chosen                 bool
}

// FieldOf makes a field of a form.
func FieldOf(s wording.Localizer, src *load.Sources, key string, f Form) Field {
	out := Field{Name: key, Kind: "text", Value: f.Get(key), Needed: key == "title" || key == "notice"}
	switch key {
	case "effective", "edition", "withdrawn":
		out.Kind = "date"
		if key != "edition" && out.Value == "" {
			out.Value = src.Site.Day.AddDays(max(30, NoticePeriod(src, notice.Slug(f.Get("notice"))))).String()
		}
	case "locale":
		out.Kind, out.Value = "select", cmp.Or(out.Value, string(src.Site.Config.DefaultLocale))
		for _, l := range src.Site.Locales {
			out.Options = append(out.Options,
				Option{string(l.Tag), l.Name, string(l.Tag), l.Dir, string(l.Tag) == out.Value})
		}
	case "class":
		out.Kind, out.Value = "select", cmp.Or(out.Value, string(notice.Substantive))
		for _, c := range []notice.Class{notice.Substantive, notice.RequiredByLaw} {
			out.Options = append(out.Options,
				Option{Value: string(c), Text: s.T("class-" + string(c)), Chosen: string(c) == out.Value})
		}
	case "notice":
		noticeField(src, &out)
	case "file":
		out.Kind, out.Shown = "fixed", Option{Text: out.Value}
		if at, there := load.Find(src.Editions, out.Value); there {
			out.Shown = TitleOf(src.Editions[at])
		}
	}
	return out
}

// chosenFrom is how many notices are a list to choose from; more are found by typing.
const chosenFrom = 200

// noticeField is the notice that something is done with: the one that is known, or one of all.
func noticeField(src *load.Sources, out *Field) {
	if n := src.Site.Notice(notice.Slug(out.Value)); n != nil {
		out.Kind, out.Shown = "fixed", TitleOf(n.Lead())
		return
	}
	if out.Kind = "list"; len(src.Site.Notices) <= chosenFrom {
		out.Kind, out.Options = "select", []Option{{}}
	}
	for _, n := range src.Site.Notices {
		o := TitleOf(n.Lead())
		o.Value = string(n.Slug)
		out.Options = append(out.Options, o)
	}
}

// TitleOf is a text by its title.
func TitleOf(e *notice.Edition) Option {
	return Option{Text: cmp.Or(e.Title, string(e.Slug)), Lang: string(e.Locale), Dir: e.Locale.Dir()}
}

// NoticePeriod is how long before its date a change of a notice is to be recorded, in days.
func NoticePeriod(s *load.Sources, slug notice.Slug) int {
	n := s.Site.Notice(slug)
	if n == nil {
		return 0
	}
	return int(s.Site.Config.PolicyFor(n).NoticePeriod)
}
