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
	Options           []Option
	Needed            bool
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
	case "effective", "edition":
		out.Kind = "date"
		if key == "effective" && out.Value == "" {
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
		out.Kind = "list"
		for _, n := range src.Site.Notices {
			out.Options = append(out.Options, Option{Value: string(n.Slug), Text: n.Lead().Title,
				Lang: string(n.Lead().Locale), Dir: n.Lead().Locale.Dir()})
		}
	case "file":
		out.Kind = "fixed"
	}
	return out
}

// NoticePeriod is how long before its date a change of a notice is to be recorded, in days.
func NoticePeriod(s *load.Sources, slug notice.Slug) int {
	n := s.Site.Notice(slug)
	if n == nil {
		return 0
	}
	return int(s.Site.Config.PolicyFor(n).NoticePeriod)
}
