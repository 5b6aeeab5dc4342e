package notify

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Slack delivers posts to an incoming webhook of Slack.
type Slack struct {
	URL    string
	Client *http.Client
	Now    func() time.Time
}

// Deliver delivers one post.
func (s *Slack) Deliver(ctx context.Context, m Message) Outcome {
	return deliverPost(ctx, s, s.Client, s.Now, m)
}

// Request makes the request that Deliver sends.
func (s *Slack) Request(ctx context.Context, m Message) (*http.Request, error) {
	return postRequest(ctx, s.URL, slackBody(m))
}

type object map[string]any

// slackText is a text as it is: Slack reads no emphasis, link, mention or
// emoji into it.
func slackText(text string, limit int) object {
	return object{"type": "plain_text", "text": cut(text, limit), "emoji": false}
}

// slackBody is a message in Slack's Block Kit, with its limits.
func slackBody(m Message) object {
	lines := slices.Clone(m.Post.Lines)
	for _, l := range m.Post.Items {
		lines = append(lines, "• "+l)
	}
	blocks := []object{{"type": "header", "text": slackText(m.Post.Title, 150)}}
	if text := strings.Join(lines, "\n"); text != "" {
		blocks = append(blocks, object{"type": "section", "text": slackText(text, 3000)})
	}
	var buttons []object
	for _, l := range m.Post.Links {
		buttons = append(buttons, object{"type": "button", "text": slackText(l.Text, 75), "url": l.URL})
	}
	if len(buttons) > 0 {
		blocks = append(blocks, object{"type": "actions", "elements": buttons})
	}
	return object{"text": slackEscape(m.Subject), "mrkdwn": false, "link_names": false, "blocks": blocks}
}

// slackEscape is the whole of Slack's escaping, for the line that notifications show.
var slackEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func slackEscape(s string) string { return slackEscaper.Replace(s) }

// cut shortens a text to so many characters.
func cut(s string, limit int) string {
	runes := []rune(s)
	if len(runes) <= limit {
		return s
	}
	return string(runes[:limit-1]) + "…"
}

// chat is a channel whose message is one request.
type chat interface {
	Request(ctx context.Context, m Message) (*http.Request, error)
}

// deliverPost posts and judges: a chat that is gone is a failure like another,
// since chats say so of rooms that may come back.
func deliverPost(ctx context.Context, c chat, client *http.Client, now func() time.Time, m Message) Outcome {
	req, err := c.Request(ctx, m)
	if err != nil {
		return failed(err)
	}
	o := post(client, req, now)
	o.Gone = false
	return o
}

func postRequest(ctx context.Context, url string, body object) (*http.Request, error) {
	data, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return request(ctx, url, data)
}
