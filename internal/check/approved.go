package check

import (
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// Unapproved reports working texts that are to be recorded and that nobody has approved as they stand: rule unapproved.
// A site that does not name the rule is not asked.
func Unapproved(n Notice) (ps source.Problems) {
	if n.Approved == nil {
		return nil
	}
	for _, e := range n.Editions {
		if e.Origin != notice.Content || n.Record.Hash(e.Locale, e.Effective) == n.workingHash(e) ||
			n.Approved(e, n.Hash(e)) {
			continue
		}
		ps = append(ps, e.Pos("effective").Problem(rule.Unapproved,
			"nobody has approved the text as it stands",
			"ask a colleague to run `gazette review "+string(e.Slug)+" --locale "+string(e.Locale)+
				" --approve`, or to approve it at the desk; a change after that asks for it again"))
	}
	return ps
}
