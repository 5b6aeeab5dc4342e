package render

import (
	"fmt"
	"strings"

	"gazette/internal/notice"
	"gazette/internal/site"
)

// TimeMap lists the editions of a notice in one language as RFC 7089 section 5
// has it, in the format application/link-format (RFC 6690). A memento's
// datetime is the instant from which its text applies: the beginning of its
// day in the site's time zone. Texts not yet in force are no mementos.
func (p *Renderer) TimeMap(n *notice.Notice, l *site.Locale) File {
	original := p.site.Abs(p.site.NoticePath(n, l))
	lines := []string{fmt.Sprintf(`<%s>; rel="original"`, original)}
	var past []*notice.Edition
	for _, e := range n.In(l.Tag) {
		if !e.Effective.After(p.site.Day) {
			past = append(past, e)
		}
	}
	self := fmt.Sprintf(`<%s>; rel="self"; type="application/link-format"`, p.site.Abs(p.site.TimeMapPath(n, l)))
	if len(past) > 0 {
		self += fmt.Sprintf(`; from="%s"; until="%s"`, p.instant(past[0]), p.instant(past[len(past)-1]))
	}
	lines = append(lines, self)
	for i, e := range past {
		lines = append(lines, fmt.Sprintf(`<%s>; rel="%s"; datetime="%s"`, p.site.Abs(p.site.EditionOf(e)),
			mementoRel(i, len(past)), p.instant(e)))
	}
	return File{Path: p.site.TimeMapPath(n, l), Data: []byte(strings.Join(lines, ",\n") + "\n")}
}

// imfFixdate is how HTTP writes dates (RFC 9110 section 5.6.7).
const imfFixdate = "Mon, 02 Jan 2006 15:04:05 GMT"

// instant is the moment from which a text applies, as HTTP writes dates.
func (p *Renderer) instant(e *notice.Edition) string {
	return e.Effective.In(p.site.Zone).UTC().Format(imfFixdate)
}

func mementoRel(i, all int) string {
	rel := "memento"
	if i == all-1 {
		rel = "last " + rel
	}
	if i == 0 {
		rel = "first " + rel
	}
	return rel
}

// heads are the links of a text's head: to its original, its TimeMap, its
// machine-readable form and its Markdown.
func (p *Renderer) heads(s subject, path string) []HeadLink {
	l := s.chrome.locale
	own := p.site.NoticePath(s.notice, l)
	links := []HeadLink{
		{Rel: "original", URL: p.site.URL(own)},
		{Rel: "timemap", Type: "application/link-format", URL: p.site.URL(p.site.TimeMapPath(s.notice, l))},
		{Rel: "alternate", Type: "application/json", URL: p.site.URL(p.site.JSONPath(s.notice))},
	}
	if path == own {
		links = append(links, HeadLink{Rel: "alternate", Type: "text/markdown", URL: p.site.URL(p.plainPath(s))})
	}
	return links
}
