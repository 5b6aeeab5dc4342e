package bounce

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"mime"
	"net/textproto"
	"strings"

	"github.com/emersion/go-message"

	"gazette/internal/subscriptions/subscriber"
)

// Kind is what a report says.
type Kind string

// The kinds. Delayed and other reports mean nothing for the subscription.
const (
	Hard      Kind = "hard"      // there is no such mailbox
	Soft      Kind = "soft"      // it took no mail for some other reason
	Complaint Kind = "complaint" // its reader called the mail spam
	Nothing   Kind = "nothing"   // a delay, a success, an answer of a person
)

// Report is what a mail about a mail says.
type Report struct {
	Kind   Kind
	Mark   subscriber.Mark // of the address that it is about
	Status string          // RFC 3463, like 5.1.1
}

// ErrNoReport says that a mail is no report; ErrNoMark that it names no
// subscriber.
var (
	ErrNoReport = errors.New("this is not the report of a mail that bounced (RFC 3464), and not a complaint (RFC 5965)")
	ErrNoMark   = errors.New("the report names no return path of ours")
)

// Max is how many bytes of a report are read.
const Max = 4 << 20

// Read reads a report. envelope is the address that it came to, where the
// mail server says it; else the headers are searched.
func Read(r io.Reader, envelope string) (Report, error) {
	m, err := message.Read(io.LimitReader(r, Max))
	if err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
		return Report{}, ErrNoReport
	}
	kind, params, _ := m.Header.ContentType()
	if kind != "multipart/report" {
		return Report{}, ErrNoReport
	}
	out := Report{Kind: Nothing}
	marks := markIn(append([]string{envelope}, headerValues(m.Header)...))
	of := strings.ToLower(params["report-type"])
	parts := m.MultipartReader()
	for parts != nil {
		p, err := parts.NextPart()
		if p == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
			break
		}
		body, _ := io.ReadAll(io.LimitReader(p.Body, Max)) // what can be read of it
		media, _, _ := p.Header.ContentType()
		switch {
		case media == "message/delivery-status" && of == "delivery-status", media == "message/global-delivery-status":
			out.Kind, out.Status = delivery(body)
		case media == "message/feedback-report" && of == "feedback-report":
			if fields := block(body); strings.EqualFold(fields.Get("Feedback-Type"), "abuse") ||
				fields.Get("Feedback-Type") == "" {
				out.Kind = Complaint
			}
			marks = append(marks, markIn([]string{block(body).Get("Original-Mail-From")})...)
		case media == "message/rfc822" || media == "text/rfc822-headers" || media == "message/global":
			marks = append(marks, markIn(block(body).Values("Return-Path"))...)
		}
	}
	if len(marks) == 0 {
		return out, ErrNoMark
	}
	out.Mark = marks[0]
	return out, nil
}

// delivery reads the fields of RFC 3464: the first recipient whose mail failed counts.
func delivery(body []byte) (Kind, string) {
	for _, part := range bytes.Split(bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n")), []byte("\n\n")) {
		fields := block(part)
		if !strings.EqualFold(fields.Get("Action"), "failed") {
			continue
		}
		status, _, _ := strings.Cut(strings.TrimSpace(fields.Get("Status")), " ")
		switch status {
		case "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.4":
			return Hard, status
		}
		return Soft, status
	}
	return Nothing, ""
}

// block reads header fields.
func block(body []byte) textproto.MIMEHeader {
	h, _ := textproto.NewReader(bufio.NewReader(io.MultiReader(bytes.NewReader(bytes.TrimLeft(body, "\r\n")),
		strings.NewReader("\r\n\r\n")))).ReadMIMEHeader()
	if h == nil {
		h = textproto.MIMEHeader{}
	}
	return h
}

// headerValues are the headers that name the address a mail came to.
func headerValues(h message.Header) (out []string) {
	for _, name := range []string{"Delivered-To", "X-Original-To", "Envelope-To", "To"} {
		for f := h.FieldsByKey(name); f.Next(); {
			text, err := (&mime.WordDecoder{}).DecodeHeader(f.Value())
			if err != nil {
				text = f.Value()
			}
			out = append(out, text)
		}
	}
	return out
}

// markIn finds marks in addresses.
func markIn(addresses []string) (out []subscriber.Mark) {
	for _, a := range addresses {
		for _, word := range strings.FieldsFunc(a, func(r rune) bool { return strings.ContainsRune(" \t<>,;\"", r) }) {
			if m, ok := subscriber.MarkIn(word); ok {
				out = append(out, m)
			}
		}
	}
	return out
}
