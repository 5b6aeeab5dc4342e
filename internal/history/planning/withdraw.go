package planning

import (
	"fmt"

	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// end plans the end of a notice, or that a recorded one does not take place.
// Where content/ has no text that speaks for the notice, the log has the last word.
func (p *planner) end(lead *notice.Edition, working []Working) {
	recorded, said := p.record.End()
	coming := p.in.Reinstate[p.slug] && recorded.After(p.day)
	switch d := lead.Withdrawn; {
	case len(p.dates) == 0:
	case lead.Origin == notice.Archive && said:
		if coming {
			p.problems = append(p.problems, noText(p.slug))
		}
	case p.in.Reinstate[p.slug] && !d.IsZero():
		p.problems = append(p.problems, stillWithdrawn(lead))
	case !coming && len(WithdrawalGone(p.record, lead, p.day)) > 0:
		p.problems = append(p.problems, WithdrawalGone(p.record, lead, p.day)...)
	case d == recorded:
	case d.IsZero():
		p.about(notice.Reinstated, recorded, recorded, working)
	default:
		p.about(notice.Repealed, p.dates[len(p.dates)-1], d, working)
	}
}

// about plans a change about the notice as a whole.
func (p *planner) about(kind notice.Kind, from, to notice.Date, working []Working) {
	c := p.change(kind, to, working)
	c.From, c.Class = from, p.in.Class
	p.step(c, nil)
}

// WithdrawalGone is the problem of a notice that the log says is withdrawn, and
// its text does not; or, once that day has come, at another date.
func WithdrawalGone(r *Record, lead *notice.Edition, day notice.Date) source.Problems {
	recorded, _ := r.End()
	passed := !recorded.After(day)
	if lead.Origin == notice.Archive || recorded.IsZero() || lead.Withdrawn == recorded {
		return nil
	}
	if !lead.Withdrawn.IsZero() && !passed { // moved, which a recording will note
		return nil
	}
	out := lead.Pos("effective").Problem(rule.WithdrawalGone,
		fmt.Sprintf("the change log says that the notice is withdrawn on %s, and its text no longer does", recorded),
		fmt.Sprintf(
			"write `withdrawn: %s` again; or, if the notice goes on applying, run `gazette record --reinstate %s`",
			recorded, lead.Slug))
	if passed {
		out.Message = fmt.Sprintf("the notice was withdrawn on %s, and its text no longer says so", recorded)
		out.Hint = fmt.Sprintf(
			"write `withdrawn: %s` again; publish what applies from now on as a new notice, under another name",
			recorded)
	}
	if !lead.Withdrawn.IsZero() {
		out.Pos = lead.Pos("withdrawn")
		out.Message = fmt.Sprintf("the notice was withdrawn on %s, and its text now says %s", recorded, lead.Withdrawn)
	}
	return source.Problems{out}
}

// stillWithdrawn is the problem of a text that contradicts what is declared.
func stillWithdrawn(lead *notice.Edition) source.Problem {
	return lead.Pos("withdrawn").Problem(rule.WithdrawalGone,
		fmt.Sprintf("--reinstate says that the notice goes on applying, and its text that it is withdrawn on %s",
			lead.Withdrawn),
		"take `withdrawn` out of the text; or leave --reinstate out")
}

// noText is the problem of a declaration about a notice that is only in the archive.
func noText(slug notice.Slug) source.Problem {
	return source.Pos{}.Problem(rule.WithdrawalGone,
		fmt.Sprintf("--reinstate: content/ has no text of %q in the language it is written in first", slug),
		"put back the text that goes on applying, without `withdrawn`; it is a copy of the last one in archive/")
}
