//go:build linux

package main

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"gazette/internal/subscriptions/refusal"
	"gazette/internal/subscriptions/store"
	"gazette/internal/subscriptions/subscriber"
)

// TestSubscriptionsMigrated: a database of the first version, on PostgreSQL, with subscribers and mails under way, is said to be behind, is
// brought up to date, and goes on; two subscriptions that become one there keep what was under way. SQLite: internal/subscriptions/store.
func TestSubscriptionsMigrated(t *testing.T) {
	t.Parallel()
	fresh := postgres(t)
	address := fresh()
	s := newSignUps(t, address, "")
	keys, err := subscriber.NewKeys("0123456789abcdef0123456789")
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(context.Background(), store.Options{Address: address, Keys: keys, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.MigrateTo(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if out, err := s.command("subscriptions", "list").CombinedOutput(); err == nil || !strings.Contains(string(out), "gazette subscriptions migrate") {
		t.Errorf("the first version: %v\n%s", err, out)
	}
	ada, m := underWay(t, db)
	s.run("subscriptions", "migrate")
	s.run("subscriptions", "migrate")
	if list := s.run("subscriptions", "list"); strings.Count(list, "\n") != 2 {
		t.Errorf("the list:\n%s", list)
	}
	var left int
	if err := db.One(t.Context(), []any{&left}, `SELECT COUNT(*) FROM pg_indexes WHERE indexname LIKE 'river_job_%_index' AND indexdef LIKE '%gin%'`); err != nil || left != 0 {
		t.Errorf("%d inverted indexes are left, %v", left, err)
	}
	become(t, db, ada, "bob@example.com")
	if to, err := db.Recipient(t.Context(), m.ID, ada.ID); err != nil || to.Address != "bob@example.com" || to.Gone {
		t.Errorf("%+v, %v", to, err)
	}
	t.Run("refused", func(t *testing.T) { refusedAccess(t, db, address) })
	t.Run("merged at once", func(t *testing.T) {
		apart := fresh()
		own, err := store.Open(t.Context(), store.Options{Address: apart, Keys: keys, Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		defer own.Close()
		if err := own.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		mergeTogether(t, own)
		mergeHeld(t, own, apart)
	})
	s.serve()
	wait(t, "both mails have a receipt", func() bool { _, err := db.Outcome(t.Context(), m); return err == nil })
	if n := len(s.box.all("bob@example.com")); n < 1 || len(s.box.all("")) != n {
		t.Errorf("%d mails to bob of %d", n, len(s.box.all("")))
	}
}

// refusedAccess: what the database's administrator has to change is told apart.
func refusedAccess(t *testing.T, db *store.Store, address string) {
	if _, err := db.Exec(t.Context(), `CREATE ROLE guest LOGIN`); err != nil {
		t.Fatal(err)
	}
	for as, want := range map[string]error{
		strings.Replace(address, "gazette@", "nobody-known@", 1): refusal.ErrLogin,
		strings.Replace(address, "?", "-other?", 1):              refusal.ErrNoBase,
		strings.Replace(address, "gazette@", "guest@", 1):        refusal.ErrRights,
	} {
		other, err := store.Open(t.Context(), store.Options{Address: as, Keys: db.Keys, Now: time.Now})
		if err == nil {
			err = other.Ready(t.Context())
			other.Close()
		}
		if !errors.Is(err, want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %v", as, err, want)
		}
	}
}

// underWay subscribes two, and hands a message over to them.
func underWay(t *testing.T, db *store.Store) (ada store.Subscriber, m store.Message) {
	t.Helper()
	for _, address := range []string{"ada@example.com", "bob@example.com"} {
		c := store.Consent{At: time.Now(), Source: "test", Locale: "en", Topics: []string{subscriber.All}}
		if _, err := db.Import(t.Context(), store.SignUp{Address: address, Consent: c}, subscriber.Everything); err != nil {
			t.Fatal(err)
		}
	}
	ada, err := db.Find(t.Context(), db.Keys.Mark("ada@example.com"))
	if err == nil {
		err = db.Announce(t.Context(), store.Message{Name: "m1", Channel: "readers", Change: "c1", Slug: "cookies", Topics: []string{"cookies", subscriber.All},
			First: true, Letters: map[string]store.Letter{"en": {Lang: "en", Subject: "S", Text: "T", HTML: "<p>T</p>"}}})
	}
	if err == nil {
		m, err = db.MessageNamed(t.Context(), "m1")
	}
	if err == nil {
		err = db.FanOut(t.Context(), m.ID, nil)
	}
	if err == nil {
		m, err = db.MessageNamed(t.Context(), "m1")
	}
	if err != nil || m.Recipients != 2 {
		t.Fatalf("%+v, %v", m, err)
	}
	return ada, m
}

// become changes an address to one that is subscribed already.
func become(t *testing.T, db *store.Store, from store.Subscriber, to string) {
	t.Helper()
	err := db.TakeSignUp(t.Context(), store.SignUp{Address: to, Changes: from.Mark, Consent: store.Consent{At: time.Now(), Locale: "en"}})
	var id int64
	if err == nil {
		err = db.One(t.Context(), []any{&id}, `SELECT MAX(id) FROM gazette_signups`)
	}
	var token string
	if err == nil {
		_, token, err = db.SignUp(t.Context(), id)
	}
	if err == nil {
		_, _, err = db.Confirm(t.Context(), token)
	}
	if err != nil {
		t.Fatal(err)
	}
}
