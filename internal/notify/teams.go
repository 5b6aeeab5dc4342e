package notify

import "strings"

// Teams is a message for a workflow of Microsoft Teams: an Adaptive Card 1.4 in
// the envelope that workflows expect.
func Teams(m Message) object {
	body := []object{{"type": "TextBlock", "text": teamsEscape(m.Post.Title), "weight": "Bolder", "size": "Medium",
		"wrap": true}}
	for _, l := range m.Post.Lines {
		body = append(body, object{"type": "TextBlock", "text": teamsEscape(l), "wrap": true})
	}
	for _, l := range m.Post.Items {
		body = append(body, object{"type": "TextBlock", "text": "- " + teamsEscape(l), "wrap": true,
			"spacing": "Small"})
	}
	var actions []object
	for _, l := range m.Post.Links {
		actions = append(actions, object{"type": "Action.OpenUrl", "title": l.Text, "url": l.URL})
	}
	card := object{"$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard",
		"version": "1.4", "lang": m.Lang,
		"fallbackText": m.Subject, "body": body, "actions": actions}
	return object{"type": "message", "attachments": []object{{"contentType": "application/vnd.microsoft.card.adaptive",
		"contentUrl": nil, "content": card}}}
}

// teamsEscaper keeps words from being read as the Markdown of Adaptive Cards.
var teamsEscaper = strings.NewReplacer("\\", "\\\\", "*", "\\*", "_", "\\_", "[", "\\[", "]", "\\]", "`", "\\`", "#",
	"\\#")

func teamsEscape(s string) string { return teamsEscaper.Replace(s) }
