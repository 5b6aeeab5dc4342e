//go:build linux

package main

import (
	"encoding/base64"
	"fmt"
	"maps"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// signing makes the headers of a request that is signed at a time.
func signing(t *testing.T, secret, body string, at time.Time) []string {
	t.Helper()
	wh, err := standardwebhooks.NewWebhook(secret)
	if err != nil {
		t.Fatal(err)
	}
	signature, err := wh.Sign("msg_1", at, []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	return []string{"webhook-id", "msg_1", "webhook-timestamp", fmt.Sprint(at.Unix()), "webhook-signature", signature, "Content-Type", "application/json"}
}

// TestSubscriptionsSigned: POST /bounce believes who has the secret, about
// what was signed, and not for long. The same report twice is one.
func TestSubscriptionsSigned(t *testing.T) {
	t.Parallel()
	s := newSignUps(t, "", "  bounce_secret_env: GAZETTE_BOUNCE\n")
	secretOf := func(b string) string {
		return "whsec_" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat(b, 32)))
	}
	secret := secretOf("a")
	s.env = append(s.env, "GAZETTE_BOUNCE="+secret)
	s.serve()
	s.write("list.csv", "email\nada@example.com\nbob@example.com\n")
	s.run("subscriptions", "import", filepath.Join(s.dir, "list.csv"), "--from", "test")
	const hard, soft = `{"kind": "hard", "address": "Ada@example.com"}`, `{"kind": "soft", "address": "bob@example.com"}`
	now := time.Now()
	for name, c := range map[string]struct {
		body   string
		header []string
		want   int
	}{
		"without a signature":         {hard, nil, 401},
		"with another secret":         {hard, signing(t, secretOf("b"), hard, now), 401},
		"of another body":             {hard, signing(t, secret, soft, now), 401},
		"signed an hour ago":          {hard, signing(t, secret, hard, now.Add(-time.Hour)), 401},
		"signed an hour from now":     {hard, signing(t, secret, hard, now.Add(time.Hour)), 401},
		"of a kind that is not known": {`{"kind": "x", "address": "ada@example.com"}`, signing(t, secret, `{"kind": "x", "address": "ada@example.com"}`, now), 401},
		"that is no report":           {"{", signing(t, secret, "{", now), 401},
		"too large":                   {strings.Repeat(" ", 2<<20), nil, 413},
	} {
		if status, _ := s.do("POST", "bounce", c.body, c.header...); status != c.want {
			t.Errorf("a report %s: %d, want %d", name, status, c.want)
		}
	}
	subscribed := func() map[string]bool {
		list := s.run("subscriptions", "list")
		return map[string]bool{"ada": strings.Contains(list, "ada@"), "bob": strings.Contains(list, "bob@")}
	}
	if got := subscribed(); !maps.Equal(got, map[string]bool{"ada": true, "bob": true}) {
		t.Errorf("a report that was not taken changes something: %v", got)
	}
	header := signing(t, secret, soft, now)
	for range 4 {
		if status, _ := s.do("POST", "bounce", soft, header...); status != http.StatusNoContent {
			t.Errorf("a soft bounce: %d", status)
		}
	}
	if status, _ := s.do("POST", "bounce", hard, signing(t, secret, hard, now)...); status != http.StatusNoContent {
		t.Errorf("a hard bounce: %d", status)
	}
	if got := subscribed(); !maps.Equal(got, map[string]bool{"ada": false, "bob": true}) {
		t.Errorf("subscribed are %v", got)
	}
	for _, hidden := range []string{"ada@", "Ada@", "bob@", secret} {
		if strings.Contains(strings.SplitN(s.log.String(), "\n", 2)[1], hidden) {
			t.Errorf("the log names %s", hidden)
		}
	}
}

// TestSubscriptionsPaused: a pause stops a delivery that is under way, and no
// sign-up; afterwards everybody is told, once.
func TestSubscriptionsPaused(t *testing.T) {
	t.Parallel()
	s := newSignUps(t, "", "  limits: {connections: 1}\n")
	const subscribers = 200
	gate := make(chan struct{}) // each mail to a reader waits here
	s.box.say = func(to string) error {
		if strings.HasPrefix(to, "reader") {
			<-gate
		}
		return nil
	}
	list := "email\n"
	for i := range subscribers {
		list += fmt.Sprintf("reader%d@example.com\n", i)
	}
	s.write("list.csv", list)
	s.serve()
	s.run("subscriptions", "import", filepath.Join(s.dir, "list.csv"), "--from", "test", "--topic", "cookies")
	s.run("record", "--yes")
	s.run("notify", "--date", "2029-06-01")
	for range 3 {
		gate <- struct{}{}
	}
	s.run("subscriptions", "pause")
	passed := 3
	for stopped := false; !stopped && passed < subscribers; { // workers see it within seconds; until then they take more
		select {
		case gate <- struct{}{}:
			passed++
			moment(100)
		case <-time.After(8 * time.Second):
			stopped = true
		}
	}
	if passed == subscribers {
		t.Fatal("nothing was stopped")
	}
	s.signUp("new@example.com", "cookies", "en")
	if out := s.run("notify", "--date", "2029-06-01"); !strings.Contains(out, "of 200 subscribers are done") {
		t.Error(out)
	}
	s.run("subscriptions", "resume")
	close(gate)
	wait(t, "all mails are sent", func() bool { return len(s.box.all("")) >= subscribers+1 })
	told := map[string]int{}
	for _, m := range s.box.all("") {
		told[m.to]++
	}
	for to, n := range told {
		if n != 1 {
			t.Errorf("%s was told %d times", to, n)
		}
	}
	t.Logf("%d of %d were told before the pause", passed, subscribers)
}
