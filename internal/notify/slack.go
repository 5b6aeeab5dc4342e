package notify

import (
	"slices"
	"strings"
)

// slackText is a text as it is: Slack reads no emphasis, link, mention or
// emoji into it.
func slackText(text string, limit int) object {
	return object{"type": "plain_text", "text": cut(text, limit), "emoji": false}
}

// Slack is a message for an incoming webhook of Slack: in its Block Kit, with its limits.
func Slack(m Message) object {
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

// slackEscaper is the whole of Slack's escaping, for the line that notifications show.
var slackEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func slackEscape(s string) string { return slackEscaper.Replace(s) }
