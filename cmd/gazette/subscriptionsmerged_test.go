//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"gazette/internal/subscriptions/store"
	"gazette/internal/subscriptions/subscriber"
)

// people are who has a subscription when the messages begin, and apart is how far their numbers are from each other:
// each in a stretch of its own, so that a fan-out comes to them one by one.
const (
	people = 16
	apart  = 10_000
)

// mergeTogether has subscribers take each other's addresses while messages are handed over, many at once: whoever was
// subscribed to what a message is about is still there under some address, and that one gets the message.
func mergeTogether(t *testing.T, db *store.Store) {
	begun := make([]store.Subscriber, people)
	for i := range begun {
		if _, err := db.Exec(t.Context(), `SELECT setval('gazette_subscribers_id_seq', ?1)`, (i+1)*apart); err != nil {
			t.Fatal(err)
		}
		c := store.Consent{At: time.Now(), Source: "test", Locale: "en", Topics: []string{"cookies"}}
		if i%2 > 0 {
			c.Topics = []string{"terms"}
		}
		address := fmt.Sprintf("reader%d@example.com", i)
		if _, err := db.Import(t.Context(), store.SignUp{Address: address, Consent: c}, subscriber.Everything); err != nil {
			t.Fatal(err)
		}
		who, err := db.Find(t.Context(), db.Keys.Mark(address))
		if err != nil {
			t.Fatal(err)
		}
		begun[i] = who
	}
	var all sync.WaitGroup
	for n := range 4 {
		all.Go(func() {
			for range people / 2 {
				takeOver(t, db, begun[rand.IntN(people)].Mark, fmt.Sprintf("reader%d@example.com", rand.IntN(people+4)))
			}
		})
		if n < 2 {
			all.Go(func() { handOver(t, db, fmt.Sprintf("merged%d", n), "cookies", nil) })
		}
	}
	all.Wait()
	for n := range 2 {
		everybodyGets(t, db, fmt.Sprintf("merged%d", n), begun)
	}
	for range 2 { // no message is under way: nobody needs to know any more who became whom
		if err := db.Expire(t.Context()); err != nil {
			t.Fatal(err)
		}
		var pairs int
		if err := db.One(t.Context(), []any{&pairs}, `SELECT COUNT(*) FROM gazette_merged`); err != nil {
			t.Fatal(err)
		}
		open, err := db.Open(t.Context())
		if err != nil || len(open) == 0 && pairs > 0 {
			t.Errorf("%d pairs are kept, %v", pairs, err)
		}
		for _, m := range open {
			if err := db.Receipted(t.Context(), m.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// takeOver changes an address, as its owner does by a link; the link ends with the subscription that it was for.
func takeOver(t *testing.T, db *store.Store, from subscriber.Mark, to string) {
	t.Helper()
	token, hash := subscriber.NewToken()
	now := time.Now().UnixMicro()
	_, err := db.Exec(t.Context(), `INSERT INTO gazette_tokens
		(hash, address, mark, changes, locale, topics, page, words, at, expires)
		VALUES (?1, ?2, ?3, ?4, 'en', '["terms"]', '', '', ?5, ?6)`,
		hash, to, string(db.Keys.Mark(to)), string(from), now, now+int64(time.Hour/time.Microsecond))
	if err == nil {
		_, _, err = db.Confirm(t.Context(), token)
	}
	if err != nil && !errors.Is(err, subscriber.ErrToken) {
		t.Errorf("to %s: %v", to, err)
	}
}

// handOver announces a message of a topic, and gives it to all; said is told after each stretch. It returns how many
// recipients there were.
func handOver(t *testing.T, db *store.Store, name, topic string, said func(int64)) int64 {
	err := db.Announce(t.Context(), store.Message{Name: name, Channel: "readers", Change: name, Slug: topic,
		Topics: []string{topic, subscriber.All}, First: true})
	var m store.Message
	if err == nil {
		m, err = db.MessageNamed(t.Context(), name)
	}
	if err == nil {
		err = db.FanOut(t.Context(), m.ID, said)
	}
	if err == nil {
		m, err = db.MessageNamed(t.Context(), name)
	}
	if err != nil {
		t.Error(err)
	}
	return m.Recipients
}

// everybodyGets checks whom a message's jobs lead to.
func everybodyGets(t *testing.T, db *store.Store, name string, begun []store.Subscriber) {
	t.Helper()
	m, err := db.MessageNamed(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	var jobs []int64
	if err := db.Each(t.Context(), func(scan func(...any) error) error {
		var id int64
		err := scan(&id)
		jobs = append(jobs, id)
		return err
	}, `SELECT (args->>'s')::bigint FROM river_job WHERE kind = 'deliver' AND (args->>'m')::bigint = ?1`, m.ID); err != nil {
		t.Fatal(err)
	}
	slices.Sort(jobs)
	if int64(len(jobs)) != m.Recipients || len(slices.Compact(slices.Clone(jobs))) != len(jobs) {
		t.Errorf("%s: %d recipients, jobs for %v", name, m.Recipients, jobs)
	}
	reached := map[subscriber.Mark]bool{}
	for _, id := range jobs {
		to, err := db.Recipient(t.Context(), m.ID, id)
		if err != nil || to.Gone {
			t.Errorf("%s: a job leads to %+v, %v", name, to, err)
		}
		reached[to.Mark] = true
	}
	for i, who := range begun {
		to, err := db.Recipient(t.Context(), m.ID, who.ID)
		if err != nil || to.Gone || i%2 == 0 && !reached[to.Mark] {
			t.Errorf("%s: reader %d (%d) is %+v, and has no job: %v, %v", name, i, who.ID, to, jobs, err)
		}
	}
}

// mergeHeld has a merge stand still after it has looked which messages are under way, while one is announced and its
// fan-out passes the one who stays: whichever goes first, that one gets the message.
func mergeHeld(t *testing.T, db *store.Store, address string) {
	for i, who := range []string{"stays", "goes"} {
		if _, err := db.Exec(t.Context(), `SELECT setval('gazette_subscribers_id_seq', ?1)`, (100+i)*apart); err != nil {
			t.Fatal(err)
		}
		c := store.Consent{At: time.Now(), Source: "test", Locale: "en", Topics: []string{[]string{"imprint", "news"}[i]}}
		sign := store.SignUp{Address: who + "@example.com", Consent: c}
		if _, err := db.Import(t.Context(), sign, subscriber.Everything); err != nil {
			t.Fatal(err)
		}
	}
	other, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close(context.Background()) }()
	held, err := other.Begin(t.Context())
	if err == nil { // the merge gives the one who stays new topics, after it has looked for messages
		_, err = held.Exec(t.Context(), `SELECT 1 FROM gazette_topics WHERE topic = 'imprint' FOR UPDATE`)
	}
	if err != nil {
		t.Fatal(err)
	}
	waiting := func() (n int) {
		if err := db.One(t.Context(), []any{&n}, `SELECT COUNT(*) FROM pg_stat_activity
			WHERE datname = current_database() AND wait_event_type = 'Lock'`); err != nil {
			t.Error(err)
			return people
		}
		return n
	}
	var all sync.WaitGroup
	merged, passed := make(chan struct{}), make(chan struct{})
	all.Go(func() {
		defer close(merged)
		takeOver(t, db, db.Keys.Mark("goes@example.com"), "stays@example.com")
	})
	wait(t, "the merge stands still", func() bool { return waiting() > 0 })
	recipients, stretches := int64(0), 0
	all.Go(func() {
		recipients = handOver(t, db, "held", "news", func(int64) {
			if stretches++; stretches == 101 { // that of the one who stays
				close(passed)
				<-merged
			}
		})
	})
	wait(t, "the message is under way, or waits", func() bool {
		select {
		case <-passed:
			return true
		default:
			return waiting() > 1
		}
	})
	if err := held.Rollback(t.Context()); err != nil {
		t.Error(err)
	}
	all.Wait()
	if recipients != 1 {
		t.Errorf("%d recipients, want the one who stays", recipients)
	}
}
