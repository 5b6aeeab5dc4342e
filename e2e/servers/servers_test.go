package servers

import (
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// day is the day that the sample is built for.
const day = "2026-11-23"

// program is the program under test.
var program string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "gazette-servers-")
	if err != nil {
		panic(err)
	}
	program = filepath.Join(dir, "gazette")
	if out, err := exec.Command("go", "build", "-o", program, "gazette/cmd/gazette").CombinedOutput(); err != nil {
		panic(string(out))
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// write makes the sample's output for an address.
func write(t *testing.T, base, section string) served {
	dir := t.TempDir()
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil { // Apache gives up root
		t.Fatal(err)
	}
	s := served{dir: dir, site: filepath.Join(dir, "site"), base: base, listen: freePort(t)}
	gazette(t, "init", s.site)
	config := filepath.Join(s.site, "gazette.yaml")
	data, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	text := regexp.MustCompile(`(?m)^base_url: .*$`).ReplaceAllLiteralString(string(data), "base_url: http://"+s.listen+base)
	text = regexp.MustCompile(`(?m)^section: .*$`).ReplaceAllString(text, "section: "+section)
	if err := os.WriteFile(config, []byte(text+"\nhosting: [apache]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	s.addAliases(t)
	gazette(t, "-C", s.site, "build", "--date", day)
	return s
}

func gazette(t *testing.T, args ...string) {
	t.Helper()
	if out, err := exec.Command(program, args...).CombinedOutput(); err != nil {
		t.Fatalf("gazette %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// The two lives of a file.
const (
	short     = "public, max-age=300, must-revalidate"
	immutable = "public, max-age=31536000, immutable"
)

// none stands for a language that does not matter.
const none = "none"

// row is one question and its answer. An empty field means that the header is
// not there.
type row struct {
	path   string
	accept string // Accept-Language
	status int
	media  string
	lang   string
	cache  string
	to     string // Location, a path
	vary   bool   // by language
	origin string // whose pages may read it too
}

// rows are the questions about the sample; paths are below the base and the
// section, unless they begin with a slash: those are below the base alone.
var rows = []row{
	{path: "", status: 200, media: "text/html", lang: "en", cache: short},
	{path: "cookies/", status: 200, media: "text/html", lang: "en", cache: short},
	{path: "cookies/", accept: "de", status: 200, media: "text/html", lang: "en", cache: short}, // what was asked for
	{path: "cookies/2023-07-01/", status: 200, media: "text/html", lang: "en", cache: short},
	{path: "cookies/2023-07-01/changes/", status: 200, media: "text/html", lang: "en", cache: short},
	{path: "cookies/history/", status: 200, media: "text/html", lang: "en", cache: short},
	{path: "changes/", status: 200, media: "text/html", lang: "en", cache: short},
	{path: "changes.atom", status: 200, media: "application/atom+xml", lang: "en", cache: short},
	{path: "changes.json", status: 200, media: "application/feed+json", lang: "en", cache: short},
	{path: "cookies/changes.json", status: 200, media: "application/feed+json", lang: "en", cache: short},
	{path: "cookies/timemap.link", status: 200, media: "application/link-format", cache: short},
	{path: "cookies/index.json", status: 200, media: "application/json", cache: short, origin: "*"},
	{path: "/assets/embed.js", status: 200, media: "text/javascript", cache: short, origin: "*"},
	{path: "cookies/index.md", status: 200, media: "text/markdown", lang: "en", cache: short},
	{path: "cookies", status: 301, to: "cookies/"},
	{path: "nothing/", status: 404, media: "text/html", lang: "en", cache: short},
	{path: "nothing.json", status: 404, media: "text/html", lang: "en", cache: short},
	{path: "/assets/nothing.css", status: 404, media: "text/html", lang: "en", cache: short},
	{path: "/de/", status: 200, media: "text/html", lang: "de", cache: short},
	{path: "/de/nothing/changes.json", status: 404, media: "text/html", lang: "de", cache: short},
	{path: "/de/404.html", status: 200, media: "text/html", lang: "de", cache: short},
	{path: "/br/nothing/", accept: "en", status: 404, media: "text/html", lang: "pt-BR", cache: short},
	{path: "/zh-Hans/nothing", status: 404, media: "text/html", lang: "zh-Hans", cache: short},
	{path: "/assets/style.css", status: 200, media: "text/css", cache: immutable},
	{path: "/logo.svg", status: 200, media: "image/svg+xml", cache: short},
	{path: "/robots.txt", status: 200, media: "text/plain", cache: short},
	{path: "/llms.txt", status: 200, media: "text/plain", cache: short},
	{path: "/sitemap.xml", status: 200, media: "application/xml", cache: short},
	{path: "/cookie-policy/", status: 301, to: "cookies/"},
	{path: "/cookie-policy", status: 301, to: "cookies/"},
	{path: "/.gazette", status: 404, media: "text/html", lang: none, cache: short}, // what servers read, and nobody is sent
	{path: "/.htaccess", status: 404, media: "text/html", lang: none, cache: short},
	{path: "/_redirects", status: 404, media: "text/html", lang: none, cache: short},
	{path: "/.git/config", status: 404, media: "text/html", lang: none, cache: short},
	{path: "/.well-known/security.txt", status: 200, media: "text/plain", cache: short},
}

// inSection are the questions about a site with a section: its root leads on.
var inSection = []row{
	{path: "/de/legal/cookies/", status: 200, media: "text/html", lang: "de", cache: short},
	{path: "/br/legal/changes.atom", status: 200, media: "application/atom+xml", lang: "pt-BR", cache: short},
	{path: "/de/cookie-policy/", status: 301, to: "/de/legal/cookies/"},
	{path: "/", status: 302, to: "", vary: true},
	{path: "/", accept: "de-AT,de;q=0.9,en;q=0.8", status: 302, to: "/de/legal/", vary: true},
	{path: "/", accept: "tlh, sv;q=0.9, FR-CA;q=0.5", status: 302, to: "/fr/legal/", vary: true},
	{path: "/", accept: "en-GB,en;q=0.9,de;q=0.8", status: 302, to: "", vary: true},
	{path: "/", accept: "pt-PT", status: 302, to: "/br/legal/", vary: true},
	{path: "/", accept: "zh-CN,zh;q=0.9", status: 302, to: "/zh-Hans/legal/", vary: true},
	{path: "/", accept: "den", status: 302, to: "", vary: true},
	{path: "/", accept: "*", status: 302, to: "", vary: true},
}

// withoutSection are those about a site whose root is a list of notices.
var withoutSection = []row{
	{path: "/", accept: "de", status: 200, media: "text/html", lang: "en", cache: short},
	{path: "/de/cookies/", status: 200, media: "text/html", lang: "de", cache: short},
}

func TestServers(t *testing.T) {
	for _, v := range servers {
		t.Run(v.name, func(t *testing.T) {
			path := require(t, v.program)
			t.Run("at the root", func(t *testing.T) { ask(t, v, path, "/", "legal", append(rows, inSection...)) })
			t.Run("below a path", func(t *testing.T) { ask(t, v, path, "/~about us+v1.2/notices/", "legal", append(rows, inSection...)) })
			t.Run("without a section", func(t *testing.T) { ask(t, v, path, "/", `""`, append(rows, withoutSection...)) })
			t.Run("aliases", func(t *testing.T) { ask(t, v, path, "/", "legal", aliasRows()) })
			t.Run("aliases below a path", func(t *testing.T) { ask(t, v, path, "/our notices/", "legal", aliasRows()) })
		})
	}
}

// ask puts all questions to a server.
func ask(t *testing.T, v server, path, base, section string, rows []row) {
	s := write(t, base, section)
	v.start(t, path, s)
	hub := s.base
	if section == "legal" {
		hub += "legal/"
	}
	at := func(path string) string {
		if below, ok := strings.CutPrefix(path, "/"); ok {
			return s.base + below
		}
		return hub + path
	}
	for _, q := range rows {
		if q.path == "/assets/style.css" {
			sheets, err := filepath.Glob(filepath.Join(s.output(), "assets", "style.*.css"))
			if err != nil || len(sheets) != 1 {
				t.Fatal(sheets, err)
			}
			q.path = "/assets/" + filepath.Base(sheets[0])
		}
		t.Run(at(q.path)+" "+q.accept, func(t *testing.T) { q.compare(t, s, at) })
	}
	if t.Failed() {
		t.Log(s.log())
	}
}

// client follows no redirects.
var client = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

func (q row) compare(t *testing.T, s served, at func(string) string) {
	r, err := http.NewRequest(http.MethodGet, "http://"+s.listen+at(q.path), nil)
	if err != nil {
		t.Fatal(err)
	}
	if q.accept != "" {
		r.Header.Set("Accept-Language", q.accept)
	}
	a, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Body.Close() }()
	// Every server has its own permanent redirect to a folder, and they agree in
	// what it means.
	if a.StatusCode != q.status && !(q.status == 301 && a.StatusCode == 308) {
		t.Fatalf("status %d, not %d", a.StatusCode, q.status)
	}
	if q.status/100 == 3 {
		q.guarded(t, a.Header)
		if got := strings.Join(a.Header.Values("Cache-Control"), " | "); got != short {
			t.Errorf("Cache-Control is %q", got)
		}
		to := strings.TrimPrefix(a.Header.Get("Location"), "http://"+s.listen)
		to = strings.Replace(to, (&url.URL{Path: s.base}).EscapedPath(), s.base, 1) // servers write a space as they must
		if to != at(q.to) && to != filepath.Base(at(q.to))+"/" {
			t.Errorf("leads to %q, not %q", to, at(q.to))
		}
		if q.vary != strings.Contains(a.Header.Get("Vary"), "Accept-Language") {
			t.Errorf("Vary: %s", a.Header.Get("Vary"))
		}
		return
	}
	if q.lang == none { // servers differ about the language of what nobody is sent
		q.lang = a.Header.Get("Content-Language")
	}
	for name, want := range map[string]string{"Content-Language": q.lang, "Cache-Control": q.cache, "Access-Control-Allow-Origin": q.origin} {
		if got := strings.Join(a.Header.Values(name), " | "); got != want {
			t.Errorf("%s is %q, not %q", name, got, want)
		}
	}
	if got := a.Header.Get("Content-Type"); got != q.media && got != q.media+"; charset=utf-8" {
		t.Errorf("Content-Type is %q, not %q", got, q.media)
	} else if strings.HasPrefix(q.media, "text/") && got == q.media {
		t.Errorf("Content-Type is %q, without an encoding", got)
	}
	q.guarded(t, a.Header)
}

// guarded looks at what protects readers.
func (q row) guarded(t *testing.T, h http.Header) {
	policy := h.Values("Content-Security-Policy")
	if len(policy) != 1 || strings.Contains(policy[0], "unsafe") || strings.Contains(policy[0], "*") ||
		!strings.HasPrefix(policy[0], "default-src 'none'; script-src 'self'; style-src 'self'; ") {
		t.Errorf("Content-Security-Policy: %q", policy)
	}
	for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "strict-origin-when-cross-origin", "Cross-Origin-Opener-Policy": "same-origin"} {
		if got := strings.Join(h.Values(name), " | "); got != want {
			t.Errorf("%s is %q, not %q", name, got, want)
		}
	}
	if !strings.Contains(h.Get("Permissions-Policy"), "geolocation=()") {
		t.Errorf("Permissions-Policy: %q", h.Get("Permissions-Policy"))
	}
}
