package main

import (
	"bufio"
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"gazette/bench/specimen"
)

// BenchmarkServe measures gazette serve from outside, as a browser and an
// editor see it: from the start to the first page, and from the write of a
// file to the event that tells of it. GAZETTE_NOTICES is the number of
// notices, each in 13 languages.
func BenchmarkServe(b *testing.B) {
	notices, _ := strconv.Atoi(cmp.Or(os.Getenv("GAZETTE_NOTICES"), "100"))
	corpus := specimen.Site{Notices: notices, Locales: specimen.MaxLocales, Editions: 1, Seed: 1}
	dir := b.TempDir()
	if err := corpus.Write(dir); err != nil {
		b.Fatal(err)
	}
	program := filepath.Join(b.TempDir(), "gazette")
	if out, err := exec.Command("go", "build", "-o", program, "gazette/cmd/gazette").CombinedOutput(); err != nil {
		b.Fatal(err, string(out))
	}
	start := time.Now()
	c := exec.Command(program, "-C", dir, "serve", "--date", specimen.Day)
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	defer func() {
		_ = c.Process.Signal(os.Interrupt)
		_ = c.Wait()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	site, err := url.Parse(strings.TrimSpace(line))
	if err != nil {
		b.Fatal(err)
	}
	get(b, site.String()+"notice-00000/")
	ready := time.Since(start)

	events := listen(b, "http://"+site.Host+"/_gazette/events")
	<-events
	settled(events)
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		name := filepath.Join(dir, "content", specimen.Site.Tags(corpus)[i%specimen.MaxLocales], fmt.Sprintf("notice-%05d.md", i*7%notices))
		before := time.Now()
		if err := edit(name); err != nil {
			b.Fatal(err)
		}
		<-events
		took = append(took, time.Since(before))
		settled(events)
	}
	slices.Sort(took)
	b.ReportMetric(float64(ready.Milliseconds()), "ms/ready")
	b.ReportMetric(milli(took[len(took)/2]), "ms/median")
	b.ReportMetric(milli(took[len(took)*99/100]), "ms/p99")
	b.ReportMetric(0, "ns/op")
}

func milli(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func get(b *testing.B, address string) {
	r, err := http.Get(address)
	if err != nil {
		b.Fatal(err)
	}
	_ = r.Body.Close()
	if r.StatusCode != http.StatusOK {
		b.Fatalf("%s: %s", address, r.Status)
	}
}

// listen gives a value for every event.
func listen(b *testing.B, address string) <-chan struct{} {
	r, err := http.Get(address)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = r.Body.Close() })
	events := make(chan struct{}, 100)
	go func() {
		lines := bufio.NewScanner(r.Body)
		lines.Buffer(nil, 1<<24)
		for lines.Scan() {
			if strings.HasPrefix(lines.Text(), "data:") {
				events <- struct{}{}
			}
		}
	}()
	return events
}

// settled waits until no event has come for a while: what is found after an
// edit must not be taken for the next one.
func settled(events <-chan struct{}) {
	for {
		select {
		case <-events:
		case <-time.After(60 * time.Millisecond):
			return
		}
	}
}
