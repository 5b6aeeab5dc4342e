package store

import (
	"context"
	"time"
)

// consentsKept is how long the record of a consent is kept after it ended:
// the general limitation period that most of Europe has for claims.
const consentsKept = 3 * 365 * 24 * time.Hour

// Expire deletes what has expired: addresses that nobody confirmed, days on
// which somebody was written to, consents that ended long ago, and who took
// over whose mails where none is under way.
func (s *Store) Expire(ctx context.Context) error {
	now := s.Now()
	for _, row := range []struct {
		statement string
		before    int64
	}{
		{`DELETE FROM gazette_tokens WHERE expires < ?1`, micros(now)},
		{`DELETE FROM gazette_signups WHERE at < ?1`, micros(now.Add(-Unconfirmed))},
		{`DELETE FROM gazette_mailed WHERE day < ?1`, now.Unix()/86400 - 1},
		{`DELETE FROM gazette_consents WHERE ended > 0 AND ended < ?1`, micros(now.Add(-consentsKept))},
	} {
		if _, err := s.Exec(ctx, row.statement, row.before); err != nil {
			return err
		}
	}
	_, err := s.Exec(ctx, `DELETE FROM gazette_merged WHERE NOT EXISTS
		(SELECT 1 FROM gazette_messages WHERE receipted = 0 AND upto >= gazette_merged.old)`)
	return err
}

// HalfDone returns the messages whose recipients do not all have their job,
// and which nobody has worked on for a while.
func (s *Store) HalfDone(ctx context.Context, since time.Duration) (ids []int64, err error) {
	err = s.Each(ctx, func(scan func(...any) error) error {
		var id int64
		err := scan(&id)
		ids = append(ids, id)
		return err
	}, `SELECT id FROM gazette_messages WHERE fanned = 0 AND at < ?1`, micros(s.Now().Add(-since)))
	return ids, err
}

// Pause stops deliveries, in all processes, or lets them go on. Sign-ups are
// confirmed all the same.
func (s *Store) Pause(ctx context.Context, on bool) error {
	// A queue that no worker has opened yet has no row to be marked.
	now := "now()"
	if s.Lite() {
		now = "strftime('%Y-%m-%d %H:%M:%f', 'now')"
	}
	if _, err := s.Exec(ctx, `INSERT INTO river_queue (name, created_at, updated_at) VALUES (?1, `+now+`, `+now+
		`) ON CONFLICT (name) DO NOTHING`, Deliveries); err != nil {
		return err
	}
	return s.PauseQueue(ctx, Deliveries, on)
}

// Reclaim gives back the jobs of workers that died. Only whoever is sure that
// no other worker lives may call it.
func (s *Store) Reclaim(ctx context.Context) error {
	_, err := s.Exec(ctx, `UPDATE river_job SET state = 'available' WHERE state = 'running'`)
	return err
}
