package store

import (
	"errors"
	"testing"

	"gazette/internal/subscriptions/database"
	"gazette/internal/subscriptions/subscriber"
)

// TestMigrateWithData: tables of every earlier version are brought up to date, and hold what they held.
func TestMigrateWithData(t *testing.T) {
	for version := 1; version < len(steps); version++ {
		s := empty(t)
		if err := s.MigrateTo(t.Context(), version); err != nil {
			t.Fatal(err)
		}
		if err := s.Ready(t.Context()); !errors.Is(err, ErrBehind) {
			t.Errorf("at version %d: %v", version, err)
		}
		ada, gone := agree(t, s, "ada@example.com", "cookies"), agree(t, s, "gone@example.com", "cookies")
		m := told(t, s, "cookies", "all")
		if err := s.Write(t.Context(), []Ending{{Message: m.ID, Subscriber: gone.ID, Mark: gone.Mark, Result: subscriber.Sent, At: s.Now()}}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Leave(t.Context(), gone.Mark, Complained); err != nil {
			t.Fatal(err)
		}
		for range 2 { // the second finds nothing to do
			if err := s.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Ready(t.Context()); err != nil {
			t.Error(err)
		}
		var jobs int
		err := s.One(t.Context(), database.Into(&jobs), `SELECT COUNT(*) FROM river_job WHERE kind = 'deliver'`)
		to, err2 := s.Recipient(t.Context(), m.ID, ada.ID)
		why, err3 := s.Suppressed(t.Context(), gone.Mark)
		list, err4 := s.ToldTo(t.Context(), "gone@example.com")
		if err := errors.Join(err, err2, err3, err4); err != nil || jobs != 2 || to.Mark != ada.Mark || why != Complained || len(list) != 1 {
			t.Errorf("from version %d: %d jobs, %+v, %q, %d receipts, %v", version, jobs, to, why, len(list), err)
		}
	}
}
