package database

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

	"gazette/internal/subscriptions/refusal"
)

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

// isPostgres reports whether an address is one of PostgreSQL.
func isPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// Open opens the database that an address names: sqlite:FILE, where a relative FILE is in a folder, or postgres://...
// A SQLite file need not exist yet; whether PostgreSQL answers is found out at once. What the queue says goes to the
// log, or nowhere when that is nil.
func Open(ctx context.Context, address, folder string, log *slog.Logger) (DB, error) {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	if file, ok := File(address, folder); ok {
		return openLite(file, log)
	}
	if isPostgres(address) {
		return openPost(ctx, address, log)
	}
	return nil, errors.New("the address of the database begins neither with sqlite: nor with postgres://")
}

func openLite(file string, log *slog.Logger) (DB, error) {
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
	e := &engine[*sql.Tx]{Conn: lite{db}, lite: true, driver: riversqlite.New(db), log: log,
		shut:   func() { _ = db.Close() },
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

func openPost(ctx context.Context, address string, log *slog.Logger) (DB, error) {
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
