package fingerprint

import (
	"testing"
	"time"
)

// TestAdd: whatever differs in name, value, order or number has another
// fingerprint; the same has the same.
func TestAdd(t *testing.T) {
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	different := map[string]func() *Fingerprint{
		"nothing":        New,
		"a name":         func() *Fingerprint { return New().Add("a") },
		"another":        func() *Fingerprint { return New().Add("b") },
		"a value":        func() *Fingerprint { return New().Add("a", "b") },
		"two":            func() *Fingerprint { return New().Add("a", "b", "c") },
		"two in a list":  func() *Fingerprint { return New().Add("a", []string{"b", "c"}) },
		"run together":   func() *Fingerprint { return New().Add("a", "bc") },
		"in other order": func() *Fingerprint { return New().Add("a", "c", "b") },
		"two names":      func() *Fingerprint { return New().Add("a").Add("b") },
		"a list of one":  func() *Fingerprint { return New().Add("a", []string{"b c"}) },
		"bytes":          func() *Fingerprint { return New().Add("a", []byte{1, 2}) },
		"other bytes":    func() *Fingerprint { return New().Add("a", []byte{2, 1}) },
		"a sum":          func() *Fingerprint { return New().Add("a", [2]byte{1, 2}) },
		"true":           func() *Fingerprint { return New().Add("a", true) },
		"false":          func() *Fingerprint { return New().Add("a", false) },
		"one":            func() *Fingerprint { return New().Add("a", 1) },
		"minus one":      func() *Fingerprint { return New().Add("a", -1) },
		"a time":         func() *Fingerprint { return New().Add("a", day) },
		"a later time":   func() *Fingerprint { return New().Add("a", day.Add(time.Second)) },
		"a map":          func() *Fingerprint { return New().Add("a", map[string]string{"x": "1", "y": "2"}) },
		"another map":    func() *Fingerprint { return New().Add("a", map[string]string{"x": "2", "y": "1"}) },
	}
	seen := map[string]string{}
	for what, of := range different {
		sum := of().String()
		if other, twice := seen[sum]; twice {
			t.Errorf("%s has the fingerprint of %s", what, other)
		}
		if seen[sum] = what; of().String() != sum || len(sum) != 16 {
			t.Errorf("%s: %s, then %s", what, sum, of())
		}
	}
}
