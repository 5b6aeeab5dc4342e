package render

import (
	"bytes"
	"fmt"
	"strings"

	"gazette/internal/notice"
	"gazette/internal/site"
)

// Listed is a page as a sitemap lists it: one entry for each of its
// languages, each naming all of them.
type Listed struct {
	Last       notice.Date // of its last change; no date when that is not known
	Alternates []Alternate // the languages, then x-default
}

// The protocol's limits are 50,000 addresses and 50 MiB a file (sitemaps.org);
// these leave room for one more entry.
const (
	sitemapMax   = 45_000
	sitemapBytes = 45 << 20
)

const sitemapHead = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
`

// Sitemaps makes sitemap.xml and robots.txt; a site too large for one sitemap
// gets an index of several.
func (p *Press) Sitemaps(listed []Listed) []File {
	parts := split(listed)
	files := []File{{"robots.txt", fmt.Appendf(nil, "User-agent: *\nAllow: /\n\nSitemap: %s\n", p.site.Abs("sitemap.xml"))}}
	if len(parts) == 1 {
		return append(files, File{"sitemap.xml", parts[0]})
	}
	var index bytes.Buffer
	index.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
	for i, part := range parts {
		name := fmt.Sprintf("sitemap-%d.xml", i+1)
		files = append(files, File{name, part})
		fmt.Fprintf(&index, "<sitemap><loc>%s</loc></sitemap>\n", p.site.Abs(name))
	}
	index.WriteString("</sitemapindex>\n")
	return append(files, File{"sitemap.xml", index.Bytes()})
}

// split writes the entries into as many sitemaps as the limits ask for.
func split(listed []Listed) [][]byte {
	var parts [][]byte
	b := bytes.NewBufferString(sitemapHead)
	count := 0
	for _, l := range listed {
		if count+len(l.Alternates) > sitemapMax || b.Len() > sitemapBytes {
			b.WriteString("</urlset>\n")
			parts = append(parts, b.Bytes())
			b, count = bytes.NewBufferString(sitemapHead), 0
		}
		count += l.write(b)
	}
	b.WriteString("</urlset>\n")
	return append(parts, b.Bytes())
}

// write writes one entry for each language and returns how many. The links are
// the same in each, so they are made once.
func (l Listed) write(b *bytes.Buffer) (n int) {
	var links strings.Builder
	for _, a := range l.Alternates {
		links.WriteString(`<xhtml:link rel="alternate" hreflang="` + a.Lang + `" href="` + xmlEscape(a.URL) + "\"/>\n")
	}
	for _, a := range l.Alternates {
		if a.Lang == "x-default" {
			continue
		}
		b.WriteString("<url><loc>" + xmlEscape(a.URL) + "</loc>")
		if !l.Last.IsZero() {
			b.WriteString("<lastmod>" + l.Last.String() + "</lastmod>")
		}
		b.WriteString("\n" + links.String() + "</url>\n")
		n++
	}
	return n
}

var xmlEscape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace

// alternates lists a page's addresses in the locales it exists in.
func (p *Press) alternates(locales []*site.Locale, pathIn func(*site.Locale) string) []Alternate {
	out := make([]Alternate, 0, len(locales)+1)
	for _, l := range locales {
		out = append(out, Alternate{string(l.Tag), p.site.Abs(pathIn(l))})
	}
	return append(out, Alternate{"x-default", p.site.Abs(pathIn(p.xDefault(locales)))})
}

// lastChange is the newest date from which any text of a notice applies.
func (p *Press) lastChange(n *notice.Notice) (last notice.Date) {
	for _, l := range p.site.LocalesOf(n) {
		if e := n.InForce(l.Tag, p.site.Day); e != nil && e.Effective.After(last) {
			last = e.Effective
		}
	}
	return last
}
