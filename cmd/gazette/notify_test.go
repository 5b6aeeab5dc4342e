package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/notify/ledger"
)

const hookSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

// receiver is a webhook's other end: it verifies with the reference library
// and counts what arrives by id.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex
	got    map[string]int
	bad    []string
	status atomic.Int32
	seen   chan struct{} // a place for each arrival that somebody waits for
}

func newReceiver(t *testing.T) *receiver {
	r := &receiver{got: map[string]int{}, seen: make(chan struct{}, 1)}
	wh, err := standardwebhooks.NewWebhook(hookSecret)
	if err != nil {
		t.Fatal(err)
	}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, err := io.ReadAll(req.Body)
		if status := r.status.Load(); status != 0 {
			w.WriteHeader(int(status))
			return
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		if err != nil { // the sender died: to a receiver, nothing arrived
			return
		}
		if err := wh.Verify(body, req.Header); err != nil {
			r.bad = append(r.bad, err.Error())
		}
		r.got[req.Header.Get("webhook-id")]++
		select {
		case r.seen <- struct{}{}:
		default:
		}
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) counts() (ids, arrivals int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, n := range r.got {
		arrivals += n
	}
	return len(r.got), arrivals
}

// notifySite writes a site whose log has so many changes, all due on the day
// that notifyDay names, and a webhook for each address.
func notifySite(t *testing.T, changes int, hooks ...string) string {
	t.Helper()
	dir := t.TempDir()
	var yaml strings.Builder
	yaml.WriteString("title: Example\nbase_url: https://www.example.com/\ndefault_locale: en\nlocales: [en]\nnotify:\n  max_age: 9999d\n  channels:\n")
	for i, url := range hooks {
		fmt.Fprintf(&yaml, "    - {name: hook%d, type: webhook, url: %q, secret_env: GAZETTE_HOOK_SECRET, allow_private: true}\n", i, url)
	}
	file := func(path, text string) {
		full := filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	file("gazette.yaml", yaml.String())
	file("content/en/cookies.md", "---\ntitle: Cookies\nlocale: en\neffective: 2026-01-01\n---\n\nText.\n")
	var log bytes.Buffer
	first, _ := notice.ParseDate("2010-01-01")
	for i := range changes {
		c := notice.Change{Kind: notice.Amended, Notice: "cookies", From: first.AddDays(i), To: first.AddDays(i + 1),
			Locales: map[i18n.Locale]string{"en": fmt.Sprintf("sha256:%064x", i)}, Recorded: first.AddDays(i + 1).In(time.UTC)}
		c.ID = c.DeriveID()
		if err := json.NewEncoder(&log).Encode(c); err != nil {
			t.Fatal(err)
		}
	}
	file("archive/changes.jsonl", log.String())
	return dir
}

const notifyDay = "2026-01-01"

// notifyCommand is a real process.
func notifyCommand(dir string, args ...string) *exec.Cmd {
	cmd := exec.Command("gazette", append([]string{"-C", dir, "notify", "--date", notifyDay}, args...)...)
	cmd.Env = append(os.Environ(), "GAZETTE_HOOK_SECRET="+hookSecret, "NO_COLOR=1", "SOURCE_DATE_EPOCH=")
	return cmd
}

// receiptsOf reads the receipts and counts those that say a message was sent.
func receiptsOf(t *testing.T, dir string) map[string]int {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, "archive", "receipts.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	contents, err := ledger.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	sent := map[string]int{}
	for _, r := range contents.Receipts {
		if r.Result == ledger.Sent {
			sent[r.Message+" "+r.Channel]++
		}
	}
	return sent
}

// agree holds the receipts to what arrived: every message is there, is
// receipted once, and nothing is receipted that did not arrive.
func (r *receiver) agree(t *testing.T, sent map[string]int, want int) {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.got) != want || len(sent) != want || len(r.bad) > 0 {
		t.Errorf("%d messages arrived, %d are receipted, want %d; bad signatures: %v", len(r.got), len(sent), want, r.bad)
	}
	for key, n := range sent {
		id, _, _ := strings.Cut(key, " ")
		if n != 1 || r.got[id] < 1 {
			t.Errorf("%s has %d receipts and arrived %d times", key, n, r.got[id])
		}
	}
}

// TestNotifyTwiceSendsOnce, whatever was sent before, by however many runs.
func TestNotifyTwiceSendsOnce(t *testing.T) {
	r := newReceiver(t)
	dir := notifySite(t, 40, r.URL)
	for range 3 {
		if out, err := notifyCommand(dir).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	r.agree(t, receiptsOf(t, dir), 40)
	if _, arrivals := r.counts(); arrivals != 40 {
		t.Errorf("%d arrivals of 40 messages", arrivals)
	}
}

// TestNotifyTwoAtOnce: runs in parallel do not double anything.
func TestNotifyTwoAtOnce(t *testing.T) {
	r := newReceiver(t)
	dir := notifySite(t, 150, r.URL)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if out, err := notifyCommand(dir).CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
	wg.Wait()
	r.agree(t, receiptsOf(t, dir), 150)
	if _, arrivals := r.counts(); arrivals != 150 {
		t.Errorf("%d arrivals of 150 messages", arrivals)
	}
}

// TestNotifyReceiverDown: while it is down nothing is receipted, and the run
// says so; when it is back, everything comes. The other channel does not wait.
func TestNotifyReceiverDown(t *testing.T) {
	r, other := newReceiver(t), newReceiver(t)
	dir := notifySite(t, 10, r.URL, other.URL)
	r.status.Store(http.StatusServiceUnavailable)
	for range 2 {
		out, err := notifyCommand(dir, "--retry-for", "20ms").CombinedOutput()
		if err == nil || !strings.Contains(string(out), "503") {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	if ids, arrivals := other.counts(); ids != 10 || arrivals != 10 {
		t.Errorf("the other channel got %d messages %d times", ids, arrivals)
	}
	r.status.Store(0)
	if out, err := notifyCommand(dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if ids, arrivals := r.counts(); ids != 10 || arrivals != 10 {
		t.Errorf("%d messages arrived %d times", ids, arrivals)
	}
	if sent := receiptsOf(t, dir); len(sent) != 20 {
		t.Errorf("%d receipts", len(sent))
	}
}

// TestNotifyKilled kills notify with kill -9 at random moments, at least 300
// times, half of them while messages are arriving. In the end every message has
// arrived, and each is receipted once.
func TestNotifyKilled(t *testing.T) {
	t.Parallel()
	kills := killsOf(300)
	if testing.Short() {
		kills = 20
	}
	const workers = 2 // sites that are killed side by side
	var repeats, torn atomic.Int64
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() { killing(t, uint64(w), kills/workers, &repeats, &torn) })
	}
	wg.Wait()
	t.Logf("%d kills: %d messages arrived more than once, %d half lines were left", kills, repeats.Load(), torn.Load())
}

func killing(t *testing.T, seed uint64, kills int, repeats, torn *atomic.Int64) {
	rnd := rand.New(rand.NewPCG(seed, 5))
	messages := kills * 12
	r := newReceiver(t)
	dir := notifySite(t, min(messages, 4000), r.URL)
	messages = min(messages, 4000)
	done := 0
	for done < kills {
		cmd := notifyCommand(dir)
		if err := cmd.Start(); err != nil {
			t.Error(err)
			return
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		if rnd.IntN(2) == 0 { // while messages arrive
			select {
			case <-r.seen: // of the run before, perhaps
			default:
			}
			select {
			case <-r.seen:
			case err := <-ended:
				ended <- err
			}
			<-time.After(time.Duration(rnd.IntN(8000)) * time.Microsecond)
		} else {
			<-time.After(time.Duration(rnd.IntN(120)) * time.Millisecond)
		}
		_ = cmd.Process.Kill()
		if err := <-ended; err == nil {
			break // it was done before
		}
		done++
		if data, _ := os.ReadFile(filepath.Join(dir, "archive", "receipts.jsonl")); len(data) > 0 && data[len(data)-1] != '\n' {
			torn.Add(1)
		}
	}
	for done < kills { // all messages are out: what is left to kill is the work before
		cmd := notifyCommand(dir)
		if err := cmd.Start(); err != nil {
			t.Error(err)
			return
		}
		<-time.After(time.Duration(rnd.IntN(60)) * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		done++
	}
	if out, err := notifyCommand(dir).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
		return
	}
	r.agree(t, receiptsOf(t, dir), messages)
	ids, arrivals := r.counts()
	repeats.Add(int64(arrivals - ids))
}

// TestNotifyGone: 410 disables the channel, which every run then says, until a
// person enables it; then nothing is missing.
func TestNotifyGone(t *testing.T) {
	r := newReceiver(t)
	dir := notifySite(t, 3, r.URL)
	r.status.Store(http.StatusGone)
	if out, err := notifyCommand(dir).CombinedOutput(); err == nil || !strings.Contains(string(out), "410") {
		t.Fatalf("%v\n%s", err, out)
	}
	r.status.Store(0)
	out, err := notifyCommand(dir).CombinedOutput()
	if ids, _ := r.counts(); err != nil || ids > 0 || !strings.Contains(string(out), "is disabled since") || !strings.Contains(string(out), "--enable hook0") {
		t.Fatalf("%d messages, %v\n%s", ids, err, out)
	}
	for _, args := range [][]string{{"--enable", "hook0"}, nil} {
		if out, err := notifyCommand(dir, args...).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	r.agree(t, receiptsOf(t, dir), 3)
}

// TestNotifyInterrupted: an interrupt ends the run between messages, in an
// orderly way: what arrived is receipted, and nothing arrives twice.
func TestNotifyInterrupted(t *testing.T) {
	r := newReceiver(t)
	dir := notifySite(t, 2000, r.URL)
	cmd := notifyCommand(dir)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	<-r.seen
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Skip("SKIPPED: no interrupts here")
	}
	_ = cmd.Wait()
	before, _ := r.counts()
	if len(receiptsOf(t, dir)) != before {
		t.Errorf("%d messages arrived, %d are receipted", before, len(receiptsOf(t, dir)))
	}
	if out, err := notifyCommand(dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	r.agree(t, receiptsOf(t, dir), 2000)
	if _, arrivals := r.counts(); arrivals != 2000 {
		t.Errorf("%d arrivals of 2000 messages", arrivals)
	}
}
