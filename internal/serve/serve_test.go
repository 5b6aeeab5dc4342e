package serve

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// shelf is a site of a few files below a path.
type shelf struct {
	base  string
	files map[string]string
}

func (s shelf) Base() string         { return s.base }
func (s shelf) Day(word string) bool { return word == "2027-02-01" }
func (s shelf) Page(path, day string) Answer {
	text, ok := s.files[path]
	if !ok {
		return Answer{Status: http.StatusNotFound, Data: []byte("<body>none</body>")}
	}
	return Answer{Status: http.StatusOK, Path: path, Data: []byte(text + day), Held: path == "held/"}
}

var site = shelf{"/", map[string]string{
	"": "<html><body>start</body></html>", "legal/": "<p>no body</p>", "held/": "<body></body>", "a/changes.atom": "<feed/>", "a/changes.json": "{}", "a/index.json": "{}",
	"a/timemap.link": "<x>", "_redirects": "/a /b 301", "video.mp4": "0123456789", "style.css": "p{}", "ü/": "<body>ü</body>",
}}

func desk() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "the desk") })
}

func ask(s *Server, r *http.Request) *http.Response {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

func TestAnswers(t *testing.T) {
	s := New(site, desk())
	below := New(shelf{"/a b/", site.files}, desk())
	for _, c := range []struct {
		server            *Server
		path              string
		status            int
		kind, body, goto_ string
	}{
		{s, "/", 200, "text/html; charset=utf-8", "start<script src=\"/_gazette/reload.js\" data-version=\"0\"></script>\n</body>", ""},
		{s, "/legal/", 200, "text/html; charset=utf-8", "</p><script", ""},
		{s, "/legal", 302, "", "", "/legal/"},
		{s, "/legal?q=1", 302, "", "", "/legal/?q=1"},
		{s, "/%C3%BC", 302, "", "", "/%C3%BC/"},
		{s, "/nothing/", 404, "text/html; charset=utf-8", "none<script", ""},
		{s, "/a/changes.atom", 200, "application/atom+xml", "<feed/>", ""},
		{s, "/a/changes.json", 200, "application/feed+json", "{}", ""},
		{s, "/a/index.json", 200, "application/json", "{}", ""},
		{s, "/a/timemap.link", 200, "application/link-format", "<x>", ""},
		{s, "/_redirects", 200, "text/plain; charset=utf-8", "/a /b 301", ""},
		{s, "/style.css", 200, "text/css; charset=utf-8", "p{}", ""},
		{s, "/_gazette", 302, "", "", "/_gazette/"},
		{s, "/_gazette/", 200, "text/plain; charset=utf-8", "the desk", ""},
		{s, "/_gazette/reload.js", 200, "text/javascript; charset=utf-8", "EventSource", ""},
		{s, "/_gazette/day/2027-02-01/legal/", 200, "text/html; charset=utf-8", "</p>2027-02-01<script src=\"/_gazette/reload.js\" data-version=\"0\" data-day=\"2027-02-01\">", ""},
		{s, "/_gazette/day/2027-02-01", 302, "", "", "/_gazette/day/2027-02-01/"},
		{s, "/_gazette/day/<script>/legal/", 404, "text/plain; charset=utf-8", "", ""},
		{below, "/", 302, "", "", "/a%20b/"},
		{below, "/a%20b", 302, "", "", "/a%20b/"},
		{below, "/a%20b/legal", 302, "", "", "/a%20b/legal/"},
		{below, "/a%20b/style.css", 200, "text/css; charset=utf-8", "p{}", ""},
	} {
		r := ask(c.server, httptest.NewRequest("GET", c.path, nil))
		body, _ := io.ReadAll(r.Body)
		if r.StatusCode != c.status || c.kind != "" && r.Header.Get("Content-Type") != c.kind || !strings.Contains(string(body), c.body) || r.Header.Get("Location") != c.goto_ {
			t.Errorf("%s: %d %s %s\n%s", c.path, r.StatusCode, r.Header.Get("Content-Type"), r.Header.Get("Location"), body)
		}
		if got := r.Header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s may be cached: %q", c.path, got)
		}
	}
}

// TestPlainPaths: an address goes neither up nor around.
func TestPlainPaths(t *testing.T) {
	odd := New(shelf{"/", map[string]string{"../.env": "x", "..\\.env": "x", "a//b": "x", "legal/./b/": "x", "a\x00b": "x", "/evil.example/": "x"}}, desk())
	for _, p := range []string{"/..%2f.env", "/%2e%2e/.env", "/..%5c.env", "/a%2f%2fb", "/legal/%2e/b/", "/a%00b", "//evil.example/", "//evil.example", "/a/..", "/%ff", "/_gazette/day/2027-02-01/..%2f.env"} {
		if got := ask(odd, httptest.NewRequest("GET", "http://localhost"+p, nil)); got.StatusCode != 404 {
			t.Errorf("%s: %d, %s", p, got.StatusCode, got.Header.Get("Location"))
		}
	}
}

// TestShared: a product on this machine may read what servers share; nobody
// else does, and nothing else is shared.
func TestShared(t *testing.T) {
	s := New(shelf{"/", map[string]string{"a/index.json": "{}", "assets/embed.js": "", "a/changes.json": "{}", "a/": "<p>"}}, desk())
	for _, c := range []struct {
		path, origin, want string
		local              bool
	}{
		{"/a/index.json", "http://localhost:3000", "http://localhost:3000", true},
		{"/a/index.json", "https://[::1]", "https://[::1]", true},
		{"/assets/embed.js", "http://127.0.0.1:3000", "http://127.0.0.1:3000", true},
		{"/a/index.json", "https://evil.example", "", true},
		{"/a/index.json", "https://localhost.evil.example", "", true},
		{"/a/index.json", "null", "", true},
		{"/a/index.json", "", "", true},
		{"/a/index.json", "http://localhost:3000", "", false},
		{"/a/changes.json", "http://localhost:3000", "", true},
		{"/a/", "http://localhost:3000", "", true},
	} {
		s.local = c.local
		r := httptest.NewRequest("GET", "http://localhost"+c.path, nil)
		r.Header.Set("Origin", c.origin)
		if got := ask(s, r); got.StatusCode != 200 || got.Header.Get("Access-Control-Allow-Origin") != c.want {
			t.Errorf("%s for %q: %d, %q", c.path, c.origin, got.StatusCode, got.Header.Get("Access-Control-Allow-Origin"))
		}
	}
}

// TestIdle: a connection with nothing to do ends.
func TestIdle(t *testing.T) {
	s := New(site, desk())
	s.idle = time.Millisecond
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx, l) }()
	conn, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET /style.css HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if all, err := io.ReadAll(conn); err != nil || !strings.HasSuffix(string(all), "p{}") { // the end comes from the server
		t.Errorf("%q %v", all, err)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestHeld: who has a page open is told to keep it.
func TestHeld(t *testing.T) {
	s := New(site, desk())
	if ask(s, httptest.NewRequest("GET", "/held/", nil)).Header.Get("Gazette-Held") == "" {
		t.Error("a page with a mistake is not held")
	}
	if ask(s, httptest.NewRequest("GET", "/legal/", nil)).Header.Get("Gazette-Held") != "" {
		t.Error("a good page is held")
	}
}

func TestRange(t *testing.T) {
	r := httptest.NewRequest("GET", "/video.mp4", nil)
	r.Header.Set("Range", "bytes=2-4")
	got := ask(New(site, desk()), r)
	if body, _ := io.ReadAll(got.Body); got.StatusCode != http.StatusPartialContent || string(body) != "234" {
		t.Errorf("%d %q", got.StatusCode, body)
	}
}

// TestOtherNames: a page elsewhere that gave its name our address learns nothing.
func TestOtherNames(t *testing.T) {
	s := New(site, desk())
	s.local = true
	for host, status := range map[string]int{
		"localhost:8080": 200, "127.0.0.1:8080": 200, "[::1]:8080": 200, "legal.localhost": 200, "localhost": 200,
		"evil.example:8080": 421, "192.168.1.7": 421, "localhost.evil.example": 421,
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Host = host
		if got := ask(s, r).StatusCode; got != status {
			t.Errorf("%s: %d, want %d", host, got, status)
		}
	}
}

func TestOnlyRead(t *testing.T) {
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS"} {
		if got := ask(New(site, desk()), httptest.NewRequest(method, "/", nil)); got.StatusCode != http.StatusMethodNotAllowed || got.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d", method, got.StatusCode)
		}
	}
	if r := ask(New(site, desk()), httptest.NewRequest("HEAD", "/nothing/", nil)); r.StatusCode != http.StatusNotFound {
		t.Errorf("HEAD: %d", r.StatusCode)
	}
}

// TestEvents: a browser is told how things stand when it comes, and of what is
// new; when the server ends, so does its stream.
func TestEvents(t *testing.T) {
	s := New(site, desk())
	l, err := Listen("127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx, l) }()
	s.Tell(State{Version: 7, Problems: []Problem{}})
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	r, err := client.Get("http://" + l.Addr().String() + Home + "events")
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(r.Body)
	next := func(want string) {
		t.Helper()
		for lines.Scan() {
			if strings.HasPrefix(lines.Text(), "data: ") {
				if got := strings.TrimPrefix(lines.Text(), "data: "); got != want {
					t.Errorf("told %s, want %s", got, want)
				}
				return
			}
		}
		t.Fatalf("the stream ended; want %s", want)
	}
	next(`{"version":7,"problems":[]}`)
	s.Tell(State{Version: 8, Problems: []Problem{{Place: "a.md:1:2", Message: "is wrong"}}})
	next(`{"version":8,"problems":[{"place":"a.md:1:2","message":"is wrong"}]}`)
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	for lines.Scan() {
	}
	_ = r.Body.Close()
	if _, err := net.Dial("tcp", l.Addr().String()); err == nil {
		t.Error("the port is still taken")
	}
}

// TestSlowBrowser: whoever does not listen keeps nobody waiting, and gets the newest.
func TestSlowBrowser(t *testing.T) {
	s := New(site, desk())
	c := s.hub.join()
	for i := range 1000 {
		s.Tell(State{Version: i + 1})
	}
	if got := (<-c).Version; got != 1000 {
		t.Errorf("version %d", got)
	}
	s.hub.leave(c)
	s.Tell(State{Version: 1001})
	if len(c) != 0 {
		t.Error("told after leaving")
	}
}

// TestPorts: the first free port from 8080 up, or the one asked for.
func TestPorts(t *testing.T) {
	first, err := Listen("127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	second, err := Listen("127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	a, b := first.Addr().(*net.TCPAddr).Port, second.Addr().(*net.TCPAddr).Port
	if a < 8080 || a > 8179 || b == a || b < 8080 || b > 8179 {
		t.Errorf("ports %d, %d", a, b)
	}
	if l, err := Listen("127.0.0.1", a); err == nil {
		_ = l.Close()
		t.Error("a port was taken twice")
	}
}
