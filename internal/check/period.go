package check

import (
	"fmt"
	"slices"
	"time"

	"gazette/internal/history/planning"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/settings"
	"gazette/internal/source"
)

// unlogged reports texts that are older than the archive of a notice of which
// the change log says nothing: then the archive is all that is known.
func unlogged(n Notice) (ps source.Problems) {
	archived := map[notice.Date]bool{}
	var last notice.Date
	for _, e := range n.Texts() {
		if e.Origin == notice.Archive && n.Record == nil {
			archived[e.Effective] = true
			last = latest(last, e.Effective)
		}
	}
	for _, e := range n.Editions {
		if e.Origin == notice.Content && e.Effective.Before(last) && !archived[e.Effective] {
			ps = append(ps, planning.DateBackwards(e, last))
		}
	}
	return ps
}

func latest(a, b notice.Date) notice.Date {
	if a.Before(b) {
		return b
	}
	return a
}

// planned reports what `gazette record` would refuse (silent-edit,
// date-backwards, ambiguous-date, withdrawal-gone), and what it would record too late.
func planned(n Notice) source.Problems {
	if n.Record == nil && !n.several() {
		return nil // a first edition: there is nothing it could disagree with
	}
	steps, ps := planning.Steps(n.Record, n.Slug, WorkingTexts(n), n.Lead(), planning.Intent{}, n.Site.Day, time.Time{})
	return append(ps, NoticePeriod(n, steps)...)
}

// NoticePeriod reports what some steps would record later than a policy
// promises, unless they give a reason: rule notice-period.
func NoticePeriod(n Notice, steps []planning.Step) (ps source.Problems) {
	period := n.Site.Config.PolicyFor(n.Notice).NoticePeriod
	for _, s := range steps {
		days := n.Site.Day.DaysUntil(s.Change.To)
		if period == 0 || days >= int(period) || !shortens(s.Change) {
			continue
		}
		for _, e := range n.Editions {
			if e.Origin == notice.Content && e.Effective == s.Change.To {
				ps = append(ps, tooLate(e.Pos("effective"), s.Change.To, days, period,
					fmt.Sprintf(
						"choose a date from %s on; or record it with a written reason: `gazette record --reason "+
							"\"...\"`, and with --class required-by-law if a law asks for it",
						n.Site.Day.AddDays(int(period)))))
			}
		}
	}
	return ps
}

// shortens reports whether a change without a reason takes effect at a date
// that nobody was told of before.
func shortens(c notice.Change) bool {
	if c.Reason != "" || c.Class == notice.RequiredByLaw {
		return false
	}
	return c.Kind == notice.Amended || c.Kind == notice.Rescheduled && c.To.Before(c.From)
}

// givenUp reports working texts that are behind the record: whose edition was
// cancelled, or that are older than what is recorded.
func givenUp(n Notice) (ps source.Problems) {
	for _, l := range n.Site.Locales {
		e := n.Files[l.Tag]
		if e == nil {
			continue
		}
		if newest := n.Record.Newest(e.Locale); n.Cancelled(e.Effective) {
			ps = append(ps, planning.CancelledEdition(e, n.workingHash(e) != n.Record.Hash(e.Locale, e.Effective)))
		} else if e.Effective.Before(newest) && n.Record.Hash(e.Locale, e.Effective) != "" {
			ps = append(ps, planning.EditionGone(e, newest, newest.After(n.Site.Day)))
		}
	}
	return ps
}

// several reports whether the notice's texts have more than one date.
func (n Notice) several() bool {
	return slices.ContainsFunc(n.Editions,
		func(e *notice.Edition) bool { return e.Effective != n.Editions[0].Effective })
}

func tooLate(pos source.Pos, d notice.Date, days int, period settings.Days, hint string) source.Problem {
	return pos.Problem(rule.NoticePeriod, lateness(d, days, period, "it is recorded"), hint)
}

// lateness says how long after something readers are told a change takes effect.
func lateness(d notice.Date, days int, period settings.Days, since string) string {
	when := fmt.Sprintf("%s after %s", counted(days, "day"), since)
	switch {
	case days == 0:
		when = "on the day " + since
	case days < 0:
		when = fmt.Sprintf("%s before %s", counted(-days, "day"), since)
	}
	return fmt.Sprintf("takes effect on %s, %s; the notice period is %s", d, when, counted(int(period), "day"))
}

// recordedPeriod judges what is recorded and yet to come, which can still be given a later date: rule notice-shortfall.
// It is a warning at most: what is recorded must not keep a site from being built.
func recordedPeriod(n Notice) (ps source.Problems) {
	period := n.Site.Config.PolicyFor(n.Notice).NoticePeriod
	if n.Record == nil || period == 0 {
		return nil
	}
	for _, a := range announced(n.Record.Changes) {
		if !a.last.To.After(n.Site.Day) || a.last.Reason != "" || a.last.Class == notice.RequiredByLaw {
			continue
		}
		from, since := notice.DateOf(a.first.KnownSince().In(n.Site.Zone)), "it was recorded"
		switch {
		case a.first.NotYetPublic:
			from, since = latest(from, n.Site.Day), "today, and it is not public yet"
		case !a.first.PublicSince.IsZero():
			since = "it became public"
		}
		if days := from.DaysUntil(a.last.To); days < int(period) {
			ps = append(ps, n.Log.Line(a.last.ID).Problem(rule.NoticeShortfall,
				lateness(a.last.To, days, period, since),
				fmt.Sprintf(
					"if it can wait, give it a later date and record that with `gazette record --reschedule %s`",
					n.Slug)))
		}
	}
	return ps
}

// announcement is an amendment as it now stands: the change by which readers
// came to know of it, and the one that set its date.
type announcement struct{ first, last notice.Change }

// announced follows the amendments of a notice through their changes of date.
// One that is put off keeps its first announcement, one that is brought
// forward begins anew.
func announced(changes []notice.Change) map[notice.Date]announcement {
	out := map[notice.Date]announcement{}
	for _, c := range changes {
		switch {
		case c.Later:
		case c.Kind == notice.Amended:
			out[c.To] = announcement{c, c}
		case c.Kind == notice.Rescheduled:
			before, ok := out[c.From]
			delete(out, c.From)
			if !ok {
				continue // a first edition owes nobody a notice period
			}
			if c.To.Before(c.From) {
				before.first = c
			}
			out[c.To] = announcement{before.first, c}
		}
	}
	return out
}
