package report

import (
	"fmt"
	"maps"
	"net/http"
	"slices"

	"gazette/i18n"
	"gazette/internal/desk/form"
	"gazette/internal/desk/wording"
	"gazette/internal/history/planning"
	"gazette/internal/load"
	"gazette/internal/message"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/recording"
	"gazette/internal/site"
	"gazette/internal/source"
)

// Planned is what recording would do, or what stands in its way.
type Planned struct {
	Before, After *load.Sources
	Steps         []planning.Step
	Messages      []recording.PlannedMessage
	problems      source.Problems
	failed        error
}

// Plan is what a plan shows: what is recorded, which pages come to be, what they change, who is told and when.
type Plan struct {
	wording.Localizer
	Changes  []Change
	Editions []recording.PlannedEdition
	Outdated []recording.PlannedOutdated
	Messages []messageView
	Texts    []Redline
	More     int // redlines that are not shown
	Drafts   []string
	Found    []Finding
	Failed   *Failure
	Silent   bool                    // the site sends no messages
	Pages    *recording.PlannedPages // against the pages that were built last
	Built    bool                    // there are such pages
	Site     *site.Site
}

// Titled is a notice by its title, in its source language.
func (v Plan) Titled(slug string) form.Option { return titled(v.Site, slug) }

func titled(s *site.Site, slug string) form.Option {
	if s != nil { // else the settings cannot be read
		if n := s.Notice(notice.Slug(slug)); n != nil {
			return form.TitleOf(n.Lead())
		}
	}
	return form.Option{Text: slug, Lang: "en", Dir: "ltr"}
}

// Worded is a change as a template gets it.
type Worded struct {
	wording.Localizer
	Change Change
}

// Of is one change of the plan.
func (v Plan) Of(c Change) Worded { return Worded{v.Localizer, c} }

// Language is the name of a language.
func (v Plan) Language(tag string) string { return i18n.Locale(tag).NameIn(v.Locale) }

// Change is one change that is planned or was recorded.
type Change struct {
	Notice         form.Option
	Kind, To, From string
	Locales        []string // their names
	Class          string
}

// messageView is one message that will be sent.
type messageView struct {
	On, Notice, Kind, Stage, To string
	Now                         bool
}

// PlanPage shows what `gazette plan` says, and if it is asked, which pages differ from those built last.
func (rs *Reports) PlanPage(r *http.Request, shot *preview.Snapshot) (string, any) {
	p, say := rs.planNow(shot), wording.For(r)
	v := rs.PlanOf(say, p)
	v.Found = rs.Found(say, shot, p.problems)
	if p.failed != nil {
		v.Failed = rs.FailureOf(say, p.failed, nil)
	}
	if v.Built = rs.Built(); v.Built && r.URL.Query().Has("pages") && p.After.Site != nil {
		pages, err := rs.Pages(p.After)
		if v.Pages = pages; err != nil {
			v.Failed = rs.FailureOf(say, err, nil)
		}
	}
	return "plan", v
}

// PlanOf words a plan.
func (rs *Reports) PlanOf(say wording.Localizer, p Planned) Plan {
	effects := recording.EffectsOf(p.Before, p.After, p.Steps)
	v := Plan{Localizer: say, Editions: effects.Editions, Outdated: effects.Outdated, Drafts: effects.Drafts,
		Silent: len(p.Before.Site.Config.Notify.Channels) == 0, Site: p.Before.Site}
	for _, c := range effects.Changes {
		v.Changes = append(v.Changes, ChangeOf(say, v.Site, c))
	}
	for _, m := range p.Messages {
		v.Messages = append(v.Messages, messageView{m.On, m.Notice, say.T("kind-" + m.Kind),
			stageOf(say, message.Stage(m.Stage)), say.Several(m.Channels), m.Now})
	}
	v.Texts, v.More = rs.redlinesOf(say, p)
	return v
}

// redlinesOf are the redlines of a plan, as many as one page shows.
func (rs *Reports) redlinesOf(say wording.Localizer, p Planned) (out []Redline, more int) {
	const most = 20
	shot := preview.Of(p.Before)
	for _, st := range p.Steps {
		n := p.Before.Site.Notice(st.Change.Notice)
		if n == nil || st.Change.Textless() {
			continue
		}
		for _, text := range st.Copies {
			at := slices.IndexFunc(n.Texts(), func(e *notice.Edition) bool { return e.Path == text.From })
			if at < 0 {
				continue
			}
			if len(out) == most {
				more++
				continue
			}
			if c, ok := rs.Compared(shot, n, n.Texts()[at]); ok {
				made := RedlineOf(c, shot, n, say.Locale)
				made.HTML = apart(made.HTML, fmt.Sprintf("r%d-", len(out)+1))
				out = append(out, made)
			}
		}
	}
	return out, more
}

// addresses are a list of pages under a title.
type addresses struct {
	wording.Localizer
	Title string
	List  []string
	More  int
}

// Listed is a list of pages, as long as people read one.
func (v Plan) Listed(key string, list []string) addresses {
	const most = 50
	return addresses{v.Localizer, v.T(key), list[:min(len(list), most)], max(0, len(list)-most)}
}

// ChangeOf is a change of the log as a page shows it.
func ChangeOf(say wording.Localizer, s *site.Site, c notice.Change) Change {
	v := Change{Notice: titled(s, string(c.Notice)), Kind: string(c.Kind), To: c.To.String(),
		Class: string(c.Class)}
	if c.From != c.To {
		v.From = c.From.String()
	}
	for _, l := range slices.Sorted(maps.Keys(c.Locales)) {
		v.Locales = append(v.Locales, l.NameIn(say.Locale))
	}
	return v
}

// stageOf says at which point of a change a message is sent.
func stageOf(s wording.Localizer, stage message.Stage) string {
	switch {
	case stage.Days() > 0:
		return s.N("stage-reminder", stage.Days())
	case stage == message.Effective:
		return s.T("stage-effective")
	}
	return s.T("stage-announced")
}

// planNow works out what recording now would do.
func (rs *Reports) planNow(shot *preview.Snapshot) Planned {
	return of(&rs.mu, &rs.plan, shot, func() Planned {
		p := Planned{Before: shot.Sources, After: shot.Sources}
		now, err := shot.Log.Clock(rs.Now(), false)
		if err != nil {
			p.failed = err
			return p
		}
		steps, ps := recording.Plan(shot.Sources, planning.Intent{Class: notice.Substantive}, now)
		p.Steps, p.After, p.problems = steps, recording.After(shot.Sources, steps), OnlyErrors(ps)
		if p.After.Log != nil {
			p.Messages, p.failed = rs.Messages(p.After)
		}
		return p
	})
}
