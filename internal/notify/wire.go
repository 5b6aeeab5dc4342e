package notify

import (
	"context"
	"errors"
	"io"
	"net/textproto"
	"strconv"
	"strings"

	"github.com/wneessen/go-mail/smtp"
)

// Step is where in handing over a mail the server said no.
type Step string

// The steps. A refusal of the recipient is about the recipient alone.
const (
	Connecting Step = "connecting"
	Sender     Step = "sender"
	Addressee  Step = "recipient"
	Content    Step = "content"
)

// Refusal is how a mail was not taken. Its text names no address.
type Refusal struct {
	Step     Step
	Code     int    // of the server's reply; 0 where the connection broke
	Enhanced string // RFC 3463, like 5.1.1, or ""
	Err      error  // what happened; may name addresses
}

func (r *Refusal) Error() string {
	switch {
	case r.Code == 0:
		return "the connection to the mail server broke (" + string(r.Step) + ")"
	case r.Enhanced != "":
		return "the mail server said " + r.Enhanced + " (" + string(r.Step) + ")"
	}
	return "the mail server said " + strconv.Itoa(r.Code) + " (" + string(r.Step) + ")"
}

// Unwrap returns what happened.
func (r *Refusal) Unwrap() error { return r.Err }

// Down reports whether the server takes nothing at all at the moment.
func (r *Refusal) Down() bool {
	return r.Code == 0 || r.Code == 421 || r.Step == Connecting || r.Step == Sender
}

// Passing reports whether the same mail may be taken later.
func (r *Refusal) Passing() bool { return r.Down() || r.Code < 500 }

// Hard reports whether there is no such mailbox: writing to it again is of no
// use to anybody (RFC 3463, 3.2 and 3.3).
func (r *Refusal) Hard() bool {
	if r.Step != Addressee || r.Code < 500 {
		return false
	}
	switch r.Enhanced {
	case "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1":
		return true
	case "":
		return r.Code == 550 || r.Code == 551 || r.Code == 553
	}
	return false
}

// Wire is a connection to a mail server that takes one mail after the other.
// It is used by one goroutine at a time.
type Wire struct {
	client *smtp.Client
	sent   int
}

// WireMax is how many mails go over one connection: servers close it at some point, too.
const WireMax = 400

// Open connects to the server.
func (s Server) Open(ctx context.Context) (*Wire, error) {
	c, err := s.client()
	if err != nil {
		return nil, &Refusal{Step: Connecting, Err: err}
	}
	client, err := c.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return nil, refused(Connecting, err)
	}
	return &Wire{client: client}, nil
}

// Send hands over one mail. After an error of the recipient alone the
// connection can be used again; Broken tells.
func (w *Wire) Send(from, to string, mail []byte) error {
	w.sent++
	if err := w.client.UpdateDeadline(attemptTime); err != nil {
		return w.gone(refused(Content, err))
	}
	if err := w.client.Mail(from); err != nil {
		return w.reset(refused(Sender, err))
	}
	if err := w.client.Rcpt(to); err != nil {
		return w.reset(refused(Addressee, err))
	}
	body, err := w.client.Data()
	if err != nil {
		return w.reset(refused(Content, err))
	}
	if _, err := body.Write(mail); err != nil {
		return w.gone(errors.Join(refused(Content, err), body.Close()))
	}
	if err := body.Close(); err != nil {
		return w.reset(refused(Content, err))
	}
	return nil
}

// Broken reports whether no further mail may go over the connection.
func (w *Wire) Broken() bool { return w.client == nil || w.sent >= WireMax }

// Close says goodbye.
func (w *Wire) Close() error {
	if w.client == nil {
		return nil
	}
	c := w.client
	w.client = nil
	if err := c.Quit(); err != nil && !errors.Is(err, io.EOF) {
		return c.Close()
	}
	return nil
}

func (w *Wire) gone(err error) error {
	_ = w.client.Close()
	w.client = nil
	return err
}

// reset makes the connection ready for the next mail, or gives it up.
func (w *Wire) reset(r *Refusal) error {
	if r.Code == 0 || r.Code == 421 || w.client.Reset() != nil {
		return w.gone(r)
	}
	return r
}

// refused reads a server's reply.
func refused(step Step, err error) *Refusal {
	r := &Refusal{Step: step, Err: err}
	var reply *textproto.Error
	if errors.As(err, &reply) {
		r.Code = reply.Code
		if word, _, _ := strings.Cut(reply.Msg, " "); enhanced(word) {
			r.Enhanced = word
		}
	}
	return r
}

// enhanced reports whether a word is an enhanced status code.
func enhanced(word string) bool {
	parts := strings.Split(word, ".")
	return len(parts) == 3 && len(word) <= 9 && strings.Trim(word, "0123456789.") == "" &&
		(parts[0] == "4" || parts[0] == "5")
}
