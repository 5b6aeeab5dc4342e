//go:build unix

package notice

import (
	"testing"

	"gazette/i18n"
	"gazette/internal/fixture"
)

// TestStateGrowth: what state each of a notice's editions has, in a log of as many changes, takes time in proportion.
func TestStateGrowth(t *testing.T) {
	fixture.Grows(t, "states", 1000, func(n int) func() {
		start, err := ParseDate("2000-01-01")
		if err != nil {
			t.Fatal(err)
		}
		var editions []*Edition
		changes := map[Slug][]Change{}
		for i := range n {
			day := start.AddDays(i)
			editions = append(editions, &Edition{Slug: "terms", Origin: Archive,
				Front: Front{Locale: "en", Effective: day}})
			changes["terms"] = append(changes["terms"], Change{Kind: Published, To: day})
		}
		return func() {
			terms := Group(editions, changes, i18n.Locale("en"))[0]
			for _, e := range terms.Editions {
				_ = terms.State(e, start.AddDays(n/2))
				_, _ = terms.Before(e), terms.After(e)
			}
		}
	})
}
