package notice

import (
	"cmp"
	"slices"

	"gazette/i18n"
)

// Notice is one document with all its editions.
type Notice struct {
	Slug      Slug
	Source    i18n.Locale // the locale it is written in first
	Prevails  i18n.Locale // the locale whose text prevails, or ""
	Withdrawn Date        // the day from which it no longer applies, or no date
	Group     string
	Order     int
	Editions  []*Edition // by locale, then effective date; drafts are not among them
	Orphan    bool       // there is no text in the locale it should be written in
	Changes   []Change   // what the change log says of it, in order of recording
	Displaced []*Edition // recorded for a date that was given up, by path
	byLocale  map[i18n.Locale][]*Edition
	corrected map[Key][]*Edition // earlier revisions, oldest first
	cancelled map[Date]bool      // dates whose edition was cancelled
	moved     map[Date]Date      // dates that were given up for others
}

// Group gathers editions into notices, sorted by slug. Of several editions under one key a later revision wins over
// an earlier one, and the working text over the archive. changes is the change log by notice.
func Group(editions []*Edition, changes map[Slug][]Change, fallback i18n.Locale) []*Notice {
	bySlug := map[Slug]*Notice{}
	for _, e := range editions {
		n := bySlug[e.Slug]
		if n == nil {
			n = &Notice{Slug: e.Slug, Changes: changes[e.Slug], byLocale: map[i18n.Locale][]*Edition{},
				corrected: map[Key][]*Edition{}}
			n.cancelled, n.moved = givenUp(n.Changes)
			bySlug[e.Slug] = n
		}
		if to, moved := n.MovedTo(e.Effective); moved && (e.Origin == Archive || to.IsZero()) {
			n.Displaced = append(n.Displaced, e)
			continue
		}
		n.byLocale[e.Locale] = append(n.byLocale[e.Locale], e)
	}
	notices := make([]*Notice, 0, len(bySlug))
	for _, n := range bySlug {
		n.keepCancelled()
		if len(n.byLocale) > 0 {
			n.settle(fallback)
			notices = append(notices, n)
		}
	}
	slices.SortFunc(notices, func(a, b *Notice) int { return cmp.Compare(a.Slug, b.Slug) })
	return notices
}

// settle orders the editions and reads the facts that belong to the notice as a whole off its source locale's newest
// edition.
func (n *Notice) settle(fallback i18n.Locale) {
	for _, l := range n.Locales() {
		newest, replaced := Newest(n.byLocale[l])
		n.byLocale[l], n.Editions = newest, append(n.Editions, newest...)
		for _, e := range replaced {
			n.corrected[e.Key()] = append(n.corrected[e.Key()], e)
		}
	}
	n.Source = n.sourceLocale(fallback)
	lead := n.Lead()
	n.Prevails, n.Withdrawn, n.Group, n.Order = lead.Prevails, lead.Withdrawn, lead.Group, lead.Order
	n.Orphan = lead.Front.Source == "" && n.Source != fallback
	if end, said := End(n.Changes); said && (n.Withdrawn.IsZero() || lead.Origin == Archive) {
		n.Withdrawn = end // a recorded text says what was true when it was recorded
	}
}

// Lead returns the text that speaks for the notice as a whole: the source locale's newest.
func (n *Notice) Lead() *Edition { return last(n.byLocale[n.Source]) }

// keepCancelled lets a notice that never came into force keep its texts: they are all that its address can show.
func (n *Notice) keepCancelled() {
	if len(n.byLocale) > 0 {
		return
	}
	for _, e := range n.Displaced {
		if to, _ := n.MovedTo(e.Effective); to.IsZero() && e.Origin == Archive {
			n.byLocale[e.Locale] = append(n.byLocale[e.Locale], e)
		}
	}
	n.Displaced = slices.DeleteFunc(n.Displaced,
		func(e *Edition) bool { return slices.Contains(n.byLocale[e.Locale], e) })
}

// Cancelled reports whether the edition of a date was cancelled.
func (n *Notice) Cancelled(d Date) bool { return n.cancelled[d] }

// givenUp returns the dates that changes have given up: those that were cancelled, and those moved to others. A date
// that was taken again later is not given up.
func givenUp(changes []Change) (cancelled map[Date]bool, moved map[Date]Date) {
	cancelled, moved = map[Date]bool{}, map[Date]Date{}
	for i := range changes {
		switch c := &changes[i]; c.Kind {
		case Cancelled:
			cancelled[c.To] = true
		case Rescheduled:
			delete(moved, c.To)
			moved[c.From] = c.To
		}
	}
	return cancelled, moved
}

// MovedTo returns the date that an announced date was given up for: none when it was cancelled.
func (n *Notice) MovedTo(d Date) (to Date, moved bool) {
	if n.cancelled[d] {
		return Date{}, true
	}
	to, moved = n.moved[d]
	return to, moved
}

func (n *Notice) sourceLocale(fallback i18n.Locale) i18n.Locale {
	for _, e := range n.Editions {
		if e.Front.Source != "" && n.byLocale[e.Front.Source] != nil {
			return e.Front.Source
		}
	}
	if n.byLocale[fallback] != nil {
		return fallback
	}
	return n.Editions[0].Locale
}

// Newest sorts the editions of one locale by date and returns one of each date: the working text, else the last
// revision. replaced are the others, oldest first; the last of a date is the record of its working text.
func Newest(es []*Edition) (newest, replaced []*Edition) {
	slices.SortFunc(es, func(a, b *Edition) int {
		return cmp.Or(a.Effective.Compare(b.Effective), -cmp.Compare(a.Origin, b.Origin),
			cmp.Compare(a.Revision, b.Revision))
	})
	for _, e := range es {
		if len(newest) == 0 || last(newest).Effective != e.Effective {
			newest = append(newest, e)
			continue
		}
		replaced = append(replaced, last(newest))
		newest[len(newest)-1] = e
	}
	return newest, replaced
}

// Revisions returns the recorded texts of an edition's date but itself, oldest first.
func (n *Notice) Revisions(e *Edition) []*Edition { return n.corrected[e.Key()] }

func last(es []*Edition) *Edition { return es[len(es)-1] }

// Locales returns the locales the notice exists in, sorted by tag.
func (n *Notice) Locales() []i18n.Locale {
	ls := make([]i18n.Locale, 0, len(n.byLocale))
	for l := range n.byLocale {
		ls = append(ls, l)
	}
	slices.Sort(ls)
	return ls
}

// Texts returns every text of the notice: its editions, those recorded for a date that was given up, and what
// corrections have replaced.
func (n *Notice) Texts() []*Edition {
	out := slices.Concat(n.Editions, n.Displaced)
	for _, e := range n.Editions {
		out = append(out, n.corrected[e.Key()]...)
	}
	return out
}

// Dates returns the effective dates of all editions, each once, in order.
func (n *Notice) Dates() []Date {
	out := make([]Date, 0, len(n.Editions))
	for _, e := range n.Editions {
		out = append(out, e.Effective)
	}
	slices.SortFunc(out, Date.Compare)
	return slices.Compact(out)
}

// State is that of an edition on a day.
type State int

const (
	Upcoming     State = iota // its date is yet to come
	InForce                   // it applies
	Outdated                  // a translation applies, and the source text in force is newer
	Superseded                // a later edition applies
	Withdrawn                 // it was the last when the notice was withdrawn
	NeverInForce              // it was cancelled before its date
)

// String returns the word that machine-readable output uses.
func (s State) String() string {
	return [...]string{"upcoming", "in-force", "outdated", "superseded", "withdrawn", "cancelled"}[s]
}

// Applies reports whether a text of the state is in force.
func (s State) Applies() bool { return s == InForce || s == Outdated }

// State returns the state of one of the notice's editions on a day.
func (n *Notice) State(e *Edition, day Date) State {
	switch in := n.InForce(e.Locale, day); {
	case n.Cancelled(e.Effective):
		return NeverInForce
	case e.Effective.After(day):
		return Upcoming
	case e != in:
		return Superseded
	case !n.Withdrawn.IsZero() && !n.Withdrawn.After(day):
		return Withdrawn
	}
	if _, outdated := n.Outdated(e.Locale, day); outdated {
		return Outdated
	}
	return InForce
}
