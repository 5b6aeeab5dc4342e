package desk

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"gazette/internal/history"
	"gazette/internal/load"
	"gazette/internal/message"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/recording"
	"gazette/internal/serve"
	"gazette/internal/site"
)

// planned is what recording now would do, or what stands in its way.
type planned struct {
	effects recording.Effects
	after   *load.Sources
	found   []finding
}

// planView is what the page of the plan shows.
type planView struct {
	Changes  []changeView
	Editions []recording.PlannedEdition
	Outdated []recording.PlannedOutdated
	Found    []finding
}

type changeView struct {
	Notice, Kind, To, From string
	Locales                []string
	Class                  string
}

// planPage shows what `gazette plan` says.
func (d *Desk) planPage(_ *http.Request, shot *preview.Snapshot) (string, any) {
	p := d.planOf(shot)
	v := planView{Editions: p.effects.Editions, Outdated: p.effects.Outdated, Found: p.found}
	for _, c := range p.effects.Changes {
		v.Changes = append(v.Changes, changeOf(c))
	}
	return "plan", v
}

func changeOf(c notice.Change) changeView {
	v := changeView{Notice: string(c.Notice), Kind: string(c.Kind), To: c.To.String(), From: c.From.String(), Class: string(c.Class)}
	for _, l := range slices.Sorted(maps.Keys(c.Locales)) {
		v.Locales = append(v.Locales, string(l))
	}
	return v
}

func (d *Desk) planOf(shot *preview.Snapshot) planned {
	return of(&d.mu, &d.plan, shot, func() planned {
		now, err := shot.Log.Clock(d.options.Now(), false)
		if err != nil {
			return planned{found: []finding{{Severity: "error", Message: err.Error()}}, after: shot.Sources}
		}
		steps, ps := recording.Plan(shot.Sources, history.Intent{Class: notice.Substantive}, now)
		after := recording.After(shot.Sources, steps)
		return planned{recording.EffectsOf(shot.Sources, after, steps), after, d.found(shot, onlyErrors(ps))}
	})
}

// day is one day of the calendar.
type day struct {
	Date   string
	Travel string // the desk as on that day
	Events []event
}

type event struct {
	Text   string
	Notice string
	URL    string // the site's page as on that day
	Kind   string // change, end, message
	Locale []string
}

// calendar lists what comes: texts that take effect or end, and messages, as
// they are once the plan is recorded.
func (d *Desk) calendar(_ *http.Request, shot *preview.Snapshot) (string, any) {
	days := map[notice.Date][]event{}
	s := shot.Site
	for _, n := range s.Notices {
		comings(s, n, days)
	}
	p := d.planOf(shot)
	channels := s.Config.Notify.Channels
	if len(channels) > 0 && d.options.Rules != nil && p.after.Log != nil {
		for _, m := range message.Ahead(p.after.Log.Changes, d.options.Rules(s.Config), s.Day) {
			days[m.Due] = append(days[m.Due], event{Kind: "message", Notice: string(m.Change.Notice), Text: stageText(m, channels)})
		}
	}
	out := []day{}
	for _, date := range slices.SortedFunc(maps.Keys(days), notice.Date.Compare) {
		out = append(out, day{date.String(), serve.Home + "notices/?day=" + date.String(), days[date]})
	}
	return "calendar", calendarView{len(channels) > 0, out}
}

// stageText says what a message is about, and which channels get it.
func stageText(m message.Message, channels []site.Channel) string {
	names := make([]string, len(channels))
	for i, c := range channels {
		names[i] = c.Name
	}
	to := " (to " + strings.Join(names, ", ") + ")"
	switch {
	case m.Stage == message.Effective && m.Change.Kind == notice.Repealed:
		return "message that it is withdrawn" + to
	case m.Stage == message.Effective:
		return "message that the text takes effect" + to
	case m.Stage.Days() > 0:
		return "reminder of " + m.Change.To.String() + to
	}
	return "message that announces " + m.Change.To.String() + to
}

// calendarView is what the page of the calendar shows.
type calendarView struct {
	Told bool // some channel is set up
	Days []day
}

// comings notes what happens to a notice after today, one event for a date.
func comings(s *site.Site, n *notice.Notice, days map[notice.Date][]event) {
	at := func(d notice.Date) string {
		l := s.Best(n, s.DefaultLocale())
		return serve.DayHome(d.String()) + s.NoticePath(n, l)
	}
	byDate := map[notice.Date][]string{}
	for _, e := range n.Editions {
		if e.Effective.After(s.Day) {
			byDate[e.Effective] = append(byDate[e.Effective], string(e.Locale))
		}
	}
	for d, locales := range byDate {
		days[d] = append(days[d], event{Kind: "change", Notice: string(n.Slug), Text: "a new text takes effect", URL: at(d), Locale: locales})
	}
	if n.Withdrawn.After(s.Day) {
		days[n.Withdrawn] = append(days[n.Withdrawn], event{Kind: "end", Notice: string(n.Slug), Text: "is withdrawn", URL: at(n.Withdrawn)})
	}
}
