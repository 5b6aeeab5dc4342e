package render

import (
	"html"
	"strings"

	"gazette/internal/link"
	"gazette/internal/site"
)

// Set texts name the notices they lead to; see link.Neutral. Here they get the
// addresses that those have for readers of a locale. In well-formed HTML a
// quotation mark stands only around attributes, so no parser is needed.
var (
	noticeLink = ` href="notice:`
	rootLinks  = []string{` href="/`, ` src="/`}
)

// addressed returns a set text with its addresses. What a link names stays beside its address, as data-notice: the
// text hash is over the name, so whoever reads the words of a page needs it.
func (p *Renderer) addressed(l *site.Locale, text string) string {
	if p.site.Config.BaseURL.Path != "/" { // first, while no address of ours is there yet
		for _, mark := range rootLinks {
			name := mark[:len(mark)-1]
			text = each(text, mark,
				func(target string) string { return name + html.EscapeString(p.site.Href(target)) + `"` })
		}
	}
	return each(text, noticeLink, func(target string) string {
		href, to := link.Address(p.site, l, target)
		named := ` data-notice="` + html.EscapeString(strings.TrimPrefix(target, "notice:")) + `"`
		if href == "" { // recorded when the notice was still there
			return named
		}
		attr := ` href="` + html.EscapeString(href) + `"`
		if to != nil {
			attr += ` hreflang="` + string(to.Tag) + `"`
		}
		return attr + named
	})
}

// each replaces every attribute that begins with a mark; the mark runs from
// the space before the name into the value.
func each(text, mark string, replace func(target string) string) string {
	i := strings.Index(text, mark)
	if i < 0 {
		return text
	}
	var out strings.Builder
	out.Grow(len(text) + len(text)/16)
	for i >= 0 {
		start := i + strings.IndexByte(mark, '"') + 1
		end := strings.IndexByte(text[start:], '"')
		if end < 0 {
			break
		}
		out.WriteString(text[:i])
		out.WriteString(replace(html.UnescapeString(text[start : start+end])))
		text = text[start+end+1:]
		i = strings.Index(text, mark)
	}
	out.WriteString(text)
	return out.String()
}
