package database

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivermigrate"

	"gazette/internal/subscriptions/refusal"
)

// Queue is what runs jobs, whatever the database.
type Queue interface {
	Start(ctx context.Context) error
	Stop(ctx context.Context) error
	StopAndCancel(ctx context.Context) error
}

// DB is a database, whichever of the two.
type DB interface {
	Conn
	// Lite reports whether the database is a file on this machine.
	Lite() bool
	// Within runs work in a transaction, in which jobs can be inserted, and once more where another one came between:
	// work begins anew each time.
	Within(ctx context.Context, work func(Tx) error) error
	// Locking makes a statement keep the rows that it reads from others until the transaction ends.
	Locking(statement string) string
	// Queue prepares a client that works jobs; nothing runs before its Start.
	Queue(config *river.Config) (Queue, error)
	// PauseQueue stops a queue, or lets it go on.
	PauseQueue(ctx context.Context, name string, on bool) error
	// MigrateJobs brings the tables of jobs up to date; JobsBehind says why they are not.
	MigrateJobs(ctx context.Context) error
	JobsBehind(ctx context.Context) (string, error)
	// Close ends all connections.
	Close()
}

// Tx is a transaction in which jobs can be inserted.
type Tx struct {
	Conn
	Insert func(ctx context.Context, jobs []river.InsertManyParams) error
}

// Enqueue inserts jobs, many at once.
func (t Tx) Enqueue(ctx context.Context, jobs []river.InsertManyParams) error {
	if len(jobs) == 0 {
		return nil
	}
	return t.Insert(ctx, jobs)
}

// engine is a database with its driver of jobs; T is its type of transactions.
type engine[T any] struct {
	Conn
	lite   bool
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

func (e *engine[T]) Lite() bool { return e.lite }

// attempts is how often a transaction is tried that others come between.
const attempts = 6

func (e *engine[T]) Within(ctx context.Context, work func(Tx) error) (err error) {
	for range attempts {
		if err = e.attempt(ctx, work); !between(err) {
			break
		}
	}
	return refusal.Of(err)
}

// between reports whether PostgreSQL refused a transaction for what another one did meanwhile: both read what the
// other wrote (40001) or waited for each other (40P01), or a row that was there is gone (23503), or the other way
// round (23505).
func between(err error) bool {
	var refused *pgconn.PgError
	return errors.As(err, &refused) && slices.Contains([]string{"40001", "40P01", "23503", "23505"}, refused.Code)
}

// attempt runs work in one transaction.
func (e *engine[T]) attempt(ctx context.Context, work func(Tx) error) (err error) {
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

// Locking leaves a statement for SQLite as it is: there, a transaction that writes is alone.
func (e *engine[T]) Locking(statement string) string {
	if e.lite {
		return statement
	}
	return statement + " FOR UPDATE"
}

func (e *engine[T]) Queue(config *river.Config) (Queue, error) {
	return river.NewClient(e.driver, config)
}

func (e *engine[T]) PauseQueue(ctx context.Context, name string, on bool) error {
	if on {
		return e.client.QueuePause(ctx, name, nil)
	}
	return e.client.QueueResume(ctx, name, nil)
}

func (e *engine[T]) migrator() (*rivermigrate.Migrator[T], error) {
	return rivermigrate.New(e.driver, &rivermigrate.Config{Logger: e.log})
}

func (e *engine[T]) MigrateJobs(ctx context.Context) error {
	m, err := e.migrator()
	if err != nil {
		return err
	}
	_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}

func (e *engine[T]) JobsBehind(ctx context.Context) (string, error) {
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

func (e *engine[T]) Close() { e.shut() }
