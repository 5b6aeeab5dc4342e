package report

import (
	"cmp"
	"slices"

	"gazette/i18n"
	"gazette/internal/desk/wording"
	"gazette/internal/history/planning"
	"gazette/internal/load"
	"gazette/internal/notice"
)

// SourceDrafts says in which language a text that others are translated from is still a draft, while one of them is
// about to be recorded.
func SourceDrafts(say wording.Localizer, before *load.Sources, steps []planning.Step) (out []string) {
	for _, e := range before.Editions {
		lead := cmp.Or(e.Front.Source, before.Site.Config.DefaultLocale)
		if !e.Draft || e.Locale != lead || !recordsAlone(before.Site.Notice(e.Slug), steps, lead) {
			continue
		}
		if note := say.T("plan-source-draft", "Language", lead.NameIn(say.Locale)); !slices.Contains(out, note) {
			out = append(out, note)
		}
	}
	return out
}

// recordsAlone reports whether steps record a text of a notice that has none in the language of its sources.
func recordsAlone(n *notice.Notice, steps []planning.Step, lead i18n.Locale) bool {
	return n != nil && len(n.In(lead)) == 0 && slices.ContainsFunc(steps,
		func(st planning.Step) bool { return st.Change.Notice == n.Slug && len(st.Copies) > 0 })
}
