package store

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/riverqueue/river"

	"gazette/internal/subscriptions/database"
	"gazette/internal/subscriptions/subscriber"
)

// opened is a database of its own, with its tables.
func opened(t *testing.T) *Store {
	t.Helper()
	s := empty(t)
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

// empty is a database of its own, without tables.
func empty(t *testing.T) *Store {
	t.Helper()
	keys, err := subscriber.NewKeys("0123456789abcdef")
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), Options{Address: "sqlite:s.db", Folder: t.TempDir(), Keys: keys, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// TestLeaveReason: the last reason counts, but a complaint stays one: no report
// after it makes the address one that is asked to confirm again.
func TestLeaveReason(t *testing.T) {
	s := opened(t)
	for address, c := range map[string]struct {
		reasons []Reason
		want    Reason
	}{
		"a@example.com": {[]Reason{Bounced, Complained}, Complained},
		"b@example.com": {[]Reason{Complained, Bounced}, Complained},
		"c@example.com": {[]Reason{Complained, Unsubscribed}, Complained},
		"d@example.com": {[]Reason{Bounced, Bounced}, Bounced},
		"e@example.com": {[]Reason{Unsubscribed}, ""}, // who was never subscribed leaves no trace
	} {
		mark := s.Keys.Mark(address)
		for _, why := range c.reasons {
			if _, err := s.Leave(t.Context(), mark, why); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := s.Suppressed(t.Context(), mark); err != nil || got != c.want {
			t.Errorf("after %v the reason is %q, %v; want %q", c.reasons, got, err, c.want)
		}
	}
}

// told is the one message of a test, handed over to its subscribers.
func told(t *testing.T, s *Store, topics ...string) Message {
	t.Helper()
	m := Message{Name: "m1", Channel: "readers", Change: "c1", Slug: topics[0], Topics: topics, First: true,
		Letters: map[string]Letter{"en": {Lang: "en", Subject: "S", Text: "T", HTML: "<p>T</p>"}}}
	if err := s.Announce(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	m, err := s.MessageNamed(t.Context(), "m1")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.FanOut(t.Context(), m.ID, nil); err != nil {
		t.Fatal(err)
	}
	if m, err = s.MessageNamed(t.Context(), "m1"); err != nil {
		t.Fatal(err)
	}
	return m
}

// agree subscribes an address.
func agree(t *testing.T, s *Store, address string, topics ...string) Subscriber {
	t.Helper()
	if _, err := s.Import(t.Context(), SignUp{Address: address, Consent: Consent{At: s.Now(), Source: "test", Locale: "en", Topics: topics}}, subscriber.Everything); err != nil {
		t.Fatal(err)
	}
	who, err := s.Find(t.Context(), s.Keys.Mark(address))
	if err != nil {
		t.Fatal(err)
	}
	return who
}

// listener notes the statements that a database is given.
type listener struct {
	database.DB
	heard *[]string
}

func (l listener) Within(ctx context.Context, work func(database.Tx) error) error {
	*l.heard = append(*l.heard, "begin")
	return l.DB.Within(ctx, func(tx database.Tx) error {
		insert := tx.Insert
		tx.Conn = overheard{tx.Conn, l.heard}
		tx.Insert = func(ctx context.Context, jobs []river.InsertManyParams) error {
			*l.heard = append(*l.heard, fmt.Sprintf("%d jobs", len(jobs)))
			return insert(ctx, jobs)
		}
		return work(tx)
	})
}

func (l listener) Exec(ctx context.Context, statement string, args ...any) (int64, error) {
	return overheard{l.DB, l.heard}.Exec(ctx, statement, args...)
}

func (l listener) One(ctx context.Context, into []any, statement string, args ...any) error {
	return overheard{l.DB, l.heard}.One(ctx, into, statement, args...)
}

func (l listener) Each(ctx context.Context, row func(func(...any) error) error, statement string, args ...any) error {
	return overheard{l.DB, l.heard}.Each(ctx, row, statement, args...)
}

// overheard is a Conn whose statements are noted.
type overheard struct {
	database.Conn
	heard *[]string
}

func (o overheard) Exec(ctx context.Context, statement string, args ...any) (int64, error) {
	*o.heard = append(*o.heard, statement)
	return o.Conn.Exec(ctx, statement, args...)
}

func (o overheard) One(ctx context.Context, into []any, statement string, args ...any) error {
	*o.heard = append(*o.heard, statement)
	return o.Conn.One(ctx, into, statement, args...)
}

func (o overheard) Each(ctx context.Context, row func(func(...any) error) error, statement string, args ...any) error {
	*o.heard = append(*o.heard, statement)
	return o.Conn.Each(ctx, row, statement, args...)
}

// TestSignUpsAreAlike: a sign-up gives the database the same work whether its
// address is subscribed, suppressed, asked already or new: nobody finds out by
// the time that it takes.
func TestSignUpsAreAlike(t *testing.T) {
	s := opened(t)
	agree(t, s, "ada@example.com", "cookies")
	gone := agree(t, s, "gone@example.com", "cookies")
	if _, err := s.Leave(t.Context(), gone.Mark, Complained); err != nil {
		t.Fatal(err)
	}
	var heard []string
	s.DB = listener{s.DB, &heard}
	var want []string
	for _, address := range []string{"new@example.com", "ada@example.com", "gone@example.com", "new@example.com"} {
		heard = nil
		if err := s.TakeSignUp(t.Context(), SignUp{Address: address, Consent: Consent{At: s.Now(), Locale: "en", Topics: []string{"cookies"}}}); err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = heard
		}
		if len(heard) != 3 || !slices.Equal(heard, want) {
			t.Errorf("%s: %q, want %q", address, heard, want)
		}
	}
}
