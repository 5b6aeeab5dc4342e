package store

import (
	"context"
	"errors"
	"time"

	"gazette/internal/subscriptions/database"
	"gazette/internal/subscriptions/subscriber"
)

// The rule for soft bounces: so many, each on a day of its own, within so long.
const (
	SoftMax    = 3
	SoftWithin = 30 * 24 * time.Hour
)

// Soft notes that mail for a subscriber did not arrive for a passing reason.
// Those of one day count once; the third within thirty days suppresses. It
// reports whether it did.
func (s *Store) Soft(ctx context.Context, mark subscriber.Mark) (suppressed bool, err error) {
	err = s.Within(ctx, func(tx database.Tx) error {
		suppressed, err = s.soft(ctx, tx, mark)
		return err
	})
	return suppressed, err
}

func (s *Store) soft(ctx context.Context, tx database.Tx, mark subscriber.Mark) (suppressed bool, err error) {
	var softs, since, last int64
	err = tx.One(ctx, database.Into(&softs, &since, &last),
		`SELECT softs, soft_since, soft_last FROM gazette_subscribers WHERE mark = ?1`, string(mark))
	if errors.Is(err, database.ErrNone) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	now := s.Now()
	if last > 0 && instant(last).Unix()/86400 == now.Unix()/86400 {
		return false, nil
	}
	if softs == 0 || now.Sub(instant(since)) > SoftWithin {
		softs, since = 0, micros(now)
	}
	if softs++; softs >= SoftMax {
		return s.leave(ctx, tx, mark, Bounced)
	}
	_, err = tx.Exec(ctx, `UPDATE gazette_subscribers SET softs = ?2, soft_since = ?3, soft_last = ?4 WHERE mark = ?1`,
		string(mark), softs, since, micros(now))
	return false, err
}

// Suppressed returns why nobody is to write to an address, or "".
func (s *Store) Suppressed(ctx context.Context, mark subscriber.Mark) (Reason, error) {
	var reason string
	err := s.One(ctx, database.Into(&reason), `SELECT reason FROM gazette_suppressed WHERE mark = ?1`, string(mark))
	if errors.Is(err, database.ErrNone) {
		return "", nil
	}
	return Reason(reason), err
}
