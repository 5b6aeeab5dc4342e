package notify

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// answerMax is how much of an answer is read, so that the connection can be
// used again.
const answerMax = 64 << 10

// post makes one request and judges the answer.
func post(client *http.Client, req *http.Request, now func() time.Time) Outcome {
	hidden := secretsOf(req.URL)
	res, err := client.Do(req)
	if err != nil {
		return unreached(err, req.URL.Hostname(), hidden)
	}
	defer res.Body.Close()
	answer, _ := io.ReadAll(io.LimitReader(res.Body, answerMax))
	return answered(res, hidden.told(res.StatusCode, answer), now())
}

// unreached judges an error before any answer. The address is left out of it:
// it may be a secret, and an answer that is no HTTP stands in the error.
func unreached(err error, host string, hidden secrets) Outcome {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	var dns *net.DNSError
	switch {
	case errors.Is(err, ErrPrivate):
		return failed(fmt.Errorf("%w; allow_private: true allows it", unwrapped(err)))
	case errors.As(err, &dns) && dns.IsNotFound:
		return failed(errors.New("the host of its address is not known"))
	case errors.Is(err, context.DeadlineExceeded):
		return passing(fmt.Errorf("no answer within %s", attemptTime))
	}
	text := err.Error()
	if net.ParseIP(host) == nil && host != "" {
		text = strings.ReplaceAll(text, host, "the host")
	}
	return passing(errors.New(hidden.quoted(text)))
}

// unwrapped is what Control said, without the dialer's words around it.
func unwrapped(err error) error {
	var op *net.OpError
	if errors.As(err, &op) {
		return op.Err
	}
	return err
}

// answered judges an answer by Standard Webhooks: 2xx is success, 410 means
// that the endpoint is gone, a redirect is a failure.
func answered(res *http.Response, told string, now time.Time) Outcome {
	code := res.StatusCode
	if code >= 200 && code < 300 {
		return Outcome{}
	}
	o := Outcome{Err: errors.New("the answer was " + told)}
	switch {
	case code == http.StatusGone:
		o.Gone = true
	case code >= 300 && code < 400:
		o.Err = fmt.Errorf("the answer was %s: redirects are not followed", status(code))
	case code == http.StatusRequestTimeout, code == http.StatusTooEarly, code == http.StatusTooManyRequests,
		code >= 500 && code != http.StatusNotImplemented && code != http.StatusHTTPVersionNotSupported:
		o.Passing, o.After = true, retryAfter(res.Header.Get("Retry-After"), now)
	}
	return o
}

// status is a code with the words of RFC 9110: a receiver's own may repeat
// the address.
func status(code int) string {
	return strings.TrimSpace(strconv.Itoa(code) + " " + http.StatusText(code))
}

// told is a status with the first words of the answer.
func (s secrets) told(code int, answer []byte) string {
	words := s.quoted(string(answer))
	if words == "" || strings.HasPrefix(words, "<") {
		return status(code)
	}
	return fmt.Sprintf("%s (%q)", status(code), words)
}

// retryAfter reads seconds or a date.
func retryAfter(s string, now time.Time) time.Duration {
	if n, err := strconv.Atoi(strings.TrimSpace(s)); err == nil && n >= 0 {
		return time.Duration(min(n, 1<<30)) * time.Second
	}
	if at, err := http.ParseTime(s); err == nil {
		return max(at.Sub(now), 0)
	}
	return 0
}
