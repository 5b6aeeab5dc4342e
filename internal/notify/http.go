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
	res, err := client.Do(req)
	if err != nil {
		return unreached(err)
	}
	defer res.Body.Close()
	answer, _ := io.ReadAll(io.LimitReader(res.Body, answerMax))
	return answered(res, answer, now())
}

// unreached judges an error before any answer. The address is left out of it:
// it may be a secret.
func unreached(err error) Outcome {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	var dns *net.DNSError
	switch {
	case errors.Is(err, ErrPrivate):
		return failed(fmt.Errorf("%w; allow_private: true allows it", unwrapped(err)))
	case errors.As(err, &dns) && dns.IsNotFound:
		return failed(err)
	case errors.Is(err, context.DeadlineExceeded):
		return passing(fmt.Errorf("no answer within %s", attemptTime))
	}
	return passing(err)
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
func answered(res *http.Response, answer []byte, now time.Time) Outcome {
	code := res.StatusCode
	if code >= 200 && code < 300 {
		return Outcome{}
	}
	o := Outcome{Err: fmt.Errorf("the answer was %s", said(res.Status, answer))}
	switch {
	case code == http.StatusGone:
		o.Gone = true
	case code >= 300 && code < 400:
		o.Err = fmt.Errorf("the answer was %s: redirects are not followed", res.Status)
	case code == http.StatusRequestTimeout, code == http.StatusTooEarly, code == http.StatusTooManyRequests,
		code >= 500 && code != http.StatusNotImplemented && code != http.StatusHTTPVersionNotSupported:
		o.Passing, o.After = true, retryAfter(res.Header.Get("Retry-After"), now)
	}
	return o
}

// said is a status with the first words of the answer.
func said(status string, answer []byte) string {
	words := strings.Join(strings.Fields(strings.ToValidUTF8(string(answer[:min(len(answer), 200)]), "")), " ")
	if words == "" || strings.HasPrefix(words, "<") {
		return status
	}
	return fmt.Sprintf("%s (%q)", status, words)
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
