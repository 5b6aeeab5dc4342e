//go:build linux

package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emersion/go-smtp"
)

// TestSubscriptionsStory: signing up, confirming, being told once, changing,
// leaving; on SQLite and on PostgreSQL.
func TestSubscriptionsStory(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { story(t, newSignUps(t, "", "")) })
	t.Run("postgres", func(t *testing.T) {
		s := newSignUps(t, postgres(t)(), "")
		if out, err := s.command("subscriptions", "serve").CombinedOutput(); err == nil || !strings.Contains(string(out), "gazette subscriptions migrate") {
			t.Errorf("an empty database: %v\n%s", err, out)
		}
		s.run("subscriptions", "migrate")
		story(t, s)
	})
}

func story(t *testing.T, s *signUps) {
	s.serve()
	s.signUp("ada@example.com", "cookies", "de")
	s.signUp("bob@example.com", "group:privacy", "ja")
	s.signUp("cem@example.com", "all", "ar")
	s.signUp("dan@example.com", "terms", "en")
	manage := s.linkTo("manage", s.signUp("eve@example.com", "all", "en"))
	if status, page := s.do("POST", manage, "do=save&topic=cookies&extent=announcements&locale=ja"); status != http.StatusOK || !strings.Contains(page, `lang="ja"`) {
		t.Fatalf("%d\n%s", status, page)
	}
	if _, page := s.do("POST", manage, "do=export"); !strings.Contains(page, `"address": "eve@example.com"`) || !strings.Contains(page, "https://www.example.com/legal/cookies/") {
		t.Errorf("the export:\n%s", page)
	}
	s.run("record", "--yes")
	toldOf(t, s, "announced", map[string]string{"ada@example.com": "<cookies.readers.www.example.com>", "bob@example.com": "<group.privacy.readers.www.example.com>",
		"cem@example.com": "<all.readers.www.example.com>", "eve@example.com": "<cookies.readers.www.example.com>"}, "Cookies")

	// One click, as a mail program makes it; a GET before changes nothing.
	mails := s.box.all("bob@example.com")
	leave := strings.Trim(mails[len(mails)-1].header.Get("List-Unsubscribe"), "<>")
	path := strings.TrimPrefix(leave, s.base)
	if status, _ := s.do("GET", path, ""); status != http.StatusOK || !strings.Contains(s.run("subscriptions", "list"), "bob@") {
		t.Error("a GET unsubscribes")
	}
	for range 2 {
		if status, page := s.do("POST", path, "List-Unsubscribe=One-Click"); status != http.StatusOK {
			t.Fatalf("%d\n%s", status, page)
		}
	}
	if list := s.run("subscriptions", "list"); strings.Contains(list, "bob@") {
		t.Errorf("still subscribed:\n%s", list)
	}
	bounced(t, s)

	// The day itself: who wants announcements alone was told, who has left hears nothing.
	toldOf(t, s, "effective", map[string]string{"ada@example.com": "<cookies.readers.www.example.com>"}, "Cookies")
	proven(t, s, "ada@example.com", 2)
	proven(t, s, "bob@example.com", 1)
	for _, secret := range []string{"ada@", "bob@", "127.0.0.1:", "/confirm/", leave} {
		if lines := strings.SplitN(s.log.String(), "\n", 2); strings.Contains(lines[1], secret) {
			t.Errorf("the log names %q", secret)
		}
	}
}

// toldOf announces a stage and looks at who was told of a notice, and by which list.
func toldOf(t *testing.T, s *signUps, stage string, want map[string]string, about string) {
	t.Helper()
	date := map[string]string{"announced": "2029-06-01", "effective": "2030-01-01"}[stage]
	before := len(s.box.all(""))
	s.run("notify", "--date", date)
	var out string
	wait(t, "all mails of "+stage+" are sent", func() bool {
		out = s.run("notify", "--date", date)
		return !strings.Contains(out, "under way") && !strings.Contains(out, "queued")
	})
	got := map[string]string{}
	for _, m := range s.box.all("")[before:] {
		if !strings.Contains(m.subject, about) {
			continue
		}
		if got[m.to] != "" {
			t.Errorf("%s was told twice", m.to)
		}
		got[m.to] = m.header.Get("List-Id")
		if m.header.Get("List-Unsubscribe-Post") != "List-Unsubscribe=One-Click" || !strings.Contains(m.text, "/unsubscribe/") || !strings.Contains(m.html, "/manage/") ||
			strings.Contains(m.text+m.html, ".invalid") || !strings.HasPrefix(m.from, "legal+b-") {
			t.Errorf("the mail to %s: from %s, %v\n%s", m.to, m.from, m.header.Get("List-Unsubscribe"), m.text)
		}
	}
	for to, list := range want {
		if got[to] != list {
			t.Errorf("%s: %s got %q, want %q", stage, to, got[to], list)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%s: told were %v, want %v", stage, got, want)
	}
}

// bounced: a report suppresses whom its return path names, and nobody without one.
func bounced(t *testing.T, s *signUps) {
	t.Helper()
	mails := s.box.all("cem@example.com")
	from := mails[len(mails)-1].from
	report := func(to, status string) string {
		return "From: MAILER-DAEMON@mx.example\r\nTo: " + to + "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n" +
			"--x\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n" +
			"Final-Recipient: rfc822; cem@example.com\r\nAction: failed\r\nStatus: " + status + "\r\n\r\n--x--\r\n"
	}
	pipe := func(mail string) string {
		c := s.command("subscriptions", "bounce")
		c.Stdin = strings.NewReader(mail)
		out, err := c.CombinedOutput()
		if err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		return string(out)
	}
	if out := pipe(report("legal@example.com", "5.1.1")); !strings.Contains(out, "nothing was changed") {
		t.Errorf("a forged report: %s", out)
	}
	if out := pipe(report(from, "4.2.2")); !strings.Contains(out, "noted") || !strings.Contains(s.run("subscriptions", "list"), "cem@") {
		t.Errorf("a soft bounce: %s", out)
	}
	if out := pipe(report(from, "5.1.1")); !strings.Contains(out, "suppressed") || strings.Contains(s.run("subscriptions", "list"), "cem@") {
		t.Errorf("a hard bounce: %s", out)
	}
	if out := s.run("subscriptions", "export", "cem@example.com"); !strings.Contains(out, "bounced") {
		t.Error(out)
	}
}

// proven: what an address was told leads to the root in the site's receipts.
func proven(t *testing.T, s *signUps, address string, want int) {
	t.Helper()
	var proofs []proofJSON
	if err := json.Unmarshal([]byte(s.run("notify", "--report", "--subscriber", address, "--json")), &proofs); err != nil {
		t.Fatal(err)
	}
	ledger, err := os.ReadFile(filepath.Join(s.dir, "archive", "receipts.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range proofs {
		if !p.Proven || !strings.Contains(string(ledger), p.Root) || p.Result != "sent" {
			t.Errorf("%s: %+v", address, p)
		}
	}
	if len(proofs) != want {
		t.Errorf("%s was told %d times, want %d", address, len(proofs), want)
	}
}

// TestSubscriptionsRefused: what the mail server says of one recipient is about
// that one; a server that is down loses nothing.
func TestSubscriptionsRefused(t *testing.T) {
	t.Parallel()
	s := newSignUps(t, "", "")
	s.serve()
	s.write("list.csv", "email\ngone@example.com\nfull@example.com\nfine@example.com\n")
	s.run("subscriptions", "import", filepath.Join(s.dir, "list.csv"), "--from", "test", "--topic", "cookies")
	s.box.mu.Lock()
	s.box.say = func(to string) error {
		switch to {
		case "gone@example.com":
			return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user gone@example.com"}
		case "full@example.com":
			return &smtp.SMTPError{Code: 452, EnhancedCode: smtp.EnhancedCode{4, 2, 2}, Message: "full@example.com is full"}
		}
		return nil
	}
	s.box.mu.Unlock()
	s.run("record", "--yes")
	s.run("notify", "--date", "2029-06-01")
	wait(t, "the first attempts are made", func() bool {
		return len(s.box.all("fine@example.com")) == 1 && !strings.Contains(s.run("subscriptions", "list"), "gone@")
	})
	if out := s.run("notify", "--date", "2029-06-01"); !strings.Contains(out, "2 of 3 subscribers are done") {
		t.Error(out)
	}
	for _, hidden := range []string{"gone@example.com", "full@example.com"} {
		if strings.Contains(s.log.String(), hidden) {
			t.Errorf("the log names %s:\n%s", hidden, s.log)
		}
	}
}
