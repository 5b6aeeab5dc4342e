package render

import (
	"bytes"
	"html"
	"net/url"

	"gazette/internal/galley"
)

// permalinks gives every heading of a text a link to itself. It stands beside
// the heading, not in it: a heading's name is its words. It is added on the
// page only, so that no hash and no comparison ever reads it.
func permalinks(e *chrome, text []byte, hs []galley.Heading) []byte {
	lang := ""
	if e.tongue.Lang != "" {
		lang = ` lang="` + e.tongue.Lang + `"`
	}
	var b bytes.Buffer
	b.Grow(len(text) + len(hs)*192)
	for _, h := range hs {
		start, end := headingAt(text, h)
		if start < 0 {
			continue
		}
		b.Write(text[:start])
		b.WriteString(`<div class="n-clause">`)
		b.Write(text[start:end])
		name := e.words.Format("permalink", map[string]any{"Title": h.Text})
		b.WriteString(`<a class="n-permalink" href="` + (&url.URL{Fragment: h.ID}).String() + `"` + lang + ` aria-label="` + html.EscapeString(name) + `"></a></div>`)
		text = text[end:]
	}
	b.Write(text)
	return b.Bytes()
}

// headingAt finds the element of a heading: where it starts and ends.
func headingAt(text []byte, h galley.Heading) (start, end int) {
	level := byte('0' + h.Level)
	open, id, done := []byte{'<', 'h', level}, []byte(` id="`+html.EscapeString(h.ID)+`"`), []byte{'<', '/', 'h', level, '>'}
	for from := 0; ; {
		i := bytes.Index(text[from:], open)
		if i < 0 {
			return -1, -1
		}
		start = from + i
		tag := bytes.IndexByte(text[start:], '>')
		if tag < 0 {
			return -1, -1
		}
		if bytes.Contains(text[start:start+tag+1], id) {
			n := bytes.Index(text[start:], done)
			if n < 0 {
				return -1, -1
			}
			return start, start + n + len(done)
		}
		from = start + tag
	}
}
