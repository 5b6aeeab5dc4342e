package store

import (
	"context"

	"github.com/riverqueue/river"
)

// Queue prepares a client that works jobs; nothing runs before its Start.
func (s *Store) Queue(config *river.Config) (Queue, error) { return s.queue(config) }

// Reclaim gives back the jobs of workers that died. Only whoever is sure that
// no other worker lives may call it.
func (s *Store) Reclaim(ctx context.Context) error {
	_, err := s.Exec(ctx, `UPDATE river_job SET state = 'available' WHERE state = 'running'`)
	return err
}
