package web

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"gazette/i18n"
	"gazette/internal/fixture"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/settings"
	"gazette/internal/subscriptions/store"
	"gazette/internal/subscriptions/subscriber"
	"gazette/internal/subscriptions/work"
	"gazette/render"
)

// clock is a clock that a test sets.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

// newServer makes a service of a small site, on SQLite, and its log.
func newServer(t *testing.T) (*Server, *clock, *strings.Builder) {
	t.Helper()
	files := fstest.MapFS{"gazette.yaml": {Data: []byte(`title: Example
base_url: https://www.example.com/
default_locale: en
locales: [en, de, ar, ja]
theme: {fonts: {text: Serif, files: [{family: Serif, file: /fonts/serif.woff2, preload: true}]}}
subscriptions: {url: "https://updates.example.com/", smtp: "smtp://127.0.0.1:1", from: legal@example.com, secret_env: X}
`)}, "content/en/cookies.md": {Data: []byte("---\ntitle: Cookies\nlocale: en\neffective: 2026-01-01\n---\n\nText.\n")},
		"static/fonts/serif.woff2": {Data: []byte("wOF2 font")}, "static/secret.txt": {Data: []byte("secret")}}
	theme := fixture.Theme(t)
	loaded := load.Load(load.Layers{Site: files, Theme: theme, Wording: i18n.Builtin()}, func(*settings.Config) notice.Date {
		day, _ := notice.ParseDate("2026-06-01")
		return day
	})
	if loaded.Problems.Errors() {
		t.Fatal(loaded.Problems)
	}
	elsewhere := loaded.Site.Elsewhere()
	renderer, err := render.New(elsewhere, loaded.Wording, loaded.Theme)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := subscriber.NewKeys(strings.Repeat("secret", 4))
	if err != nil {
		t.Fatal(err)
	}
	c, log := &clock{time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)}, &strings.Builder{}
	db, err := store.Open(t.Context(), store.Options{Address: "sqlite:" + t.TempDir() + "/subscribers.db", Keys: keys, Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	s := &Server{Store: db, Keys: keys, Links: work.Links{Base: "https://updates.example.com/", Keys: keys, Now: c.now}, Base: "/",
		Gate: &Gate{PerNetwork: 100, All: 100, Now: c.now}, Meters: work.NewMeters(), Now: c.now, Log: slog.New(slog.NewJSONHandler(log, nil)),
		Report: func(ctx context.Context, _ http.Header, _ []byte) error { return db.Ready(ctx) }}
	s.Show(NewPages(elsewhere, renderer, files))
	return s, c, log
}

// ask sends a request; a form makes it a POST.
func ask(s *Server, path string, form url.Values, language string) *httptest.ResponseRecorder {
	method := http.MethodGet
	if form != nil {
		method = http.MethodPost
	}
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept-Language", language)
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w
}

// links are addresses with tokens, good ones and others.
func links(s *Server) map[string]url.Values {
	mark := s.Keys.Mark("ada@example.com")
	manage, leave := strings.TrimPrefix(s.Links.Manage(mark), "https://updates.example.com"), strings.TrimPrefix(s.Links.Unsubscribe(mark), "https://updates.example.com")
	return map[string]url.Values{manage: nil, leave: nil, "/confirm/secret-word": nil, manage + "?": {"do": {"export"}}, leave + "?": {}, "/confirm/secret-word?": {}}
}

// TestTokensStay: no page behind a link is kept, framed, or tells others its
// address; the log does not either.
func TestTokensStay(t *testing.T) {
	s, _, log := newServer(t)
	for path, form := range links(s) {
		w := ask(s, path, form, "")
		for name, want := range map[string]string{"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "X-Robots-Tag": "noindex", "Location": ""} {
			if got := w.Header().Get(name); got != want {
				t.Errorf("%s: %s is %q, not %q", path, name, got, want)
			}
		}
		for _, part := range []string{"default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"} {
			if policy := w.Header().Get("Content-Security-Policy"); !strings.Contains(policy, part) || strings.Contains(policy, "unsafe") {
				t.Errorf("%s: the policy is %s", path, policy)
			}
		}
		if token := strings.TrimSuffix(path[strings.LastIndex(path, "/")+1:], "?"); strings.Contains(log.String(), token) {
			t.Errorf("%s: the log names the token", path)
		}
	}
}

// TestFonts: pages have the fonts of the site's look, from the service itself,
// and no other file of the site.
func TestFonts(t *testing.T) {
	s, _, _ := newServer(t)
	for path, want := range map[string]int{"/fonts/serif.woff2": http.StatusOK, "/fonts/": http.StatusNotFound, "/secret.txt": http.StatusNotFound,
		"/fonts/../secret.txt": http.StatusTemporaryRedirect, "/static/fonts/serif.woff2": http.StatusNotFound} {
		if w := ask(s, path, nil, ""); w.Code != want || strings.Contains(w.Body.String(), "secret") && w.Code == http.StatusOK {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
	if w := ask(s, "/fonts/serif.woff2", nil, ""); w.Header().Get("Content-Type") != "font/woff2" {
		t.Errorf("the font is %s", w.Header().Get("Content-Type"))
	}
	w := ask(s, "/subscribe", nil, "")
	if page := w.Body.String(); strings.Contains(page, "preload") || !strings.Contains(w.Header().Get("Content-Security-Policy"), "font-src 'self'") {
		t.Errorf("the page asks another host for fonts, or may have none: %s\n%.1000s", w.Header().Get("Content-Security-Policy"), page)
	}
}

// TestDatabaseGone: a database that does not answer is said so in the reader's
// language, on every page that needs it, and to whoever watches or reports.
func TestDatabaseGone(t *testing.T) {
	s, _, log := newServer(t)
	s.Store.Close()
	requests := links(s)
	requests["/subscribe"] = url.Values{"email": {"ada@example.com"}, "topic": {"cookies"}}
	for language, word := range map[string]string{"de-AT": `lang="de"`, "ja": `lang="ja"`, "en": `lang="en"`} {
		title := s.pages.Load().Renderer.Word(s.pages.Load().Site.Locale(i18n.Locale(language[:2])), "sub-fault-title")
		for path, form := range requests {
			w := ask(s, path, form, language)
			if page := w.Body.String(); w.Code != http.StatusServiceUnavailable || !strings.Contains(page, word) || !strings.Contains(page, title) || w.Header().Get("Retry-After") == "" {
				t.Errorf("%s in %s: %d\n%s", path, language, w.Code, page)
			}
		}
	}
	for path, form := range map[string]url.Values{"/healthz": nil, "/bounce": {}} {
		if w := ask(s, path, form, ""); w.Code != http.StatusServiceUnavailable {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if strings.Contains(log.String(), "ada@") {
		t.Errorf("the log names an address:\n%s", log)
	}
}

// TestDatabaseHangs: a reader does not wait for ever for a database that does
// not answer, nor does a mistake of the program leave them without an answer.
func TestDatabaseHangs(t *testing.T) {
	s, _, log := newServer(t)
	s.Patience = 50 * time.Millisecond
	held, release, done := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() { // holds the one connection
		done <- s.Store.Each(context.Background(), func(func(...any) error) error { close(held); <-release; return nil }, "SELECT 1")
	}()
	<-held
	for path, form := range links(s) {
		if w := ask(s, path, form, "de"); w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), `lang="de"`) {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	close(release)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	s.Store = nil // a mistake of the program
	if w := ask(s, "/confirm/secret-word", nil, "ja"); w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), `lang="ja"`) {
		t.Errorf("a panic: %d", w.Code)
	}
	if !strings.Contains(log.String(), "panic: ") || strings.Contains(log.String(), "secret-word") {
		t.Errorf("the log:\n%s", log)
	}
}

// TestClock: forms and links that were made before the clock was set back or
// forward are good; a form that is sent at once is a program's; an hour that
// lies in the future does not close the gate for ever.
func TestClock(t *testing.T) {
	s, c, _ := newServer(t)
	start := c.at
	stamp, manage := s.Keys.Stamp(start), s.Keys.Link(subscriber.Manage, s.Keys.Mark("ada@example.com"), start)
	for _, at := range []struct {
		after   time.Duration
		machine bool
	}{{-24 * time.Hour, false}, {-time.Second, false}, {0, true}, {haste - time.Millisecond, true}, {haste, false}, {24 * time.Hour, false}} {
		c.at = start.Add(at.after)
		r := httptest.NewRequest(http.MethodPost, "/subscribe", nil)
		r.PostForm = url.Values{"stamp": {stamp}}
		if got := s.machine(r); got != at.machine {
			t.Errorf("a form sent after %s: a program's: %t", at.after, got)
		}
		if _, err := s.Keys.Open(subscriber.Manage, manage, c.at); err != nil {
			t.Errorf("a link opened after %s: %v", at.after, err)
		}
	}
	network := netip.MustParseAddr("192.0.2.7")
	g := &Gate{PerNetwork: 1, All: 10, Now: c.now}
	c.at = start
	if first, second := g.Pass(network), g.Pass(network); !first || second {
		t.Errorf("one sign-up an hour: %t, %t", first, second)
	}
	c.at = start.Add(-48 * time.Hour)
	if !g.Pass(network) || g.Pass(network) {
		t.Error("a clock that was set back opens or closes the gate for good")
	}
	if _, err := s.Keys.Open(subscriber.Manage, manage, start.Add(32*24*time.Hour)); err == nil {
		t.Error("a link is good for ever")
	}
}

// TestSlow: whoever sends too slowly, or too much, holds no connection.
func TestSlow(t *testing.T) {
	s, _, _ := newServer(t)
	h := s.Serve()
	for name, d := range map[string]time.Duration{"header": h.ReadHeaderTimeout, "request": h.ReadTimeout, "answer": h.WriteTimeout, "idle": h.IdleTimeout} {
		if d <= 0 || d > time.Minute {
			t.Errorf("%s: bounded by %s", name, d)
		}
	}
	h.ReadHeaderTimeout, h.ReadTimeout, h.IdleTimeout = 50*time.Millisecond, 100*time.Millisecond, 50*time.Millisecond
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = h.Serve(l) }()
	t.Cleanup(func() { _ = h.Close() })
	for name, sent := range map[string]string{
		"nothing":         "",
		"half a header":   "GET / HTTP/1.1\r\nHost: updates.example.com\r\nX-",
		"half a body":     "POST /subscribe HTTP/1.1\r\nHost: updates.example.com\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nemail=",
		"half a report":   "POST /bounce HTTP/1.1\r\nHost: updates.example.com\r\nContent-Length: 100\r\n\r\n{",
		"a large header":  "GET / HTTP/1.1\r\nHost: updates.example.com\r\nX: " + strings.Repeat("x", 2*headerMax) + "\r\n\r\n",
		"nothing further": "GET /healthz HTTP/1.1\r\nHost: updates.example.com\r\n\r\n",
	} {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(c, sent) // the server may have answered, and ended, before the end
		_ = c.SetReadDeadline(time.Now().Add(time.Minute))
		if _, err := io.Copy(io.Discard, c); err != nil {
			if late, ok := err.(net.Error); ok && late.Timeout() {
				t.Errorf("%s: the connection is held", name)
			}
		}
		_ = c.Close()
	}
}
