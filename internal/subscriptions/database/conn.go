package database

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// ErrNone says that there is no such row.
var ErrNone = errors.New("no such row")

// Conn runs statements: a database, each by itself, or a transaction.
type Conn interface {
	// Exec runs a statement and returns how many rows it changed.
	Exec(ctx context.Context, statement string, args ...any) (int64, error)
	// One reads one row, or returns ErrNone.
	One(ctx context.Context, into []any, statement string, args ...any) error
	// Each reads all rows.
	Each(ctx context.Context, row func(scan func(into ...any) error) error, statement string, args ...any) error
}

// Into is where a row is read to.
func Into(all ...any) []any { return all }

// sqlDB is what a *sql.DB and a *sql.Tx have in common.
type sqlDB interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// lite is a Conn of SQLite.
type lite struct{ db sqlDB }

func (c lite) Exec(ctx context.Context, statement string, args ...any) (int64, error) {
	r, err := c.db.ExecContext(ctx, statement, args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

func (c lite) One(ctx context.Context, into []any, statement string, args ...any) error {
	return one(c.db.QueryRowContext(ctx, statement, args...), into)
}

func (c lite) Each(ctx context.Context, row func(scan func(into ...any) error) error, statement string,
	args ...any) error {
	found, err := c.db.QueryContext(ctx, statement, args...)
	if err != nil {
		return err
	}
	defer found.Close()
	return each(found, row)
}

// pgDB is what a pool and a pgx.Tx have in common.
type pgDB interface {
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// post is a Conn of PostgreSQL.
type post struct{ db pgDB }

// numbered writes ?1 as $1.
func numbered(statement string) string { return strings.ReplaceAll(statement, "?", "$") }

func (c post) Exec(ctx context.Context, statement string, args ...any) (int64, error) {
	tag, err := c.db.Exec(ctx, numbered(statement), args...)
	return tag.RowsAffected(), err
}

func (c post) One(ctx context.Context, into []any, statement string, args ...any) error {
	return one(c.db.QueryRow(ctx, numbered(statement), args...), into)
}

func (c post) Each(ctx context.Context, row func(scan func(into ...any) error) error, statement string,
	args ...any) error {
	found, err := c.db.Query(ctx, numbered(statement), args...)
	if err != nil {
		return err
	}
	defer found.Close()
	return each(found, row)
}

// Places are the places of the parameters of many rows: (?1,?2),(?3,?4).
func Places(rows, columns int) string {
	var b strings.Builder
	for i := range rows * columns {
		switch {
		case i == 0:
			b.WriteByte('(')
		case i%columns == 0:
			b.WriteString("),(")
		default:
			b.WriteByte(',')
		}
		b.WriteByte('?')
		b.WriteString(strconv.Itoa(i + 1))
	}
	b.WriteByte(')')
	return b.String()
}

// one reads a row of either driver; that of PostgreSQL says that there is none as database/sql does.
func one(row interface{ Scan(into ...any) error }, into []any) error {
	err := row.Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNone
	}
	return err
}

// rows are what either driver found.
type rows interface {
	Next() bool
	Scan(into ...any) error
	Err() error
}

// each reads all of them.
func each(found rows, row func(scan func(into ...any) error) error) error {
	for found.Next() {
		if err := row(found.Scan); err != nil {
			return err
		}
	}
	return found.Err()
}
