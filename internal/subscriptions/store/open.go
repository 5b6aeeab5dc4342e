package store

import (
	"context"
	"log/slog"
	"time"

	"gazette/internal/subscriptions/batch"
	"gazette/internal/subscriptions/database"
	"gazette/internal/subscriptions/subscriber"
)

// Store is the database of subscriptions.
type Store struct {
	database.DB
	Keys  subscriber.Keys
	Now   func() time.Time
	chunk int64 // how many subscribers one transaction of a fan-out looks at

	signUps *batch.Writer[SignUp]
}

// Options are what a store works with.
type Options struct {
	Address string // sqlite:FILE or postgres://...
	Folder  string // that a relative FILE is in
	Keys    subscriber.Keys
	Now     func() time.Time
	Log     *slog.Logger // what the queue says; nil for nothing
}

// Open opens a database, as database.Open does.
func Open(ctx context.Context, o Options) (*Store, error) {
	db, err := database.Open(ctx, o.Address, o.Folder, o.Log)
	if err != nil {
		return nil, err
	}
	s := &Store{DB: db, Keys: o.Keys, Now: o.Now, chunk: 10000}
	if db.Lite() {
		s.chunk = 500
	}
	s.signUps = batch.New(s.take)
	return s, nil
}
