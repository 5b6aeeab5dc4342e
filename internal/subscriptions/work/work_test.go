package work

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"gazette/internal/notify"
	"gazette/internal/subscriptions/store"
	"gazette/internal/subscriptions/subscriber"
)

// office is a real mail server, which says of each recipient what a test wants.
type office struct {
	t      *testing.T
	port   int
	server *smtp.Server

	mu    sync.Mutex
	say   func(to string) error // nil for yes
	taken []string              // recipients, each time
	text  string                // of the last mail
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{t: t}
	o.open()
	t.Cleanup(func() { _ = o.server.Close() })
	return o
}

// open lets the server listen, where it did before if it did.
func (o *office) open() {
	o.t.Helper()
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", o.port))
	if err != nil {
		o.t.Fatal(err)
	}
	o.port = l.Addr().(*net.TCPAddr).Port
	s := smtp.NewServer(o)
	s.Domain = "localhost"
	o.server = s
	go func() { _ = s.Serve(l) }()
}

// says changes what the server says from now on.
func (o *office) says(say func(to string) error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.say = say
}

// mails are the recipients of what was taken so far, and the last text.
func (o *office) mails() ([]string, string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append([]string{}, o.taken...), o.text
}

func (o *office) NewSession(*smtp.Conn) (smtp.Session, error) { return &counter{office: o}, nil }

type counter struct {
	*office
	to string
}

func (c *counter) Reset()                               {}
func (c *counter) Logout() error                        { return nil }
func (c *counter) Mail(string, *smtp.MailOptions) error { return nil }
func (c *counter) Rcpt(to string, _ *smtp.RcptOptions) error {
	c.to = to
	c.mu.Lock()
	say := c.say
	c.mu.Unlock()
	if say == nil {
		return nil
	}
	return say(to)
}

func (c *counter) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.taken, c.text = append(c.taken, c.to), string(data)
	return err
}

// no is a reply of the mail server.
func no(code, a, b, c int) func(string) error {
	return func(string) error {
		return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{a, b, c}, Message: "no"}
	}
}

// clock is a clock that a test sets.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// works is a worker on a database of its own, beside a mail server.
type works struct {
	*Worker
	t      *testing.T
	office *office
	clock  *clock
	log    *strings.Builder
}

func newWorks(t *testing.T) *works {
	t.Helper()
	keys, err := subscriber.NewKeys("0123456789abcdef")
	if err != nil {
		t.Fatal(err)
	}
	w := &works{t: t, office: newOffice(t), clock: &clock{at: time.Now()}, log: &strings.Builder{}}
	db, err := store.Open(t.Context(), store.Options{Address: "sqlite:s.db", Folder: t.TempDir(), Keys: keys, Now: w.clock.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	post := NewPost(notify.Server{Host: "127.0.0.1", Port: w.office.port}, 2, w.clock.now)
	t.Cleanup(post.Close)
	w.Worker = &Worker{Store: db, Post: post, Limits: NewLimits(0, 0, w.clock.now),
		Links:  Links{Base: "http://127.0.0.1/", Keys: keys, Now: w.clock.now},
		Meters: NewMeters(), From: "Legal <legal@example.com>", Bounces: "legal@example.com", Host: "www.example.com", DefaultLocale: "en",
		Confirmation: func(locale, link string) (store.Letter, error) {
			return store.Letter{Lang: locale, Subject: "Confirm", Text: link, HTML: "<p>" + link + "</p>"}, nil
		},
		Now: w.clock.now, Log: slog.New(slog.NewJSONHandler(w.log, nil)), Connections: 2}
	w.prepare()
	return w
}

// subscribed is a subscriber of everything.
func (w *works) subscribed(address string) store.Subscriber {
	w.t.Helper()
	how, err := w.Store.Import(w.t.Context(), store.SignUp{Address: address,
		Consent: store.Consent{At: w.Now(), Source: "test", Locale: "en", Topics: []string{subscriber.All}}}, subscriber.Everything)
	if err != nil || how != store.Added {
		w.t.Fatal(how, err)
	}
	who, err := w.Store.Find(w.t.Context(), w.Store.Keys.Mark(address))
	if err != nil {
		w.t.Fatal(err)
	}
	return who
}

// told hands a message over to all subscribers, and returns it.
func (w *works) told(subject string) store.Message {
	w.t.Helper()
	m := store.Message{Name: "2030-01-01-cookies", Channel: "readers", Change: "1", Slug: "cookies", Topics: subscriber.Topics("cookies", ""), First: true,
		Letters: map[string]store.Letter{"en": {Lang: "en", Subject: subject, Text: "Leave: " + UnsubscribePlace, HTML: "<a href=\"" + ManagePlace + "\">Change</a>"}}}
	if err := w.Store.Announce(w.t.Context(), m); err != nil {
		w.t.Fatal(err)
	}
	m, err := w.Store.MessageNamed(w.t.Context(), m.Name)
	if err == nil {
		err = w.Store.FanOut(w.t.Context(), m.ID, nil)
	}
	if err == nil {
		m, err = w.Store.MessageNamed(w.t.Context(), m.Name)
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return m
}

// counted is what a counter stands at, for one value of its label.
func (w *works) counted(name, value string) float64 {
	w.t.Helper()
	families, err := w.Meters.Registry.Gather()
	if err != nil {
		w.t.Fatal(err)
	}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			if f.GetName() == name && m.GetLabel()[0].GetValue() == value {
				return m.GetCounter().GetValue()
			}
		}
	}
	return 0
}
