package notice

import "slices"

// OvertakenBy reports whether a later line of a notice's log says that a change does not happen, or not on its date.
// A withdrawal is a fact once its day has come; recordedOn gives the day of a line.
func (c *Change) OvertakenBy(later *Change, recordedOn func(*Change) Date) bool {
	switch c.Kind {
	case Published, Amended, Rescheduled, Translated:
		gaveUp, ok := later.GivesUp()
		return ok && gaveUp == c.To
	case Repealed:
		return later.Ends() && recordedOn(later).Before(c.To)
	case Reinstated:
		return later.Ends()
	}
	return false
}

// GivesUp is the date whose edition a change moves away or cancels, if it is such a change.
func (c *Change) GivesUp() (d Date, ok bool) {
	switch c.Kind {
	case Rescheduled:
		return c.From, true
	case Cancelled:
		return c.To, true
	}
	return Date{}, false
}

// Ends reports whether a change is about the end of a notice: its withdrawal, or that it will not take place.
func (c *Change) Ends() bool { return c.Kind == Repealed || c.Kind == Reinstated }

// Overtaken reports whether a later line of the log overtakes what a change announced: a text from a date, or a
// withdrawal.
func (n *Notice) Overtaken(c *Change, recordedOn func(*Change) Date) bool {
	if c.Kind == Translated || c.Kind == Reinstated { // they announce neither
		return false
	}
	at := slices.IndexFunc(n.Changes, func(o Change) bool { return o.ID == c.ID })
	for i := at + 1; i < len(n.Changes); i++ {
		if c.OvertakenBy(&n.Changes[i], recordedOn) {
			return true
		}
	}
	return false
}
