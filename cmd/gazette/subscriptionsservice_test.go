//go:build linux

package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-message/mail"
	"github.com/emersion/go-smtp"

	"gazette/internal/fixture"
)

// postbox is a real mail server that keeps what arrives.
type postbox struct {
	port  int
	delay time.Duration

	mu    sync.Mutex
	mails []posted
	say   func(to string) error // what it says of a recipient; nil for yes
}

// posted is a mail as an independent parser reads it.
type posted struct {
	from, to, id, subject, text, html string
	header                            mail.Header
}

func newPostbox(t testing.TB) *postbox {
	p := &postbox{}
	s := smtp.NewServer(p)
	s.Domain, s.AllowInsecureAuth = "localhost", true
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.port = l.Addr().(*net.TCPAddr).Port
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close() })
	return p
}

func (p *postbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &posting{box: p}, nil }

type posting struct {
	box      *postbox
	from, to string
}

func (s *posting) Reset()                                      {}
func (s *posting) Logout() error                               { return nil }
func (s *posting) Mail(from string, _ *smtp.MailOptions) error { s.from = from; return nil }
func (s *posting) Rcpt(to string, _ *smtp.RcptOptions) (e error) {
	s.to = to
	s.box.mu.Lock()
	say := s.box.say
	s.box.mu.Unlock()
	if say != nil {
		e = say(to)
	}
	return e
}

func (s *posting) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil { // the sender died: nothing arrived
		return err
	}
	time.Sleep(s.box.delay)
	m := posted{from: s.from, to: s.to}
	reader, err := mail.CreateReader(bytes.NewReader(data))
	if err != nil {
		return err
	}
	m.header = reader.Header
	m.id, _ = m.header.MessageID()
	m.subject, _ = m.header.Subject()
	for {
		part, err := reader.NextPart()
		if err != nil {
			break
		}
		body, _ := io.ReadAll(part.Body)
		if kind, _, _ := part.Header.(*mail.InlineHeader).ContentType(); kind == "text/plain" {
			m.text = string(body)
		} else {
			m.html = string(body)
		}
	}
	s.box.mu.Lock()
	defer s.box.mu.Unlock()
	s.box.mails = append(s.box.mails, m)
	return nil
}

// all is what has arrived for an address, or for all.
func (p *postbox) all(to string) (out []posted) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, m := range p.mails {
		if to == "" || m.to == to {
			out = append(out, m)
		}
	}
	return out
}

// longest is how long a test waits for what must come, on a machine that is busy.
const longest = 2 * time.Minute

// wait waits until something is so.
func wait(t testing.TB, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(longest); !so(); <-time.After(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("still not so: %s", what)
		}
	}
}

// signUps is a site with a service, on one of the databases.
type signUps struct {
	t    testing.TB
	dir  string
	base string
	box  *postbox
	env  []string
	cmd  *exec.Cmd
	log  *voice
}

// newSignUps writes the site. database is the address of a PostgreSQL database, or "" for SQLite.
func newSignUps(t testing.TB, database, more string) *signUps {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &signUps{t: t, dir: t.TempDir(), base: "http://" + l.Addr().String() + "/", box: newPostbox(t)}
	_ = l.Close()
	s.env = append(os.Environ(), "GAZETTE_SECRET=0123456789abcdef0123456789", "NO_COLOR=1", "SOURCE_DATE_EPOCH=", "GAZETTE_DB="+database)
	key := "database: sqlite:subscribers.db"
	if database != "" {
		key = "database_env: GAZETTE_DB"
	}
	s.write("gazette.yaml", fmt.Sprintf(`title: Example
base_url: https://www.example.com/
section: legal
default_locale: en
locales: [en, de, ar, ja]
groups: [{id: privacy, title: {en: Privacy, de: Datenschutz}}]
subscriptions:
  url: %s
  %s
  smtp: smtp://127.0.0.1:%d
  from: Example Legal <legal@example.com>
  secret_env: GAZETTE_SECRET
%snotify: {max_age: 9999d, channels: [{name: readers, type: subscribers}]}
`, s.base, key, s.box.port, more))
	for _, lang := range []string{"en", "de", "ar", "ja"} {
		s.write("content/"+lang+"/cookies.md", "---\ntitle: Cookies "+lang+"\nlocale: "+lang+"\neffective: 2030-01-01\ngroup: privacy\n---\n\nText.\n")
		s.write("content/"+lang+"/terms.md", "---\ntitle: Terms "+lang+"\nlocale: "+lang+"\neffective: 2030-01-01\n---\n\nText.\n")
	}
	return s
}

func (s *signUps) write(path, text string) {
	fixture.Write(s.t, s.dir, path, text)
}

// command is a real process.
func (s *signUps) command(args ...string) *exec.Cmd {
	c := exec.Command("gazette", append([]string{"-C", s.dir}, args...)...)
	c.Env = s.env
	return c
}

// run runs a command that must go well, and returns what it prints.
func (s *signUps) run(args ...string) string {
	s.t.Helper()
	out, err := s.command(args...).CombinedOutput()
	if err != nil {
		s.t.Fatalf("%v: %v\n%s", args, err, out)
	}
	return string(out)
}

// serve starts the service and waits until it answers.
func (s *signUps) serve() {
	s.t.Helper()
	s.cmd, s.log = s.command("subscriptions", "serve", "--listen", strings.Trim(strings.TrimPrefix(s.base, "http://"), "/")), &voice{}
	s.cmd.Stderr = s.log
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	cmd := s.cmd
	s.t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	wait(s.t, "the service answers", func() bool {
		r, err := http.Get(s.base + "healthz")
		if err == nil {
			_ = r.Body.Close()
		}
		return err == nil && r.StatusCode == http.StatusOK
	})
}

// do asks the service and returns status and page.
func (s *signUps) do(method, path, form string, header ...string) (int, string) {
	s.t.Helper()
	r, err := http.NewRequest(method, s.base+path, strings.NewReader(form))
	if err != nil {
		s.t.Fatal(err)
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(header); i += 2 {
		if r.Header.Set(header[i], header[i+1]); header[i] == "Host" {
			r.Host = header[i+1]
		}
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	a, err := client.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer a.Body.Close()
	body, err := io.ReadAll(a.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	if a.Header.Get("Location") != "" {
		s.t.Errorf("%s %s leads to %s", method, path, a.Header.Get("Location"))
	}
	return a.StatusCode, string(body)
}

// linkTo finds an address of the service in a page or a mail.
func (s *signUps) linkTo(page, text string) string {
	s.t.Helper()
	found := regexp.MustCompile(page + `/[A-Za-z0-9_-]+`).FindString(text)
	if found == "" {
		s.t.Fatalf("no link to %s in:\n%s", page, text)
	}
	return found
}

// signUp signs an address up and confirms it; it returns the page after that.
func (s *signUps) signUp(address, topic, locale string) string {
	s.t.Helper()
	form := url.Values{"email": {address}, "topic": {topic}, "locale": {locale}, "page": {"https://www.example.com/legal/cookies/"}}
	if status, page := s.do("POST", "subscribe", form.Encode()); status != http.StatusOK {
		s.t.Fatalf("%d\n%s", status, page)
	}
	wait(s.t, "a mail to confirm", func() bool { return len(s.box.all(address)) > 0 })
	mails := s.box.all(address)
	status, page := s.do("POST", s.linkTo("confirm", mails[len(mails)-1].text), "")
	if status != http.StatusOK {
		s.t.Fatalf("%d\n%s", status, page)
	}
	return page
}
