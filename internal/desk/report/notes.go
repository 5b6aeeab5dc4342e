package report

import (
	"slices"

	"gazette/i18n"
	"gazette/internal/desk/wording"
	"gazette/internal/history/planning"
	"gazette/internal/load"
	"gazette/internal/notice"
)

// SourceDrafts says of which notices a text is about to be recorded while the one that others are translated from is
// still a draft.
func SourceDrafts(say wording.Localizer, before *load.Sources, steps []planning.Step) (out []string) {
	for _, e := range before.Editions {
		lead := before.Site.Config.DefaultLocale
		if e.Draft && e.Locale == lead && recordsAlone(before.Site.Notice(e.Slug), steps, lead) {
			out = append(out, say.T("plan-source-draft", "Language", lead.NameIn(say.Locale)))
		}
	}
	return out
}

// recordsAlone reports whether steps record a text of a notice that has none in the language of its sources.
func recordsAlone(n *notice.Notice, steps []planning.Step, lead i18n.Locale) bool {
	return n != nil && len(n.In(lead)) == 0 && slices.ContainsFunc(steps,
		func(st planning.Step) bool { return st.Change.Notice == n.Slug && len(st.Copies) > 0 })
}
