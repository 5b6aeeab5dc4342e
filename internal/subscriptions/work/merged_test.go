package work

import (
	"slices"
	"testing"

	"gazette/internal/subscriptions/store"
	"gazette/internal/subscriptions/subscriber"
)

// become changes an address to one that is subscribed already.
func (w *works) become(from store.Subscriber, to string) {
	w.t.Helper()
	err := w.Store.TakeSignUp(w.t.Context(), store.SignUp{Address: to, Changes: from.Mark, Consent: store.Consent{At: w.Now(), Locale: "en"}})
	var id int64
	if err == nil {
		err = w.Store.One(w.t.Context(), []any{&id}, `SELECT MAX(id) FROM gazette_signups`)
	}
	var token string
	if err == nil {
		_, token, err = w.Store.SignUp(w.t.Context(), id)
	}
	if err == nil {
		_, _, err = w.Store.Confirm(w.t.Context(), token)
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// TestMergedDeliveries: two subscriptions become one while a message is under way to both, or to one of them: one mail goes to the
// address that is left, and each delivery ends in a receipt.
func TestMergedDeliveries(t *testing.T) {
	for name, c := range map[string]struct {
		before int // deliveries to the old address, and to the new one, before they become one
		first  string
		want   []string
		sent   int64
	}{
		"neither was told":           {0, "ada@example.com", []string{"bob@example.com"}, 1},
		"the new one is told first":  {0, "bob@example.com", []string{"bob@example.com"}, 1},
		"the old one had its mail":   {1, "bob@example.com", []string{"ada@example.com", "bob@example.com"}, 2},
		"the new one had its mail":   {2, "ada@example.com", []string{"bob@example.com"}, 1},
		"both had theirs, both come": {3, "ada@example.com", []string{"ada@example.com", "bob@example.com"}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorks(t)
			ada, bob := w.subscribed("ada@example.com"), w.subscribed("bob@example.com")
			m := w.told("Cookies")
			deliver := func(all ...store.Subscriber) {
				for _, who := range all {
					if err := attempt(w, m, who, 1, w.Now()); err != nil {
						t.Error(err)
					}
				}
			}
			if c.before&1 > 0 {
				deliver(ada)
			}
			if c.before&2 > 0 {
				deliver(bob)
			}
			w.become(ada, "bob@example.com")
			if c.first == "ada@example.com" {
				deliver(ada, bob)
			} else {
				deliver(bob, ada)
			}
			deliver(ada, bob)
			if to, _ := w.office.mails(); !slices.Equal(to, c.want) {
				t.Errorf("mails to %v, want %v", to, c.want)
			}
			out, err := w.Store.Outcome(t.Context(), m)
			if err != nil || out.Counts[subscriber.Sent] != c.sent || out.Counts[subscriber.Left] != 2-c.sent {
				t.Errorf("%+v, %v", out.Counts, err)
			}
		})
	}
}
