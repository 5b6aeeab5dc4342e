package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/textproto"
	"net/url"
	"strconv"

	"github.com/wneessen/go-mail"
)

// Server is a mail server that takes mail for others.
type Server struct {
	Host      string
	Port      int
	TLS       bool // from the first byte (smtps); otherwise STARTTLS
	User      string
	Password  string
	TLSConfig *tls.Config // nil for the machine's own trust
}

// ParseServer reads smtp://user@host:port or smtps://user@host:port.
func ParseServer(address string) (Server, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Path != "" && u.Path != "/" {
		return Server{}, fmt.Errorf("%q is not the address of a mail server", address)
	}
	s := Server{Host: u.Hostname(), TLS: u.Scheme == "smtps", User: u.User.Username()}
	if _, secret := u.User.Password(); secret {
		return s, errors.New("the address of the mail server holds a password")
	}
	switch {
	case u.Port() != "":
		if s.Port, err = strconv.Atoi(u.Port()); err != nil {
			return s, err
		}
	case s.TLS:
		s.Port = 465
	case s.User != "":
		s.Port = 587
	default:
		s.Port = 25
	}
	return s, nil
}

// client prepares one connection. A password never goes over an unencrypted
// line to another machine.
func (s Server) client() (*mail.Client, error) {
	options := []mail.Option{mail.WithPort(s.Port), mail.WithTimeout(attemptTime)}
	switch {
	case s.TLS:
		options = append(options, mail.WithSSL(), mail.WithDialContextFunc(s.dialTLS))
	case s.User != "" && !s.local():
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory), mail.WithDialContextFunc(dial))
	default:
		options = append(options, mail.WithTLSPolicy(mail.TLSOpportunistic), mail.WithDialContextFunc(dial))
	}
	switch {
	case s.User == "":
	case s.TLS: // the library sees no encryption that it did not make
		options = append(options, mail.WithSMTPAuthCustom(&login{user: s.User, password: s.Password, host: s.Host}))
	default:
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(s.User),
			mail.WithPassword(s.Password))
	}
	if s.TLSConfig != nil {
		options = append(options, mail.WithTLSConfig(s.TLSConfig))
	}
	return mail.NewClient(s.Host, options...)
}

func (s Server) local() bool {
	a, err := netip.ParseAddr(s.Host)
	return s.Host == "localhost" || err == nil && a.IsLoopback()
}

// repliesMax is how many bytes a mail server may say in one connection, its
// certificates included.
const repliesMax = 1 << 20

// errTalks says that a server does not come to an end.
var errTalks = errors.New("the mail server's answer is too long")

// boundedConn is a connection on which the other side may say so much.
type boundedConn struct {
	net.Conn
	left int
}

// Read reads at most what is left.
func (c *boundedConn) Read(p []byte) (int, error) {
	if c.left <= 0 {
		return 0, errTalks
	}
	n, err := c.Conn.Read(p[:min(len(p), c.left)])
	c.left -= n
	return n, err
}

// dial reaches a server.
func dial(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{Timeout: attemptTime}).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return &boundedConn{conn, repliesMax}, nil
}

// dialTLS reaches a server that speaks TLS from the first byte.
func (s Server) dialTLS(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := dial(ctx, network, address)
	if err != nil {
		return nil, err
	}
	config := s.TLSConfig.Clone()
	if config == nil {
		config = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	if config.ServerName == "" {
		config.ServerName = s.Host
	}
	secure := tls.Client(conn, config)
	if err := secure.HandshakeContext(ctx); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return secure, nil
}

// judgeSMTP tells whether another attempt may go better, and says why this one
// did not without what is hidden.
func judgeSMTP(err error, hidden secrets) Outcome {
	o := judgedSMTP(err)
	o.Err = errors.New(hidden.quoted(o.Err.Error()))
	return o
}

// judgedSMTP tells whether another attempt may go better: a server's code
// decides where it gave one (RFC 5321: 4 is passing, 5 is not).
func judgedSMTP(err error) Outcome {
	var send *mail.SendError
	var reply *textproto.Error
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	var unknown x509.UnknownAuthorityError
	code := 0
	switch {
	case errors.As(err, &send):
		code = send.ErrorCode()
		if send.Reason == mail.ErrGetSender || send.Reason == mail.ErrGetRcpts || send.Reason == mail.ErrNoUnencoded {
			return failed(err)
		}
	case errors.As(err, &reply):
		code = reply.Code
	case errors.As(err, &dns) && dns.IsNotFound, errors.As(err, &cert), errors.As(err, &unknown):
		return failed(err)
	case errors.Is(err, context.DeadlineExceeded):
		return passing(fmt.Errorf("no answer within %s", 2*attemptTime))
	}
	if code >= 500 {
		return failed(err)
	}
	return passing(err)
}
