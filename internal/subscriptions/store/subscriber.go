package store

import (
	"context"
	"time"

	"gazette/internal/subscriptions/database"
	"gazette/internal/subscriptions/subscriber"
)

// Subscriber is somebody who confirmed.
type Subscriber struct {
	ID        int64
	Mark      subscriber.Mark
	Address   string
	Locale    string
	Extent    subscriber.Extent
	Topics    []string
	Confirmed time.Time
}

// Reason is why nobody may be written to at an address.
type Reason string

// The reasons. Who confirms again is written to again, but after a complaint
// not even the mail to confirm is sent.
const (
	Unsubscribed Reason = "unsubscribed"
	Bounced      Reason = "bounced"
	Complained   Reason = "complained"
)

// subscribe adds or extends a subscription, with the record of its consent.
func (s *Store) subscribe(ctx context.Context, tx database.Tx, r SignUp) error {
	mark, now := s.Keys.Mark(r.Address), micros(s.Now())
	if r.Changes != "" && r.Changes != mark {
		return s.move(ctx, tx, r, mark)
	}
	if _, err := tx.Exec(ctx,
		`INSERT INTO gazette_subscribers (mark, address, locale, extent, confirmed) VALUES (?1, ?2, ?3, ?4, ?5)
		ON CONFLICT (mark) DO UPDATE SET address = excluded.address, locale = excluded.locale`,
		string(mark), r.Address, r.Locale, string(subscriber.Everything), now); err != nil {
		return err
	}
	if err := s.addTopics(ctx, tx, mark, r.Topics); err != nil {
		return err
	}
	return s.agreed(ctx, tx, mark, r.Consent)
}

// addTopics adds topics to those that a subscriber has.
func (s *Store) addTopics(ctx context.Context, tx database.Tx, mark subscriber.Mark, topics []string) error {
	var id int64
	if err := tx.One(ctx, database.Into(&id), `SELECT id FROM gazette_subscribers WHERE mark = ?1`,
		string(mark)); err != nil {
		return err
	}
	all := append([]string{}, topics...)
	if err := tx.Each(ctx, func(scan func(...any) error) error {
		var t string
		err := scan(&t)
		all = append(all, t)
		return err
	}, `SELECT topic FROM gazette_topics WHERE subscriber = ?1`, id); err != nil {
		return err
	}
	return setTopics(ctx, tx, id, all)
}

func setTopics(ctx context.Context, tx database.Tx, id int64, topics []string) error {
	if _, err := tx.Exec(ctx, `DELETE FROM gazette_topics WHERE subscriber = ?1`, id); err != nil {
		return err
	}
	topics = subscriber.TopicSet(topics)
	for _, t := range topics[:min(len(topics), subscriber.TopicsMax)] {
		if _, err := tx.Exec(ctx, `INSERT INTO gazette_topics (subscriber, topic) VALUES (?1, ?2)`, id, t); err != nil {
			return err
		}
	}
	return nil
}

// agreed records a consent. Who agrees anew is on no list of those who left.
func (s *Store) agreed(ctx context.Context, tx database.Tx, mark subscriber.Mark, c Consent) error {
	if _, err := tx.Exec(ctx, `DELETE FROM gazette_suppressed WHERE mark = ?1`, string(mark)); err != nil {
		return err
	}
	_, err := tx.Exec(ctx,
		`INSERT INTO gazette_consents (mark, at, source, page, words, locale, topics)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)`,
		string(mark), micros(c.At), c.Source, c.Page, c.Words, c.Locale, list(c.Topics))
	return err
}

// Find returns the subscriber with a mark, or database.ErrNone.
func (s *Store) Find(ctx context.Context, mark subscriber.Mark) (Subscriber, error) {
	return find(ctx, s, mark)
}

func find(ctx context.Context, c database.Conn, mark subscriber.Mark) (out Subscriber, err error) {
	var m, extent string
	var confirmed int64
	err = c.One(ctx, database.Into(&out.ID, &m, &out.Address, &out.Locale, &extent, &confirmed),
		`SELECT id, mark, address, locale, extent, confirmed FROM gazette_subscribers WHERE mark = ?1`, string(mark))
	if err != nil {
		return out, err
	}
	out.Mark, out.Extent, out.Confirmed = subscriber.Mark(m), subscriber.Extent(extent), instant(confirmed)
	err = c.Each(ctx, func(scan func(...any) error) error {
		var t string
		err := scan(&t)
		out.Topics = append(out.Topics, t)
		return err
	}, `SELECT topic FROM gazette_topics WHERE subscriber = ?1 ORDER BY topic`, out.ID)
	return out, err
}

// Choose stores what a subscriber chose: topics, language, how much. Topics
// that were added are a consent of their own.
func (s *Store) Choose(ctx context.Context, mark subscriber.Mark, locale string, extent subscriber.Extent,
	c Consent) error {
	return s.Within(ctx, func(tx database.Tx) error {
		old, err := find(ctx, tx, mark)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE gazette_subscribers SET locale = ?2, extent = ?3 WHERE id = ?1`, old.ID,
			locale, string(extent)); err != nil {
			return err
		}
		if err := setTopics(ctx, tx, old.ID, c.Topics); err != nil {
			return err
		}
		return s.agreed(ctx, tx, mark, c)
	})
}

// Leave ends a subscription. What is kept is the mark, so that no import
// brings the address back, and that there was a consent until now. It reports
// whether there was a subscription.
func (s *Store) Leave(ctx context.Context, mark subscriber.Mark, why Reason) (was bool, err error) {
	err = s.Within(ctx, func(tx database.Tx) error {
		was, err = s.leave(ctx, tx, mark, why)
		return err
	})
	return was, err
}

func (s *Store) leave(ctx context.Context, tx database.Tx, mark subscriber.Mark, why Reason) (bool, error) {
	now := micros(s.Now())
	n, err := tx.Exec(ctx, `DELETE FROM gazette_subscribers WHERE mark = ?1`, string(mark))
	if err != nil || n == 0 && why == Unsubscribed {
		return false, err
	}
	if _, err := tx.Exec(ctx, `UPDATE gazette_consents SET ended = ?2 WHERE mark = ?1 AND ended = 0`, string(mark),
		now); err != nil {
		return false, err
	}
	if err := forget(ctx, tx, mark); err != nil {
		return false, err
	}
	// A complaint stays one, whatever is reported after it.
	_, err = tx.Exec(ctx, `INSERT INTO gazette_suppressed (mark, reason, at) VALUES (?1, ?2, ?3)
		ON CONFLICT (mark) DO UPDATE SET reason = excluded.reason, at = excluded.at
		WHERE gazette_suppressed.reason <> ?4`,
		string(mark), string(why), now, string(Complained))
	return n > 0, err
}

// forget deletes what is not confirmed yet of an address.
func forget(ctx context.Context, tx database.Tx, mark subscriber.Mark) error {
	_, err := tx.Exec(ctx, `DELETE FROM gazette_tokens WHERE mark = ?1 OR changes = ?1`, string(mark))
	return err
}

// Erase deletes all that is stored under an address: subscription, consents,
// requests, the mark of who left. Receipts hold the mark alone and stay: with
// one missing, those of all others could not be proven. It reports how many rows there were.
func (s *Store) Erase(ctx context.Context, address string) (rows int64, err error) {
	mark := s.Keys.Mark(address)
	err = s.Within(ctx, func(tx database.Tx) error {
		rows = 0
		for _, statement := range []string{
			`DELETE FROM gazette_subscribers WHERE mark = ?1`, `DELETE FROM gazette_consents WHERE mark = ?1`,
			`DELETE FROM gazette_tokens WHERE mark = ?1 OR changes = ?1`,
			`DELETE FROM gazette_suppressed WHERE mark = ?1`,
			`DELETE FROM gazette_mailed WHERE mark = ?1`,
		} {
			n, err := tx.Exec(ctx, statement, string(mark))
			if err != nil {
				return err
			}
			rows += n
		}
		n, err := tx.Exec(ctx, `DELETE FROM gazette_signups WHERE LOWER(address) = ?1`, subscriber.Fold(address))
		rows += n
		return err
	})
	return rows, err
}

// Forget deletes what is stored of a subscriber but the mark, so that no
// import brings the address back.
func (s *Store) Forget(ctx context.Context, mark subscriber.Mark) error {
	return s.Within(ctx, func(tx database.Tx) error {
		if _, err := s.leave(ctx, tx, mark, Unsubscribed); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `DELETE FROM gazette_consents WHERE mark = ?1`, string(mark))
		return err
	})
}
