package render

import (
	"gazette/internal/galley"
	"gazette/internal/notice"
)

// acceptanceJSON is what an application needs to ask its users to accept a
// notice, and to ask again only when it must: docs/acceptance.md.
type acceptanceJSON struct {
	Locale   string `json:"locale"`    // of the text that counts
	Edition  string `json:"edition"`   // effective date of the text in force
	TextHash string `json:"text_hash"` // of that text
	URL      string `json:"url"`       // its permanent address
	Since    string `json:"since"`     // effective date of the last change that was more than editorial
}

// acceptance is nil where no text is in force.
func (p *Renderer) acceptance(n *notice.Notice, galleys map[*notice.Edition]*galley.Galley) *acceptanceJSON {
	e := n.InForce(n.Source, p.site.Day)
	if e == nil || galleys[e] == nil || p.site.State(n) == notice.Withdrawn {
		return nil
	}
	return &acceptanceJSON{Locale: string(e.Locale), Edition: e.Effective.String(), TextHash: galleys[e].Hash(),
		URL:   p.site.Abs(p.site.EditionOf(e)),
		Since: askedSince(n, e).String()}
}

// askedSince is the effective date of the last change up to an edition that was
// more than editorial. Where nothing is recorded, it is the edition's own.
func askedSince(n *notice.Notice, e *notice.Edition) notice.Date {
	var since notice.Date
	for i := range n.Changes {
		c := &n.Changes[i]
		if brings(c) && c.Class != notice.Editorial && !c.To.After(e.Effective) && c.To.After(since) &&
			n.At(n.Source, c.To) != nil {
			since = c.To
		}
	}
	if since.IsZero() {
		return e.Effective
	}
	return since
}

// brings reports whether a change is one of the text that applies from a day.
func brings(c *notice.Change) bool {
	return c.Kind == notice.Published || c.Kind == notice.Amended || c.Kind == notice.Rescheduled
}
