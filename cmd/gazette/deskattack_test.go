package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// desk asks a previewed site's desk as a browser does.
type desk struct {
	*served
	cookies []*http.Cookie
}

// openDesk opens the desk and takes the token that it gives.
func openDesk(t *testing.T) *desk {
	t.Helper()
	s := startServe(t)
	r, err := s.client.Get(s.url + "/_gazette/")
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(r.Body)
	_ = r.Body.Close()
	if len(r.Cookies()) != 1 || r.Cookies()[0].SameSite != http.SameSiteStrictMode || !r.Cookies()[0].HttpOnly || !strings.Contains(string(body), "New notice") {
		t.Fatalf("the desk gives %v", r.Header)
	}
	s.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &desk{s, r.Cookies()}
}

// ask sends a request and returns its status and body.
func (d *desk) ask(method, path, kind, body string, change func(*http.Request)) (int, string) {
	d.Helper()
	r, err := http.NewRequest(method, d.url+path, strings.NewReader(body))
	if err != nil {
		d.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	r.Header.Set("Origin", d.url)
	for _, c := range d.cookies {
		r.AddCookie(c)
	}
	if change != nil {
		change(r)
	}
	answer, err := d.client.Do(r)
	if err != nil {
		d.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		d.Fatal(err)
	}
	if answer.Header.Get("Access-Control-Allow-Origin") != "" {
		d.Errorf("%s %s lets other pages read", method, path)
	}
	return answer.StatusCode, string(data)
}

// save asks for a text to be saved.
func (d *desk) save(in map[string]string, change func(*http.Request)) (int, string) {
	d.Helper()
	data, err := json.Marshal(in)
	if err != nil {
		d.Fatal(err)
	}
	return d.ask("POST", "/_gazette/api/save", "application/json", string(data), change)
}

// state is all of a folder's files but the notebooks.
func state(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			if e != nil && e.Name() == ".cache" {
				return fs.SkipDir
			}
			return err
		}
		if e.Type()&fs.ModeSymlink != 0 {
			return nil
		}
		data, err := os.ReadFile(p)
		out[p] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestDeskAttacks: of requests that want to write without being allowed to, or where they may not, each is refused, and
// no file is another one afterwards.
func TestDeskAttacks(t *testing.T) {
	d := openDesk(t)
	const text = "content/en/imprint.md"
	var was struct{ Text, Hash string }
	if _, body := d.ask("GET", "/_gazette/api/text?path="+text, "", "", nil); json.Unmarshal([]byte(body), &was) != nil || was.Hash == "" {
		t.Fatal(body)
	}
	outside := filepath.Join(t.TempDir(), "secret.md")
	err := errors.Join(os.WriteFile(outside, []byte(was.Text), 0o644), os.Symlink(outside, filepath.Join(d.dir, "content/en/linked.md")), os.Symlink(filepath.Dir(outside), filepath.Join(d.dir, "content/xx")))
	if err != nil {
		t.Skip("no symbolic links here:", err)
	}
	before := state(t, d.dir)
	good := map[string]string{"path": text, "hash": was.Hash, "base": was.Text, "text": was.Text + "\nAn attack.\n"}
	port := strings.TrimPrefix(d.url, "http://localhost:")
	if port == d.url {
		port = strings.TrimPrefix(d.url, "http://127.0.0.1:")
	}

	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) {
			if r.Header.Del(name); value != "" {
				r.Header.Set(name, value)
			}
		}
	}
	host := func(h string) func(*http.Request) { return func(r *http.Request) { r.Host = h } }
	both := func(h string) func(*http.Request) {
		return func(r *http.Request) { r.Host = h; r.Header.Set("Origin", "http://"+h) }
	}
	n := 0
	for name, change := range map[string]func(*http.Request){
		"no token": header("Cookie", ""), "another token": header("Cookie", "gazette-desk-"+port+"=AAAAAAAAAAAAAAAAAAAAAAAAAA"), "an empty token": header("Cookie", "gazette-desk-"+port+"="),
		"the token under another name": func(r *http.Request) { r.Header.Set("Cookie", "gazette-desk="+d.cookies[0].Value) },
		"no origin":                    header("Origin", ""), "the origin null": header("Origin", "null"), "another origin": header("Origin", "https://evil.example"),
		"an origin that begins like ours": header("Origin", d.url+".evil.example"), "another port": header("Origin", "http://localhost:1"), "a file": header("Origin", "file://"),
		"an extension": header("Origin", "chrome-extension://abc"), "no address": header("Origin", "::"), "another scheme": header("Origin", "ftp://"+strings.TrimPrefix(d.url, "http://")),
		"another host": host("evil.example"), "another host with our port": host("evil.example:" + port), "rebinding": both("evil.example:" + port), "rebinding without a port": both("evil.example"),
		"rebinding to a name like ours": both("localhost.evil.example:" + port), "rebinding to a number": both("0x7f000001:" + port), "rebinding to another machine": both("10.0.0.1:" + port),
		"rebinding to any address": both("0.0.0.0:" + port), "a cross-site request": header("Sec-Fetch-Site", "cross-site"), "a request of the same site": header("Sec-Fetch-Site", "same-site"),
		"a request of nobody": header("Sec-Fetch-Site", "none"), "text": header("Content-Type", "text/plain"), "no kind": header("Content-Type", ""), "a form's JSON": header("Content-Type", "text/plain; application/json"),
	} {
		n++
		if status, body := d.save(good, change); status != http.StatusForbidden {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
	for _, method := range []string{"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"} {
		n++
		if status, body := d.ask(method, "/_gazette/api/save", "application/json", "{}", nil); status != http.StatusForbidden {
			t.Errorf("%s: %d %s", method, status, body)
		}
	}
	for _, path := range []string{"/_gazette/do/", "/_gazette/write/", "/_gazette/undo/", "/_gazette/git/", "/_gazette/start/", "/_gazette/exchange/", "/_gazette/review/", "/_gazette/api/look", "/_gazette/api/front", "/_gazette/", "/_gazette/nothing/"} {
		n++
		if status, body := d.ask("POST", path, "application/x-www-form-urlencoded", "", header("Origin", "https://evil.example")); status != http.StatusForbidden {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	for _, path := range []string{"gazette.yaml", "/etc/passwd", "content/en/../../gazette.yaml", "../x.md", "content/../archive/x/2026-01-01/en.md", "archive/changes.jsonl", "content/en/.x.md", "content/.review/x.md",
		`content\en\x.md`, "content/en/x.html", "content/en/a/b.md", "content//x.md", "content/en/%2e%2e.md", "content/en/x.md\x00.png", "content/en/linked.md", "content/xx/secret.md", "templates/base.html", "static/x.md",
		"content/en/CON.md", "content/en/x.md/", "C:/x.md", "content/en/a:b.md", "", "."} {
		n++
		in := map[string]string{"path": path, "hash": was.Hash, "base": was.Text, "text": "An attack.\n"}
		if status, body := d.save(in, nil); status < 400 {
			t.Errorf("%q was saved: %d %s", path, status, body)
		}
		if status, body := d.ask("GET", "/_gazette/api/text?path="+url.QueryEscape(path), "", "", nil); status < 400 || strings.Contains(body, "base_url") {
			t.Errorf("%q was read: %d %s", path, status, body)
		}
		form := url.Values{"file": {path}, "hash": {was.Hash}, "base": {was.Text}, "body": {"An attack.\n"}}
		if status, body := d.ask("POST", "/_gazette/write/", "application/x-www-form-urlencoded", form.Encode(), nil); status < 400 {
			t.Errorf("%q was saved by a form: %d %s", path, status, body)
		}
		form = url.Values{"path": {path}, "agree": {was.Hash}, "old": {was.Text}, "text": {"An attack.\n"}}
		for _, fresh := range []string{"", "1"} {
			if form.Set("new", fresh); fresh == "" {
				form.Del("new")
			}
			if status, body := d.ask("POST", "/_gazette/exchange/", "application/x-www-form-urlencoded", form.Encode(), nil); status < 400 {
				t.Errorf("%q was written as what came back: %d %s", path, status, body)
			}
		}
	}
	for name, body := range map[string]string{"no JSON": "{", "another key": `{"root":"/"}`, "a list": "[]", "too large": `{"text":"` + strings.Repeat("a", 41<<20) + `"}`,
		"a text too large": `{"path":"` + text + `","hash":"` + was.Hash + `","text":"` + strings.Repeat("a", 9<<20) + `"}`, "no UTF-8": `{"path":"` + text + `","hash":"` + was.Hash + `","text":"\u0000"}`,
		"an old text": `{"path":"` + text + `","hash":"0","text":"An attack."}`} {
		n++
		if status, _ := d.ask("POST", "/_gazette/api/save", "application/json", body, nil); status < 400 {
			t.Errorf("%s: %d", name, status)
		}
	}
	for _, name := range []string{"../../x.md", "/etc/passwd", "..", ".", "", "x.exe", "../../../content/en/imprint.docx", "x\x00.md", `..\..\x.md`, strings.Repeat("a", 5000) + ".md", ".gazette.md", "CON.md", "gazette.yaml"} {
		n++
		kind, body := upload(t, name, "# An attack\n\nFrom 1 January 2026.\n")
		if status, page := d.ask("POST", "/_gazette/exchange/", kind, body, nil); status < 400 && !strings.Contains(page, `name="agree"`) {
			t.Errorf("the file %q: %d %s", name, status, page)
		}
	}
	if n < 60 {
		t.Errorf("only %d attacks were tried", n)
	}
	if now := state(t, d.dir); !sameState(t, before, now) {
		t.Error("an attack has changed a file")
	}
	if data, _ := os.ReadFile(outside); string(data) != was.Text {
		t.Error("an attack has changed a file outside the site")
	}
	if status, body := d.save(good, nil); status != http.StatusOK { // what was refused is allowed otherwise
		t.Errorf("a good request: %d %s", status, body)
	}
}

// upload is a form with a file of a name.
func upload(t *testing.T, name, text string) (kind, body string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write([]byte(text))
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return w.FormDataContentType(), b.String()
}

func sameState(t *testing.T, a, b map[string]string) bool {
	t.Helper()
	same := len(a) == len(b)
	for p, text := range b {
		if a[p] != text {
			t.Errorf("%s is another", p)
			same = false
		}
	}
	return same
}

// TestDeskScript: script in any field comes out as words.
func TestDeskScript(t *testing.T) {
	d := openDesk(t)
	const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>`
	for name := range deskActions {
		form := url.Values{"what": {name}}
		for _, field := range []string{"title", "slug", "notice", "locale", "effective", "withdrawn", "edition", "reason", "class", "file"} {
			form.Set(field, evil)
		}
		_, body := d.ask("POST", "/_gazette/do/", "application/x-www-form-urlencoded", form.Encode(), nil)
		if strings.Contains(body, "<script>alert") || strings.Contains(body, "<img src=x") {
			t.Errorf("%s: script comes through\n%s", name, body)
		}
		form.Set("what", evil)
		form.Set("title", "x")
		if _, body := d.ask("GET", "/_gazette/do/?"+form.Encode(), "", "", nil); strings.Contains(body, "<script>alert") {
			t.Errorf("%s: script comes through the address", name)
		}
	}
	text := "---\ntitle: \"" + strings.ReplaceAll(evil, `"`, `\"`) + "\"\nlocale: en\neffective: 2027-01-01\n---\n" + evil + "\n\n[x](javascript:alert(1))\n"
	if err := os.WriteFile(filepath.Join(d.dir, "content/en/evil.md"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	d.preview.update([]string{"content/en/evil.md"})
	for _, path := range []string{"/_gazette/", "/_gazette/write/", "/_gazette/write/?file=content/en/evil.md", "/_gazette/notices/", "/_gazette/do/?what=withdraw&notice=evil", "/_gazette/findings/", "/_gazette/plan/", "/_gazette/exchange/?notice=evil&locale=en", "/_gazette/export?notice=evil&locale=en&to=html", "/_gazette/api/notices?q=script"} {
		if _, body := d.ask("GET", path, "", "", nil); strings.Contains(body, "<script>alert") || strings.Contains(body, "<img src=x") {
			t.Errorf("%s: script comes through", path)
		}
	}
	for _, view := range []string{"page", "redline", "source", "findings"} {
		data, _ := json.Marshal(map[string]string{"path": "content/en/evil.md", "text": text, "view": view})
		_, body := d.ask("POST", "/_gazette/api/look", "application/json", string(data), nil)
		var out struct{ HTML string }
		if json.Unmarshal([]byte(body), &out) != nil || bytes.Contains([]byte(out.HTML), []byte("<script")) || strings.Contains(out.HTML, "onerror") || strings.Contains(out.HTML, `href="javascript:`) {
			t.Errorf("%s: %s", view, body)
		}
	}
}

var deskActions = map[string]bool{"new": true, "translate": true, "follow": true, "open": true, "change": true, "ready": true, "record": true, "correct": true, "reschedule": true, "further": true, "withdraw": true,
	"reinstate": true, "cancel": true}
