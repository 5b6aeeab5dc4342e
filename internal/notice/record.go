package notice

import "gazette/i18n"

// Correction is a declared editorial change of one edition, with the recorded texts before and after it.
type Correction struct {
	Change   *Change
	Revision int // of the text after, as in the archive: 2 for the first correction
	Old, New *Edition
}

// Shown reports whether there are two texts to compare.
func (c Correction) Shown() bool { return c.Old != nil && c.New != nil }

// Corrections lists those of an edition, oldest first. Revisions are counted as the archive counts them: one for each
// text recorded under the date.
func (n *Notice) Corrections(e *Edition) (out []Correction) {
	revision, last := 0, ""
	for i := range n.Changes {
		c := &n.Changes[i]
		hash := c.Locales[e.Locale]
		if c.To != e.Effective || hash == "" || c.Textless() {
			continue
		}
		if hash != last || c.Kind == Corrected { // of the text, or of what it says of itself
			revision, last = revision+1, hash
		}
		if c.Kind == Corrected {
			out = append(out, Correction{c, revision, n.revision(e, revision-1), n.revision(e, revision)})
		}
	}
	return out
}

// revision is one of the recorded texts of an edition's date, or nil.
func (n *Notice) revision(e *Edition, revision int) *Edition {
	if e.Origin == Archive && e.Revision == revision {
		return e
	}
	for _, r := range n.Revisions(e) {
		if r.Origin == Archive && r.Revision == revision {
			return r
		}
	}
	return nil
}

// GivenUp returns the texts that were recorded for a date that was given up, the last revision of each, unless
// another text has taken their address.
func (n *Notice) GivenUp() (out []*Edition) {
	if len(n.Displaced) == 0 {
		return nil
	}
	at := map[Key]int{}
	for _, e := range n.Displaced {
		i, seen := at[e.Key()]
		switch {
		case n.At(e.Locale, e.Effective) != nil:
		case !seen:
			at[e.Key()] = len(out)
			out = append(out, e)
		case e.Revision > out[i].Revision:
			out[i] = e
		}
	}
	return out
}

// GivenUpAt returns the text whose date was given up, and that no other has taken, or nil.
func (n *Notice) GivenUpAt(l i18n.Locale, d Date) *Edition {
	for _, e := range n.GivenUp() {
		if e.Locale == l && e.Effective == d {
			return e
		}
	}
	return nil
}

// DatesIn returns the dates that have an address in a language: of its editions, in order, then those that were given
// up.
func (n *Notice) DatesIn(l i18n.Locale) (out []Date) {
	for _, e := range n.In(l) {
		out = append(out, e.Effective)
	}
	for _, e := range n.GivenUp() {
		if e.Locale == l {
			out = append(out, e.Effective)
		}
	}
	return out
}
