package notify

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	netmail "net/mail"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
)

// Email sends messages to one e-mail address.
type Email struct {
	Server      Server
	From        string
	To          string
	ListID      string // RFC 2919; "" when this is no list
	Unsubscribe string // https address for one click (RFC 8058), or ""
	Now         func() time.Time
}

// Deliver hands one mail to the server.
func (e *Email) Deliver(ctx context.Context, m Message) Outcome {
	ctx, cancel := context.WithTimeout(ctx, 2*attemptTime)
	defer cancel()
	msg, err := e.mail(m)
	if err != nil {
		return failed(err)
	}
	client, err := e.Server.client()
	if err != nil {
		return failed(err)
	}
	err = client.DialAndSendWithContext(ctx, msg)
	if err == nil || msg.IsDelivered() { // a server that hangs up after it has accepted
		return Outcome{}
	}
	return judgeSMTP(err, append(passwordsOf(e.Server.User, e.Server.Password), unsubscribing(e.Unsubscribe)...))
}

// unsubscribing are the secrets of an address to unsubscribe at: whoever has
// it unsubscribes its reader.
func unsubscribing(address string) secrets {
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	const short = 8 // no token is shorter
	return slices.DeleteFunc(secretsOf(u), func(s string) bool { return len(s) < short })
}

// EML is the mail as it goes over the wire, but for the boundary between its
// parts: the library makes one of its own for each mail that is sent. Here it
// is a hash of the parts, so that the same message is the same file; no text
// can hold its own hash.
func (e *Email) EML(m Message) ([]byte, error) {
	msg, err := e.mail(m)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(m.Text + "\x00" + m.HTML))
	msg.SetBoundary(hex.EncodeToString(sum[:]))
	var b bytes.Buffer
	_, err = msg.WriteTo(&b)
	return b.Bytes(), err
}

// mail makes the mail: one recipient, two bodies, and the headers by which
// programs know what it is.
func (e *Email) mail(m Message) (*mail.Msg, error) {
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := msg.From(e.From); err != nil {
		return nil, err
	}
	if err := msg.To(e.To); err != nil {
		return nil, err
	}
	domain, err := domainOf(e.From)
	if err != nil {
		return nil, err
	}
	msg.SetMessageIDWithValue(m.ID + "@" + domain)
	msg.SetDateWithValue(e.Now())
	msg.Subject(oneLine(m.Subject))
	msg.SetGenHeader(mail.HeaderContentLang, m.Lang)
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	if e.ListID != "" {
		msg.SetGenHeader("List-Id", oneLine(e.ListID))
	}
	if e.Unsubscribe != "" { // not the library's own way, which puts the two in random order
		u, err := url.Parse(e.Unsubscribe)
		if err != nil || u.Host == "" || u.Scheme != "https" &&
			!(u.Scheme == "http" && (Server{Host: u.Hostname()}).local()) {
			return nil, fmt.Errorf("%q is not an address to unsubscribe at", e.Unsubscribe)
		}
		msg.SetGenHeaderPreformatted(mail.HeaderListUnsubscribe, "<"+u.String()+">")
		msg.SetGenHeader(mail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
	}
	msg.SetBodyString(mail.TypeTextPlain, m.Text)
	msg.AddAlternativeString(mail.TypeTextHTML, m.HTML)
	return msg, nil
}

// domainOf is the domain of an address, under which message ids are unique.
func domainOf(address string) (string, error) {
	a, err := netmail.ParseAddress(address)
	if err != nil {
		return "", fmt.Errorf("%q %w", address, errAddress)
	}
	return a.Address[strings.LastIndexByte(a.Address, '@')+1:], nil
}

// oneLine keeps what somebody wrote from becoming a header of its own. Spaces
// that do not break stay.
func oneLine(s string) string { return strings.NewReplacer("\r", " ", "\n", " ").Replace(s) }

// errAddress says that an address cannot be read.
var errAddress = errors.New("is not an e-mail address")

// CheckAddress reports whether an address can stand in a mail's header.
func CheckAddress(address string) error {
	if err := mail.NewMsg().To(address); err != nil {
		return fmt.Errorf("%q %w", address, errAddress)
	}
	return nil
}
