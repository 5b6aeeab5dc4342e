package report

import (
	"maps"
	"net/http"
	"slices"

	"gazette/i18n"
	"gazette/internal/desk/form"
	"gazette/internal/desk/wording"
	"gazette/internal/message"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/serve"
	"gazette/internal/settings"
	"gazette/internal/site"
)

// calendarView is what the page of the calendar shows.
type calendarView struct {
	wording.Localizer
	Told bool // some channel is set up
	Days []day
}

// day is one day of the calendar.
type day struct {
	Date   string
	Travel string // the desk as on that day
	Events []event
}

type event struct {
	Text   string
	Notice form.Option // its title
	URL    string      // the site's page as on that day
	Kind   string      // change, end, message
	Langs  string      // the languages, in words
}

// Calendar lists what comes: texts that take effect or end, and messages, as
// they are once the plan is recorded.
func (rs *Reports) Calendar(r *http.Request, shot *preview.Snapshot) (string, any) {
	days := map[notice.Date][]event{}
	s, say := shot.Site, wording.For(r)
	for _, n := range s.Notices {
		comings(say, s, n, days)
	}
	p := rs.planNow(shot)
	channels := s.Config.Notify.Channels
	if len(channels) > 0 && rs.Rules != nil && p.After.Log != nil {
		for _, m := range message.Ahead(p.After.Log.Changes, rs.Rules(s.Config), s.Day) {
			days[m.Due] = append(
				days[m.Due],
				event{
					Kind:   "message",
					Notice: titled(s, string(m.Change.Notice)),
					Text:   messageAhead(say, m, channels),
				},
			)
		}
	}
	out := []day{}
	for _, date := range slices.SortedFunc(maps.Keys(days), notice.Date.Compare) {
		out = append(out, day{date.String(), serve.Home + "notices/?day=" + date.String(), days[date]})
	}
	return "calendar", calendarView{say, len(channels) > 0, out}
}

// messageAhead says what a message is about, and which channels get it.
func messageAhead(s wording.Localizer, m message.Message, channels []settings.Channel) string {
	names := make([]string, len(channels))
	for i, c := range channels {
		names[i] = c.Name
	}
	key := "ahead-announced"
	switch {
	case m.Stage == message.Effective && m.Change.Kind == notice.Repealed:
		key = "ahead-withdrawn"
	case m.Stage == message.Effective:
		key = "ahead-effective"
	case m.Stage.Days() > 0:
		key = "ahead-reminder"
	}
	return s.T(key, "Date", s.Day(m.Change.To), "Channels", s.Several(names))
}

// comings notes what happens to a notice after today, one event for a date.
func comings(s wording.Localizer, of *site.Site, n *notice.Notice, days map[notice.Date][]event) {
	at := func(d notice.Date) string {
		return serve.DayHome(d.String()) + of.NoticePath(n, of.Best(n, of.DefaultLocale()))
	}
	byDate := map[notice.Date][]i18n.Locale{}
	for _, e := range n.Editions {
		if e.Effective.After(of.Day) {
			byDate[e.Effective] = append(byDate[e.Effective], e.Locale)
		}
	}
	for d, locales := range byDate {
		days[d] = append(
			days[d],
			event{Kind: "change", Notice: form.TitleOf(n.Lead()), Text: s.T("coming-change"), URL: at(d),
				Langs: tagsOf(s, locales)},
		)
	}
	if n.Withdrawn.After(of.Day) {
		days[n.Withdrawn] = append(days[n.Withdrawn],
			event{Kind: "end", Notice: form.TitleOf(n.Lead()), Text: s.T("coming-end"), URL: at(n.Withdrawn)})
	}
}

// tagsOf are languages, in words.
func tagsOf(s wording.Localizer, locales []i18n.Locale) string {
	names := make([]string, len(locales))
	for i, l := range locales {
		names[i] = l.NameIn(s.Locale)
	}
	return s.Several(names)
}
