package check

import (
	"fmt"

	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// opened reports files named by a date that hold no recorded text, or that
// stand beside a working text of the same date: rule edition-file.
func opened(n Notice) (ps source.Problems) {
	for _, e := range n.Texts() {
		if !e.Opened() {
			continue
		}
		p := e.Pos("effective").Problem(rule.EditionFile, "", "")
		switch f := n.Files[e.Locale]; {
		case f != nil && f.Effective == e.Effective:
			p.Message, p.Hint = fmt.Sprintf("%s has the text of %s too", f.Path, e.Effective),
				"keep one of the two; the working text needs no date in its name"
		case n.Record.Hash(e.Locale, e.Effective) == "":
			p.Message = fmt.Sprintf("no text of %s is recorded in %s", e.Effective, e.Locale)
			p.Hint = fmt.Sprintf("a text that is not recorded yet is the working text, %s.md", e.Slug)
		default:
			continue
		}
		ps = append(ps, p)
	}
	return ps
}

// wordsChanged reports texts whose summary or list of changes is not the one
// recorded: rule summary-changed.
func wordsChanged(n Notice) (ps source.Problems) {
	for _, e := range n.Editions {
		if e.Origin != notice.Content || !n.recast(e) {
			continue
		}
		pos := e.Pos("summary")
		if last := n.recordedEdition(e); last.Summary == e.Summary {
			pos = e.Pos("changes")
		}
		ps = append(ps, pos.Problem(rule.SummaryChanged,
			fmt.Sprintf(
				"the summary or the list of changes differs from the one recorded for %s, which the change log and "+
					"messages have", e.Effective),
			fmt.Sprintf("put it right there too: `gazette record --editorial %s --reason \"...\"`", e.Slug)))
	}
	return ps
}

// recast reports whether a working text says otherwise of itself than the one
// recorded for its date.
func (n Notice) recast(e *notice.Edition) bool {
	last := n.recordedEdition(e)
	return last != nil && n.Record.Hash(e.Locale, e.Effective) != "" && !last.SameWords(e)
}

// recordedEdition is the last recorded revision of an edition's date, or nil.
func (n Notice) recordedEdition(e *notice.Edition) (last *notice.Edition) {
	for _, r := range n.Revisions(e) {
		if r.Origin == notice.Archive {
			last = r
		}
	}
	return last
}
