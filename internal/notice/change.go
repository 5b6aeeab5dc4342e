package notice

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
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
	Corrected   Kind = "corrected"   // same date, declared editorial
	Translated  Kind = "translated"  // a further locale of a recorded date
)

// Kinds are all kinds.
var Kinds = []Kind{Published, Amended, Rescheduled, Repealed, Corrected, Translated}

// Class says what a change means for readers.
type Class string

// The classes of changes.
const (
	Substantive   Class = "substantive"
	RequiredByLaw Class = "required-by-law"
	Editorial     Class = "editorial"
)

// Change is one line of the change log: what happened to one notice and one
// effective date, in the locales it names.
type Change struct {
	ID       string                 `json:"id"`
	Kind     Kind                   `json:"kind"`
	Notice   Slug                   `json:"notice"`
	From     Date                   `json:"from,omitzero"` // the date before: of the edition it follows, or that was given up
	To       Date                   `json:"to"`            // the date it is about
	Locales  map[i18n.Locale]string `json:"locales"`       // text hash by locale
	Class    Class                  `json:"class,omitempty"`
	Summary  map[i18n.Locale]string `json:"summary,omitempty"` // plain language, by locale
	Reason   string                 `json:"reason,omitempty"`
	Recorded time.Time              `json:"recorded"`        // RFC 3339
	Later    bool                   `json:"later,omitempty"` // imported: recorded after the fact, never announced
}

// DeriveID returns the change's id: the same for the same change, whoever
// records it and whenever. It holds no full stop, so that it can be the id of
// a webhook message.
func (c *Change) DeriveID() string {
	b := make([]byte, 0, 1024)
	for _, field := range []string{string(c.Kind), string(c.Notice), c.From.String(), c.To.String()} {
		b = append(append(b, field...), '\n')
	}
	for _, l := range slices.Sorted(maps.Keys(c.Locales)) {
		b = append(append(b, l...), ' ')
		b = append(append(b, c.Locales[l]...), '\n')
	}
	sum := sha256.Sum256(b)
	return c.To.String() + "-" + string(c.Kind) + "-" + hex.EncodeToString(sum[:8])
}

// Notifies reports whether people are told about the change.
func (c *Change) Notifies() bool {
	return !c.Later && c.Kind != Corrected && c.Kind != Translated
}

// CompareChanges orders changes by the time they were recorded, then by id:
// the order of lines in the file means nothing, since two branches may each
// have added some.
func CompareChanges(a, b Change) int {
	return cmp.Or(a.Recorded.Compare(b.Recorded), a.To.Compare(b.To), cmp.Compare(order(a.Kind), order(b.Kind)), cmp.Compare(a.ID, b.ID))
}

// order puts the kinds that could stand in one second in the order in which they make sense.
func order(k Kind) int { return slices.Index(Kinds, k) }
