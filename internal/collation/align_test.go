package collation

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// some are up to 20 letters of few.
func some(r *rand.Rand) []string {
	out := make([]string, r.IntN(20))
	for i := range out {
		out[i] = string(rune('a' + r.IntN(4)))
	}
	return out
}

// TestAlign: each piece of both sides stands in one pair, in its order; and the runs of words say both texts.
func TestAlign(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 3000 {
		a, b := some(r), some(r)
		var old, new []string
		for _, m := range Compare(a, b) {
			if m.Old >= 0 {
				old = append(old, a[m.Old])
			}
			if m.New >= 0 {
				new = append(new, b[m.New])
			}
			if m.Same != (m.Old >= 0 && m.New >= 0 && a[m.Old] == b[m.New]) {
				t.Fatalf("%q and %q: %+v", a, b, m)
			}
		}
		if !slices.Equal(old, a) || !slices.Equal(new, b) {
			t.Fatalf("%q and %q became %q and %q", a, b, old, new)
		}
		var was, is strings.Builder
		for _, run := range Words(a, b) {
			was.WriteString(run.Old)
			is.WriteString(run.New)
		}
		if was.String() != strings.Join(a, "") || is.String() != strings.Join(b, "") {
			t.Fatalf("%q and %q read %s and %s", a, b, was.String(), is.String())
		}
	}
}

// TestAlike: a clause that was edited is paired with itself, and not with one that merely stands there.
func TestAlike(t *testing.T) {
	old := []string{"We answer within five days.", "You pay in euros.", "The end."}
	new := []string{"Nothing like it was written before.", "We answer within three days.", "The end."}
	var got []string
	for _, m := range Compare(old, new) {
		side := func(all []string, i int) string {
			if i < 0 {
				return "-"
			}
			return strings.Fields(all[i])[0]
		}
		got = append(got, side(old, m.Old)+"="+side(new, m.New))
	}
	slices.Sort(got)
	if want := []string{"-=Nothing", "The=The", "We=We", "You=-"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
