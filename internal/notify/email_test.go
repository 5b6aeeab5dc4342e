package notify

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"math/big"
	"net"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset"
	"github.com/emersion/go-message/mail"
	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// mailServer is a real SMTP server that fails on demand.
type mailServer struct {
	mu       sync.Mutex
	mails    [][]byte
	rcpts    []string
	users    []string
	onRcpt   func(to string) error
	onData   func(n int) error // n counts attempts from 1
	attempts int
	cut      bool // hang up in the middle of the first DATA
}

func (s *mailServer) NewSession(c *smtp.Conn) (smtp.Session, error) {
	return &session{server: s, conn: c}, nil
}

type session struct {
	server *mailServer
	conn   *smtp.Conn
	to     string
}

func (s *session) Reset()                               {}
func (s *session) Logout() error                        { return nil }
func (s *session) Mail(string, *smtp.MailOptions) error { return nil }
func (s *session) AuthMechanisms() []string             { return []string{sasl.Plain} }
func (s *session) Auth(mech string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		s.server.mu.Lock()
		defer s.server.mu.Unlock()
		s.server.users = append(s.server.users, user)
		if password != "secret" {
			return &smtp.SMTPError{Code: 535, EnhancedCode: smtp.EnhancedCode{5, 7, 8}, Message: "wrong password"}
		}
		return nil
	}), nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	if s.server.onRcpt != nil {
		return s.server.onRcpt(to)
	}
	return nil
}

func (s *session) Data(r io.Reader) error {
	m := s.server
	m.mu.Lock()
	defer m.mu.Unlock()
	m.attempts++
	if m.cut && m.attempts == 1 {
		_, _ = io.CopyN(io.Discard, r, 20)
		return errors.Join(s.conn.Close(), io.ErrUnexpectedEOF)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if m.onData != nil {
		if err := m.onData(m.attempts); err != nil {
			return err
		}
	}
	m.mails, m.rcpts = append(m.mails, data), append(m.rcpts, s.to)
	return nil
}

// serve starts the server; with TLS it offers STARTTLS, or speaks TLS at once.
func (s *mailServer) serve(t *testing.T, implicit bool, config *tls.Config) Server {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := smtp.NewServer(s)
	server.Domain, server.TLSConfig, server.ErrorLog = "mail.test", config, quiet{}
	port := listener.Addr().(*net.TCPAddr).Port
	if implicit {
		listener = tls.NewListener(listener, config)
	}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	return Server{Host: "127.0.0.1", Port: port, TLS: implicit}
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

// certificate makes a server's TLS settings and those of a client that trusts it.
func certificate(t *testing.T) (server, client *tls.Config) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail.test"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(cert)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, &tls.Config{RootCAs: pool, ServerName: "127.0.0.1"}
}

func letterTo(server Server) *Email {
	return &Email{Server: server, From: "Example Legal <legal@example.com>", To: "updates-ar@lists.example.com", ListID: "<customers.www.example.com>",
		Unsubscribe: "https://lists.example.com/u/0123", Now: func() time.Time { return someDay }}
}

var someLetter = Message{ID: "2026-03-01-amended-0123456789abcdef-announced-customers-ar-01234567", Lang: "ar",
	Subject: "سياسة ملفات تعريف الارتباط: تعديل في 1 مارس 2026", Text: "نص\n.\nhttps://www.example.com/\n", HTML: `<!doctype html><html lang="ar" dir="rtl"><p>نص</p></html>`}

// TestMailAsItArrives reads what the server got with an independent parser.
func TestMailAsItArrives(t *testing.T) {
	s := &mailServer{}
	if o := letterTo(s.serve(t, false, nil)).Deliver(t.Context(), someLetter); o.Err != nil {
		t.Fatal(o.Err)
	}
	if len(s.mails) != 1 || s.rcpts[0] != "updates-ar@lists.example.com" {
		t.Fatalf("%d mails to %v", len(s.mails), s.rcpts)
	}
	for _, l := range bytes.Split(s.mails[0], []byte("\r\n")) {
		if len(l) > 998 || bytes.ContainsFunc(l, func(r rune) bool { return r > 126 || r == '\n' }) {
			t.Errorf("the line %q cannot go over every wire", l)
		}
	}
	r, err := mail.CreateReader(bytes.NewReader(s.mails[0]))
	if err != nil {
		t.Fatal(err)
	}
	if subject, err := r.Header.Subject(); err != nil || subject != someLetter.Subject {
		t.Errorf("subject %q, %v", subject, err)
	}
	if id, err := r.Header.MessageID(); err != nil || id != someLetter.ID+"@example.com" {
		t.Errorf("message id %q, %v", id, err)
	}
	for name, want := range map[string]string{"List-Id": "<customers.www.example.com>", "List-Unsubscribe": "<https://lists.example.com/u/0123>",
		"List-Unsubscribe-Post": "List-Unsubscribe=One-Click", "Auto-Submitted": "auto-generated", "Content-Language": "ar", "Mime-Version": "1.0"} {
		if got := r.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if from, err := r.Header.AddressList("From"); err != nil || from[0].Address != "legal@example.com" || from[0].Name != "Example Legal" {
		t.Errorf("from %v, %v", from, err)
	}
	if at, err := r.Header.Date(); err != nil || !at.Equal(someDay) {
		t.Errorf("date %v, %v", at, err)
	}
	if kind, _, _ := r.Header.ContentType(); kind != "multipart/alternative" {
		t.Errorf("content type %s", kind)
	}
	for _, want := range []struct{ kind, text string }{{"text/plain", someLetter.Text}, {"text/html", someLetter.HTML}} {
		part, err := r.NextPart()
		if err != nil {
			t.Fatal(err)
		}
		kind, params, _ := part.Header.(*mail.InlineHeader).ContentType()
		text, _ := io.ReadAll(part.Body)
		if got := strings.ReplaceAll(string(text), "\r\n", "\n"); kind != want.kind || strings.TrimSpace(got) != strings.TrimSpace(want.text) || params["charset"] != "UTF-8" {
			t.Errorf("%s %v: %q", kind, params, got)
		}
	}
	if _, err := r.NextPart(); !errors.Is(err, io.EOF) {
		t.Errorf("a third part: %v", err)
	}
}

// TestDryIsWet: what a dry run writes is what goes over the wire.
func TestDryIsWet(t *testing.T) {
	s := &mailServer{}
	e := letterTo(s.serve(t, false, nil))
	dry, err := e.EML(someLetter)
	if err != nil {
		t.Fatal(err)
	}
	if o := e.Deliver(t.Context(), someLetter); o.Err != nil {
		t.Fatal(o.Err)
	}
	masked := func(mail []byte) []byte { // every mail has its own boundary
		boundary := regexp.MustCompile(`boundary=(\S+)`).FindSubmatch(mail)
		return bytes.ReplaceAll(bytes.TrimRight(mail, "\r\n"), boundary[1], []byte("BOUNDARY"))
	}
	if got, want := masked(s.mails[0]), masked(dry); !bytes.Equal(got, want) {
		t.Errorf("sent\n%s\nwritten\n%s", got, want)
	}
}

// TestBoundary: nobody who writes a title knows where a mail's parts will end.
func TestBoundary(t *testing.T) {
	s := &mailServer{}
	e := letterTo(s.serve(t, false, nil))
	seen := map[string]bool{}
	for range 3 {
		if o := e.Deliver(t.Context(), someLetter); o.Err != nil {
			t.Fatal(o.Err)
		}
		boundary := string(regexp.MustCompile(`boundary=(\S+)`).FindSubmatch(s.mails[len(s.mails)-1])[1])
		if len(boundary) < 32 || seen[boundary] || strings.Contains(boundary, "announced") {
			t.Errorf("boundary %q", boundary)
		}
		seen[boundary] = true
	}
}

// TestMessageID: the domain is that of the address, whatever the sender's name holds.
func TestMessageID(t *testing.T) {
	for from, want := range map[string]string{
		"legal@example.com": "example.com", "Example Legal <legal@example.com>": "example.com", `"Legal @ Example" <legal@example.com>`: "example.com",
		`"a@b.example> x" <legal@example.com>`: "example.com", `"odd@local"@example.com`: "example.com",
	} {
		e := letterTo(Server{})
		e.From = from
		data, err := e.EML(someLetter)
		if err != nil {
			t.Errorf("%s: %v", from, err)
			continue
		}
		r, err := mail.CreateReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if id, err := r.Header.MessageID(); err != nil || id != someLetter.ID+"@"+want {
			t.Errorf("%s: message id %q, %v", from, id, err)
		}
	}
}

func TestNoHeaderComesIn(t *testing.T) {
	m := someLetter
	m.Subject = "a\r\nBcc: everybody@example.com\n\nbody"
	data, err := letterTo(Server{}).EML(m)
	if err != nil {
		t.Fatal(err)
	}
	e, err := message.Read(bytes.NewReader(data))
	if err != nil || e.Header.Has("Bcc") {
		t.Errorf("%v\n%s", err, data)
	}
}

func TestServerSaysNo(t *testing.T) {
	smtpError := func(code int) error {
		return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 1, 1}, Message: "no"}
	}
	for _, test := range []struct {
		name    string
		server  *mailServer
		passing bool
	}{
		{"no such user", &mailServer{onRcpt: func(string) error { return smtpError(550) }}, false},
		{"greylisted", &mailServer{onRcpt: func(string) error { return smtpError(450) }}, true},
		{"refused after DATA", &mailServer{onData: func(int) error { return smtpError(554) }}, false},
		{"busy after DATA", &mailServer{onData: func(int) error { return smtpError(451) }}, true},
		{"hung up in DATA", &mailServer{cut: true}, true},
	} {
		o := letterTo(test.server.serve(t, false, nil)).Deliver(t.Context(), someLetter)
		if o.Err == nil || o.Passing != test.passing {
			t.Errorf("%s: %+v", test.name, o)
		}
	}
	nobody, _ := net.Listen("tcp", "127.0.0.1:0")
	port := nobody.Addr().(*net.TCPAddr).Port
	_ = nobody.Close()
	if o := letterTo(Server{Host: "127.0.0.1", Port: port}).Deliver(t.Context(), someLetter); !o.Passing {
		t.Errorf("nobody there: %+v", o)
	}
}

// TestTryAgain: a server that is busy twice, and one that hangs up in the
// middle, get the mail in the end, under one id.
func TestTryAgain(t *testing.T) {
	busy := &mailServer{onData: func(n int) error {
		if n < 3 {
			return &smtp.SMTPError{Code: 451, Message: "busy"}
		}
		return nil
	}}
	for _, s := range []*mailServer{busy, {cut: true}} {
		e := letterTo(s.serve(t, false, nil))
		q := Queue{Channel: "customers", Limit: 1, Tasks: []Task{{ID: someLetter.ID, Channel: e, Compose: func() (Message, error) { return someLetter, nil }}}}
		got, book := bench(t, time.Minute, q)
		if got[someLetter.ID].Outcome.Err != nil || len(s.mails) != 1 || sent(book)[someLetter.ID] != 1 {
			t.Errorf("%+v, %d mails", got, len(s.mails))
		}
	}
}

// TestEncrypted: a password goes over TLS alone, to a server that is trusted alone.
func TestEncrypted(t *testing.T) {
	serverTLS, clientTLS := certificate(t)
	for _, implicit := range []bool{false, true} {
		s := &mailServer{}
		server := s.serve(t, implicit, serverTLS)
		server.User, server.Password, server.TLSConfig = "legal", "secret", clientTLS
		if o := letterTo(server).Deliver(t.Context(), someLetter); o.Err != nil || len(s.mails) != 1 || len(s.users) != 1 {
			t.Errorf("implicit %v: %+v, %d mails, users %v", implicit, o, len(s.mails), s.users)
		}
		server.Password = "wrong"
		if o := letterTo(server).Deliver(t.Context(), someLetter); o.Err == nil || o.Passing || strings.Contains(o.Err.Error(), "wrong\"") {
			t.Errorf("wrong password: %+v", o)
		}
		server.Password, server.TLSConfig = "secret", nil
		if o := letterTo(server).Deliver(t.Context(), someLetter); o.Err == nil || o.Passing {
			t.Errorf("a server nobody trusts: %+v", o)
		}
	}
	plain := &mailServer{}
	server := plain.serve(t, false, nil)
	server.User, server.Password = "legal", "secret"
	if o := letterTo(server).Deliver(t.Context(), someLetter); o.Err == nil || len(plain.users) > 0 {
		t.Errorf("the password went over a plain line: %+v", o)
	}
}

func TestParseServer(t *testing.T) {
	for address, want := range map[string]Server{
		"smtp://127.0.0.1:2525":             {Host: "127.0.0.1", Port: 2525},
		"smtp://mail.example.com":           {Host: "mail.example.com", Port: 25},
		"smtp://legal@mail.example.com":     {Host: "mail.example.com", Port: 587, User: "legal"},
		"smtps://legal@mail.example.com":    {Host: "mail.example.com", Port: 465, TLS: true, User: "legal"},
		"smtps://a%40b.example@[::1]:4650/": {Host: "::1", Port: 4650, TLS: true, User: "a@b.example"},
	} {
		if got, err := ParseServer(address); err != nil || got != want {
			t.Errorf("%s: %+v, %v", address, got, err)
		}
	}
	for _, bad := range []string{"", "mail.example.com", "http://mail.example.com", "smtp://", "smtp://a:b@mail.example.com", "smtp://mail.example.com/x"} {
		_, err := ParseServer(bad)
		if err == nil {
			t.Errorf("%q is taken", bad)
		} else if strings.Contains(err.Error(), "a:b") {
			t.Errorf("the error tells the password: %v", err)
		}
	}
}
