package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivermigrate"
)

// Queue is what runs jobs, whatever the database.
type Queue interface {
	Start(ctx context.Context) error
	Stop(ctx context.Context) error
	StopAndCancel(ctx context.Context) error
}

// database is what differs between the two.
type database interface {
	Conn
	// within runs work in a transaction; jobs are inserted with it.
	within(ctx context.Context, work func(Tx) error) error
	// queue prepares a client that works jobs.
	queue(config *river.Config) (Queue, error)
	// pause stops a queue, or lets it go on.
	pause(ctx context.Context, name string, on bool) error
	// jobsMigrated brings the tables of jobs up to date; jobsBehind says why they are not.
	jobsMigrated(ctx context.Context) error
	jobsBehind(ctx context.Context) (string, error)
	close()
}

// Tx is a transaction in which jobs can be inserted.
type Tx struct {
	Conn
	insert func(ctx context.Context, jobs []river.InsertManyParams) error
}

// Enqueue inserts jobs, many at once.
func (t Tx) Enqueue(ctx context.Context, jobs []river.InsertManyParams) error {
	if len(jobs) == 0 {
		return nil
	}
	return t.insert(ctx, jobs)
}

// engine is a database with its driver of jobs; T is its type of transactions.
type engine[T any] struct {
	Conn
	driver riverdriver.Driver[T]
	client *river.Client[T] // inserts alone
	log    *slog.Logger
	begin  func(ctx context.Context) (T, error)
	conn   func(T) Conn
	commit func(ctx context.Context, tx T) error
	undo   func(tx T) error
	shut   func()
}

// ready makes the client that inserts.
func (e *engine[T]) ready() (err error) {
	e.client, err = river.NewClient(e.driver, &river.Config{Logger: e.log})
	return err
}

func (e *engine[T]) within(ctx context.Context, work func(Tx) error) (err error) {
	tx, err := e.begin(ctx)
	if err != nil {
		return err
	}
	done := false
	defer func() {
		if !done {
			err = errors.Join(err, e.undo(tx))
		}
	}()
	insert := func(ctx context.Context, jobs []river.InsertManyParams) error {
		_, err := e.client.InsertManyFastTx(ctx, tx, jobs)
		return err
	}
	if err := work(Tx{e.conn(tx), insert}); err != nil {
		return err
	}
	done = true
	return e.commit(ctx, tx)
}

func (e *engine[T]) queue(config *river.Config) (Queue, error) {
	return river.NewClient(e.driver, config)
}

func (e *engine[T]) pause(ctx context.Context, name string, on bool) error {
	if on {
		return e.client.QueuePause(ctx, name, nil)
	}
	return e.client.QueueResume(ctx, name, nil)
}

func (e *engine[T]) migrator() (*rivermigrate.Migrator[T], error) {
	return rivermigrate.New(e.driver, &rivermigrate.Config{Logger: e.log})
}

func (e *engine[T]) jobsMigrated(ctx context.Context) error {
	m, err := e.migrator()
	if err != nil {
		return err
	}
	_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}

func (e *engine[T]) jobsBehind(ctx context.Context) (string, error) {
	m, err := e.migrator()
	if err != nil {
		return "", err
	}
	r, err := m.Validate(ctx, nil)
	if err != nil || r.OK {
		return "", err
	}
	return fmt.Sprint(r.Messages), nil
}

func (e *engine[T]) close() { e.shut() }
