package store

import (
	"context"

	"gazette/internal/subscriptions/database"
	"gazette/internal/subscriptions/subscriber"
)

// Record is all that is stored of one address, for its owner and for exports.
type Record struct {
	Address   string            `json:"address"`
	Locale    string            `json:"locale"`
	Extent    subscriber.Extent `json:"extent"`
	Topics    []string          `json:"topics"`
	Confirmed string            `json:"confirmed"`
	Consents  []ConsentRecord   `json:"consents"`
	Receipts  []ReceiptRecord   `json:"receipts,omitempty"`
}

// ConsentRecord is a consent as it is exported.
type ConsentRecord struct {
	At     string   `json:"at"`
	Source string   `json:"source"`
	Page   string   `json:"page,omitempty"`
	Words  string   `json:"words,omitempty"`
	Locale string   `json:"locale"`
	Topics []string `json:"topics"`
	Ended  string   `json:"ended,omitempty"`
}

// ReceiptRecord is a receipt as it is exported.
type ReceiptRecord struct {
	Message string `json:"message"`
	Result  string `json:"result"`
	At      string `json:"at"`
}

const timeFormat = "2006-01-02T15:04:05Z07:00"

// Record returns all that is stored of a subscriber, or database.ErrNone.
func (s *Store) Record(ctx context.Context, mark subscriber.Mark) (Record, error) {
	who, err := s.Find(ctx, mark)
	if err != nil {
		return Record{}, err
	}
	r := recordOf(who)
	if r.Consents, err = s.consents(ctx, mark); err != nil {
		return r, err
	}
	err = s.Each(ctx, func(scan func(...any) error) error {
		var one ReceiptRecord
		var at int64
		err := scan(&one.Message, &one.Result, &at)
		one.At = instant(at).Format(timeFormat)
		r.Receipts = append(r.Receipts, one)
		return err
	}, `SELECT m.name, r.result, r.at
		FROM gazette_receipts r JOIN gazette_messages m ON m.id = r.message
		WHERE r.mark = ?1 ORDER BY r.at`, string(mark))
	return r, err
}

func recordOf(who Subscriber) Record {
	return Record{Address: who.Address, Locale: who.Locale, Extent: who.Extent, Topics: who.Topics,
		Confirmed: who.Confirmed.Format(timeFormat)}
}

func (s *Store) consents(ctx context.Context, mark subscriber.Mark) (out []ConsentRecord, err error) {
	err = s.Each(ctx, func(scan func(...any) error) error {
		var c ConsentRecord
		var at, ended int64
		var topics string
		err := scan(&at, &c.Source, &c.Page, &c.Words, &c.Locale, &topics, &ended)
		c.At, c.Topics = instant(at).Format(timeFormat), unlist(topics)
		if ended > 0 {
			c.Ended = instant(ended).Format(timeFormat)
		}
		out = append(out, c)
		return err
	}, `SELECT at, source, page, words, locale, topics, ended FROM gazette_consents WHERE mark = ?1 ORDER BY at`,
		string(mark))
	return out, err
}

// pageSize is how many subscribers are read at once.
const pageSize = 1000

// EachSubscriber hands over all subscribers in the order in which they came.
// Other work goes on between pages.
func (s *Store) EachSubscriber(ctx context.Context, take func(Subscriber) error) error {
	for after := int64(0); ; {
		var page []Subscriber
		var marks []string
		err := s.Each(ctx, func(scan func(...any) error) error {
			var id int64
			var mark string
			err := scan(&id, &mark)
			after = id
			marks = append(marks, mark)
			return err
		}, `SELECT id, mark FROM gazette_subscribers WHERE id > ?1 ORDER BY id LIMIT ?2`, after, int64(pageSize))
		if err != nil {
			return err
		}
		for _, m := range marks {
			who, err := s.Find(ctx, subscriber.Mark(m))
			if err == nil {
				page = append(page, who)
			} else if err != database.ErrNone {
				return err
			}
		}
		for _, who := range page {
			if err := take(who); err != nil {
				return err
			}
		}
		if len(marks) < pageSize {
			return nil
		}
	}
}

// EachRecord hands over all subscribers with their consents.
func (s *Store) EachRecord(ctx context.Context, take func(Record) error) error {
	return s.EachSubscriber(ctx, func(who Subscriber) error {
		r := recordOf(who)
		var err error
		if r.Consents, err = s.consents(ctx, who.Mark); err != nil {
			return err
		}
		return take(r)
	})
}

// Imported says what became of an imported address.
type Imported string

// What may become of one.
const (
	Added      Imported = "added"
	Extended   Imported = "already subscribed"
	Suppressed Imported = "suppressed"
)

// Import subscribes an address whose consent was given elsewhere. Who has left,
// bounced or complained here is not brought back.
func (s *Store) Import(ctx context.Context, r SignUp, extent subscriber.Extent) (how Imported, err error) {
	mark := s.Keys.Mark(r.Address)
	err = s.Within(ctx, func(tx database.Tx) error {
		var there, no int64
		if err := tx.One(ctx, database.Into(&there, &no),
			`SELECT (SELECT COUNT(*) FROM gazette_subscribers WHERE mark = ?1),
			(SELECT COUNT(*) FROM gazette_suppressed WHERE mark = ?1)`, string(mark)); err != nil {
			return err
		}
		if no > 0 {
			how = Suppressed
			return nil
		}
		if how = Added; there > 0 {
			how = Extended
			return s.addTopics(ctx, tx, mark, r.Topics)
		}
		if err := s.subscribe(ctx, tx, r); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE gazette_subscribers SET extent = ?2 WHERE mark = ?1`, string(mark),
			string(extent))
		return err
	})
	return how, err
}

// Stats are numbers about the whole list.
type Stats struct {
	Subscribers int64            `json:"subscribers"`
	Unconfirmed int64            `json:"unconfirmed"`
	Suppressed  map[string]int64 `json:"suppressed"`
	Topics      map[string]int64 `json:"topics"`
	Locales     map[string]int64 `json:"locales"`
	Messages    int64            `json:"messages"`
	Waiting     int64            `json:"waiting"`  // mails that are still to be sent
	Retrying    int64            `json:"retrying"` // those of them that were tried, and are tried again
	Results     map[string]int64 `json:"results"`
}

// Stats counts.
func (s *Store) Stats(ctx context.Context) (out Stats, err error) {
	if err = s.One(ctx, database.Into(&out.Subscribers, &out.Unconfirmed, &out.Messages, &out.Waiting, &out.Retrying),
		`SELECT (SELECT COUNT(*) FROM gazette_subscribers),
		(SELECT COUNT(*) FROM gazette_tokens WHERE used = 0 AND expires > ?1), (SELECT COUNT(*) FROM gazette_messages),
		(SELECT COUNT(*) FROM river_job WHERE queue = ?2 AND finalized_at IS NULL),
		(SELECT COUNT(*) FROM river_job WHERE queue = ?2 AND state = 'retryable')`, micros(s.Now()),
		Deliveries); err != nil {
		return out, err
	}
	for _, row := range []struct {
		into      *map[string]int64
		statement string
	}{
		{&out.Suppressed, `SELECT reason, COUNT(*) FROM gazette_suppressed GROUP BY reason`},
		{&out.Topics, `SELECT topic, COUNT(*) FROM gazette_topics GROUP BY topic`},
		{&out.Locales, `SELECT locale, COUNT(*) FROM gazette_subscribers GROUP BY locale`},
		{&out.Results, `SELECT result, COUNT(*) FROM gazette_receipts GROUP BY result`},
	} {
		counts := map[string]int64{}
		if err := s.Each(ctx, func(scan func(...any) error) error {
			var name string
			var n int64
			err := scan(&name, &n)
			counts[name] = n
			return err
		}, row.statement); err != nil {
			return out, err
		}
		*row.into = counts
	}
	return out, nil
}
