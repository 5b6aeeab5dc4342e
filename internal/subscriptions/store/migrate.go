package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"gazette/internal/subscriptions/database"
	"gazette/internal/subscriptions/refusal"
)

// ErrBehind says that the tables are not those of this version.
var ErrBehind = errors.New("the database is not up to date")

// ErrAhead says that a newer gazette has changed the tables.
var ErrAhead = errors.New("the database belongs to a newer gazette")

// steps are the migrations, in order; each is carried out whole or not at all.
// {id} is the type of a row's number.
var steps = []string{`
CREATE TABLE gazette_subscribers (
	id {id},
	mark TEXT NOT NULL UNIQUE,
	address TEXT NOT NULL,
	locale TEXT NOT NULL,
	extent TEXT NOT NULL,
	confirmed BIGINT NOT NULL,
	softs BIGINT NOT NULL DEFAULT 0,
	soft_since BIGINT NOT NULL DEFAULT 0,
	soft_last BIGINT NOT NULL DEFAULT 0
);
CREATE TABLE gazette_topics (
	subscriber BIGINT NOT NULL REFERENCES gazette_subscribers(id) ON DELETE CASCADE,
	topic TEXT NOT NULL,
	PRIMARY KEY (subscriber, topic)
);
CREATE TABLE gazette_consents (
	mark TEXT NOT NULL,
	at BIGINT NOT NULL,
	source TEXT NOT NULL,
	page TEXT NOT NULL,
	words TEXT NOT NULL,
	locale TEXT NOT NULL,
	topics TEXT NOT NULL,
	ended BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX gazette_consents_mark ON gazette_consents (mark);
CREATE TABLE gazette_tokens (
	hash TEXT PRIMARY KEY,
	address TEXT NOT NULL,
	mark TEXT NOT NULL,
	changes TEXT NOT NULL DEFAULT '',
	locale TEXT NOT NULL,
	topics TEXT NOT NULL,
	page TEXT NOT NULL,
	words TEXT NOT NULL,
	at BIGINT NOT NULL,
	expires BIGINT NOT NULL,
	used BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX gazette_tokens_expires ON gazette_tokens (expires);
CREATE INDEX gazette_tokens_mark ON gazette_tokens (mark);
CREATE TABLE gazette_signups (
	id {id},
	address TEXT NOT NULL,
	changes TEXT NOT NULL DEFAULT '',
	locale TEXT NOT NULL,
	topics TEXT NOT NULL,
	page TEXT NOT NULL,
	words TEXT NOT NULL,
	at BIGINT NOT NULL
);
CREATE TABLE gazette_mailed (
	mark TEXT NOT NULL,
	day BIGINT NOT NULL,
	signup BIGINT NOT NULL,
	PRIMARY KEY (mark, day)
);
CREATE TABLE gazette_suppressed (
	mark TEXT PRIMARY KEY,
	reason TEXT NOT NULL,
	at BIGINT NOT NULL
);
CREATE TABLE gazette_messages (
	id {id},
	name TEXT NOT NULL UNIQUE,
	channel TEXT NOT NULL,
	change TEXT NOT NULL,
	slug TEXT NOT NULL,
	topics TEXT NOT NULL,
	first BIGINT NOT NULL,
	letters TEXT NOT NULL,
	at BIGINT NOT NULL,
	upto BIGINT NOT NULL,
	reached BIGINT NOT NULL DEFAULT 0,
	recipients BIGINT NOT NULL DEFAULT 0,
	fanned BIGINT NOT NULL DEFAULT 0,
	receipted BIGINT NOT NULL DEFAULT 0
);
CREATE TABLE gazette_receipts (
	message BIGINT NOT NULL,
	subscriber BIGINT NOT NULL,
	mark TEXT NOT NULL,
	result TEXT NOT NULL,
	at BIGINT NOT NULL,
	nonce TEXT NOT NULL,
	PRIMARY KEY (message, subscriber)
);
CREATE INDEX gazette_receipts_mark ON gazette_receipts (mark);
`, `
DROP INDEX IF EXISTS ` + strings.Join(Dropped, ";\nDROP INDEX IF EXISTS ") + `;
`, `
CREATE TABLE gazette_merged (
	old BIGINT PRIMARY KEY,
	subscriber BIGINT NOT NULL REFERENCES gazette_subscribers(id) ON DELETE CASCADE
);
CREATE INDEX gazette_merged_subscriber ON gazette_merged (subscriber);
`} // the second: PostgreSQL's inverted indexes of what jobs say, for searching them, which nobody does

// Dropped are the queue's indexes that a step above takes away; River need not look after them.
var Dropped = []string{"river_job_args_index", "river_job_metadata_index"}

// version is the newest step that the tables have; 0 when there are none.
func (s *Store) version(ctx context.Context) (v int, err error) {
	if _, err := s.Exec(ctx, `CREATE TABLE IF NOT EXISTS gazette_version (version BIGINT PRIMARY KEY)`); err != nil {
		return 0, err
	}
	err = s.One(ctx, database.Into(&v), `SELECT COALESCE(MAX(version), 0) FROM gazette_version`)
	return v, err
}

// Migrate makes the tables, or brings them up to date. Interrupted, it is
// taken up by the next one; two at once wait for each other.
func (s *Store) Migrate(ctx context.Context) error { return s.MigrateTo(ctx, len(steps)) }

// MigrateTo carries out the steps up to one: the tables are then those of an
// earlier version, for trying its update.
func (s *Store) MigrateTo(ctx context.Context, upto int) error {
	if err := s.MigrateJobs(ctx); err != nil {
		return refusal.Of(err)
	}
	v, err := s.version(ctx)
	if err != nil {
		return err
	}
	if v > len(steps) {
		return ErrAhead
	}
	for ; v < upto; v++ {
		if err := s.step(ctx, v); err != nil {
			return fmt.Errorf("migration %d: %w", v+1, err)
		}
	}
	return nil
}

func (s *Store) step(ctx context.Context, v int) error {
	id, lock := "BIGSERIAL PRIMARY KEY", "LOCK TABLE gazette_version IN EXCLUSIVE MODE"
	if s.Lite() {
		id, lock = "INTEGER PRIMARY KEY AUTOINCREMENT", "SELECT 1"
	}
	return s.Within(ctx, func(tx database.Tx) error {
		if _, err := tx.Exec(ctx, lock); err != nil {
			return err
		}
		var there int
		if err := tx.One(ctx, database.Into(&there), `SELECT COUNT(*) FROM gazette_version WHERE version = ?1`,
			v+1); err != nil || there > 0 {
			return err
		}
		for _, statement := range strings.Split(strings.ReplaceAll(steps[v], "{id}", id), ";\n") {
			if strings.TrimSpace(statement) == "" {
				continue
			}
			if _, err := tx.Exec(ctx, statement); err != nil {
				return err
			}
		}
		_, err := tx.Exec(ctx, `INSERT INTO gazette_version (version) VALUES (?1)`, v+1)
		return err
	})
}

// Ready returns nil when the tables are those of this version, else an error
// that wraps ErrBehind or ErrAhead.
func (s *Store) Ready(ctx context.Context) error {
	why, err := s.JobsBehind(ctx)
	if err != nil {
		return refusal.Of(err)
	}
	v, err := s.version(ctx)
	switch {
	case err != nil:
		return refusal.Of(err)
	case v > len(steps):
		return ErrAhead
	case v < len(steps):
		return fmt.Errorf("%w: it has %d of %d migrations", ErrBehind, v, len(steps))
	case why != "":
		return fmt.Errorf("%w: the tables of the queue are behind", ErrBehind)
	}
	return nil
}
