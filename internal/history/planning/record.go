package planning

import (
	"slices"

	"gazette/i18n"
	"gazette/internal/notice"
)

// Record is what the log says of one notice.
type Record struct {
	Slug    notice.Slug
	Changes []notice.Change // in order of recording
	texts   map[key][]string
	early   map[key][]string // of texts: those taken by reading 1
	moves   []move
}

// move says that an edition announced for one date was given another, or, with
// no other, was cancelled.
type move struct{ from, to notice.Date }

type key struct {
	locale i18n.Locale
	date   notice.Date
}

// NewRecord is the record of a notice of which nothing is recorded yet.
func NewRecord(slug notice.Slug) *Record {
	return &Record{Slug: slug, texts: map[key][]string{}, early: map[key][]string{}}
}

// Add takes what a line of the log says; lines come in order of recording.
func (r *Record) Add(c notice.Change) {
	r.Changes = append(r.Changes, c)
	if c.Kind == notice.Cancelled {
		r.moves = append(r.moves, move{from: c.To})
	}
	if c.Textless() {
		return
	}
	for l, hash := range c.Locales {
		k := key{l, c.To}
		if known := r.texts[k]; len(known) == 0 || known[len(known)-1] != hash || c.Kind == notice.Corrected {
			r.texts[k] = append(known, hash)
			if c.Reading < notice.Reading {
				r.early[k] = append(r.early[k], hash)
			}
		}
	}
	if c.Kind == notice.Rescheduled {
		r.moves = append(r.moves, move{c.From, c.To})
	}
}

// Hashes returns the text hashes recorded under a locale and date: the first
// text, then its corrections.
func (r *Record) Hashes(l i18n.Locale, d notice.Date) []string {
	if r == nil {
		return nil
	}
	return r.texts[key{l, d}]
}

// Early reports whether a hash was recorded under a locale and date by reading
// 1 of docs/text-hash.md.
func (r *Record) Early(l i18n.Locale, d notice.Date, hash string) bool {
	return r != nil && slices.Contains(r.early[key{l, d}], hash)
}

// Hash returns the hash of the last revision, or "".
func (r *Record) Hash(l i18n.Locale, d notice.Date) string {
	hs := r.Hashes(l, d)
	if len(hs) == 0 {
		return ""
	}
	return hs[len(hs)-1]
}

// Paths returns where the texts of the record stand in the archive, sorted.
func (r *Record) Paths() (out []string) {
	for k, hashes := range r.texts {
		for i := range hashes {
			out = append(out, ArchivePath(r.Slug, k.locale, k.date, i+1))
		}
	}
	slices.Sort(out)
	return out
}

// Locales returns the languages in which a text is recorded, sorted.
func (r *Record) Locales() []i18n.Locale {
	var out []i18n.Locale
	for k := range r.texts {
		out = append(out, k.locale)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Dates returns the dates that are recorded and were not given up, in order.
func (r *Record) Dates() []notice.Date {
	if r == nil {
		return nil
	}
	var out []notice.Date
	for k := range r.texts {
		if !r.moved(k.date) {
			out = append(out, k.date)
		}
	}
	slices.SortFunc(out, notice.Date.Compare)
	return slices.Compact(out)
}

func (r *Record) moved(d notice.Date) bool {
	back := false
	for _, m := range r.moves { // a date may be given up and taken again
		switch d {
		case m.from:
			back = true
		case m.to:
			back = false
		}
	}
	return back
}

// Cancelled reports whether the edition of a date was cancelled: nothing else
// is ever recorded for that date.
func (r *Record) Cancelled(d notice.Date) bool {
	return r != nil && slices.Contains(r.moves, move{from: d})
}

// Newest returns the last date recorded in a locale that was not given up, or no date.
func (r *Record) Newest(l i18n.Locale) (newest notice.Date) {
	if r == nil {
		return newest
	}
	for k := range r.texts {
		if k.locale == l && k.date.After(newest) && !r.moved(k.date) {
			newest = k.date
		}
	}
	return newest
}

// kindOf is the kind of the change that brought a date.
func (r *Record) kindOf(d notice.Date) (kind notice.Kind) {
	for _, c := range r.Changes {
		if c.To == d && (c.Kind == notice.Published || c.Kind == notice.Amended || c.Kind == notice.Rescheduled) {
			kind = c.Kind
		}
	}
	return kind
}

// Times returns how often a change is recorded. Two branches that both record
// it once more give it the same number, and so the same id.
func (r *Record) Times(c *notice.Change) (n int) {
	if r == nil {
		return 0
	}
	for i := range r.Changes {
		if o := &r.Changes[i]; o.Same(c) {
			n = max(n, o.Again+1)
		}
	}
	return n
}

// End returns the day from which the notice no longer applies, or no date,
// and whether the log says anything about it.
func (r *Record) End() (day notice.Date, said bool) {
	if r == nil {
		return day, false
	}
	return notice.End(r.Changes)
}
