//go:build linux

package main

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gazette/internal/notify"
	"gazette/internal/subscriptions/store"
	"gazette/internal/subscriptions/subscriber"
)

// sink is a mail server that takes everything and keeps nothing.
func sink(t testing.TB) (port int, taken *atomic.Int64) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	taken = &atomic.Int64{}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go swallow(c, taken)
		}
	}()
	return l.Addr().(*net.TCPAddr).Port, taken
}

func swallow(c net.Conn, taken *atomic.Int64) {
	defer c.Close()
	r := bufio.NewReader(c)
	say := func(s string) { fmt.Fprintf(c, "%s\r\n", s) }
	say("220 sink")
	for data := false; ; {
		line, err := r.ReadString('\n')
		switch word := strings.ToUpper(strings.TrimSpace(line)); {
		case err != nil:
			return
		case data && word == ".":
			data = false
			taken.Add(1)
			say("250 2.0.0 taken")
		case data:
		case word == "DATA":
			data = true
			say("354 go on")
		case word == "QUIT":
			say("221 bye")
			return
		default:
			say("250 2.0.0 fine")
		}
	}
}

// TestSubscriptionsSpeed measures, with the number of subscribers that
// GAZETTE_SPEED gives: handing over, sending, signing up meanwhile, and a plain
// loop over one connection beside it. GAZETTE_SPEED_DB is postgres or sqlite.
func TestSubscriptionsSpeed(t *testing.T) {
	size, err := strconv.Atoi(os.Getenv("GAZETTE_SPEED"))
	if err != nil {
		t.Skip("SKIPPED: GAZETTE_SPEED=100000 measures; docs/subscriptions.md")
	}
	address := ""
	if os.Getenv("GAZETTE_SPEED_DB") != "sqlite" {
		address = postgres(t)()
	}
	s := newSignUps(t, address, "  limits: {network: 100000000, hour: 100000000}\n")
	port, taken := sink(t)
	config, err := os.ReadFile(filepath.Join(s.dir, "gazette.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	s.write("gazette.yaml", strings.Replace(string(config), fmt.Sprintf("127.0.0.1:%d", s.box.port), fmt.Sprintf("127.0.0.1:%d", port), 1))
	s.run("subscriptions", "migrate")
	keys, _ := subscriber.NewKeys("0123456789abcdef0123456789")
	db, err := store.Open(context.Background(), store.Options{Address: map[bool]string{true: "sqlite:subscribers.db", false: address}[address == ""], Folder: s.dir, Keys: keys, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	fill(t, db, keys, size)
	s.run("record", "--yes")
	loop := plainLoop(t, port, min(size, 5000))
	t.Logf("a plain loop over one connection: %.0f mails/s", loop)

	start := time.Now()
	out := s.command("notify", "--date", "2029-06-01")
	if text, err := out.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	took := time.Since(start)
	t.Logf("handed over: 2 messages to %d subscribers each in %s: %.0f/s, at most %d MB", size, took.Round(time.Millisecond), float64(2*size)/took.Seconds(), maxRSS(out)>>20)

	before := taken.Load()
	s.serve()
	if address != "" {
		second := s.command("subscriptions", "serve", "--work")
		if err := second.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = second.Process.Kill(); _ = second.Wait() })
	}
	measured := time.Duration(20) * time.Second
	wait(t, "mails go out", func() bool { return taken.Load() > before+100 })
	from, at := taken.Load(), time.Now()
	for time.Since(at) < measured && taken.Load()-before < int64(2*size) {
		moment(50)
	}
	t.Logf("sent: %.0f mails/s, of %d", float64(taken.Load()-from)/time.Since(at).Seconds(), taken.Load()-before)
	rate, p99 := signUpRate(t, s, 10*time.Second, 500)
	t.Logf("sign-ups meanwhile: %.0f/s, p99 %s; %d of %d mails were out at the end; %d cores", rate,
		p99.Round(time.Millisecond), taken.Load()-before, 2*size, runtime.NumCPU())
	s.run("subscriptions", "pause")
	for out := int64(-1); out < taken.Load(); moment(2000) { // what is under way still goes out
		out = taken.Load()
	}
	cpu := processorTime(t, s.cmd.Process.Pid)
	rate, p99 = signUpRate(t, s, 10*time.Second, 500)
	each := (processorTime(t, s.cmd.Process.Pid) - cpu) / time.Duration(rate*10)
	t.Logf("sign-ups alone: %.0f/s, p99 %s; %s of processor each in the service, with its mails to confirm", rate,
		p99.Round(time.Millisecond), each.Round(10*time.Microsecond))
}

// processorTime is what a process has used (proc(5), fields 14 and 15: hundredths of a second).
func processorTime(t *testing.T, pid int) time.Duration {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		t.Fatal(err)
	}
	fields := strings.Fields(string(data[strings.LastIndexByte(string(data), ')')+1:]))
	var sum time.Duration
	for _, f := range fields[11:13] {
		ticks, _ := strconv.Atoi(f)
		sum += time.Duration(ticks) * 10 * time.Millisecond
	}
	return sum
}

// fill subscribes many at once.
func fill(t *testing.T, db *store.Store, keys subscriber.Keys, size int) {
	ctx := context.Background()
	for from := 0; from < size; from += 1000 {
		var b, c strings.Builder
		for i := from; i < min(from+1000, size); i++ {
			address := fmt.Sprintf("reader%d@domain%d.example", i, i%500)
			fmt.Fprintf(&b, ",('%s','%s','%s','everything',1)", keys.Mark(address), address, []string{"en", "de", "ar", "ja"}[i%4])
			fmt.Fprintf(&c, ",(%d,'all')", i+1)
		}
		for _, statement := range []string{"INSERT INTO gazette_subscribers (mark,address,locale,extent,confirmed) VALUES " + b.String()[1:], "INSERT INTO gazette_topics (subscriber,topic) VALUES " + c.String()[1:]} {
			if _, err := db.Exec(ctx, statement); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// plainLoop sends one mail after the other, and keeps nothing.
func plainLoop(t *testing.T, port, mails int) float64 {
	w, err := notify.Server{Host: "127.0.0.1", Port: port}.Open(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	mail := []byte("Subject: x\r\n\r\n" + strings.Repeat("Text of a mail.\r\n", 300))
	start := time.Now()
	for i := range mails {
		if err := w.Send("legal@example.com", fmt.Sprintf("reader%d@example.com", i), mail); err != nil {
			t.Fatal(err)
		}
	}
	return float64(mails) / time.Since(start).Seconds()
}

// signUpRate asks for so many sign-ups a second, and returns how many there were, and how long the slowest hundredth took.
func signUpRate(t *testing.T, s *signUps, length time.Duration, target int) (rate float64, p99 time.Duration) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 256}}
	var mu sync.Mutex
	var all []time.Duration
	var wg sync.WaitGroup
	slots := make(chan struct{}, 256)
	start := time.Now()
	for i := range int(length.Seconds() * float64(target)) { // each at its time, however long the others take
		time.Sleep(time.Until(start.Add(time.Duration(i) * time.Second / time.Duration(target))))
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			at := time.Now()
			r, err := client.PostForm(s.base+"subscribe", url.Values{"email": {fmt.Sprintf("new%d-%d@example.com", i, start.UnixMicro())}, "topic": {"all"}, "locale": {"en"}})
			if err != nil || r.StatusCode != http.StatusOK {
				t.Errorf("%v %v", r, err)
				return
			}
			_ = r.Body.Close()
			mu.Lock()
			all = append(all, time.Since(at))
			mu.Unlock()
		})
	}
	wg.Wait()
	slices.Sort(all)
	return float64(len(all)) / time.Since(start).Seconds(), all[len(all)*99/100]
}
