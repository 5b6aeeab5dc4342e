package notify

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// PayloadMax is the size in bytes under which Standard Webhooks wants bodies.
const PayloadMax = 20_000

// Webhook posts messages as Standard Webhooks 1.0.0 has it.
type Webhook struct {
	URL     string
	Secrets []Signer
	Client  *http.Client
	Now     func() time.Time
}

// Deliver posts a message, signed at this moment.
func (w *Webhook) Deliver(ctx context.Context, m Message) Outcome {
	req, err := w.Request(ctx, m)
	if err != nil {
		return failed(err)
	}
	return post(w.Client, req, w.Now)
}

// Request makes the request that Deliver sends.
func (w *Webhook) Request(ctx context.Context, m Message) (*http.Request, error) {
	if len(m.Payload) >= PayloadMax {
		return nil, fmt.Errorf("the message has %d bytes; webhooks take less than %d", len(m.Payload), PayloadMax)
	}
	req, err := request(ctx, w.URL, m.Payload)
	if err != nil {
		return nil, err
	}
	at := w.Now()
	var signatures []string
	for _, s := range w.Secrets {
		signature, err := s.Sign(m.ID, at, m.Payload)
		if err != nil {
			return nil, err
		}
		signatures = append(signatures, signature)
	}
	req.Header.Set(standardwebhooks.HeaderWebhookID, m.ID)
	req.Header.Set(standardwebhooks.HeaderWebhookTimestamp, strconv.FormatInt(at.Unix(), 10))
	if len(signatures) > 0 {
		req.Header.Set(standardwebhooks.HeaderWebhookSignature, strings.Join(signatures, " "))
	}
	return req, nil
}

func request(ctx context.Context, url string, body []byte) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "gazette")
	return req, nil
}
