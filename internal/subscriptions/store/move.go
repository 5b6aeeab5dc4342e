package store

import (
	"context"
	"errors"

	"github.com/riverqueue/river"

	"gazette/internal/subscriptions/database"
	"gazette/internal/subscriptions/subscriber"
)

// move gives a subscription another address. Its row stays the same, so that
// messages which are under way find it. Of several moves at once that share an
// address, one goes after the other.
func (s *Store) move(ctx context.Context, tx database.Tx, r SignUp, mark subscriber.Mark) error {
	if err := tx.Each(ctx, func(func(...any) error) error { return nil }, s.Locking(
		`SELECT id FROM gazette_subscribers WHERE mark IN (?1, ?2) ORDER BY id`), string(r.Changes),
		string(mark)); err != nil {
		return err
	}
	old, err := find(ctx, tx, r.Changes)
	if errors.Is(err, database.ErrNone) {
		return subscriber.ErrToken
	}
	if err != nil {
		return err
	}
	moved, err := tx.Exec(ctx,
		`UPDATE gazette_subscribers SET mark = ?2, address = ?3, softs = 0, soft_since = 0, soft_last = 0
		WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM gazette_subscribers WHERE mark = ?2)`, old.ID,
		string(mark), r.Address)
	if err == nil && moved == 0 {
		err = s.merge(ctx, tx, old, mark)
	}
	if err != nil {
		return err
	}
	agreed := r.Consent
	agreed.Topics, agreed.Locale = old.Topics, old.Locale
	if err := s.agreed(ctx, tx, mark, agreed); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE gazette_consents SET ended = ?2 WHERE mark = ?1 AND ended = 0`, string(r.Changes),
		micros(s.Now()))
	return err
}

// merge ends a subscription in favour of another one, which takes over what
// it chose, and the messages that were under way to it.
func (s *Store) merge(ctx context.Context, tx database.Tx, old Subscriber, mark subscriber.Mark) error {
	other, err := find(ctx, tx, mark)
	if err != nil {
		return err
	}
	if err := s.forward(ctx, tx, old.ID, other.ID); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `DELETE FROM gazette_subscribers WHERE id = ?1`, old.ID); err != nil {
		return err
	}
	if err := s.addTopics(ctx, tx, mark, old.Topics); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE gazette_subscribers SET extent = ?2, locale = ?3 WHERE id = ?1`, other.ID,
		string(old.Extent), old.Locale)
	return err
}

// forward notes who gets the mails of a subscriber from now on. A fan-out that
// has not come to this subscriber yet finds nobody there, and may be past the
// other one: those messages get their job here. Until the transaction ends, no
// message is added and no fan-out goes on: it might come past the other one
// before that one has the topics, and to this one after it is gone.
func (s *Store) forward(ctx context.Context, tx database.Tx, old, to int64) error {
	if !s.Lite() {
		if _, err := tx.Exec(ctx, `LOCK TABLE gazette_messages IN EXCLUSIVE MODE`); err != nil {
			return err
		}
	}
	for _, statement := range []string{
		`UPDATE gazette_merged SET subscriber = ?2 WHERE subscriber = ?1`,
		`INSERT INTO gazette_merged (old, subscriber) VALUES (?1, ?2)`,
	} {
		if _, err := tx.Exec(ctx, statement, old, to); err != nil {
			return err
		}
	}
	var open []int64
	if err := tx.Each(ctx, func(scan func(...any) error) error {
		var id int64
		err := scan(&id)
		open = append(open, id)
		return err
	}, `SELECT id FROM gazette_messages WHERE fanned = 0 AND reached < ?1 AND upto >= ?1 ORDER BY id`,
		old); err != nil {
		return err
	}
	for _, id := range open {
		if err := s.ahead(ctx, tx, id, old); err != nil {
			return err
		}
	}
	return nil
}

// ahead gives one recipient of a message a job before the fan-out comes there.
func (s *Store) ahead(ctx context.Context, tx database.Tx, message, id int64) error {
	f, err := s.fan(ctx, tx, message)
	if err != nil || f.reached >= id { // it has come there meanwhile
		return err
	}
	jobs, err := s.recipients(ctx, tx, message, id-1, id, f)
	if err != nil {
		return err
	}
	return s.fanned(ctx, tx, message, f, jobs)
}

// fanned inserts the jobs of recipients, and counts them.
func (s *Store) fanned(ctx context.Context, tx database.Tx, message int64, f fan, jobs []river.InsertManyParams) error {
	if err := tx.Enqueue(ctx, jobs); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE gazette_messages SET reached = ?2, recipients = ?3, fanned = ?4 WHERE id = ?1`,
		message, f.reached, f.recipients+int64(len(jobs)), f.fanned)
	return err
}
