package planning

import (
	"slices"

	"gazette/internal/notice"
)

// follows says what an edition of a date is among others: the first, one that
// follows another, or a further language.
func follows(dates []notice.Date, d notice.Date) (kind notice.Kind, from notice.Date) {
	if slices.Contains(dates, d) {
		return notice.Translated, from
	}
	for _, k := range dates {
		if k.Before(d) && k.After(from) {
			kind, from = notice.Amended, k
		}
	}
	if from.IsZero() {
		kind = notice.Published
	}
	return kind, from
}

// Told returns the changes of a notice as its readers are told of them. A line
// says what was known when it was recorded; an edition that was imported later
// may show that another one was not the first, or what it followed. Which is
// the first, and the date before each, are worked out from all editions, so
// the order of recording makes no difference. The lines keep their ids.
func Told(changes []notice.Change) []notice.Change {
	r := NewRecord("")
	for _, c := range changes {
		r.Add(c)
	}
	dates := r.Dates()
	out := slices.Clone(changes)
	for i := range out {
		c := &out[i]
		if c.Kind != notice.Published && c.Kind != notice.Amended || !slices.Contains(dates, c.To) {
			continue
		}
		others := slices.DeleteFunc(slices.Clone(dates), func(d notice.Date) bool { return d == c.To })
		c.Kind, c.From = follows(others, c.To)
	}
	return out
}
