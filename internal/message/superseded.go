package message

import "gazette/internal/notice"

// past knows which changes are no longer true, because a later line of the log
// says otherwise.
type past struct {
	moved  map[place]int // the last line that gave up a date
	undone map[int]bool  // lines about the end of a notice that the next such line overtook
}

type place struct {
	slug notice.Slug
	date notice.Date
}

func superseded(changes []notice.Change, r Rules) past {
	p := past{map[place]int{}, map[int]bool{}}
	ends := map[notice.Slug]int{}
	for i := range changes {
		switch c := &changes[i]; c.Kind {
		case notice.Rescheduled:
			p.moved[place{c.Notice, c.From}] = i
		case notice.Cancelled:
			p.moved[place{c.Notice, c.To}] = i
		case notice.Repealed, notice.Reinstated:
			if before, ok := ends[c.Notice]; ok {
				p.undone[before] = r.overtakes(c, &changes[before])
			}
			ends[c.Notice] = i
		}
	}
	return p
}

// overtakes reports whether a line about the end of a notice came in time for
// the one before it not to be told: a withdrawal is a fact once its day has come.
func (r Rules) overtakes(c, before *notice.Change) bool {
	return before.Kind == notice.Reinstated || r.recorded(c).Before(before.To)
}

// cancels reports whether a later line says that the i-th change does not
// happen, or not on its date.
func (p past) cancels(c *notice.Change, i int) bool {
	switch c.Kind {
	case notice.Published, notice.Amended, notice.Rescheduled, notice.Translated:
		return p.moved[place{c.Notice, c.To}] > i
	case notice.Repealed, notice.Reinstated:
		return p.undone[i]
	}
	return false
}
