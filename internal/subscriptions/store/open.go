package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	_ "modernc.org/sqlite" // the driver named sqlite

	"gazette/internal/subscriptions/batch"
	"gazette/internal/subscriptions/refusal"
	"gazette/internal/subscriptions/subscriber"
)

// Store is the database of subscriptions.
type Store struct {
	database
	Keys  subscriber.Keys
	Now   func() time.Time
	lite  bool
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

// litePrefix begins the address of a SQLite file.
const litePrefix = "sqlite:"

// File returns the SQLite file that an address names, if it names one.
func File(address, folder string) (string, bool) {
	name, ok := strings.CutPrefix(address, litePrefix)
	if ok && !filepath.IsAbs(name) {
		name = filepath.Join(folder, filepath.FromSlash(name))
	}
	return name, ok && name != ""
}

// IsPostgres reports whether an address is one of PostgreSQL.
func IsPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// Open opens a database. A SQLite file need not exist yet; whether PostgreSQL
// answers is found out at once.
func Open(ctx context.Context, o Options) (*Store, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Store{Keys: o.Keys, Now: o.Now}
	s.signUps = batch.New(s.take)
	var err error
	if file, ok := File(o.Address, o.Folder); ok {
		s.lite, s.chunk = true, 500
		s.database, err = openLite(file, o.Log)
	} else if IsPostgres(o.Address) {
		s.chunk = 10000
		s.database, err = openPost(ctx, o.Address, o.Log)
	} else {
		return nil, errors.New("the address of the database begins neither with sqlite: nor with postgres://")
	}
	if err != nil {
		return nil, err
	}
	return s, nil
}

// Close closes the database.
func (s *Store) Close() { s.close() }

// Lite reports whether the database is a file on this machine.
func (s *Store) Lite() bool { return s.lite }

func openLite(file string, log *slog.Logger) (database, error) {
	made, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE, 0o600) // addresses are nobody else's business
	if err != nil {
		return nil, err
	}
	if err := made.Close(); err != nil {
		return nil, err
	}
	dsn := "file:" + (&url.URL{Path: filepath.ToSlash(file)}).EscapedPath() +
		"?_pragma=journal_mode(WAL)&_pragma=busy_timeout(15000)&_pragma=synchronous(FULL)" +
		"&_pragma=foreign_keys(1)&_txlock=immediate"
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // the queue's driver asks for it: writers wait here, not in SQLite
	e := &engine[*sql.Tx]{Conn: lite{db}, driver: riversqlite.New(db), log: log, shut: func() { _ = db.Close() },
		begin:  func(ctx context.Context) (*sql.Tx, error) { return db.BeginTx(ctx, nil) },
		conn:   func(tx *sql.Tx) Conn { return lite{tx} },
		commit: func(_ context.Context, tx *sql.Tx) error { return tx.Commit() },
		undo:   (*sql.Tx).Rollback}
	if err := db.Ping(); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return e, e.ready()
}

// poolMax is how many connections one process opens.
const poolMax = 16

func openPost(ctx context.Context, address string, log *slog.Logger) (database, error) {
	config, err := pgxpool.ParseConfig(address)
	if err != nil { // its text may hold the password
		return nil, errors.New("the address of the database cannot be read")
	}
	config.MaxConns = max(config.MaxConns, poolMax)
	config.ConnConfig.ConnectTimeout = 10 * time.Second
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("the database cannot be opened: %w", err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, refusal.Unreached(err)
	}
	e := &engine[pgx.Tx]{Conn: post{pool}, driver: riverpgxv5.New(pool), log: log, shut: pool.Close,
		begin:  func(ctx context.Context) (pgx.Tx, error) { return pool.Begin(ctx) },
		conn:   func(tx pgx.Tx) Conn { return post{tx} },
		commit: func(ctx context.Context, tx pgx.Tx) error { return tx.Commit(ctx) },
		undo:   func(tx pgx.Tx) error { return tx.Rollback(context.WithoutCancel(ctx)) }}
	return e, e.ready()
}
