package store

import (
	"testing"
	"time"

	"gazette/internal/subscriptions/subscriber"
)

// opened is a database of its own, with its tables.
func opened(t *testing.T) *Store {
	t.Helper()
	keys, err := subscriber.NewKeys("0123456789abcdef")
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), Options{Address: "sqlite:s.db", Folder: t.TempDir(), Keys: keys, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestLeaveReason: the last reason counts, but a complaint stays one: no report
// after it makes the address one that is asked to confirm again.
func TestLeaveReason(t *testing.T) {
	s := opened(t)
	for address, c := range map[string]struct {
		reasons []Reason
		want    Reason
	}{
		"a@example.com": {[]Reason{Bounced, Complained}, Complained},
		"b@example.com": {[]Reason{Complained, Bounced}, Complained},
		"c@example.com": {[]Reason{Complained, Unsubscribed}, Complained},
		"d@example.com": {[]Reason{Bounced, Bounced}, Bounced},
		"e@example.com": {[]Reason{Unsubscribed}, ""}, // who was never subscribed leaves no trace
	} {
		mark := s.Keys.Mark(address)
		for _, why := range c.reasons {
			if _, err := s.Leave(t.Context(), mark, why); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := s.Suppressed(t.Context(), mark); err != nil || got != c.want {
			t.Errorf("after %v the reason is %q, %v; want %q", c.reasons, got, err, c.want)
		}
	}
}
