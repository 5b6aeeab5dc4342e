package store

import (
	"testing"

	"gazette/internal/subscriptions/database"
)

// moved changes an address, as its owner does by the link in a mail.
func moved(t *testing.T, s *Store, from Subscriber, to string) Subscriber {
	t.Helper()
	if err := s.TakeSignUp(t.Context(), SignUp{Address: to, Changes: from.Mark, Consent: Consent{At: s.Now(), Source: "manage", Locale: "en"}}); err != nil {
		t.Fatal(err)
	}
	var id int64
	if err := s.One(t.Context(), database.Into(&id), `SELECT MAX(id) FROM gazette_signups`); err != nil {
		t.Fatal(err)
	}
	_, token, err := s.SignUp(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	mark, _, err := s.Confirm(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	who, err := s.Find(t.Context(), mark)
	if err != nil {
		t.Fatal(err)
	}
	return who
}

// TestMoved: whoever changes their address while a message is under way gets
// it at the new one; two subscriptions that become one keep what both chose.
func TestMoved(t *testing.T) {
	s := opened(t)
	ada, bob := agree(t, s, "ada@example.com", "cookies"), agree(t, s, "bob@example.com", "terms")
	m := told(t, s, "cookies", "all")
	if m.Recipients != 1 {
		t.Fatalf("%d recipients", m.Recipients)
	}
	now := moved(t, s, ada, "ada@example.org")
	to, err := s.Recipient(t.Context(), m.ID, ada.ID)
	if err != nil || to.Gone || to.Address != "ada@example.org" || !now.Confirmed.Equal(ada.Confirmed) {
		t.Errorf("the message goes to %+v, %v", to, err)
	}
	if _, err := s.Find(t.Context(), ada.Mark); err != database.ErrNone {
		t.Errorf("the old address is still there: %v", err)
	}
	both := moved(t, s, now, "bob@example.com")
	if both.ID != bob.ID || len(both.Topics) != 2 {
		t.Errorf("the two became %+v", both)
	}
	r, err := s.Record(t.Context(), both.Mark)
	if err != nil || len(r.Consents) != 2 || r.Consents[1].Source != "form" {
		t.Errorf("the record of consent: %+v, %v", r, err)
	}
}

// TestMergedOnTheWay: of two subscriptions that become one while a fan-out stands between them, wherever it stands, the one
// that is left gets the message: by its own job, or by that of the other.
func TestMergedOnTheWay(t *testing.T) {
	for chunks := range 4 {
		s := opened(t)
		s.chunk = 1
		bob, ada := agree(t, s, "bob@example.com", "terms"), agree(t, s, "ada@example.com", "cookies")
		agree(t, s, "cleo@example.com", "cookies")
		m := Message{Name: "m1", Channel: "readers", Change: "c1", Slug: "cookies", Topics: []string{"cookies", "all"}, First: true}
		if err := s.Announce(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		m, err := s.MessageNamed(t.Context(), "m1")
		for n := 0; err == nil && n < chunks; n++ {
			_, _, err = s.fanChunk(t.Context(), m.ID)
		}
		if err != nil {
			t.Fatal(err)
		}
		moved(t, s, ada, "bob@example.com")
		if err := s.FanOut(t.Context(), m.ID, nil); err != nil {
			t.Fatal(err)
		}
		var ids []int64
		if err := s.Each(t.Context(), func(scan func(...any) error) error {
			var id int64
			err := scan(&id)
			ids = append(ids, id)
			return err
		}, `SELECT json_extract(args, '$.s') FROM river_job WHERE kind = 'deliver'`); err != nil {
			t.Fatal(err)
		}
		reached := map[string]int{}
		for _, id := range ids {
			to, err := s.Recipient(t.Context(), m.ID, id)
			if err != nil {
				t.Fatal(err)
			}
			reached[to.Address]++
		}
		m, err = s.MessageNamed(t.Context(), "m1")
		if jobs := int64(reached["bob@example.com"] + 1); err != nil || reached["bob@example.com"] < 1 || reached["cleo@example.com"] != 1 || len(reached) != 2 || m.Recipients != jobs {
			t.Errorf("after %d chunks: %v, %d recipients, %v; %d and %d are one", chunks, reached, m.Recipients, err, ada.ID, bob.ID)
		}
	}
}

// TestMergedTwice: a subscription that became part of another one is followed when that one goes on, and ends with it.
func TestMergedTwice(t *testing.T) {
	s := opened(t)
	ada := agree(t, s, "ada@example.com", "cookies")
	bob, cleo := agree(t, s, "bob@example.com", "terms"), agree(t, s, "cleo@example.com", "terms")
	m := told(t, s, "cookies", "all")
	moved(t, s, moved(t, s, ada, "bob@example.com"), "cleo@example.com")
	if to, err := s.Recipient(t.Context(), m.ID, ada.ID); err != nil || to.Mark != cleo.Mark || to.Gone {
		t.Errorf("%+v, %v, after %d and %d", to, err, bob.ID, cleo.ID)
	}
	if _, err := s.Erase(t.Context(), "cleo@example.com"); err != nil {
		t.Fatal(err)
	}
	if to, err := s.Recipient(t.Context(), m.ID, ada.ID); err != nil || !to.Gone {
		t.Errorf("%+v, %v", to, err)
	}
	var n int
	if err := s.One(t.Context(), database.Into(&n), `SELECT COUNT(*) FROM gazette_merged`); err != nil || n != 0 {
		t.Errorf("%d are still noted, %v", n, err)
	}
}
