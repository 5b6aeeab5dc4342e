//go:build linux

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestSubscriptionsKilled kills the service, and notify while it hands over,
// with kill -9 at random moments: so often as GAZETTE_KILLS says, but for a few.
// In the end each subscriber has every message at least once, repeats have the
// same Message-ID, and there is one receipt each. Who left before gets none.
func TestSubscriptionsKilled(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); killedSubscriptions(t, newSignUps(t, "", "")) })
	t.Run("postgres", func(t *testing.T) {
		if os.Getenv("GAZETTE_SUBSCRIPTIONS") == "" {
			t.Skip("SKIPPED: a job of a killed worker comes back after more than a minute; GAZETTE_SUBSCRIPTIONS=1 runs it")
		}
		t.Parallel()
		s := newSignUps(t, postgres(t)(), "")
		s.run("subscriptions", "migrate")
		killedSubscriptions(t, s)
	})
}

func killedSubscriptions(t *testing.T, s *signUps) {
	kills := 4
	if os.Getenv("GAZETTE_SUBSCRIPTIONS") != "" {
		kills = killsOf(300)
	}
	subscribers := 40 + 10*kills
	rnd := rand.New(rand.NewPCG(17, uint64(kills)))
	var list strings.Builder
	list.WriteString("email\n")
	for i := range subscribers {
		fmt.Fprintf(&list, "reader%d@example.com\n", i)
	}
	s.serve()
	s.write("list.csv", list.String())
	s.run("subscriptions", "import", filepath.Join(s.dir, "list.csv"), "--from", "test")
	s.run("subscriptions", "erase", "reader0@example.com")
	s.run("record", "--yes")
	s.box.delay = 5 * time.Millisecond
	for done := 0; done < kills; done++ {
		notify := s.command("notify", "--date", "2029-06-01")
		if err := notify.Start(); err != nil {
			t.Fatal(err)
		}
		before := len(s.box.all(""))
		moment(rnd.IntN(250))
		if rnd.IntN(2) == 0 {
			_ = notify.Process.Kill()
		}
		_ = notify.Wait()
		for range 40 { // until mails go out, if any are left
			if len(s.box.all("")) > before {
				break
			}
			moment(25)
		}
		moment(rnd.IntN(40))
		_ = s.cmd.Process.Kill()
		_ = s.cmd.Wait()
		s.serve()
	}
	finishKilled(t, s, subscribers-1)
}

// finishKilled lets everything come to its end, and counts.
func finishKilled(t *testing.T, s *signUps, subscribers int) {
	for end := time.Now().Add(4 * longest); ; moment(200) {
		out := s.run("notify", "--date", "2029-06-01")
		if !strings.Contains(out, "under way") && !strings.Contains(out, "queued") {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("it does not come to its end:\n%s\n%s", out, s.run("subscriptions", "stats"))
		}
	}
	ids, to, repeats := map[string]string{}, map[string]int{}, 0
	for _, m := range s.box.all("") {
		if was, ok := ids[m.id]; ok && was != m.to {
			t.Errorf("%s and %s have the same Message-ID", was, m.to)
		} else if ok {
			repeats++
			continue
		}
		ids[m.id] = m.to
		to[m.to]++
	}
	const messages = 2 // cookies and terms
	for address, n := range to {
		if n != messages {
			t.Errorf("%s got %d messages, want %d", address, n, messages)
		}
	}
	if len(to) != subscribers || to["reader0@example.com"] > 0 {
		t.Errorf("%d were told, want %d", len(to), subscribers)
	}
	ledger, err := os.ReadFile(filepath.Join(s.dir, "archive", "receipts.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf(`"recipients":%d,"refused":0,"sent":%d}`, subscribers, subscribers)
	if strings.Count(string(ledger), want) != messages || strings.Count(string(ledger), "\n") != messages {
		t.Errorf("the receipts, want %s twice:\n%s", want, ledger)
	}
	stats := s.run("subscriptions", "stats", "--json")
	for end := time.Now().Add(4 * longest); !strings.Contains(stats, `"waiting": 0`) && time.Now().Before(end); moment(200) {
		stats = s.run("subscriptions", "stats", "--json") // a job that was killed after its mail comes back, and has nothing to do
	}
	if !strings.Contains(stats, fmt.Sprintf(`"sent": %d`, messages*subscribers)) || !strings.Contains(stats, `"waiting": 0`) {
		t.Error(stats)
	}
	t.Logf("%d mails, %d of them repeats", len(s.box.all("")), repeats)
}
