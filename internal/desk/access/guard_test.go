package access

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// look makes a request one that asks what a text comes to, without a token.
func look(r *http.Request) {
	r.URL.Path = "/_gazette/api/look"
	r.Header.Del("Cookie")
}

// TestGuard: a request that could change files is refused for any one thing that it lacks, and let through with all.
func TestGuard(t *testing.T) {
	local := Guard{Local: true}
	for name, c := range map[string]struct {
		guard  Guard
		change func(*http.Request)
		want   string // the key of the refusal; "" is let through
	}{
		"as the desk's own page asks": {local, func(*http.Request) {}, ""},
		"JSON":                        {local, func(r *http.Request) { r.Header.Set("Content-Type", "application/json") }, ""},
		"no token":                    {local, func(r *http.Request) { r.Header.Del("Cookie") }, "refused-token"},
		"another run's token": {local, func(r *http.Request) {
			r.Header.Del("Cookie")
			r.AddCookie(&http.Cookie{Name: cookie(r), Value: "x"})
		}, "refused-token"},
		"another port's cookie": {local, func(r *http.Request) {
			r.Header.Set("Cookie", strings.Replace(r.Header.Get("Cookie"), "-8080=", "-8081=", 1))
		}, "refused-token"},
		"another origin":      {local, func(r *http.Request) { r.Header.Set("Origin", "http://evil.example") }, "refused-page"},
		"no origin":           {local, func(r *http.Request) { r.Header.Del("Origin") }, "refused-page"},
		"an opaque origin":    {local, func(r *http.Request) { r.Header.Set("Origin", "null") }, "refused-page"},
		"another site":        {local, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, "refused-site"},
		"a name of elsewhere": {local, func(r *http.Request) { r.Host = "desk.evil.example:8080" }, "refused-name"},
		"plain text":          {local, func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") }, "refused-kind"},
		"another method":      {local, func(r *http.Request) { r.Method = http.MethodPut }, "refused-method"},
		"read-only":           {Guard{Local: true, Off: ReadOnly}, func(*http.Request) {}, string(ReadOnly)},
		"a look, read-only":   {Guard{Local: true, Off: ReadOnly}, look, ""},
		"a look from another page, read-only": {Guard{Local: true, Off: ReadOnly}, func(r *http.Request) {
			look(r)
			r.Header.Set("Origin", "http://evil.example")
		}, "refused-page"},
		"a look from a network, and no password": {Guard{}, look, string(Unguarded)},
		"a look without a token":                 {local, look, "refused-token"},
		"a network, and no password":             {Guard{}, func(*http.Request) {}, string(Unguarded)},
		"the password":                           {Guard{Password: "correct horse"}, func(r *http.Request) { r.SetBasicAuth("ada", "correct horse") }, ""},
		"another password":                       {Guard{Password: "correct horse"}, func(r *http.Request) { r.SetBasicAuth("ada", "x") }, "refused-name"},
		"a proxy's header":                       {Guard{Header: "X-User", Behind: "localhost"}, func(r *http.Request) { r.Header.Set("X-User", "ada") }, ""},
		"no such header":                         {Guard{Header: "X-User", Behind: "localhost"}, func(*http.Request) {}, "refused-name"},
		"that header to another name":            {Guard{Header: "X-User", Behind: "desk.example"}, func(r *http.Request) { r.Header.Set("X-User", "eve") }, "refused-name"},
		"that header from elsewhere": {Guard{Header: "X-User", Behind: "localhost"}, func(r *http.Request) {
			r.Header.Set("X-User", "ada")
			r.RemoteAddr = "192.0.2.1:1234"
		}, "refused-name"},
	} {
		g := NewGuard(c.guard)
		r := httptest.NewRequest(http.MethodPost, "http://localhost:8080/_gazette/do/", strings.NewReader("what=new"))
		r.RemoteAddr = "127.0.0.1:40000"
		r.Header.Set("Origin", "http://localhost:8080")
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.AddCookie(&http.Cookie{Name: cookie(r), Value: g.token})
		c.change(r)
		if r.Host == "desk.evil.example:8080" {
			r.Header.Set("Origin", "http://"+r.Host)
			r.AddCookie(&http.Cookie{Name: cookie(r), Value: g.token})
		}
		if got := g.refusal(r); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		passed := false
		w := httptest.NewRecorder()
		g.Guarded(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { passed = true })).ServeHTTP(w, r)
		if passed != (c.want == "") || (w.Code == http.StatusForbidden) == passed {
			t.Errorf("%s: let through %t, status %d", name, passed, w.Code)
		}
	}
}

// fetched makes a request one that a browser sends for a page of a site.
func fetched(site, mode, kind string) func(*http.Request) {
	return func(r *http.Request) {
		r.Header.Set("Sec-Fetch-Site", site)
		r.Header.Set("Sec-Fetch-Mode", mode)
		r.Header.Set("Sec-Fetch-Dest", kind)
	}
}

// TestGreet: the token goes to those alone who may write, and a page behind a password to those who know it.
func TestGreet(t *testing.T) {
	for name, c := range map[string]struct {
		guard  Guard
		change func(*http.Request)
		shown  bool
		token  bool
	}{
		"this machine":                   {Guard{Local: true}, func(*http.Request) {}, true, true},
		"a name of elsewhere":            {Guard{Local: true}, func(r *http.Request) { r.Host = "evil.example" }, true, false},
		"read-only":                      {Guard{Local: true, Off: ReadOnly}, func(*http.Request) {}, true, false},
		"a password":                     {Guard{Password: "correct horse"}, func(*http.Request) {}, false, false},
		"the password":                   {Guard{Password: "correct horse"}, func(r *http.Request) { r.SetBasicAuth("", "correct horse") }, true, true},
		"a proxy that says who":          {Guard{Header: "X-User", Behind: "localhost"}, func(r *http.Request) { r.Header.Set("X-User", "ada") }, true, true},
		"a proxy that does not":          {Guard{Header: "X-User", Behind: "localhost"}, func(*http.Request) {}, false, false},
		"a name that a page gave itself": {Guard{Header: "X-User", Behind: "desk.example"}, func(r *http.Request) { r.Header.Set("X-User", "eve") }, false, false},
		"a picture on another site":      {Guard{Local: true}, fetched("cross-site", "no-cors", "image"), false, false},
		"a frame on another port":        {Guard{Local: true}, fetched("same-site", "navigate", "iframe"), false, false},
		"a link on another site":         {Guard{Local: true}, fetched("cross-site", "navigate", "document"), true, true},
		"the desk's own script":          {Guard{Local: true}, fetched("same-origin", "cors", "empty"), true, true},
	} {
		g := NewGuard(c.guard)
		r := httptest.NewRequest(http.MethodGet, "http://localhost:8080/_gazette/", nil)
		r.RemoteAddr = "[::1]:40000"
		c.change(r)
		w := httptest.NewRecorder()
		if shown := g.greet(w, r); shown != c.shown {
			t.Errorf("%s: shown %t", name, shown)
		}
		if given := len(w.Result().Cookies()) == 1; given != c.token {
			t.Errorf("%s: the token was given: %t", name, given)
		}
	}
}
