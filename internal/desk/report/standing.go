package report

import (
	"gazette/internal/desk/action"
	"gazette/internal/desk/form"
	"gazette/internal/desk/wording"
	"gazette/internal/manuscript"
	"gazette/internal/notice"
	"gazette/internal/preview"
)

// Standing is how a working text stands among those of its notice, and what can be done with it.
type Standing struct {
	Source   bool          // it is the text that others are translated from
	Recorded bool          // the text of this date is recorded
	Page     string        // its page on the site
	Behind   string        // from when the source text applies that is newer than this translation, in words
	Others   []Text        // the notice's texts in other languages
	Missing  []form.Option // languages in which there is none
	Rare     []Choice      // what else can be done with the notice
	Comments int           // that wait for an answer
}

// Choice is an action by its name, and where it is done.
type Choice struct{ Name, URL string }

// StandingOf looks at the texts beside one.
func StandingOf(say wording.Localizer, shot *preview.Snapshot, e *notice.Edition) (out Standing) {
	out.Recorded = shot.Log.Records()[e.Slug].Hash(e.Locale, e.Effective) != ""
	out.Source = e.Locale == shot.Site.Config.DefaultLocale
	if n := shot.Site.Notice(e.Slug); n != nil {
		out.Source = n.Source == e.Locale
		if n.At(e.Locale, e.Effective) != nil {
			out.Page = shot.Site.URL(shot.Site.EditionOf(e))
		}
		if newest := n.Lead(); !out.Source && !e.Draft && e.Effective.Before(newest.Effective) &&
			!n.Cancelled(newest.Effective) {
			out.Behind = say.Day(newest.Effective)
		}
		if out.Recorded {
			out.Rare = rare(n, e, shot.Site.Day)
		}
	}
	out.Comments = talkOf(shot, e)
	out.beside(say, shot, e)
	return out
}

// rare is what else can be done with a notice of which a text is recorded.
func rare(n *notice.Notice, e *notice.Edition, today notice.Date) (out []Choice) {
	names := []string{"withdraw"}
	if !n.Withdrawn.IsZero() {
		names[0] = "reinstate"
	}
	if e.Effective.After(today) && !n.Cancelled(e.Effective) {
		names = append([]string{"reschedule", "cancel", "further"}, names...)
	}
	for _, name := range append(names, "open") {
		out = append(out, Choice{name, action.URL(name, "notice", string(n.Slug), "locale", string(e.Locale))})
	}
	return out
}

// beside finds the notice's other texts, and the languages that have none.
func (st *Standing) beside(say wording.Localizer, shot *preview.Snapshot, e *notice.Edition) {
	for _, l := range shot.Site.Locales {
		path := manuscript.Path(e.Slug, l.Tag, notice.Date{})
		switch {
		case path == e.Path:
		case shot.Text(path) != nil:
			st.Others = append(st.Others, Text{Name: l.Name, Lang: string(l.Tag), URL: action.WriteURL(path)})
		default:
			st.Missing = append(st.Missing, form.Option{Value: string(l.Tag), Text: l.Tag.NameIn(say.Locale)})
		}
	}
}
