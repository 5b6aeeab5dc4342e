package store

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"time"

	"gazette/internal/subscriptions/database"
	"gazette/internal/subscriptions/subscriber"
)

// Recipient is a subscriber of a message, as a delivery needs it.
type Recipient struct {
	Mark      subscriber.Mark
	Address   string
	Locale    string
	Receipted bool // it has ended already
	Gone      bool // there is no such subscriber any more, or its address got the message as another one
}

// Recipient looks up who a message goes to, and whether it has ended. A
// subscription that became part of another one is told at the other's address:
// both have a job where both were subscribed, and the second that comes to its
// turn ends as one that left, under no address.
func (s *Store) Recipient(ctx context.Context, message, id int64) (r Recipient, err error) {
	var mark string
	var receipts, told int64
	err = s.One(ctx, database.Into(&mark, &r.Address, &r.Locale, &receipts, &told),
		`SELECT COALESCE(s.mark, ''), COALESCE(s.address, ''), COALESCE(s.locale, ''),
			(SELECT COUNT(*) FROM gazette_receipts WHERE message = ?1 AND subscriber = ?2),
			CASE WHEN EXISTS (SELECT 1 FROM gazette_merged m WHERE m.subscriber = s.id) THEN
				(SELECT COUNT(*) FROM gazette_receipts r WHERE r.mark = s.mark AND r.message = ?1 AND
					 r.subscriber <> ?2 AND r.result = 'sent') ELSE 0 END
		FROM (SELECT 1) one LEFT JOIN gazette_subscribers s ON s.id =
			 COALESCE((SELECT subscriber FROM gazette_merged WHERE old = ?2), ?2)`, message, id)
	if told > 0 {
		return Recipient{Receipted: receipts > 0, Gone: true}, err
	}
	r.Mark, r.Receipted, r.Gone = subscriber.Mark(mark), receipts > 0, mark == ""
	return r, err
}

// Ending is a receipt that is to be written.
type Ending struct {
	Message, Subscriber int64
	Mark                subscriber.Mark
	Result              subscriber.Result
	At                  time.Time
}

// endingColumns are the parameters of one receipt.
const endingColumns = 6

// Write writes receipts, many in one statement. One that is there stays.
func (s *Store) Write(ctx context.Context, endings []Ending) error { return receipts(ctx, s, endings) }

// HardBounce ends a subscription whose mailbox there is not, and writes the
// receipt that says so; both or none, since without the subscription nobody
// would know whose receipt it is.
func (s *Store) HardBounce(ctx context.Context, e Ending) error {
	return s.Within(ctx, func(tx database.Tx) error {
		if _, err := s.leave(ctx, tx, e.Mark, Bounced); err != nil {
			return err
		}
		return receipts(ctx, tx, []Ending{e})
	})
}

// SoftBounce is as Soft, and writes the receipt; both or none.
func (s *Store) SoftBounce(ctx context.Context, e Ending) error {
	return s.Within(ctx, func(tx database.Tx) error {
		if _, err := s.soft(ctx, tx, e.Mark); err != nil {
			return err
		}
		return receipts(ctx, tx, []Ending{e})
	})
}

// receipts writes them in one statement.
func receipts(ctx context.Context, c database.Conn, endings []Ending) error {
	if len(endings) == 0 {
		return nil
	}
	args := make([]any, 0, endingColumns*len(endings))
	for _, e := range endings {
		var nonce [12]byte
		_, _ = rand.Read(nonce[:]) // never fails (crypto/rand)
		args = append(args, e.Message, e.Subscriber, string(e.Mark), string(e.Result), e.At.UnixMilli()*1000,
			base64.StdEncoding.EncodeToString(nonce[:]))
	}
	_, err := c.Exec(ctx, `INSERT INTO gazette_receipts (message, subscriber, mark, result, at, nonce) VALUES `+
		database.Places(len(endings), endingColumns)+` ON CONFLICT (message, subscriber) DO NOTHING`, args...)
	return err
}

// eachReceipt hands over a message's receipts in the order of their tree.
func (s *Store) eachReceipt(ctx context.Context, m Message, take func(subscriber.Receipt) error) error {
	return s.Each(ctx, func(scan func(...any) error) error {
		r := subscriber.Receipt{Message: m.Name}
		var mark, result string
		var at int64
		if err := scan(&mark, &result, &at, &r.Nonce); err != nil {
			return err
		}
		r.Mark, r.Result, r.At = subscriber.Mark(mark), subscriber.Result(result), instant(at)
		return take(r)
	}, `SELECT mark, result, at, nonce FROM gazette_receipts WHERE message = ?1 ORDER BY subscriber`, m.ID)
}

// Told is what an address was told: a message, and the proof if it is complete.
type Told struct {
	Message  Message
	Receipt  subscriber.Receipt
	Complete bool
	Proof    subscriber.Proof
}

// ToldTo returns all that an address was told, in order.
func (s *Store) ToldTo(ctx context.Context, address string) (out []Told, err error) {
	mark := s.Keys.Mark(address)
	type row struct{ message, subscriber int64 }
	var rows []row
	if err := s.Each(ctx, func(scan func(...any) error) error {
		var r row
		err := scan(&r.message, &r.subscriber)
		rows = append(rows, r)
		return err
	}, `SELECT message, subscriber FROM gazette_receipts WHERE mark = ?1 ORDER BY message`, string(mark)); err != nil {
		return nil, err
	}
	for _, r := range rows {
		t, err := s.told(ctx, r.message, r.subscriber)
		if err != nil {
			return out, err
		}
		out = append(out, t)
	}
	return out, nil
}

func (s *Store) told(ctx context.Context, message, subscriberID int64) (t Told, err error) {
	if t.Message, err = s.Message(ctx, message); err != nil {
		return t, err
	}
	var before, all int64
	if err := s.One(ctx, database.Into(&before, &all),
		`SELECT COUNT(CASE WHEN subscriber < ?2 THEN 1 END), COUNT(*) FROM gazette_receipts WHERE message = ?1`,
		message, subscriberID); err != nil {
		return t, err
	}
	t.Proof, err = subscriber.Prove(uint64(before), uint64(all), func(take func(subscriber.Receipt) error) error {
		return s.eachReceipt(ctx, t.Message, take)
	})
	t.Receipt, t.Complete = t.Proof.Receipt, t.Message.Fanned && all >= t.Message.Recipients
	return t, err
}
