package check

import (
	"fmt"
	"slices"
	"strings"

	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// anchorLost reports ids of the recorded text before that the new one does
// not have: links that others have published would lead nowhere. Ids that the
// source text has lost in the same edition are its business: a translation
// takes them from there.
func anchorLost(n Notice, r *reading) source.Problems {
	before, lost := n.lost(r)
	if lead := n.lead(r); lead != nil && lead.Edition.Origin == notice.Content {
		_, also := n.lost(lead)
		there := setOf(also)
		lost = slices.DeleteFunc(lost, func(id string) bool { return there[id] })
	}
	if len(lost) == 0 {
		return nil
	}
	const shown = 4
	names := "#" + strings.Join(lost[:min(shown, len(lost))], ", #")
	if len(lost) > shown {
		names += fmt.Sprintf(" and %d more", len(lost)-shown)
	}
	return source.Problems{r.start().Problem(rule.AnchorLost,
		fmt.Sprintf("the edition of %s has %s, and this one has not", before.Effective, names),
		fmt.Sprintf(
			"write {#%s} after the heading that took its place, or <a id=\"%[1]s\"></a> where it would be looked for",
			lost[0]))}
}

// lost returns the recorded text before, and the ids that are gone since.
func (n Notice) lost(r *reading) (before *notice.Edition, ids []string) {
	before = n.recordedBefore(r.Edition)
	if before == nil {
		return nil, nil
	}
	now, title := setOf(r.Anchors), n.Galley(before).TitleID
	for _, id := range n.Galley(before).Anchors {
		if id != title && !now[id] { // a link to the title lands where it should
			ids = append(ids, id)
		}
	}
	return before, ids
}

// recordedBefore returns the recorded text that a working text follows: the
// last of the date before, or the one it corrects.
func (n Notice) recordedBefore(e *notice.Edition) *notice.Edition {
	if g := recordedText(n, e); g != nil {
		return g.Edition
	}
	if before := n.Before(e); before != nil && before.Origin == notice.Archive {
		return before
	}
	return nil
}

func setOf(ids []string) map[string]bool {
	out := make(map[string]bool, len(ids))
	for _, id := range ids {
		out[id] = true
	}
	return out
}
