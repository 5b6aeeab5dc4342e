// Package planning says what is to be recorded of a notice: it compares working texts with what the log says of them,
// and returns steps, each a line for the log with the texts to copy before it. It reads and writes nothing; what it
// would have to guess, it refuses.
package planning

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// Steps compares a notice's working texts with its record and returns what is
// to be recorded, in order. It changes nothing and reads nothing: the same
// input gives the same plan. Problems are what it refuses to guess. lead is the
// text that says whether the notice is withdrawn.
func Steps(r *Record, slug notice.Slug, working []Working, lead *notice.Edition, in Intent, day notice.Date,
	now time.Time) ([]Step, source.Problems) {
	p := &planner{record: r, slug: slug, in: in, day: day, now: now.UTC().Truncate(time.Second), dates: r.Dates()}
	byDate := map[notice.Date][]Working{}
	for _, w := range working {
		byDate[w.Edition.Effective] = append(byDate[w.Edition.Effective], w)
	}
	p.cancel()
	for _, d := range slices.SortedFunc(maps.Keys(byDate), notice.Date.Compare) {
		p.date(d, byDate[d])
	}
	p.end(lead, working)
	return p.steps, p.problems
}

type planner struct {
	record    *Record
	slug      notice.Slug
	in        Intent
	day       notice.Date
	now       time.Time
	dates     []notice.Date // recorded, and planned so far
	cancelled notice.Date   // planned to be
	steps     []Step
	problems  source.Problems
}

// date plans the texts of one effective date.
func (p *planner) date(d notice.Date, texts []Working) {
	if d == p.cancelled && !d.IsZero() {
		return
	}
	var fresh, changed []Working
	for _, w := range texts {
		if p.record.Cancelled(d) {
			p.problems = append(p.problems, CancelledEdition(w.Edition, true))
			continue
		}
		switch recorded := p.record.Hash(w.Edition.Locale, d); {
		case recorded == "" || p.record.moved(d):
			fresh = append(fresh, w)
		case recorded != w.Hash, w.Recast && p.in.Editorial[p.slug] != "":
			changed = append(changed, w)
		}
	}
	if len(changed) > 0 {
		p.correct(d, changed)
	}
	if len(fresh) > 0 {
		p.add(d, fresh)
	}
}

// correct plans texts that changed under their date.
func (p *planner) correct(d notice.Date, texts []Working) {
	reason, declared := p.in.Editorial[p.slug]
	if !declared {
		for _, w := range texts {
			p.problems = append(p.problems, SilentEdit(w))
		}
		return
	}
	c := p.change(notice.Corrected, d, texts)
	c.Class, c.Reason = notice.Editorial, reason
	c.Summary = recast(texts, p.record.kindOf(d))
	p.step(c, texts)
}

// recast are the words that texts now say of themselves, where those differ
// from the recorded ones.
func recast(texts []Working, kind notice.Kind) (out map[i18n.Locale]string) {
	for _, w := range texts {
		if !w.Recast {
			continue
		}
		if out == nil {
			out = map[i18n.Locale]string{}
		}
		out[w.Edition.Locale] = summaryOf(w.Edition, kind)
	}
	return out
}

// SilentEdit is the problem of a text that changed while its date did not.
func SilentEdit(w Working) source.Problem {
	return w.Edition.Pos("effective").Problem(rule.SilentEdit,
		fmt.Sprintf("the text differs from the one recorded for %s: %s", w.Edition.Effective, w.Changed()),
		fmt.Sprintf(
			"give it a new effective date; or, if its meaning is the same, record it with `gazette record --editorial "+
				"%s --reason \"...\"`",
			w.Edition.Slug))
}

// add plans texts of a date at which they were not recorded.
func (p *planner) add(d notice.Date, texts []Working) {
	if slices.Contains(p.dates, d) {
		p.step(p.change(notice.Translated, d, texts), texts)
		return
	}
	if len(p.dates) == 0 {
		p.first(d, texts)
		return
	}
	last := p.dates[len(p.dates)-1]
	older, texts := p.partOlder(d, last, texts)
	if len(older) > 0 {
		p.older(d, older)
	}
	switch {
	case len(texts) == 0:
	case last.After(p.day):
		p.beforeForce(d, last, texts)
	default:
		p.follow(d, last, texts)
	}
}

// partOlder takes out the texts that are the first of their language, or follow
// all that is recorded of it, and lie before the notice's last date: a
// translation of what applied before. Dates go back within a language alone.
func (p *planner) partOlder(d, last notice.Date, texts []Working) (older, rest []Working) {
	for _, w := range texts {
		if d.Before(last) && !d.After(p.day) && p.record.Newest(w.Edition.Locale).Before(d) {
			older = append(older, w)
		} else {
			rest = append(rest, w)
		}
	}
	return older, rest
}

// older plans texts of the past, of which nobody is told any more.
func (p *planner) older(d notice.Date, texts []Working) {
	kind, from := follows(p.dates, d)
	c := p.change(kind, d, texts)
	c.From, c.Later = from, true
	p.step(c, texts)
	p.dates = append(p.dates, d)
	slices.SortFunc(p.dates, notice.Date.Compare)
}

func (p *planner) first(d notice.Date, texts []Working) {
	p.step(p.change(notice.Published, d, texts), texts)
	p.dates = append(p.dates, d)
}

// follow plans an edition after all recorded ones.
func (p *planner) follow(d, last notice.Date, texts []Working) {
	if d.Before(last) {
		for _, w := range texts {
			p.problems = append(p.problems, DateBackwards(w.Edition, last))
		}
		return
	}
	c := p.change(notice.Amended, d, texts)
	c.From, c.Class = last, p.in.Class
	p.step(c, texts)
	p.dates = append(p.dates, d)
}

// DateBackwards is the problem of a text whose date lies before one that is
// recorded.
func DateBackwards(e *notice.Edition, last notice.Date) source.Problem {
	return e.Pos("effective").Problem(rule.DateBackwards,
		fmt.Sprintf("the effective date %s lies before %s, which is recorded already", e.Effective, last),
		"write a date after "+last.String()+"; an older text is imported with `gazette record --import`")
}

// beforeForce plans another date while the last recorded edition is yet to
// come. That can mean two things, and the author must say which.
func (p *planner) beforeForce(d, last notice.Date, texts []Working) {
	switch {
	case p.in.Reschedule[p.slug]:
		c := p.change(notice.Rescheduled, d, texts)
		c.From, c.Class = last, p.in.Class
		p.step(c, texts)
		p.dates = append(p.dates[:len(p.dates)-1:len(p.dates)-1], d)
		slices.SortFunc(p.dates, notice.Date.Compare)
	case p.in.Further[p.slug]:
		p.follow(d, last, texts)
	default:
		p.refuse(texts, rule.AmbiguousDate,
			fmt.Sprintf("the edition recorded for %s is not yet in force, and now the date is %s", last, d),
			fmt.Sprintf(
				"if that edition takes effect on %s instead, run `gazette record --reschedule %s`; if this is a "+
					"further edition after it, run `gazette record --further %s`", d, p.slug, p.slug))
	}
}

func (p *planner) refuse(texts []Working, r rule.Rule, message, hint string) {
	for _, w := range texts {
		p.problems = append(p.problems, w.Edition.Pos("effective").Problem(r, message, hint))
	}
}

// change starts a change about some texts.
func (p *planner) change(kind notice.Kind, d notice.Date, texts []Working) notice.Change {
	c := notice.Change{Kind: kind, Notice: p.slug, To: d, Locales: map[i18n.Locale]string{}, Recorded: p.now,
		Reason:  p.in.Reason,
		Reading: notice.Reading}
	for _, w := range texts {
		c.Locales[w.Edition.Locale] = w.Hash
		if s := summaryOf(w.Edition, kind); s != "" {
			if c.Summary == nil {
				c.Summary = map[i18n.Locale]string{}
			}
			c.Summary[w.Edition.Locale] = s
		}
	}
	return c
}

// summaryOf is what the log says of a text: what it changes, or, of a first
// edition, what it is.
func summaryOf(e *notice.Edition, kind notice.Kind) string {
	switch kind {
	case notice.Published:
		return e.Summary
	case notice.Corrected, notice.Translated, notice.Reinstated, notice.Cancelled:
		return ""
	}
	return strings.Join(e.Changes, "\n")
}

// step adds a change with the copies of its texts.
func (p *planner) step(c notice.Change, texts []Working) {
	c.Again = p.record.Times(&c)
	c.ID = c.DeriveID()
	s := Step{Change: c}
	for _, w := range texts {
		e := w.Edition
		if p.record.Hash(e.Locale, e.Effective) == w.Hash &&
			c.Kind != notice.Corrected { // a date taken again: its text is in the archive already
			continue
		}
		revision := len(p.record.Hashes(e.Locale, e.Effective)) + 1
		s.Copies = append(s.Copies, Copy{From: e.Path, Sum: e.Hash,
			To: ArchivePath(e.Slug, e.Locale, e.Effective, revision)})
	}
	slices.SortFunc(s.Copies, func(a, b Copy) int { return strings.Compare(a.To, b.To) })
	p.steps = append(p.steps, s)
}
