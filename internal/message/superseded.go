package message

import "gazette/internal/notice"

// past knows which changes are no longer true, because a later line of the log
// says otherwise.
type past struct {
	moved     map[place]int       // the last line that gave up a date
	withdrawn map[notice.Slug]int // the last line that withdrew a notice
	dates     map[notice.Slug]notice.Date
}

type place struct {
	slug notice.Slug
	date notice.Date
}

func superseded(changes []notice.Change, r Rules) past {
	p := past{map[place]int{}, map[notice.Slug]int{}, map[notice.Slug]notice.Date{}}
	for i := range changes {
		switch c := &changes[i]; c.Kind {
		case notice.Rescheduled:
			p.moved[place{c.Notice, c.From}] = i
		case notice.Repealed:
			p.withdrawn[c.Notice], p.dates[c.Notice] = i, r.recorded(c)
		}
	}
	return p
}

// cancels reports whether a later line says that the i-th change does not
// happen, or not on its date.
func (p past) cancels(c *notice.Change, i int) bool {
	switch c.Kind {
	case notice.Published, notice.Amended, notice.Rescheduled:
		return p.moved[place{c.Notice, c.To}] > i
	case notice.Repealed:
		return p.withdrawn[c.Notice] > i && p.dates[c.Notice].Before(c.To)
	}
	return false
}
