//go:build linux

package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"gazette/internal/subscriptions/subscriber"
)

// attack is a request that nobody honest sends, or a way of sending one.
type attack struct {
	name         string
	method, path string
	form         string   // of a POST
	header       []string // names and values
	want         int
}

// attacksMin is how many there are at least.
const attacksMin = 50

// signUpForm is a form as the site's pages send it, with fields of its own.
func signUpForm(address string, more ...string) string {
	v := url.Values{"email": {address}, "topic": {"cookies"}, "locale": {"en"}}
	for i := 0; i+1 < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	return v.Encode()
}

// links are addresses of the service with tokens, as paths.
type links struct {
	manage, leave, confirmed, fresh string
	since                           time.Time // the first mail
}

// tokens are guessed, changed, old, and for something else.
func (l links) tokens(keys subscriber.Keys) (out []attack) {
	now, ada, mallory := time.Now(), keys.Mark("ada@example.com"), keys.Mark("mallory@example.com")
	other, _ := subscriber.NewKeys("another secret, as long")
	changed := func(path string, at int) string { // another letter in one place
		b := []byte(path)
		if b[at]++; path[at] != 'A' {
			b[at] = 'A'
		}
		return string(b)
	}
	first := strings.IndexByte(l.manage, '/') + 1
	token := func(path string) string { return path[strings.IndexByte(path, '/')+1:] }
	for name, path := range map[string]string{
		"a guessed token":                     "confirm/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
		"an empty token":                      "confirm/%20",
		"a token that is no text":             "manage/%C3%A9%00%ff",
		"a token with a header in it":         "confirm/A%0d%0aSet-Cookie:%20a=b",
		"a token with a path in it":           "manage/..%2f..%2fsubscribers.db",
		"a token of 4,000 characters":         "manage/" + strings.Repeat("A", 4000),
		"the first letter changed":            changed(l.manage, first+1),
		"the signature changed":               changed(l.manage, len(l.manage)-4),
		"a token cut short":                   l.manage[:len(l.manage)-1],
		"a token with something behind it":    l.manage + "AA",
		"a token with padding":                l.manage + "=",
		"a link to leave, used to change":     "manage/" + token(l.leave),
		"a link to change, used to leave":     "unsubscribe/" + token(l.manage),
		"a link to change, used to confirm":   "confirm/" + token(l.manage),
		"a link to confirm, used to change":   "manage/" + token(l.fresh),
		"a link to confirm, used to leave":    "unsubscribe/" + token(l.fresh),
		"signed with another secret":          "manage/" + other.Link(subscriber.Manage, other.Mark("ada@example.com"), now),
		"the mark of one, signed by another":  "manage/" + other.Link(subscriber.Manage, ada, now),
		"a link of 32 days ago":               "manage/" + keys.Link(subscriber.Manage, ada, now.Add(-32*24*time.Hour)),
		"a link of somebody who is not there": "manage/" + keys.Link(subscriber.Manage, mallory, now),
		"a stamp of a form":                   "manage/" + keys.Stamp(now),
		"a file of the site":                  "subscribers.db",
		"another file of the site":            "assets/..%2f..%2fgazette.yaml",
		"what profilers show":                 "debug/pprof/heap",
		"a report that nobody asked for":      "bounce",
	} {
		out = append(out, attack{name + ", sent", "POST", path, "do=export", nil, http.StatusNotFound},
			attack{name + ", looked at", "GET", path, "", nil, http.StatusNotFound})
	}
	return append(out, attack{"a used token, sent", "POST", l.confirmed, "", nil, http.StatusGone},
		attack{"a used token, looked at", "GET", l.confirmed, "", nil, http.StatusGone})
}

// forgeries speak for somebody else: their browser, or their mail program.
func (l links) forgeries() []attack {
	evil := []string{"Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"}
	kind := func(t string) []string { return []string{"Content-Type", t} }
	return []attack{
		{"another site deletes", "POST", l.manage, "do=delete", evil, http.StatusForbidden},
		{"another site exports", "POST", l.manage, "do=export", evil, http.StatusForbidden},
		{"another site changes the address", "POST", l.manage, "do=address&email=mallory@example.com", evil, http.StatusForbidden},
		{"another site confirms", "POST", l.fresh, "", evil, http.StatusForbidden},
		{"a site of the same domain deletes", "POST", l.manage, "do=delete", []string{"Sec-Fetch-Site", "same-site"}, http.StatusForbidden},
		{"a page without origin deletes", "POST", l.manage, "do=delete", []string{"Origin", "null"}, http.StatusForbidden},
		{"another port of the machine deletes", "POST", l.manage, "do=delete", []string{"Origin", "http://127.0.0.1:1"}, http.StatusForbidden},
		{"a link deletes", "GET", l.manage + "?do=delete", "", nil, http.StatusOK},
		{"a link leaves", "GET", l.leave + "?List-Unsubscribe=One-Click", "", nil, http.StatusOK},
		{"a link confirms", "GET", l.fresh, "", nil, http.StatusOK},
		{"a question about a link leaves", "HEAD", l.leave, "", nil, http.StatusOK},
		{"a method in a header", "GET", l.leave, "", []string{"X-HTTP-Method-Override", "POST"}, http.StatusOK},
		{"a method in the address", "GET", l.leave + "?_method=POST", "", nil, http.StatusOK},
		{"what to do in the address", "POST", l.manage + "?do=delete", "", nil, http.StatusUnprocessableEntity},
		{"what to do as JSON", "POST", l.manage, `{"do": "delete"}`, kind("application/json"), http.StatusUnprocessableEntity},
		{"what to do as plain text", "POST", l.manage, "do=delete", kind("text/plain"), http.StatusUnprocessableEntity},
		{"an unknown method", "DELETE", l.manage, "", nil, http.StatusNotFound},
		{"another one", "PUT", l.leave, "", nil, http.StatusNotFound},
		{"a mirror", "TRACE", "subscribe", "", nil, http.StatusNotFound},
	}
}

// typed are addresses, topics and bodies that nobody has.
func typed() (out []attack) {
	for name, address := range map[string]string{
		"a header in the address":         "x@example.com\r\nBcc: y@example.com",
		"half a header in the address":    "x@example.com\nBcc: y@example.com",
		"a command in the address":        "x@example.com>\r\nRCPT TO:<y@example.com",
		"a line separator in the address": "x\u2028@example.com",
		"a NUL in the address":            "x\x00@example.com",
		"two addresses":                   "x@example.com,y@example.com",
		"two addresses in one":            "x@y@example.com",
		"an address in angle brackets":    "<x@example.com>",
		"a name before the address":       `"a" <x@example.com>`,
		"a comment in the address":        "x(y)@example.com",
		"an address of 300 characters":    strings.Repeat("x", 288) + "@example.com",
		"a name of 65 characters":         strings.Repeat("x", 65) + "@example.com",
		"a domain of 300 characters":      "x@" + strings.Repeat("a.", 146) + "com",
		"a label of 64 characters":        "x@" + strings.Repeat("a", 64) + ".example",
		"an address without a domain":     "x@",
		"an address without a name":       "@example.com",
		"a domain without a dot":          "x@example",
		"a number for a domain":           "x@[127.0.0.1]",
		"a name that is not ASCII":        "ünï@example.com",
		"a domain that turns the line":    "x@a\u202eb.example",
		"a domain that is none":           "x@-a-.example",
		"markup in the address":           `"><img src=x onerror=alert(1)>@example.com`,
		"nothing at all":                  "",
		"an address of 30,000 characters": strings.Repeat("x", 30_000),
	} {
		out = append(out, attack{name, "POST", "subscribe", signUpForm(address), nil, http.StatusUnprocessableEntity})
	}
	zip := []string{"Content-Encoding", "gzip"}
	return append(out,
		attack{"no topic", "POST", "subscribe", "email=x%40example.com", nil, http.StatusUnprocessableEntity},
		attack{"a topic that is markup", "POST", "subscribe", signUpForm("x@example.com", "topic", "<script>alert(1)</script>"), nil, http.StatusUnprocessableEntity},
		attack{"a topic with a header in it", "POST", "subscribe", signUpForm("x@example.com", "topic", "a\r\nBcc: y@example.com"), nil, http.StatusUnprocessableEntity},
		attack{"a topic that is a path", "POST", "subscribe", signUpForm("x@example.com", "topic", "../../etc"), nil, http.StatusUnprocessableEntity},
		attack{"a topic without end", "POST", "subscribe", signUpForm("x@example.com", "topic", strings.Repeat("a", 20_000)), nil, http.StatusUnprocessableEntity},
		attack{"a body too large", "POST", "subscribe", "email=" + strings.Repeat("x", 100<<10), nil, http.StatusRequestEntityTooLarge},
		attack{"10,000 topics", "POST", "subscribe", "email=x%40example.com" + strings.Repeat("&topic=a", 10_000), nil, http.StatusRequestEntityTooLarge},
		attack{"a body that cannot be read", "POST", "subscribe", "%zz=%", nil, http.StatusBadRequest},
		attack{"a body that says it is packed", "POST", "subscribe", "\x1f\x8b\x08\x00", zip, http.StatusUnprocessableEntity})
}

// TestSubscriptionsAttacked: none of these finds out who is subscribed, speaks
// for somebody else, or leads anywhere. Slow clients: internal/subscriptions/web.
func TestSubscriptionsAttacked(t *testing.T) {
	t.Parallel()
	const perNetwork = 100
	s := newSignUps(t, "", fmt.Sprintf("  client_header: X-Real-IP\n  proxies: [192.0.2.1]\n  limits: {network: %d}\n", perNetwork))
	s.serve()
	keys, err := subscriber.NewKeys("0123456789abcdef0123456789")
	if err != nil {
		t.Fatal(err)
	}
	l := links{since: time.Now()}
	l.manage = s.linkTo("manage", s.signUp("ada@example.com", "cookies", "en"))
	l.leave = "unsubscribe/" + keys.Link(subscriber.Unsubscribe, keys.Mark("ada@example.com"), time.Now())
	l.confirmed = s.linkTo("confirm", s.box.all("ada@example.com")[0].text)
	s.do("POST", "subscribe", signUpForm("fresh@example.com"))
	wait(t, "a mail to confirm", func() bool { return len(s.box.all("fresh@example.com")) == 1 })
	l.fresh = s.linkTo("confirm", s.box.all("fresh@example.com")[0].text)

	attacks := append(append(l.tokens(keys), l.forgeries()...), typed()...)
	for _, a := range attacks {
		s.attacked(t, a)
	}
	if list := s.run("subscriptions", "list"); strings.Count(list, "\n") != 1 || !strings.Contains(list, "ada@example.com  en  cookies") {
		t.Errorf("the list changed:\n%s", list)
	}
	sent := len(s.box.all(""))
	n := len(attacks)
	for _, f := range []struct { // in this order: limits count what was done before
		name string
		by   func(*testing.T, *signUps, links)
	}{
		{"who is known", sameAnswer}, {"who is known, as a new address", sameChange}, {"a race for one link", race},
		{"led elsewhere", ledElsewhere}, {"broken requests", brokenRequests}, {"programs", programs}, {"a borrowed address", borrowed},
	} {
		if ok := t.Run(f.name, func(t *testing.T) { f.by(t, s, l) }); ok {
			n++
		}
	}
	if n < attacksMin {
		t.Errorf("%d attacks", n)
	}
	t.Logf("%d attacks; %d mails before the last", n, sent)
	overLimit(t, s, perNetwork)
}

// attacked sends one, and looks at what no answer may say.
func (s *signUps) attacked(t *testing.T, a attack) {
	t.Helper()
	r, err := http.NewRequest(a.method, s.base+a.path, strings.NewReader(a.form))
	if err != nil {
		t.Fatalf("%s: %v", a.name, err)
	}
	if a.method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(a.header); i += 2 {
		r.Header.Set(a.header[i], a.header[i+1])
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Errorf("%s: %v", a.name, err)
		return
	}
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Errorf("%s: %v", a.name, err)
	}
	if answer.StatusCode != a.want {
		t.Errorf("%s: %d, want %d\n%.300s", a.name, answer.StatusCode, a.want, page)
	}
	if h := answer.Header; h.Get("Location") != "" || h.Get("Set-Cookie") != "" {
		t.Errorf("%s: leads to %q, sets %q", a.name, h.Get("Location"), h.Get("Set-Cookie"))
	}
	for _, never := range []string{"<script>alert", "<img src=x", "evil.example"} {
		if strings.Contains(string(page), never) {
			t.Errorf("%s: the page says %s", a.name, never)
		}
	}
	hers := strings.HasPrefix(a.path, "manage/") && (a.want == http.StatusOK || a.want == http.StatusUnprocessableEntity)
	if !hers && strings.Contains(string(page), "ada@example.com") { // who has her link sees her address
		t.Errorf("%s: the page names her", a.name)
	}
}

// sameAnswer: a sign-up is answered alike for everybody, and the answer has
// nothing else by which they could be told apart.
func sameAnswer(t *testing.T, s *signUps, l links) {
	_, unknown := s.do("POST", "subscribe", signUpForm("nobody@example.com"))
	for _, address := range []string{"ada@example.com", "ADA@example.com", "fresh@example.com", "nobody@example.com", "Nobody@Example.com"} {
		if status, page := s.do("POST", "subscribe", signUpForm(address)); status != http.StatusOK || page != unknown {
			t.Errorf("%s: %d, and another page than for who is not known", address, status)
		}
	}
	s.do("POST", "subscribe", signUpForm("last@example.com"))
	wait(t, "all are answered", func() bool {
		return s.mailsTo("last@example.com") == 1 && s.mailsTo("nobody@example.com") > 0
	})
	days := 1 + int(utcDay(time.Now())-utcDay(l.since)) // midnight may have passed since the first mail
	for _, address := range []string{"ada@example.com", "fresh@example.com", "nobody@example.com"} {
		if n := s.mailsTo(address); n < 1 || n > days {
			t.Errorf("%d mails to %s on %d days", n, address, days)
		}
	}
}

// mailsTo counts mails to an address however it was written: of sign-ups at the same moment, any is answered.
func (s *signUps) mailsTo(address string) (n int) {
	for _, m := range s.box.all("") {
		if strings.EqualFold(m.to, address) {
			n++
		}
	}
	return n
}

// utcDay counts days as the service does, in UTC.
func utcDay(t time.Time) int64 { return t.Unix() / 86400 }

// sameChange: nor does somebody who is subscribed find out who else is, by
// asking for their address.
func sameChange(t *testing.T, s *signUps, l links) {
	_, unknown := s.do("POST", l.manage, "do=address&email=unknown@example.com")
	if _, known := s.do("POST", l.manage, "do=address&email=fresh@example.com"); known != unknown {
		t.Error("another page for an address that is known")
	}
}

// race: of many who use one link at once, one does.
func race(t *testing.T, s *signUps, _ links) {
	s.do("POST", "subscribe", signUpForm("race@example.com"))
	wait(t, "a mail to confirm", func() bool { return len(s.box.all("race@example.com")) == 1 })
	path := s.linkTo("confirm", s.box.all("race@example.com")[0].text)
	var mu sync.Mutex
	got := map[int]int{}
	var all sync.WaitGroup
	for range 12 {
		all.Go(func() {
			status, _ := s.do("POST", path, "")
			mu.Lock()
			defer mu.Unlock()
			got[status]++
		})
	}
	all.Wait()
	if got[http.StatusOK] != 1 || got[http.StatusGone] != 11 {
		t.Errorf("the answers: %v", got)
	}
	s.run("subscriptions", "erase", "race@example.com")
}

// ledElsewhere: no name of a host, of a page or of a place to go on to gets
// into an answer, a mail, or what is stored.
func ledElsewhere(t *testing.T, s *signUps, _ links) {
	for i, header := range [][]string{{"Host", "evil.example"}, {"X-Forwarded-Host", "evil.example"}, {"Forwarded", "host=evil.example"}, {"Referer", "https://evil.example/"}} {
		status, page := s.do("GET", "subscribe?next=https://evil.example/&page=//evil.example/&locale=//evil.example", "", header...)
		if status != http.StatusOK || strings.Contains(page, "evil") {
			t.Errorf("%v: %d, %t", header, status, strings.Contains(page, "evil"))
		}
		to := fmt.Sprintf("led%d@example.com", i)
		s.do("POST", "subscribe", signUpForm(to, "page", "https://evil.example/\r\nBcc: x@example.com", "locale", "en\r\nBcc: x@example.com"), header...)
		wait(t, "a mail", func() bool { return len(s.box.all(to)) == 1 })
		m := s.box.all(to)[0]
		if strings.Contains(m.text+m.html, "evil") || m.header.Get("Bcc") != "" || !strings.Contains(m.text, s.base) {
			t.Errorf("%v: the mail:\n%s", header, m.text)
		}
		if status, _ := s.do("POST", s.linkTo("confirm", m.text), ""); status != http.StatusOK {
			t.Errorf("%v: %d", header, status)
		}
		if out := s.run("subscriptions", "export", to); strings.Contains(out, "evil") {
			t.Errorf("stored:\n%s", out)
		}
		s.run("subscriptions", "erase", to)
	}
}

// raw sends bytes to the service and reads the answer.
func (s *signUps) raw(t *testing.T, sent string) *http.Response {
	t.Helper()
	c, err := net.Dial("tcp", strings.Trim(strings.TrimPrefix(s.base, "http://"), "/"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	_ = c.SetDeadline(time.Now().Add(longest))
	go func() { _, _ = io.WriteString(c, sent) }() // the server may have answered before the end
	answer, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatalf("%.120q: %v", sent, err)
	}
	return answer
}

// brokenRequests: what no browser sends ends with a clear no, and not in two
// requests where a proxy saw one.
func brokenRequests(t *testing.T, s *signUps, _ links) {
	host := strings.Trim(strings.TrimPrefix(s.base, "http://"), "/")
	head := "POST /subscribe HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
	for sent, want := range map[string]int{
		head + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nemail=": 400,
		head + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n":         501,
		head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n":             400,
		head + "X : y\r\n\r\n":                                        400,
		head + "X: " + strings.Repeat("y", 24<<10) + "\r\n\r\n":       431,
		"GET /subscribe HTTP/1.1\r\n\r\n":                             400,
		"GET /subscribe HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n":       400,
		"GET subscribe\x00 HTTP/1.1\r\nHost: a\r\n\r\n":               400,
		head + "Transfer-Encoding: chunked\r\n\r\n" + strings.Repeat("1000\r\n"+strings.Repeat("x", 0x1000)+"\r\n", 40) + "0\r\n\r\n": 413,
	} {
		if answer := s.raw(t, sent); answer.StatusCode != want {
			t.Errorf("%.120q: %d, want %d", sent, answer.StatusCode, want)
		}
	}
	for _, target := range []string{"//evil.example/", "//evil.example/%2e%2e", "/\\evil.example", "http://evil.example/subscribe"} {
		answer := s.raw(t, "GET "+target+" HTTP/1.1\r\nHost: "+host+"\r\n\r\n")
		if to := answer.Header.Get("Location"); strings.HasPrefix(to, "//") || strings.HasPrefix(to, "/\\") || strings.Contains(to, ":") {
			t.Errorf("%s leads to %s", target, to)
		}
	}
}

// programs: what fills in the field that nobody sees, or all at once, is
// answered, and nothing comes of it; real people with odd addresses are not.
func programs(t *testing.T, s *signUps, _ links) {
	keys, _ := subscriber.NewKeys("0123456789abcdef0123456789")
	other, _ := subscriber.NewKeys("another secret, as long")
	for address, more := range map[string][]string{
		"machine@example.com": {"website", "x"}, "forged@example.com": {"stamp", "AAAA"}, "stranger@example.com": {"stamp", other.Stamp(time.Now().Add(-time.Hour))},
		"link@example.com": {"stamp", keys.Link(subscriber.Manage, keys.Mark("ada@example.com"), time.Now())},
	} {
		if status, _ := s.do("POST", "subscribe", signUpForm(address, more...)); status != http.StatusOK {
			t.Errorf("%s: %d", address, status)
		}
	}
	s.do("POST", "subscribe", signUpForm("idn@bücher.example"))
	s.do("POST", "subscribe", signUpForm("  o'neil+law@example.com "))
	wait(t, "mails to who may be real", func() bool {
		return len(s.box.all("o'neil+law@example.com")) == 1 && len(s.box.all("idn@xn--bcher-kva.example")) == 1
	})
	for _, address := range []string{"machine@example.com", "forged@example.com", "stranger@example.com", "link@example.com"} {
		if n := len(s.box.all(address)); n != 0 {
			t.Errorf("%d mails to %s", n, address)
		}
	}
}

// borrowed: who changes to an address that is not theirs gets nowhere: its
// owner is asked, and everything stays as it was until then.
func borrowed(t *testing.T, s *signUps, l links) {
	if status, _ := s.do("POST", l.manage, "do=address&email=victim@example.com"); status != http.StatusOK {
		t.Errorf("%d", status)
	}
	wait(t, "its owner is asked", func() bool { return len(s.box.all("victim@example.com")) == 1 })
	if list := s.run("subscriptions", "list"); strings.Contains(list, "victim@") || !strings.Contains(list, "ada@") {
		t.Errorf("the list:\n%s", list)
	}
	if _, numbers := s.do("GET", "metrics", ""); strings.Contains(numbers, "@") {
		t.Error("the numbers name somebody")
	}
}

// overLimit: a header that is not believed hides nobody.
func overLimit(t *testing.T, s *signUps, perNetwork int) {
	limited := 0
	for i := range perNetwork + 10 {
		fake := fmt.Sprintf("203.0.%d.7", i)
		if status, _ := s.do("POST", "subscribe", signUpForm("nobody@example.com"), "X-Real-IP", fake, "X-Forwarded-For", fake, "Forwarded", "for="+fake, "True-Client-IP", fake); status == http.StatusTooManyRequests {
			limited++
		}
	}
	if limited < 10 {
		t.Errorf("%d of %d sign-ups were one too many", limited, perNetwork+10)
	}
}
