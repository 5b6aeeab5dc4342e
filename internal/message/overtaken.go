package message

import (
	"slices"

	"gazette/internal/notice"
)

// place is an effective date of a notice.
type place struct {
	slug notice.Slug
	date notice.Date
}

// overtaken are the changes, by their place in the log, that a later line overtakes: see notice.Change.OvertakenBy.
func overtaken(changes []notice.Change, r Rules) map[int]bool {
	out := map[int]bool{}
	givenUp := map[place]*notice.Change{}    // the line that gives up a date
	ends := map[notice.Slug]*notice.Change{} // the next line about the end of a notice
	for i := range slices.Backward(changes) {
		c := &changes[i]
		for _, later := range []*notice.Change{givenUp[place{c.Notice, c.To}], ends[c.Notice]} {
			if later != nil && c.OvertakenBy(later, r.recorded) {
				out[i] = true
			}
		}
		if d, ok := c.GivesUp(); ok {
			givenUp[place{c.Notice, d}] = c
		}
		if c.Ends() {
			ends[c.Notice] = c
		}
	}
	return out
}
