package render

import (
	"html"
	"net/url"
	"strconv"
	"strings"

	"gazette/internal/galley"
)

// permalinks gives every heading of a text a link to itself. It stands beside
// the heading, not in it: a heading's name is its words. It is added on the
// page only, so that no hash and no comparison ever reads it.
func permalinks(e *chrome, text string, hs []galley.Heading) string {
	lang := ""
	if e.tongue.Lang != "" {
		lang = ` lang="` + e.tongue.Lang + `"`
	}
	var b strings.Builder
	b.Grow(len(text) + len(hs)*192)
	for _, h := range hs {
		start, end := headingAt(text, h)
		if start < 0 {
			continue
		}
		b.WriteString(text[:start])
		b.WriteString(`<div class="n-clause">`)
		b.WriteString(text[start:end])
		name := e.words.Format("permalink", map[string]any{"Title": h.Text})
		b.WriteString(`<a class="n-permalink" href="` + (&url.URL{Fragment: h.ID}).String() + `"` + lang +
			` aria-label="` + html.EscapeString(name) + `"></a></div>`)
		text = text[end:]
	}
	b.WriteString(text)
	return b.String()
}

// headingAt finds the element of a heading: where it starts and ends.
func headingAt(text string, h galley.Heading) (start, end int) {
	name := "h" + strconv.Itoa(h.Level)
	open, id, done := "<"+name, ` id="`+html.EscapeString(h.ID)+`"`, "</"+name+">"
	for from := 0; ; {
		i := strings.Index(text[from:], open)
		if i < 0 {
			return -1, -1
		}
		start = from + i
		tag := strings.IndexByte(text[start:], '>')
		if tag < 0 {
			return -1, -1
		}
		if strings.Contains(text[start:start+tag+1], id) {
			n := strings.Index(text[start:], done)
			if n < 0 {
				return -1, -1
			}
			return start, start + n + len(done)
		}
		from = start + tag
	}
}
