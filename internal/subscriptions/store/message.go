package store

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/riverqueue/river"

	"gazette/internal/subscriptions/database"
	"gazette/internal/subscriptions/subscriber"
)

// Letter is a message in one language, with places for links of its reader.
type Letter struct {
	Lang    string `json:"lang"`
	Subject string `json:"subject"`
	Text    string `json:"text"`
	HTML    string `json:"html"`
}

// Message is what is told to all subscribers of a topic.
type Message struct {
	ID      int64
	Name    string // its id at the channel
	Channel string
	Change  string // the change's id
	Slug    string
	Topics  []string // what it is sent to, the narrowest first
	First   bool     // the first that is told of the change: not for those alone who want all
	Letters map[string]Letter
	At      time.Time

	Recipients int64 // so far
	Fanned     bool  // every recipient has a job
	Receipted  bool  // the counts stand in the site's receipts
}

// Announce stores a message, unless it is there. Its subscribers are those who
// have confirmed by now.
func (s *Store) Announce(ctx context.Context, m Message) error {
	letters, err := json.Marshal(m.Letters)
	if err != nil {
		return err
	}
	first := 0
	if m.First {
		first = 1
	}
	_, err = s.Exec(ctx, `INSERT INTO gazette_messages (name, channel, change, slug, topics, first, letters, at, upto)
		SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, COALESCE((SELECT MAX(id) FROM gazette_subscribers), 0)
		ON CONFLICT (name) DO NOTHING`, m.Name, m.Channel, m.Change, m.Slug, list(m.Topics), first, string(letters),
		micros(s.Now()))
	return err
}

const messageColumns = `id, name, channel, change, slug, topics, first, letters, at, recipients, fanned, receipted`

func scanMessage(scan func(...any) error) (m Message, err error) {
	var topics, letters string
	var first, at, fanned, receipted int64
	if err = scan(&m.ID, &m.Name, &m.Channel, &m.Change, &m.Slug, &topics, &first, &letters, &at, &m.Recipients,
		&fanned, &receipted); err != nil {
		return m, err
	}
	m.Topics, m.First, m.At, m.Fanned, m.Receipted = unlist(topics), first > 0, instant(at), fanned > 0, receipted > 0
	return m, json.Unmarshal([]byte(letters), &m.Letters)
}

// Message returns a message by its number.
func (s *Store) Message(ctx context.Context, id int64) (m Message, err error) {
	found, err := s.messages(ctx, `id = ?1`, id)
	if err == nil && len(found) == 0 {
		return m, database.ErrNone
	}
	if err != nil {
		return m, err
	}
	return found[0], nil
}

// MessageNamed returns a message by its id at the channel.
func (s *Store) MessageNamed(ctx context.Context, name string) (m Message, err error) {
	found, err := s.messages(ctx, `name = ?1`, name)
	if err == nil && len(found) == 0 {
		return m, database.ErrNone
	}
	if err != nil {
		return m, err
	}
	return found[0], nil
}

// Open returns the messages whose counts do not stand in the site's receipts yet.
func (s *Store) Open(ctx context.Context) ([]Message, error) {
	return s.messages(ctx, `receipted = 0 ORDER BY id`)
}

func (s *Store) messages(ctx context.Context, where string, args ...any) (out []Message, err error) {
	err = s.Each(ctx, func(scan func(...any) error) error {
		m, err := scanMessage(scan)
		out = append(out, m)
		return err
	}, `SELECT `+messageColumns+` FROM gazette_messages WHERE `+where, args...)
	return out, err
}

// FanOut gives every recipient of a message a job, many in each transaction.
// The cursor is stored with the jobs: killed anywhere, the next run goes on
// behind the last chunk; two at once take turns. said is told how far it is.
func (s *Store) FanOut(ctx context.Context, id int64, said func(recipients int64)) error {
	for {
		recipients, done, err := s.fanChunk(ctx, id)
		if err != nil {
			return err
		}
		if said != nil {
			said(recipients)
		}
		if done {
			return nil
		}
	}
}

// fan is how far the fan-out of a message is, and to whom it goes.
type fan struct {
	reached, upto, recipients, fanned, first int64
	topics                                   []string
	change                                   string
}

// fan reads it, and keeps others from going on until the transaction ends.
func (s *Store) fan(ctx context.Context, tx database.Tx, id int64) (f fan, err error) {
	var topics string
	err = tx.One(ctx, database.Into(&f.reached, &f.upto, &f.recipients, &f.fanned, &f.first, &topics, &f.change),
		s.Locking(`SELECT reached, upto, recipients, fanned, first, topics, change FROM gazette_messages
			WHERE id = ?1`), id)
	f.topics = unlist(topics)
	return f, err
}

// fanChunk is one transaction of FanOut.
func (s *Store) fanChunk(ctx context.Context, id int64) (recipients int64, done bool, err error) {
	err = s.Within(ctx, func(tx database.Tx) error {
		f, err := s.fan(ctx, tx, id)
		if err != nil {
			return err
		}
		recipients, done = f.recipients, f.fanned > 0
		if done {
			return nil
		}
		to := min(f.reached+s.chunk, f.upto)
		jobs, err := s.recipients(ctx, tx, id, f.reached, to, f)
		if err != nil {
			return err
		}
		recipients, f.reached = recipients+int64(len(jobs)), to
		if done = to >= f.upto; done {
			f.fanned = micros(s.Now())
		}
		return s.fanned(ctx, tx, id, f, jobs)
	})
	return recipients, done, err
}

// recipients are the jobs of a stretch of subscribers. A message that is not
// the first of its change goes to those who want everything, and to those who
// came after the first. The stretch is named for both tables: PostgreSQL does
// not conclude it for the second, and would read all of its rows each time.
func (s *Store) recipients(ctx context.Context, tx database.Tx, id, after, to int64,
	f fan) ([]river.InsertManyParams, error) {
	topics := append([]string{}, f.topics...)
	for len(topics) < 3 { // the statement has three places
		topics = append(topics, topics[len(topics)-1])
	}
	since := int64(-1) // everybody came after it
	if f.first == 0 {
		if err := tx.One(ctx, database.Into(&since),
			`SELECT COALESCE(MIN(at), ?2) FROM gazette_messages WHERE change = ?1 AND first = 1`, f.change,
			int64(-1)); err != nil {
			return nil, err
		}
	}
	jobs := make([]river.InsertManyParams, 0, to-after)
	err := tx.Each(ctx, func(scan func(...any) error) error {
		args := DeliverArgs{Message: id}
		if err := scan(&args.Subscriber, &args.Topic); err != nil {
			return err
		}
		jobs = append(jobs, river.InsertManyParams{Args: args})
		return nil
	}, `SELECT s.id, MIN(CASE t.topic WHEN ?3 THEN 0 WHEN ?4 THEN 1 ELSE 2 END)
		FROM gazette_subscribers s JOIN gazette_topics t ON t.subscriber = s.id
		WHERE s.id > ?1 AND s.id <= ?2 AND t.subscriber > ?1 AND t.subscriber <= ?2 AND t.topic IN (?3, ?4, ?5)
			AND (s.extent = 'everything' OR s.confirmed > ?6)
		GROUP BY s.id ORDER BY s.id`, after, to, topics[0], topics[1], topics[2], since)
	return jobs, err
}

// ErrUnderWay says that a message is not complete yet.
var ErrUnderWay = errors.New("the message is still under way")

// Outcome is how a message ended for all its subscribers.
type Outcome struct {
	Recipients int64
	Counts     map[subscriber.Result]int64
	Root       []byte // of the tree of receipts
}

// Outcome counts a message's receipts and grows their tree. While there are
// fewer receipts than recipients it returns ErrUnderWay with the counts so far.
func (s *Store) Outcome(ctx context.Context, m Message) (Outcome, error) {
	out := Outcome{Recipients: m.Recipients, Counts: map[subscriber.Result]int64{}}
	var all int64
	err := s.Each(ctx, func(scan func(...any) error) error {
		var result string
		var n int64
		err := scan(&result, &n)
		out.Counts[subscriber.Result(result)] = n
		all += n
		return err
	}, `SELECT result, COUNT(*) FROM gazette_receipts WHERE message = ?1 GROUP BY result`, m.ID)
	if err != nil {
		return out, err
	}
	if !m.Fanned || all < m.Recipients {
		return out, ErrUnderWay
	}
	tree := subscriber.NewTree()
	if err := s.eachReceipt(ctx, m, tree.Add); err != nil {
		return out, err
	}
	out.Root, err = tree.Root()
	return out, err
}

// Receipted notes that a message's counts stand in the site's receipts.
func (s *Store) Receipted(ctx context.Context, id int64) error {
	_, err := s.Exec(ctx, `UPDATE gazette_messages SET receipted = ?2 WHERE id = ?1`, id, micros(s.Now()))
	return err
}
