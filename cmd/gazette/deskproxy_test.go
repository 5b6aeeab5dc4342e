package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
)

// TestDeskBehindProxy: through a proxy on this machine that says who asks, and keeps the name under which it was asked, a
// person reads and writes; without it, or under another name, nobody does.
func TestDeskBehindProxy(t *testing.T) {
	s := startServeAs(t, serveFlags{editor: "none", userHeader: "X-User", behind: "desk.example"})
	at, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httptest.NewServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(at)
		r.Out.Host = r.In.Host
		r.Out.Header.Set("X-User", "ada")
	}})
	defer proxy.Close()
	ask := func(method, to, host, user, body string, cookies []*http.Cookie) (*http.Response, string) {
		t.Helper()
		r, err := http.NewRequest(method, to, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Host = host
		r.Header.Set("Origin", "http://"+host)
		r.Header.Set("Content-Type", "application/json")
		if user != "" {
			r.Header.Set("X-User", user)
		}
		for _, c := range cookies {
			r.AddCookie(c)
		}
		answer, err := s.client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		data, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		return answer, string(data)
	}
	const desk, api, file = "/_gazette/", "/_gazette/api/", "content/en/imprint.md"
	page, _ := ask("GET", proxy.URL+desk, "desk.example", "", "", nil)
	if page.StatusCode != http.StatusOK || len(page.Cookies()) != 1 {
		t.Fatalf("through the proxy: %d, %v", page.StatusCode, page.Cookies())
	}
	token := page.Cookies()
	var was struct{ Text, Hash string }
	if _, body := ask("GET", proxy.URL+api+"text?path="+file, "desk.example", "", "", token); json.Unmarshal([]byte(body), &was) != nil {
		t.Fatal(body)
	}
	change := func(words string) string {
		data, _ := json.Marshal(map[string]string{"path": file, "hash": was.Hash, "base": was.Text, "text": was.Text + words})
		return string(data)
	}
	for _, c := range []struct {
		what, to, host, user string
		read, write          int
	}{
		{"past the proxy", s.url, at.Host, "", http.StatusForbidden, http.StatusForbidden},
		{"past the proxy, with its header", s.url, at.Host, "eve", http.StatusForbidden, http.StatusForbidden},
		{"a name that a page gave itself", s.url, "evil.example:" + at.Port(), "eve", http.StatusMisdirectedRequest, http.StatusForbidden},
		{"that name through the proxy", proxy.URL, "evil.example", "", http.StatusMisdirectedRequest, http.StatusForbidden},
	} {
		for _, path := range []string{desk, api + "text?path=" + file, desk + "copy.zip", desk + "export?notice=imprint&locale=en&to=md"} {
			if answer, body := ask("GET", c.to+path, c.host, c.user, "", token); answer.StatusCode != c.read || len(answer.Cookies()) > 0 {
				t.Errorf("%s, %s: %d %s", c.what, path, answer.StatusCode, body)
			}
		}
		if answer, body := ask("POST", c.to+api+"save", c.host, c.user, change("An attack.\n"), token); answer.StatusCode != c.write {
			t.Errorf("%s: written: %d %s", c.what, answer.StatusCode, body)
		}
	}
	if answer, body := ask("POST", proxy.URL+api+"save", "desk.example", "", change("Hers.\n"), token); answer.StatusCode != http.StatusOK {
		t.Errorf("through the proxy: %d %s", answer.StatusCode, body)
	}
	if now := s.read(file); now != was.Text+"Hers.\n" {
		t.Errorf("the file holds %s", now)
	}
}
