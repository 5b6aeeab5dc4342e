package notify

import (
	"context"
	"encoding/json"
	"net/http"
	"time"
)

// Chat posts messages to a room of a chat, in the chat's format.
type Chat struct {
	URL    string
	Client *http.Client
	Now    func() time.Time
	Format ChatFormat
}

// ChatFormat makes the JSON of a message as a chat takes it: Slack, Teams.
type ChatFormat func(Message) object

type object map[string]any

// Deliver posts and judges: a chat that is gone is a failure like another,
// since chats say so of rooms that may come back.
func (c *Chat) Deliver(ctx context.Context, m Message) Outcome {
	req, err := c.Request(ctx, m)
	if err != nil {
		return failed(err)
	}
	o := post(c.Client, req, c.Now)
	o.Gone = false
	return o
}

// Request makes the request that Deliver sends.
func (c *Chat) Request(ctx context.Context, m Message) (*http.Request, error) {
	data, err := json.Marshal(c.Format(m))
	if err != nil {
		return nil, err
	}
	return request(ctx, c.URL, data)
}

// cut shortens a text to so many characters.
func cut(s string, limit int) string {
	runes := []rune(s)
	if len(runes) <= limit {
		return s
	}
	return string(runes[:limit-1]) + "…"
}
