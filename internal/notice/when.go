package notice

import (
	"gazette/i18n"
	"slices"
)

// In returns the editions of a locale by date.
func (n *Notice) In(l i18n.Locale) []*Edition { return n.byLocale[l] }

// At returns the edition of a locale and date, or nil.
func (n *Notice) At(l i18n.Locale, d Date) *Edition {
	for _, e := range n.byLocale[l] {
		if e.Effective == d {
			return e
		}
	}
	return nil
}

// InForce returns the edition that applies in a locale on a day: the one with
// the greatest effective date not after it. It is nil before the first.
func (n *Notice) InForce(l i18n.Locale, day Date) *Edition {
	var found *Edition
	for _, e := range n.byLocale[l] {
		if !e.Effective.After(day) && !n.Cancelled(e.Effective) {
			found = e
		}
	}
	return found
}

// Next returns the first edition of a locale after a day, or nil.
func (n *Notice) Next(l i18n.Locale, day Date) *Edition {
	for _, e := range n.byLocale[l] {
		if e.Effective.After(day) && !n.Cancelled(e.Effective) {
			return e
		}
	}
	return nil
}

// Current returns what the notice's own address shows: the edition in force,
// else the first upcoming one, else what was cancelled before it ever applied.
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
	es := n.byLocale[e.Locale]
	if i := slices.Index(es, e); i > 0 {
		return es[i-1]
	}
	return nil
}

// After returns the edition that follows e in its locale, or nil.
func (n *Notice) After(e *Edition) *Edition {
	es := n.byLocale[e.Locale]
	if i := slices.Index(es, e); i >= 0 && i+1 < len(es) {
		return es[i+1]
	}
	return nil
}

// Outdated reports whether the text in force in a locale is older than the
// one in force in the source locale, and returns that one.
func (n *Notice) Outdated(l i18n.Locale, day Date) (sourceText *Edition, outdated bool) {
	if l == n.Source {
		return nil, false
	}
	own, src := n.InForce(l, day), n.InForce(n.Source, day)
	return src, own != nil && src != nil && own.Effective.Before(src.Effective)
}
