package work

import (
	"context"
	"errors"
	"time"

	"github.com/riverqueue/river"

	"gazette/internal/subscriptions/store"
)

// houseEvery is how often the house is kept; a fan-out that nobody worked on
// for takeUpAfter is taken up.
const (
	houseEvery  = 5 * time.Minute
	takeUpAfter = 10 * time.Minute
)

// keeper deletes what has expired, and takes up what was left half done.
type keeper struct {
	river.WorkerDefaults[store.KeepHouseArgs]
	*Worker
}

// Work does both.
func (k *keeper) Work(ctx context.Context, _ *river.Job[store.KeepHouseArgs]) error {
	if err := k.Store.Expire(ctx); err != nil {
		return err
	}
	ids, err := k.Store.HalfDone(ctx, takeUpAfter)
	for _, id := range ids {
		err = errors.Join(err, k.Store.FanOut(ctx, id, nil))
	}
	return err
}

// Timeout leaves time for a large fan-out; it goes on behind its cursor next time.
func (k *keeper) Timeout(*river.Job[store.KeepHouseArgs]) time.Duration { return k.JobTimeout }
