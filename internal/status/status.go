// Package status says where each notice stands in each language of a site on its day, and when that changes next.
package status

import (
	"time"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/site"
)

// Row is one notice in all locales of the site.
type Row struct {
	Notice *notice.Notice
	Cells  []Cell // in the order of Site.Locales
}

// Cell is one notice in one locale on the site's day.
type Cell struct {
	Locale    i18n.Locale
	InForce   notice.Date // since when the text in force applies; no date when there is none
	Upcoming  notice.Date // the next date, or no date
	Outdated  notice.Date // since when the source text is newer, or no date
	Ends      notice.Date // from when the notice no longer applies, or no date
	Withdrawn bool        // and that day has come
	Cancelled bool        // its only text never came into force, and will not
	Missing   bool        // no text in this locale
	Orphan    bool        // a translation of a notice that has no source text
}

// State is the one word for a cell: current, outdated, upcoming, withdrawn, cancelled, missing or orphan.
func (c Cell) State() string {
	switch {
	case c.Missing:
		return "missing"
	case c.Withdrawn:
		return "withdrawn"
	case c.Cancelled:
		return "cancelled"
	case c.Orphan:
		return "orphan"
	case !c.Outdated.IsZero():
		return "outdated"
	case c.InForce.IsZero():
		return "upcoming"
	}
	return "current"
}

// Of returns every notice in every locale, in the order of the hub.
func Of(s *site.Site) []Row {
	var rows []Row
	for _, g := range s.Groups {
		for _, n := range g.Notices {
			row := Row{Notice: n}
			for i := range s.Locales {
				row.Cells = append(row.Cells, cellOf(s, n, s.Locales[i].Tag))
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// cellOf is one notice in one locale.
func cellOf(s *site.Site, n *notice.Notice, l i18n.Locale) Cell {
	c := Cell{Locale: l, Missing: len(n.In(l)) == 0}
	if c.Missing {
		return c
	}
	c.Orphan, c.Ends = n.Orphan, n.Withdrawn
	if e := n.InForce(l, s.Day); e != nil {
		c.InForce = e.Effective
		c.Withdrawn = n.State(e, s.Day) == notice.Withdrawn
		c.Outdated = outdatedSince(s, n, e)
	}
	if e := n.Next(l, s.Day); e != nil {
		c.Upcoming = e.Effective
	}
	c.Cancelled = c.InForce.IsZero() && c.Upcoming.IsZero()
	return c
}

// outdatedSince is the date of the first source text that a translation has not followed.
func outdatedSince(s *site.Site, n *notice.Notice, e *notice.Edition) notice.Date {
	if _, outdated := n.Outdated(e.Locale, s.Day); !outdated {
		return notice.Date{}
	}
	for _, src := range n.In(n.Source) {
		if src.Effective.After(e.Effective) {
			return src.Effective
		}
	}
	return notice.Date{}
}

// NextChange returns the next day after the site's own on which its pages would differ, as the instant at which that
// day begins in the site's time zone. It reports false when nothing is dated ahead.
func NextChange(s *site.Site) (time.Time, bool) {
	var next notice.Date
	consider := func(d notice.Date) {
		if d.After(s.Day) && (next.IsZero() || d.Before(next)) {
			next = d
		}
	}
	for _, n := range s.Notices {
		consider(n.Withdrawn)
		for _, e := range n.Editions {
			if !n.Cancelled(e.Effective) {
				consider(e.Effective)
			}
		}
	}
	if next.IsZero() {
		return time.Time{}, false
	}
	return next.In(s.Zone), true
}
