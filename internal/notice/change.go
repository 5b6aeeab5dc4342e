package notice

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"gazette/i18n"
)

// Kind is what a change did.
type Kind string

// The kinds of changes; docs/change-log.md says when each is recorded.
const (
	Published   Kind = "published"   // first edition of a notice
	Amended     Kind = "amended"     // a later effective date
	Rescheduled Kind = "rescheduled" // an edition not yet in force moved to another date
	Repealed    Kind = "withdrawn"   // the notice no longer applies
	Reinstated  Kind = "reinstated"  // a withdrawal that was yet to come does not take place
	Cancelled   Kind = "cancelled"   // an edition that was yet to come does not take effect
	Corrected   Kind = "corrected"   // same date, declared editorial
	Translated  Kind = "translated"  // a further locale of a recorded date
)

// Kinds are all kinds.
var Kinds = []Kind{Published, Amended, Rescheduled, Repealed, Reinstated, Cancelled, Corrected, Translated}

// Class says what a change means for readers.
type Class string

// The classes of changes.
const (
	Substantive   Class = "substantive"
	RequiredByLaw Class = "required-by-law"
	Editorial     Class = "editorial"
)

// Change is one line of the change log: what happened to one notice and one effective date, in the locales it names.
type Change struct {
	ID     string `json:"id"`
	Kind   Kind   `json:"kind"`
	Notice Slug   `json:"notice"`
	// the date before: of the edition it follows, or that was given up
	From     Date                   `json:"from,omitzero"`
	To       Date                   `json:"to"`      // the date it is about
	Locales  map[i18n.Locale]string `json:"locales"` // text hash by locale
	Class    Class                  `json:"class,omitempty"`
	Summary  map[i18n.Locale]string `json:"summary,omitempty"` // plain language, by locale
	Reason   string                 `json:"reason,omitempty"`
	Recorded time.Time              `json:"recorded"`        // RFC 3339
	Later    bool                   `json:"later,omitempty"` // imported: recorded after the fact, never announced
	Again    int                    `json:"again,omitempty"` // how often the same change was recorded before
	// of docs/text-hash.md, by which the hashes were taken; none is the first
	Reading int `json:"reading,omitempty"`

	PublicSince  time.Time `json:"-"` // when it was first public, where archive/publications.jsonl says so
	NotYetPublic bool      `json:"-"` // that file is kept, and does not name it
}

// KnownSince is the moment from which readers could know of the change: since it was public, or, where nobody noted
// that, since it was recorded.
func (c *Change) KnownSince() time.Time {
	if c.PublicSince.IsZero() {
		return c.Recorded
	}
	return c.PublicSince
}

// Reading is the reading of docs/text-hash.md that hashes are taken by today.
const Reading = 2

// Same reports whether two changes say the same, be it twice: a date that was moved, moved back and moved once more.
func (c *Change) Same(o *Change) bool {
	return c.Kind == o.Kind && c.Notice == o.Notice && c.From == o.From && c.To == o.To &&
		maps.Equal(c.Locales, o.Locales)
}

// DeriveID returns the change's id: the same for the same change, whoever records it and whenever. It holds no full
// stop, so that it can be the id of a webhook message.
func (c *Change) DeriveID() string { return string(c.appendID(nil)) }

// CutID takes the id of a change off the beginning of the id of something that was made of it, such as a message.
func CutID(s string) (id, rest string, ok bool) {
	const date, hash = len("2006-01-02-"), 16
	if len(s) < date {
		return "", "", false
	}
	kind, after, found := strings.Cut(s[date:], "-")
	if !found || len(after) < hash+2 || after[hash] != '-' {
		return "", "", false
	}
	return s[:date+len(kind)+1+hash], after[hash+1:], true
}

// HasOwnID reports whether the change's id is the one it should have.
func (c *Change) HasOwnID() bool {
	var room [96]byte
	return string(c.appendID(room[:0])) == c.ID
}

func (c *Change) appendID(id []byte) []byte {
	sum := c.digest()
	id = append(c.To.append(id), '-')
	id = append(append(id, c.Kind...), '-')
	return hex.AppendEncode(id, sum[:8])
}

// digest is over what makes the change the one it is. It is made once for each line of a log, and so keeps to the
// stack.
func (c *Change) digest() [sha256.Size]byte {
	b := make([]byte, 0, 1024)
	b = append(append(b, c.Kind...), '\n')
	b = append(append(b, c.Notice...), '\n')
	b = append(c.From.append(b), '\n')
	b = append(c.To.append(b), '\n')
	type text struct {
		locale i18n.Locale
		hash   string
	}
	texts := make([]text, 0, 16)
	for l, hash := range c.Locales {
		texts = append(texts, text{l, hash})
	}
	slices.SortFunc(texts, func(a, b text) int { return strings.Compare(string(a.locale), string(b.locale)) })
	for _, t := range texts {
		b = append(append(b, t.locale...), ' ')
		b = append(append(b, t.hash...), '\n')
	}
	if c.Again != 0 { // not written at the first time: ids were made before there was a second
		b = fmt.Appendf(b, "again %d\n", c.Again)
	}
	return sha256.Sum256(b)
}

// Textless reports whether the change brings no text: it is about the end of a notice, or gives a text up. Its
// locales are those told.
func (c *Change) Textless() bool {
	return c.Kind == Repealed || c.Kind == Reinstated || c.Kind == Cancelled
}

// End returns the day from which a notice no longer applies, or no date, as the last of its changes about that has
// it, and whether there is any.
func End(changes []Change) (day Date, said bool) {
	for i := range changes {
		switch c := &changes[i]; c.Kind {
		case Repealed:
			day, said = c.To, true
		case Reinstated:
			day, said = Date{}, true
		}
	}
	return day, said
}

// Notifies reports whether people are told about the change.
func (c *Change) Notifies() bool {
	return !c.Later && c.Kind != Corrected && c.Kind != Translated
}

// CompareChanges orders changes by the time they were recorded, then by id: the order of lines in the file means
// nothing, since two branches may each have added some.
func CompareChanges(a, b Change) int {
	if c := a.Recorded.Compare(b.Recorded); c != 0 {
		return c
	}
	return cmp.Or(a.To.Compare(b.To), cmp.Compare(order(a.Kind), order(b.Kind)), cmp.Compare(a.ID, b.ID))
}

// order puts the kinds that could stand in one second in the order in which they make sense.
func order(k Kind) int { return slices.Index(Kinds, k) }
