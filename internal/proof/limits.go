package proof

import (
	"fmt"

	"gazette/internal/leaf"
)

// limits says what was not proven, by kind.
func (v *verification) limits(l *logOf, texts []sealedText) {
	revisions, untold := 0, false
	for _, t := range texts {
		revisions += t.before
		untold = untold || t.untold
	}
	if v.place.hasPages {
		v.note("white space",
			"line breaks and other white space between words, soft hyphens and characters without a shape: the text "+
				"hash folds them")
		v.note("page parts",
			"what stands around the title and the text: summary, announcements, state, navigation, pictures but for "+
				"their words, style and scripts")
		v.note("other pages",
			"lists, histories, comparisons, feeds, index.json, index.md, PDFs and the search: only pages of "+
				"texts are read")
		v.note("in force", "which edition a notice's own page should show today: it shows a sealed one, with its date")
		if untold {
			v.note("dates", "from when to when texts apply: a change is sealed by its hash alone, which tells no dates")
		}
		if revisions > 0 && !v.place.archive {
			v.note("corrected texts", fmt.Sprintf(
				"words before a correction: they are sealed (%d), and no page of their own shows them", revisions))
		}
	} else {
		v.note("pages", "no page was read: this copy holds none")
	}
	if !v.place.archive && v.report.Receipts > 0 {
		v.note("receipts",
			fmt.Sprintf(
				"what the receipts say: they are sealed by their hashes (%d), and a published copy does not hold them",
				v.report.Receipts))
	}
	v.limitsOfTime(l)
}

func (v *verification) limitsOfTime(l *logOf) {
	chained := 0
	for _, s := range v.report.Stamps {
		if s.Chained {
			chained++
		}
	}
	switch {
	case len(v.report.Stamps) == 0:
		v.note("time", "when it was sealed: no time stamp is there, and the publisher's clock alone says so")
	case chained == 0:
		v.note("time", "that the time stamps come from an authority: no root certificate was given (--tsa-root)")
	}
	if v.late > 0 {
		v.note("time", fmt.Sprintf("time stamps that were asked for and did not come: %d", v.late))
	}
	if last := l.leaves; len(last) > 0 && last[len(last)-1].Kind != leaf.KindSeal {
		v.note("time", "the last leaves belong to a seal that was interrupted")
	}
}
