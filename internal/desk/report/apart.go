package report

import (
	"html/template"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// namesIDs are the attributes whose words are ids of a page.
var namesIDs = []string{"id", "for", "aria-labelledby", "aria-describedby", "aria-controls", "list"}

// apart gives the ids of a part of a page a prefix, and what refers to them: several such parts stand on one page.
func apart(part template.HTML, prefix string) template.HTML {
	var b strings.Builder
	for z := html.NewTokenizer(strings.NewReader(string(part))); z.Next() != html.ErrorToken; {
		raw := string(z.Raw())
		token := z.Token()
		changed := false
		for i, a := range token.Attr {
			switch {
			case slices.Contains(namesIDs, a.Key):
				token.Attr[i].Val = prefix + strings.Join(strings.Fields(a.Val), " "+prefix)
			case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
				token.Attr[i].Val = "#" + prefix + a.Val[1:]
			default:
				continue
			}
			changed = true
		}
		if changed {
			raw = token.String()
		}
		b.WriteString(raw)
	}
	return template.HTML(b.String())
}
