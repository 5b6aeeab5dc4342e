package work

import (
	"context"
	"sync"

	"gazette/internal/subscriptions/store"
)

// shelf keeps the messages that are being sent: they never change.
type shelf struct {
	read func(ctx context.Context, id int64) (store.Message, error)

	mu   sync.Mutex
	kept map[int64]store.Message
}

// shelfMax is how many messages are kept.
const shelfMax = 16

func (s *shelf) get(ctx context.Context, id int64) (store.Message, error) {
	s.mu.Lock()
	m, ok := s.kept[id]
	s.mu.Unlock()
	if ok {
		return m, nil
	}
	m, err := s.read(ctx, id)
	if err != nil {
		return m, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.kept) >= shelfMax || s.kept == nil {
		s.kept = map[int64]store.Message{}
	}
	s.kept[id] = m
	return m, nil
}
