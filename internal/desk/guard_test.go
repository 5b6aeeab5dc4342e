package desk

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestGuard: a request that could change files is refused for any one thing that it lacks, and let through with all.
func TestGuard(t *testing.T) {
	local := Guard{Local: true}
	for name, c := range map[string]struct {
		guard  Guard
		change func(*http.Request)
		want   string // a part of the refusal; "" is let through
	}{
		"as the desk's own page asks": {local, func(*http.Request) {}, ""},
		"JSON":                        {local, func(r *http.Request) { r.Header.Set("Content-Type", "application/json") }, ""},
		"no token":                    {local, func(r *http.Request) { r.Header.Del("Cookie") }, "token"},
		"another run's token": {local, func(r *http.Request) {
			r.Header.Del("Cookie")
			r.AddCookie(&http.Cookie{Name: cookie(r), Value: "x"})
		}, "token"},
		"another port's cookie": {local, func(r *http.Request) {
			r.Header.Set("Cookie", strings.Replace(r.Header.Get("Cookie"), "-8080=", "-8081=", 1))
		}, "token"},
		"another origin":             {local, func(r *http.Request) { r.Header.Set("Origin", "http://evil.example") }, "another page"},
		"no origin":                  {local, func(r *http.Request) { r.Header.Del("Origin") }, "another page"},
		"an opaque origin":           {local, func(r *http.Request) { r.Header.Set("Origin", "null") }, "another page"},
		"another site":               {local, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, "another site"},
		"a name of elsewhere":        {local, func(r *http.Request) { r.Host = "desk.evil.example:8080" }, "own name"},
		"plain text":                 {local, func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") }, "no kind"},
		"another method":             {local, func(r *http.Request) { r.Method = http.MethodPut }, "GET and POST"},
		"read-only":                  {Guard{Local: true, Off: ReadOnly}, func(*http.Request) {}, "read-only"},
		"a network, and no password": {Guard{}, func(*http.Request) {}, "--password-file"},
		"the password":               {Guard{Password: "correct horse"}, func(r *http.Request) { r.SetBasicAuth("ada", "correct horse") }, ""},
		"another password":           {Guard{Password: "correct horse"}, func(r *http.Request) { r.SetBasicAuth("ada", "x") }, "may write"},
		"a proxy's header":           {Guard{Header: "X-User"}, func(r *http.Request) { r.Header.Set("X-User", "ada") }, ""},
		"no such header":             {Guard{Header: "X-User"}, func(*http.Request) {}, "may write"},
		"that header from elsewhere": {Guard{Header: "X-User"}, func(r *http.Request) {
			r.Header.Set("X-User", "ada")
			r.RemoteAddr = "192.0.2.1:1234"
		}, "may write"},
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
		if got := g.refusal(r); (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		passed := false
		w := httptest.NewRecorder()
		g.guarded(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { passed = true })).ServeHTTP(w, r)
		if passed != (c.want == "") || (w.Code == http.StatusForbidden) == passed {
			t.Errorf("%s: let through %t, status %d", name, passed, w.Code)
		}
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
		"this machine":          {Guard{Local: true}, func(*http.Request) {}, true, true},
		"a name of elsewhere":   {Guard{Local: true}, func(r *http.Request) { r.Host = "evil.example" }, true, false},
		"read-only":             {Guard{Local: true, Off: ReadOnly}, func(*http.Request) {}, true, false},
		"a password":            {Guard{Password: "correct horse"}, func(*http.Request) {}, false, false},
		"the password":          {Guard{Password: "correct horse"}, func(r *http.Request) { r.SetBasicAuth("", "correct horse") }, true, true},
		"a proxy that says who": {Guard{Header: "X-User"}, func(r *http.Request) { r.Header.Set("X-User", "ada") }, true, true},
		"a proxy that does not": {Guard{Header: "X-User"}, func(*http.Request) {}, true, false},
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
