package check

import (
	"fmt"

	"gazette/internal/rule"
	"gazette/internal/source"
)

// reviewOverdue reports texts that nobody has looked at again in time.
func reviewOverdue(n Notice) (ps source.Problems) {
	for _, l := range n.Site.Locales {
		if e := n.Files[l.Tag]; e != nil && !e.ReviewBy.IsZero() && e.ReviewBy.Before(n.Site.Day) && !n.gone() {
			ps = append(ps, e.Pos("review_by").Problem(rule.ReviewOverdue,
				fmt.Sprintf("was due for review by %s", e.ReviewBy),
				"read it; then set `review_by` to the day of the next review"))
		}
	}
	return ps
}

// missingSummary reports a text without a summary on a site that has some.
func missingSummary(n Notice) (ps source.Problems) {
	for _, l := range n.Site.Locales {
		if e := n.Files[l.Tag]; n.Summaries && e != nil && e.Summary == "" && !n.gone() {
			ps = append(ps, e.Pos("title").Problem(rule.MissingSummary,
				"has no summary, as other notices have",
				"add `summary:` with what the notice says, in a few plain sentences"))
		}
	}
	return ps
}

// missingChanges reports an edition that does not say what it changes. The
// change log and every message take it from there.
func missingChanges(n Notice, r *reading) source.Problems {
	e := r.Edition
	before := n.Before(e)
	if before == nil || len(e.Changes) > 0 || recordedText(n, e) != nil {
		return nil
	}
	if src := n.At(n.Source, e.Effective); e.Locale != n.Source && (src == nil || len(src.Changes) == 0) {
		return nil // said once, of the source text
	}
	return source.Problems{e.Pos("effective").Problem(rule.MissingChanges,
		fmt.Sprintf("nothing says what this edition changes compared with that of %s", before.Effective),
		"add `changes:` with a list of plain sentences")}
}
