package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"gazette"
	"gazette/internal/desk/access"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/serve"
	"gazette/internal/settings"
	"gazette/internal/source"
	"gazette/internal/watch"
)

// voice takes what a command says, from several goroutines.
type voice struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (v *voice) Write(p []byte) (int, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.b.Write(p)
}

func (v *voice) String() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.b.String()
}

// served is a sample that is being previewed by a real server.
type served struct {
	*testing.T
	dir, url string
	said     *voice
	preview  *servedSite
	minute   chan time.Time
	day      atomic.Value // the day it is, as --date has it
	client   *http.Client
}

// startServe previews the sample until the test ends, and then looks that
// nothing of it is left.
func startServe(t *testing.T) *served {
	t.Helper()
	return startServeAs(t, serveFlags{editor: "vscode"})
}

// startServeAs is startServe with flags.
func startServeAs(t *testing.T, f serveFlags) *served {
	t.Helper()
	before := goleak.IgnoreCurrent()
	s := &served{T: t, dir: t.TempDir(), said: &voice{}, minute: make(chan time.Time), client: &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}}
	err := errors.Join(os.CopyFS(s.dir, gazette.Starter()), filepath.WalkDir(s.dir, func(p string, _ fs.DirEntry, err error) error { return errors.Join(err, os.Chmod(p, 0o755)) }))
	if err != nil {
		t.Fatal(err)
	}
	app := &app{ui: newUI(io.Discard, s.said), dir: s.dir}
	layers, err := app.layers()
	if err != nil {
		t.Fatal(err)
	}
	s.day.Store("2026-11-23")
	day := func(*settings.Config) notice.Date { d, _ := notice.ParseDate(s.day.Load().(string)); return d }
	w, err := watch.New(s.dir, trees, watch.Options{})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	guard, err := f.guardOf(true)
	if err != nil {
		t.Fatal(err)
	}
	s.preview = app.newPreview(preview.New(layers, day), f, guard)
	s.preview.address = addressOf(l, "127.0.0.1")
	s.preview.today, s.preview.minute = day, s.minute
	s.url = s.preview.address
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.preview.run(ctx, l, w, false) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		w.Close()
		if err := goleak.Find(before); err != nil {
			t.Error(err)
		}
	})
	return s
}

func (s *served) get(path string) (status int, body string) {
	s.Helper()
	r, err := s.client.Get(s.url + path)
	if err != nil {
		s.Fatal(err)
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		s.Fatal(err)
	}
	return r.StatusCode, string(data)
}

func (s *served) read(file string) string {
	s.Helper()
	data, err := os.ReadFile(filepath.Join(s.dir, filepath.FromSlash(file)))
	if err != nil {
		s.Fatal(err)
	}
	return string(data)
}

func (s *served) save(file, text string) {
	s.Helper()
	if err := os.WriteFile(filepath.Join(s.dir, filepath.FromSlash(file)), []byte(text), 0o644); err != nil {
		s.Fatal(err)
	}
}

// await asks again until something holds.
func (s *served) await(what string, holds func() bool) {
	s.Helper()
	for late := time.After(3 * time.Minute); !holds(); {
		select {
		case <-late:
			s.Fatalf("never: %s; said:\n%s", what, s.said)
		case <-time.After(2 * time.Millisecond):
		}
	}
}

// TestServe edits a text, damages and mends it, with a browser's eyes and a
// terminal's.
func TestServe(t *testing.T) {
	s := startServe(t)
	const file, page = "content/en/imprint.md", "/legal/imprint/"
	good := s.read(file)
	s.save(file, good+"\nAdded words.\n")
	s.await("the edit", func() bool { _, body := s.get(page); return strings.Contains(body, "Added words.") })
	s.save(file, strings.Replace(good, "effective: ", "effective: 2026-13-", 1))
	s.await("the mistake on the terminal", func() bool { return strings.Contains(s.said.String(), "content/en/imprint.md:4:12: effective date") })
	if status, body := s.get(page); status != 200 || !strings.Contains(body, "Added words.") {
		t.Errorf("the last good page did not stay: %d", status)
	}
	if _, body := s.get("/_gazette/findings/"); !strings.Contains(body, "vscode://file"+filepath.ToSlash(s.dir)+"/content/en/imprint.md:4:12") {
		t.Error("the desk has no link to the mistake")
	}
	s.save(file, good)
	s.await("mended", func() bool { return strings.Contains(s.said.String(), "fixed") })
	if n := strings.Count(s.said.String(), "is not a date"); n != 1 {
		t.Errorf("the mistake was said %d times:\n%s", n, s.said)
	}
	if _, err := os.Stat(filepath.Join(s.dir, "public")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("serve writes into the output folder")
	}
}

// TestServeFindings: the desk finds what check finds, in drafts too, and what
// an edit brings and takes away.
func TestServeFindings(t *testing.T) {
	s := startServe(t)
	finds := func(words string) func() bool {
		return func() bool {
			_, body := s.get("/_gazette/findings/")
			return strings.Contains(body, words)
		}
	}
	const draft = "---\ntitle: Rules\nlocale: en\neffective: 2027-03-01\ndraft: true\nsummary: Rules of the house.\n---\n\n"
	s.save("content/en/rules.md", draft+"[click here](imprint.md)\n")
	s.await("the draft's finding", finds("content/en/rules.md:9:1"))
	if _, desk := s.get("/_gazette/notices/"); !strings.Contains(desk, `<span class="d-mark">draft</span>`) || !strings.Contains(desk, `href="/_gazette/day/drafts/legal/rules/2027-03-01/"`) {
		t.Error("the desk does not list the draft")
	}
	if status, page := s.get("/_gazette/day/drafts/legal/rules/"); status != 200 || !strings.Contains(page, `class="n-draft"`) {
		t.Errorf("the draft is not shown as one: %d", status)
	}
	if status, page := s.get("/legal/rules/"); status != 200 || !strings.Contains(page, `class="n-draft"`) {
		t.Errorf("the draft's address does not lead to its marked page: %d", status)
	}
	if _, hub := s.get("/legal/"); strings.Contains(hub, "/legal/rules/") {
		t.Error("the draft is among what is published")
	}
	s.save("content/en/rules.md", draft+"Two lines.\n\n[click here](imprint.md)\n")
	s.await("the same in another place", finds("content/en/rules.md:11:1"))
	s.save("content/en/rules.md", draft+"[The imprint](imprint.md)\n")
	s.await("mended", func() bool { return !finds("content/en/rules.md")() })
}

// TestServeMidnight: when a day begins, the texts that apply from it do.
func TestServeMidnight(t *testing.T) {
	s := startServe(t)
	page := "/legal/cookies/2027-02-01/"
	if _, body := s.get(page); !strings.Contains(body, "n-state--upcoming") {
		t.Fatal("the text is not upcoming")
	}
	s.minute <- time.Time{} // a minute later it is the same day
	s.day.Store("2027-02-01")
	s.minute <- time.Time{}
	s.await("the text in force", func() bool {
		_, body := s.get(page)
		return strings.Contains(body, "n-state--in-force")
	})
}

// TestServeEdits saves two hundred times a second: at the end the pages are
// right, and nothing was left behind. GAZETTE_SOAK is for how long (30s).
func TestServeEdits(t *testing.T) {
	long, err := time.ParseDuration(os.Getenv("GAZETTE_SOAK"))
	if err != nil {
		long = 3 * time.Second
	}
	s := startServe(t)
	files := []string{"content/en/imprint.md", "content/de/cookies.md", "content/ja/terms-of-service.md", "archive/changes.jsonl", "gazette.yaml", "i18n/en.yaml"}
	if err := os.MkdirAll(filepath.Join(s.dir, "i18n"), 0o755); err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{"i18n/en.yaml": ""}
	for _, f := range files[:5] {
		texts[f] = s.read(f)
	}
	s.get("/legal/imprint/")
	rounds := int(long / (5 * time.Millisecond))
	s.edit(rounds, files, texts) // until all that is kept for a while is there
	s.settle(files, texts, rounds)
	goroutines, handles, memory := runtime.NumGoroutine(), openFiles(), []uint64{heap() >> 20}

	for len(memory) == 1 || memory[len(memory)-1] > slices.Max(memory[:len(memory)-1])+4 {
		if len(memory) == 6 { // what is kept for a while goes up and down; a leak goes up each time
			t.Fatalf("memory grows with every edit: %d MB", memory)
		}
		s.settle(files, texts, s.edit(rounds+len(memory), files, texts)) // one more, so that its last words are others
		memory = append(memory, heap()>>20)
	}
	s.await("the goroutines", func() bool { return runtime.NumGoroutine() <= goroutines+4 })
	s.await("the open files", func() bool { return openFiles() <= handles+4 })
}

// settle saves the first three texts once more and waits until all that was
// saved before is on the pages: the state in which two moments can be compared.
func (s *served) settle(files []string, texts map[string]string, edits int) {
	s.Helper()
	last := fmt.Sprintf("The last of %d edits.", edits)
	for _, f := range files[:3] {
		s.save(f, texts[f]+"\n"+last+"\n")
	}
	for _, page := range []string{"/legal/imprint/", "/de/legal/cookies/2027-02-01/", "/ja/legal/terms-of-service/"} {
		s.await(page, func() bool {
			_, body := s.get(page)
			return strings.Contains(body, last)
		})
	}
	s.await("no mistakes but that recorded texts were edited", func() bool {
		wrong := onlyErrors(s.preview.site.Now().Problems)
		return len(wrong) == 3 && !slices.ContainsFunc(wrong, func(p source.Problem) bool { return p.Rule.ID() != "silent-edit" })
	})
}

// edit saves n times, whole and damaged texts in turn, as fast as one every
// five milliseconds.
func (s *served) edit(n int, files []string, texts map[string]string) int {
	s.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for i := range n {
		<-tick.C
		f := files[i%len(files)]
		switch text := texts[f]; {
		case !strings.HasSuffix(f, ".md"):
			s.save(f, text)
		case i%7 == 0:
			s.save(f, text[:len(text)/2*(i%2)])
		default:
			s.save(f, text+fmt.Sprintf("\nEdit %d.\n", i))
		}
		if i%20 == 0 {
			s.get("/legal/imprint/")
		}
	}
	for _, f := range files {
		s.save(f, texts[f])
	}
	return n
}

// openFiles counts the process's open files, where the system tells.
func openFiles() int {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return 0
	}
	return len(entries)
}

// heap is the memory in use, in bytes. It collects twice: what a sync.Pool
// holds outlives one collection.
func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// TestServeNothingYet: a folder without a usable site shows what is wrong, and
// the site as soon as it is mended.
func TestServeNothingYet(t *testing.T) {
	s := startServe(t)
	config := s.read("gazette.yaml")
	layers, _ := s.preview.app.layers()
	s.save("gazette.yaml", "title: [")
	s.day.Store("2026-11-23")
	day := func(*settings.Config) notice.Date { d, _ := notice.ParseDate(s.day.Load().(string)); return d }
	p := s.preview.app.newPreview(preview.New(layers, day), serveFlags{editor: "none"}, access.NewGuard(access.Guard{Local: true}))
	if a := p.Page("legal/", ""); a.Status != http.StatusServiceUnavailable || !a.Held || !strings.Contains(string(a.Data), "gazette.yaml:2:") {
		t.Errorf("%d %s", a.Status, a.Data)
	}
	if p.start() != serve.Home || p.Base() != "/" {
		t.Errorf("start %s, base %s", p.start(), p.Base())
	}
	s.save("gazette.yaml", config)
	p.site.Update([]string{"gazette.yaml"})
	if a := p.Page("legal/", ""); a.Status != http.StatusOK {
		t.Errorf("%d", a.Status)
	}
}

// TestServeHandsOutPagesAlone: whatever is asked for, nothing but pages and
// files of static/ is handed out.
func TestServeHandsOutPagesAlone(t *testing.T) {
	s := startServe(t)
	for _, f := range []string{".env", ".git/config", "static/.env", "static/.well-known/security.txt", "static/_headers", "static/hello.txt"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(s.dir, f)), 0o755); err != nil {
			t.Fatal(err)
		}
		s.save(f, "TOKEN of "+f)
	}
	outside := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(outside, []byte("TOKEN outside"), 0o644); err != nil {
		t.Fatal(err)
	}
	for link, to := range map[string]string{"linked.txt": "../.env", "repository": "../.git", "out.txt": outside, "inside.txt": "hello.txt"} {
		if err := os.Symlink(to, filepath.Join(s.dir, "static", link)); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range []string{"..%2f.env", "%2e%2e%2f.env", "..%5c.env", "%2e%2e/.git/config", "x/..%2f..%2f.env", ".env", ".git/config", "..%2f.git%2fconfig", "..%2fgazette.yaml",
		"..%2fcontent/en/imprint.md", "content/en/imprint.md", "static/hello.txt", "gazette.yaml", "linked.txt", "repository/config", "out.txt", "_headers", "_redirects", ".gazette", ".htaccess",
		"_gazette/day/2027-02-01/..%2f.env", "_gazette/day/..%2f..%2f.env", "%00", "legal/..%2f..%2f.env"} {
		if status, body := s.get("/" + p); status != http.StatusNotFound || strings.Contains(body, "TOKEN") || strings.Contains(body, "base_url") {
			t.Errorf("%s: %d\n%.300s", p, status, body)
		}
	}
	for _, p := range []string{"hello.txt", "inside.txt", ".well-known/security.txt"} {
		if status, body := s.get("/" + p); status != http.StatusOK || !strings.Contains(body, "TOKEN") {
			t.Errorf("%s: %d", p, status)
		}
	}
}

// TestServeDraft: the address of a draft leads to the page that it would have,
// which says that it is a draft; what is published is not led anywhere.
func TestServeDraft(t *testing.T) {
	s := startServe(t)
	s.save("content/en/roadmap.md", "---\ntitle: Roadmap\nlocale: en\neffective: 2026-11-01\ndraft: true\n---\n\nWhat comes next.\n")
	s.await("the draft", func() bool {
		status, body := s.get("/legal/roadmap")
		return status == http.StatusOK && strings.Contains(body, "What comes next.") && strings.Contains(body, `class="n-draft"`)
	})
	r, err := s.client.Get(s.url + "/legal/roadmap/2026-11-01/")
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if r.Request.URL.Path != "/_gazette/day/drafts/legal/roadmap/2026-11-01/" || r.StatusCode != http.StatusOK {
		t.Errorf("%d at %s", r.StatusCode, r.Request.URL.Path)
	}
	if status, body := s.get("/legal/cookies/"); status != http.StatusOK || strings.Contains(body, `class="n-draft"`) {
		t.Errorf("a published page: %d, or marked as a draft", status)
	}
	if status, _ := s.get("/legal/nothing/"); status != http.StatusNotFound {
		t.Errorf("no page at all: %d", status)
	}
	s.save("content/en/roadmap.md", "---\ntitle: Road: map\nlocale: en\neffective: 2026-11-01\ndraft: true\n---\n\nWhat comes next.\n")
	s.await("the mistake", func() bool { return strings.Contains(s.said.String(), "content/en/roadmap.md:2:12") })
	if status, _ := s.get("/legal/cookies/"); status != http.StatusOK {
		t.Errorf("a mistake in a draft: %d for another page", status)
	}
}

// TestServeLinkedText: an edit of the file that a text is a symbolic link to is
// seen, where the file stands beside the folders of the site.
func TestServeLinkedText(t *testing.T) {
	s := startServe(t)
	if err := os.Mkdir(filepath.Join(s.dir, "shared"), 0o755); err != nil {
		t.Fatal(err)
	}
	s.save("shared/house-rules.md", "---\ntitle: House rules\nlocale: en\neffective: 2026-11-01\n---\n\nFirst words.\n")
	if err := os.Symlink(filepath.Join("..", "..", "shared", "house-rules.md"), filepath.Join(s.dir, "content", "en", "house-rules.md")); err != nil {
		t.Skip("SKIPPED: no symbolic links here:", err)
	}
	shows := func(words string) func() bool {
		return func() bool { _, body := s.get("/legal/house-rules/"); return strings.Contains(body, words) }
	}
	s.await("the linked text", shows("First words."))
	for _, words := range []string{"Second words.", "Third words."} {
		s.save("shared/house-rules.md", "---\ntitle: House rules\nlocale: en\neffective: 2026-11-01\n---\n\n"+words+"\n")
		s.await("an edit of the target", shows(words))
	}
}

// TestServeDeskStatements: what the desk says of a withdrawal to come, and of messages, is so.
func TestServeDeskStatements(t *testing.T) {
	s := startServe(t)
	edit := func(name, old, new string) {
		t.Helper()
		data, err := os.ReadFile(filepath.Join(s.dir, name))
		if err != nil || !strings.Contains(string(data), old) {
			t.Fatal(name, "lacks", old, err)
		}
		s.save(name, strings.Replace(string(data), old, new, 1))
	}
	page := func(path string, words ...string) func() bool {
		return func() bool {
			_, body := s.get(path)
			return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(body, w) })
		}
	}
	edit("content/en/acceptable-use.md", "locale: en\n", "locale: en\nwithdrawn: 2027-06-01\n")
	s.await("a withdrawal in the matrix", page("/_gazette/notices/", `withdrawn on 2027-06-01`))
	s.await("a withdrawal is no silent edit", page("/_gazette/redlines/", "same words; withdrawn on June 1, 2027"))
	if _, body := s.get("/_gazette/redlines/"); strings.Contains(body, "changed under its date") {
		t.Error("a withdrawal is called a silent edit")
	}
	s.await("a calendar without channels", page("/_gazette/calendar/", "No channel is set up, so no messages are sent.", "is withdrawn"))
	if _, body := s.get("/_gazette/calendar/"); strings.Contains(body, "d-event--message") {
		t.Error("messages are promised, and there is no channel")
	}
	edit("gazette.yaml", "base_url:", "notify: {channels: [{name: pager, type: command}]}\nbase_url:")
	s.await("a calendar with a channel", page("/_gazette/calendar/", "message that it is withdrawn (to pager)"))
}
