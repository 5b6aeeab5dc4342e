package desk

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"gazette/internal/history/planning"
	"gazette/internal/load"
	"gazette/internal/message"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/recording"
	"gazette/internal/source"
)

// planned is what recording would do, or what stands in its way.
type planned struct {
	before, after *load.Sources
	steps         []planning.Step
	messages      []recording.PlannedMessage
	problems      source.Problems
	failed        error
}

// planView is what a plan shows: what is recorded, which pages come to be, what they change, who is told and when.
type planView struct {
	say
	Changes  []changeView
	Editions []recording.PlannedEdition
	Outdated []recording.PlannedOutdated
	Messages []messageView
	Texts    []redlineView
	More     int // redlines that are not shown
	Drafts   []string
	Found    []finding
	Failed   *failure
	Pages    *recording.PlannedPages // against the pages that were built last
	Built    bool                    // there are such pages
}

type changeView struct {
	Notice, Kind, To, From string
	Locales                []string
	Class                  string
}

// messageView is one message that will be sent.
type messageView struct {
	On, Notice, Kind, Stage, To string
	Now                         bool
}

// planPage shows what `gazette plan` says, and if it is asked, which pages differ from those built last.
func (d *Desk) planPage(r *http.Request, shot *preview.Snapshot) (string, any) {
	p, say := d.planOf(shot), sayFor(r)
	v := d.viewOfPlan(say, p)
	v.Found = d.found(say, shot, p.problems)
	if p.failed != nil {
		v.Failed = d.failureOf(say, p.failed, nil)
	}
	if v.Built = d.options.Work.Built(); v.Built && r.URL.Query().Has("pages") && p.after.Site != nil {
		pages, err := d.options.Work.Pages(p.after)
		if v.Pages = pages; err != nil {
			v.Failed = d.failureOf(say, err, nil)
		}
	}
	return "plan", v
}

// viewOfPlan words a plan.
func (d *Desk) viewOfPlan(say say, p planned) planView {
	effects := recording.EffectsOf(p.before, p.after, p.steps)
	v := planView{say: say, Editions: effects.Editions, Outdated: effects.Outdated, Drafts: effects.Drafts}
	for _, c := range effects.Changes {
		v.Changes = append(v.Changes, changeOf(c))
	}
	for _, m := range p.messages {
		v.Messages = append(v.Messages, messageView{m.On, m.Notice, say.T("kind-" + m.Kind),
			say.stage(message.Stage(m.Stage)), say.several(m.Channels), m.Now})
	}
	v.Texts, v.More = d.redlinesOf(say, p)
	return v
}

// redlinesOf are the redlines of a plan, as many as one page shows.
func (d *Desk) redlinesOf(say say, p planned) (out []redlineView, more int) {
	const most = 20
	shot := preview.Of(p.before)
	for _, st := range p.steps {
		n := p.before.Site.Notice(st.Change.Notice)
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
			if c, ok := d.compared(shot, n, n.Texts()[at]); ok {
				out = append(out, viewOf(c, shot, n, say.Locale))
			}
		}
	}
	return out, more
}

// addresses are a list of pages under a title.
type addresses struct {
	say
	Title string
	List  []string
	More  int
}

// Listed is a list of pages, as long as people read one.
func (v planView) Listed(key string, list []string) addresses {
	const most = 50
	return addresses{v.say, v.T(key), list[:min(len(list), most)], max(0, len(list)-most)}
}

func changeOf(c notice.Change) changeView {
	v := changeView{Notice: string(c.Notice), Kind: string(c.Kind), To: c.To.String(), From: c.From.String(),
		Class: string(c.Class)}
	for _, l := range slices.Sorted(maps.Keys(c.Locales)) {
		v.Locales = append(v.Locales, string(l))
	}
	return v
}

// stage says at which point of a change a message is sent.
func (s say) stage(stage message.Stage) string {
	switch {
	case stage.Days() > 0:
		return s.N("stage-reminder", stage.Days())
	case stage == message.Effective:
		return s.T("stage-effective")
	}
	return s.T("stage-announced")
}

// several joins names that stand beside each other.
func (s say) several(names []string) string { return strings.Join(names, s.T("between-names")) }

// planOf works out what recording now would do.
func (d *Desk) planOf(shot *preview.Snapshot) planned {
	return of(&d.mu, &d.plan, shot, func() planned {
		p := planned{before: shot.Sources, after: shot.Sources}
		now, err := shot.Log.Clock(d.options.Now(), false)
		if err != nil {
			p.failed = err
			return p
		}
		steps, ps := recording.Plan(shot.Sources, planning.Intent{Class: notice.Substantive}, now)
		p.steps, p.after, p.problems = steps, recording.After(shot.Sources, steps), onlyErrors(ps)
		if p.after.Log != nil {
			p.messages, p.failed = d.options.Work.Messages(p.after)
		}
		return p
	})
}
