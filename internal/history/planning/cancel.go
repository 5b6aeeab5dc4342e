package planning

import (
	"fmt"
	"slices"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// cancel plans that an edition which is yet to come does not take effect.
func (p *planner) cancel() {
	d, asked := p.in.Cancel[p.slug]
	if !asked {
		return
	}
	ahead := slices.DeleteFunc(p.record.Dates(), func(d notice.Date) bool { return !d.After(p.day) })
	if d.IsZero() && len(ahead) == 1 {
		d = ahead[0]
	}
	if !slices.Contains(ahead, d) {
		if !p.record.Cancelled(d) { // said twice is said once
			p.problems = append(p.problems, p.notAhead(d, ahead))
		}
		return
	}
	c := p.change(notice.Cancelled, d, nil)
	at := slices.Index(p.dates, d)
	if at > 0 {
		c.From = p.dates[at-1]
	}
	c.Class = p.in.Class
	for k := range p.record.texts {
		if k.date == d {
			c.Locales[k.locale] = p.record.Hash(k.locale, d)
		}
	}
	p.step(c, nil)
	p.dates = slices.Delete(slices.Clone(p.dates), at, at+1)
	p.cancelled = d
}

// notAhead is the problem of an edition that cannot be cancelled.
func (p *planner) notAhead(d notice.Date, ahead []notice.Date) source.Problem {
	out := source.Pos{}.Problem(rule.CancelledEdition, "", "")
	out.Severity = rule.Error // asked for, and not possible
	switch {
	case d.IsZero() && len(ahead) > 1:
		out.Message = fmt.Sprintf("--cancel: %d editions of %q are still to come", len(ahead), p.slug)
		out.Hint = fmt.Sprintf("say which: --edition %s", ahead[0])
	case d.IsZero() || len(p.record.localesAt(d)) == 0:
		out.Message = fmt.Sprintf("--cancel: no edition of %q is recorded for %s", p.slug, orDate(d, "a future date"))
		out.Hint = "what was never recorded need not be cancelled: change the text"
	default:
		out.Message = fmt.Sprintf("--cancel: the edition of %q of %s is not upcoming", p.slug, d)
		out.Hint = "a text that has applied stays on record; to replace it, write a text with a new effective date"
	}
	return out
}

func orDate(d notice.Date, otherwise string) string {
	if d.IsZero() {
		return otherwise
	}
	return d.String()
}

// localesAt are the locales in which a date is recorded.
func (r *Record) localesAt(d notice.Date) (out []i18n.Locale) {
	if r == nil {
		return nil
	}
	for k := range r.texts {
		if k.date == d {
			out = append(out, k.locale)
		}
	}
	return out
}

// CancelledEdition is the problem of a text whose date was cancelled: it is not
// published. As long as it is the text that was recorded, that is what its
// author wants; with other words, somebody waits for it to appear.
func CancelledEdition(e *notice.Edition, changed bool) source.Problem {
	out := e.Pos("effective").Problem(rule.CancelledEdition,
		fmt.Sprintf("the edition of %s was cancelled, so this text is not published", e.Effective),
		fmt.Sprintf(
			"put the text in force back, from archive/%s/; or give this one another date: one that was cancelled is "+
				"not used again", e.Slug))
	if changed {
		out.Severity = rule.Error
	}
	return out
}

// EditionGone is the problem of a working text that is older than one that is recorded.
func EditionGone(e *notice.Edition, newest notice.Date, ahead bool) source.Problem {
	out := e.Pos("effective").Problem(rule.EditionGone,
		fmt.Sprintf("the edition of %s is recorded, and content/ is back at the text of %s", newest, e.Effective),
		fmt.Sprintf("put back archive/%s/%s/%s.md, which applies", e.Slug, newest, e.Locale))
	if ahead {
		out.Message += ", though that one still takes effect"
		out.Hint = fmt.Sprintf(
			"put back archive/%s/%s/%s.md; if it is not to take effect, run `gazette record --cancel %s --edition %s "+
				"--reason \"...\"`; to correct the text in force, open it with `gazette new %s --edition %s`",
			e.Slug, newest, e.Locale, e.Slug, newest, e.Slug, e.Effective)
	}
	return out
}
