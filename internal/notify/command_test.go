package notify

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// program writes a shell script.
func program(t *testing.T, text string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("SKIPPED: the programs of this test are shell scripts")
	}
	path := filepath.Join(t.TempDir(), "gazette-notify-test")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+text+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestCommand(t *testing.T) {
	out := filepath.Join(t.TempDir(), "got")
	c := &Command{Path: program(t, "cat > '"+out+"'")}
	if o := c.Deliver(t.Context(), someMessage); o.Err != nil {
		t.Fatal(o.Err)
	}
	if got, _ := os.ReadFile(out); string(got) != string(someMessage.Payload) {
		t.Errorf("it got %q", got)
	}
	for text, passes := range map[string]bool{"echo no such room >&2; exit 1": false, "echo busy >&2; exit 75": true, "exit 0": false, "kill -9 $$": false} {
		o := (&Command{Path: program(t, text)}).Deliver(t.Context(), someMessage)
		if text == "exit 0" { // a program that does not read its input
			if o.Err != nil {
				t.Errorf("%s: %+v", text, o)
			}
			continue
		}
		if o.Err == nil || o.Passing != passes {
			t.Errorf("%s: %+v", text, o)
		}
		if word, _, _ := strings.Cut(strings.TrimPrefix(text, "echo "), " >&2"); strings.HasPrefix(text, "echo") && !strings.Contains(o.Err.Error(), word) {
			t.Errorf("%s: %v", text, o.Err)
		}
	}
}

// TestCommandHangs: neither it nor what it leaves behind holds the run up.
func TestCommandHangs(t *testing.T) {
	start := time.Now()
	o := (&Command{Path: program(t, "sleep 60 & sleep 60"), Timeout: 100 * time.Millisecond}).Deliver(t.Context(), someMessage)
	if !o.Passing || time.Since(start) > 20*time.Second {
		t.Errorf("%+v after %s", o, time.Since(start))
	}
}

var somePost = Message{ID: "x", Lang: "en", Subject: "Cookies: change on March 1, 2026", Post: Post{Title: "Cookies <b>: " + strings.Repeat("long ", 60),
	Lines: []string{"A & B <!channel> *bold* [x](y)"}, Items: []string{"We store less."}, Links: []Link{{"Read the new text", "https://www.example.com/"}}}}

func TestChats(t *testing.T) {
	for name, test := range map[string]struct {
		make func(url string) Channel
		want []string
		not  []string
	}{
		"slack": {func(url string) Channel {
			return &Chat{URL: url, Client: NewClient(true), Now: time.Now, Format: Slack}
		},
			[]string{`"type":"button"`, `"url":"https://www.example.com/"`, "A & B <!channel>", "• We store less."}, []string{"mrkdwn\",", "&amp;"}},
		"teams": {func(url string) Channel {
			return &Chat{URL: url, Client: NewClient(true), Now: time.Now, Format: Teams}
		},
			[]string{`"type":"AdaptiveCard"`, `"type":"Action.OpenUrl"`, `"lang":"en"`, `\*bold\*`}, nil},
	} {
		var body map[string]any
		var raw string
		status := http.StatusOK
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body = nil
			if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			w.WriteHeader(status)
		}))
		ch := test.make(server.URL)
		if o := ch.Deliver(t.Context(), somePost); o.Err != nil {
			t.Errorf("%s: %v", name, o.Err)
		}
		raw = encoded(t, body)
		for _, want := range test.want {
			if !strings.Contains(strings.ReplaceAll(raw, `\\`, `\`), want) {
				t.Errorf("%s lacks %s: %s", name, want, raw)
			}
		}
		for _, not := range test.not {
			if strings.Contains(raw, not) {
				t.Errorf("%s holds %s: %s", name, not, raw)
			}
		}
		for code, passes := range map[int]bool{http.StatusTooManyRequests: true, http.StatusGone: false, http.StatusForbidden: false} {
			status = code
			if o := ch.Deliver(t.Context(), somePost); o.Err == nil || o.Passing != passes || o.Gone {
				t.Errorf("%s, %d: %+v", name, code, o)
			}
		}
		server.Close()
	}
}

// encoded writes a value without HTML's escapes.
func encoded(t *testing.T, v any) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestCommandTalks: whatever a program says, little of it is kept, and one that
// never stops talking is ended.
func TestCommandTalks(t *testing.T) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	const much = "head -c 100000000 /dev/zero | tr '\\0' x"
	o := (&Command{Path: program(t, much+"; "+much+" >&2; exit 1")}).Deliver(t.Context(), someMessage)
	runtime.ReadMemStats(&after)
	if o.Err == nil || o.Passing || len(o.Err.Error()) > 2<<10 {
		t.Errorf("passing %t, an error of %d bytes", o.Passing, len(o.Err.Error()))
	}
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 16<<20 {
		t.Errorf("%d bytes were allocated", grown)
	}
	for _, text := range []string{"yes", "yes >&2"} {
		if o := (&Command{Path: program(t, text), Timeout: 200 * time.Millisecond}).Deliver(t.Context(), someMessage); !o.Passing {
			t.Errorf("%s: %+v", text, o)
		}
	}
}

// TestCommandGroup: what a program has started ends with it when its time is over.
func TestCommandGroup(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("SKIPPED: there are no process groups on Windows")
	}
	pid := filepath.Join(t.TempDir(), "pid")
	o := (&Command{Path: program(t, "sleep 600 & echo $! >"+pid+"; wait"), Timeout: 5 * time.Second}).Deliver(t.Context(), someMessage)
	written, err := os.ReadFile(pid)
	if err != nil || !o.Passing {
		t.Fatalf("%+v, %v", o, err)
	}
	child, err := strconv.Atoi(strings.TrimSpace(string(written)))
	if err != nil {
		t.Fatal(err)
	}
	for range 12_000 { // until whoever inherited it has taken note of its end
		if stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", child)); err != nil || strings.Contains(string(stat), ") Z ") {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	if p, err := os.FindProcess(child); err == nil && p.Signal(syscall.Signal(0)) == nil {
		_ = p.Kill()
		t.Errorf("process %d outlives the program that started it", child)
	}
}
