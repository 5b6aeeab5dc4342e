package check

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"gazette/internal/history"
	"gazette/internal/notice"
	"gazette/internal/site"
	"gazette/internal/source"
)

// byPolicy are the rules whose severity a policy may set for one notice or
// one group. They apply the levels themselves: the policy's, else that under
// `check`, else this one.
var byPolicy = map[string]site.Level{"missing-translation": "allow", "outdated-translation": "warn"}

// finding makes a problem of a rule of byPolicy, or none when it is allowed.
func (n Notice) finding(rule string, policy site.Level, pos source.Pos, message, hint string) source.Problems {
	level := policy
	if level == "" {
		level = n.Site.Config.Check[rule]
	}
	if level == "" {
		level = byPolicy[rule]
	}
	severity, ok := map[site.Level]source.Severity{"warn": source.Warning, "fail": source.Error}[level]
	if !ok {
		return nil
	}
	return source.Problems{{Pos: pos, Severity: severity, Rule: rule, Message: message, Hint: hint}}
}

// leadFile is the file of the source text, or the text itself where it has none any more.
func (n Notice) leadFile() *notice.Edition {
	if e := n.Files[n.Source]; e != nil {
		return e
	}
	return n.Current(n.Source, n.Site.Day)
}

// gone reports whether nothing of the notice needs care any more.
func (n Notice) gone() bool { return !n.Withdrawn.IsZero() && !n.Withdrawn.After(n.Site.Day) }

func missingTranslation(n Notice) source.Problems {
	var without []string
	for _, l := range n.Site.Locales {
		if len(n.In(l.Tag)) == 0 {
			without = append(without, string(l.Tag))
		}
	}
	if len(without) == 0 || n.gone() {
		return nil
	}
	return n.finding("missing-translation", n.Site.Config.PolicyFor(n.Notice).MissingTranslation, n.leadFile().Pos("locale"),
		fmt.Sprintf("there is no text in %s", strings.Join(without, ", ")), fmt.Sprintf("write content/%s/%s.md", without[0], n.Slug))
}

func outdatedTranslation(n Notice) source.Problems {
	var old []string
	src := n.InForce(n.Source, n.Site.Day)
	for _, l := range n.Site.Locales {
		if _, outdated := n.Outdated(l.Tag, n.Site.Day); outdated {
			old = append(old, fmt.Sprintf("%s (%s)", l.Tag, n.InForce(l.Tag, n.Site.Day).Effective))
		}
	}
	if len(old) == 0 || n.gone() {
		return nil
	}
	return n.finding("outdated-translation", n.Site.Config.PolicyFor(n.Notice).OutdatedTranslation, n.leadFile().Pos("effective"),
		fmt.Sprintf("the text in force is of %s, and older in %s", src.Effective, strings.Join(old, ", ")), "translate the changes, and give the translations the same effective date")
}

func reviewOverdue(n Notice) (ps source.Problems) {
	for _, l := range n.Site.Locales {
		if e := n.Files[l.Tag]; e != nil && !e.ReviewBy.IsZero() && e.ReviewBy.Before(n.Site.Day) && !n.gone() {
			ps = append(ps, source.Problem{Pos: e.Pos("review_by"), Severity: Rules["review-overdue"].Severity, Rule: "review-overdue",
				Message: fmt.Sprintf("was to be looked at again by %s", e.ReviewBy), Hint: "read it; then set `review_by` to the day of the next review"})
		}
	}
	return ps
}

// missingSummary reports a text without a summary on a site that has some.
func missingSummary(n Notice) (ps source.Problems) {
	for _, l := range n.Site.Locales {
		if e := n.Files[l.Tag]; n.Summaries && e != nil && e.Summary == "" && !n.gone() {
			ps = append(ps, source.Problem{Pos: e.Pos("title"), Severity: Rules["missing-summary"].Severity, Rule: "missing-summary",
				Message: "has no summary, as other notices have", Hint: "add `summary:` with what the notice says, in a few plain sentences"})
		}
	}
	return ps
}

// unknownPolicies reports policies about what is not there.
func unknownPolicies(s *site.Site) (ps source.Problems) {
	for _, p := range s.Config.Policies {
		inGroup := func(n *notice.Notice) bool { return n.Group == p.Group }
		switch {
		case p.Notice != "" && s.Notice(p.Notice) == nil:
			ps = append(ps, source.Problem{Pos: p.Pos, Severity: source.Error, Rule: "unknown-notice", Message: fmt.Sprintf("there is no notice %q", p.Notice),
				Hint: "a notice is named by its file, without .md"})
		case p.Group != "" && !slices.ContainsFunc(s.Notices, inGroup):
			ps = append(ps, source.Problem{Pos: p.Pos, Severity: source.Error, Rule: "unknown-notice", Message: fmt.Sprintf("no notice is in the group %q", p.Group),
				Hint: "name a group that front matter names with `group:`"})
		}
	}
	return ps
}

// planned reports what `gazette record` would refuse (silent-edit,
// date-backwards, ambiguous-date), and what it would record too late.
func planned(n Notice) source.Problems {
	steps, ps := history.Plan(n.Record, n.Slug, WorkingTexts(n), n.Withdrawn, history.Intent{}, n.Site.Day, time.Time{})
	period := n.Site.Config.PolicyFor(n.Notice).NoticePeriod
	for _, s := range steps {
		days := n.Site.Day.DaysUntil(s.Change.To)
		if period == 0 || s.Change.Kind != notice.Amended || days >= int(period) {
			continue
		}
		for _, e := range n.Editions {
			if e.Origin == notice.Content && e.Effective == s.Change.To {
				ps = append(ps, tooLate(e.Pos("effective"), s.Change.To, days, period,
					fmt.Sprintf("choose a date from %s on; or record it with a written reason: `gazette record --reason \"...\"`, and with --class required-by-law if a law asks for it", n.Site.Day.AddDays(int(period)))))
			}
		}
	}
	return ps
}

func tooLate(pos source.Pos, d notice.Date, days int, period site.Days, hint string) source.Problem {
	when := fmt.Sprintf("%s after it is recorded", counted(days, "day"))
	switch {
	case days == 0:
		when = "on the day it is recorded"
	case days < 0:
		when = fmt.Sprintf("%s before it is recorded", counted(-days, "day"))
	}
	return source.Problem{Pos: pos, Severity: Rules["notice-period"].Severity, Rule: "notice-period",
		Message: fmt.Sprintf("takes effect on %s, %s; the notice period is %s", d, when, counted(int(period), "day")), Hint: hint}
}

// recordedPeriod judges what is recorded and yet to come, which can still be
// given a later date.
func recordedPeriod(n Notice) (ps source.Problems) {
	period := n.Site.Config.PolicyFor(n.Notice).NoticePeriod
	if n.Record == nil || period == 0 {
		return nil
	}
	for _, a := range announced(n.Record.Changes) {
		days := notice.DateOf(a.since.In(n.Site.Zone)).DaysUntil(a.last.To)
		if days < int(period) && a.last.To.After(n.Site.Day) && a.last.Reason == "" && a.last.Class != notice.RequiredByLaw {
			ps = append(ps, tooLate(n.Log.Line(a.last.ID), a.last.To, days, period,
				fmt.Sprintf("give it a later date and record that with `gazette record --reschedule %s`", n.Slug)))
		}
	}
	return ps
}

// announcement is an amendment as it now stands: since when readers can know
// of it, and the change that set its date.
type announcement struct {
	since time.Time
	last  notice.Change
}

// announced follows the amendments of a notice through their changes of date.
// One that is put off keeps its first announcement, one that is brought
// forward begins anew.
func announced(changes []notice.Change) map[notice.Date]announcement {
	out := map[notice.Date]announcement{}
	for _, c := range changes {
		switch {
		case c.Later:
		case c.Kind == notice.Amended:
			out[c.To] = announcement{c.Recorded, c}
		case c.Kind == notice.Rescheduled:
			before, ok := out[c.From]
			delete(out, c.From)
			if !ok {
				continue // a first edition owes nobody a notice period
			}
			if c.To.Before(c.From) {
				before.since = c.Recorded
			}
			out[c.To] = announcement{before.since, c}
		}
	}
	return out
}
