package notice

import (
	"slices"

	"gazette/i18n"
)

// In returns the editions of a locale by date.
func (n *Notice) In(l i18n.Locale) []*Edition { return n.byLocale[l] }

// At returns the edition of a locale and date, or nil.
func (n *Notice) At(l i18n.Locale, d Date) *Edition {
	if i, found := n.from(l, d); found {
		return n.byLocale[l][i]
	}
	return nil
}

// from is the place of the first edition of a locale that has a date or a later one, and whether it has that date.
func (n *Notice) from(l i18n.Locale, d Date) (i int, found bool) {
	return slices.BinarySearchFunc(n.byLocale[l], d, func(e *Edition, d Date) int { return e.Effective.Compare(d) })
}

// place is that of an edition among those of its locale, or -1.
func (n *Notice) place(e *Edition) int {
	if i, found := n.from(e.Locale, e.Effective); found && n.byLocale[e.Locale][i] == e {
		return i
	}
	return -1
}

// InForce returns the edition that applies in a locale on a day: the one with the greatest effective date not after
// it. It is nil before the first.
func (n *Notice) InForce(l i18n.Locale, day Date) *Edition {
	es := n.byLocale[l]
	after, today := n.from(l, day)
	if today {
		after++
	}
	for i := after - 1; i >= 0; i-- {
		if !n.Cancelled(es[i].Effective) {
			return es[i]
		}
	}
	return nil
}

// Next returns the first edition of a locale after a day, or nil.
func (n *Notice) Next(l i18n.Locale, day Date) *Edition {
	i, today := n.from(l, day)
	if today {
		i++
	}
	for _, e := range n.byLocale[l][i:] {
		if !n.Cancelled(e.Effective) {
			return e
		}
	}
	return nil
}

// Current returns what the notice's own address shows: the edition in force, else the first upcoming one, else what
// was cancelled before it ever applied.
func (n *Notice) Current(l i18n.Locale, day Date) *Edition {
	if e := n.InForce(l, day); e != nil {
		return e
	}
	if e := n.Next(l, day); e != nil || len(n.byLocale[l]) == 0 {
		return e
	}
	return last(n.byLocale[l])
}

// Before returns the edition that e follows in its locale, or nil.
func (n *Notice) Before(e *Edition) *Edition {
	if i := n.place(e); i > 0 {
		return n.byLocale[e.Locale][i-1]
	}
	return nil
}

// After returns the edition that follows e in its locale, or nil.
func (n *Notice) After(e *Edition) *Edition {
	if i := n.place(e); i >= 0 && i+1 < len(n.byLocale[e.Locale]) {
		return n.byLocale[e.Locale][i+1]
	}
	return nil
}

// Outdated reports whether the text in force in a locale is older than the one in force in the source locale, and
// returns that one.
func (n *Notice) Outdated(l i18n.Locale, day Date) (sourceText *Edition, outdated bool) {
	if l == n.Source {
		return nil, false
	}
	own, src := n.InForce(l, day), n.InForce(n.Source, day)
	return src, own != nil && src != nil && own.Effective.Before(src.Effective)
}
