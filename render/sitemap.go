package render

import (
	"bytes"
	"fmt"
	"strings"

	"gazette/internal/notice"
	"gazette/internal/site"
)

// The protocol's limits are 50,000 addresses and 50 MiB a file (sitemaps.org).
// Ours are lower, so that one is quickly fetched, and made in little memory.
const (
	sitemapMax   = 20_000
	sitemapBytes = 8 << 20
)

const sitemapHead = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
`

// Sitemaps makes sitemap.xml and robots.txt; a site too large for one sitemap
// gets an index of several.
func (p *Renderer) Sitemaps(take func(File) error) error {
	if err := take(File{Path: "robots.txt",
		Data: fmt.Appendf(nil, "User-agent: *\nAllow: /\n\nSitemap: %s\n", p.site.Abs("sitemap.xml"))}); err != nil {
		return err
	}
	m := &sitemap{renderer: p, take: take}
	m.pages(nil)
	for _, n := range p.site.Notices {
		m.pages(n)
	}
	return m.finish()
}

// sitemap is a list of pages under way, in as many files as the limits ask for.
type sitemap struct {
	renderer *Renderer
	take     func(File) error
	b        bytes.Buffer // the file under way
	links    bytes.Buffer // of the entry under way
	count    int          // addresses in it
	parts    int          // files handed on
	err      error
}

// pages lists the pages of a notice, or of the site where it is nil.
func (m *sitemap) pages(n *notice.Notice) {
	for _, k := range kindsOf(n) {
		if k.listed == nil {
			continue
		}
		for _, page := range k.listed(m.renderer, n) {
			m.list(page)
		}
	}
}

// list adds a page: one entry for each of its languages, each naming all of
// them, and x-default. The links are the same in each, so they are made once.
// Only here are they said: search engines read them here as in pages, where
// they would stand once more in each of them.
func (m *sitemap) list(page listing) {
	if len(page.in) == 0 {
		return
	}
	m.makeRoom(len(page.in))
	entries := m.renderer.alternates(page.in, page.path)
	m.links.Reset()
	for _, a := range entries {
		m.links.WriteString(`<xhtml:link rel="alternate" hreflang="` + a.lang + `" href="` +
			xmlEscape(a.url) + "\"/>\n")
	}
	for _, a := range entries[:len(page.in)] {
		m.b.WriteString("<url><loc>" + xmlEscape(a.url) + "</loc>")
		if !page.last.IsZero() {
			m.b.WriteString("<lastmod>" + page.last.String() + "</lastmod>")
		}
		m.b.WriteByte('\n')
		m.b.Write(m.links.Bytes())
		m.b.WriteString("</url>\n")
	}
	m.count += len(page.in)
}

// makeRoom begins another file when the one under way is full.
func (m *sitemap) makeRoom(entries int) {
	if m.count+entries > sitemapMax || m.b.Len() > sitemapBytes {
		m.parts++
		m.handOn(fmt.Sprintf("sitemap-%d.xml", m.parts))
	}
	if m.count == 0 {
		m.b.WriteString(sitemapHead)
	}
}

func (m *sitemap) handOn(name string) {
	m.b.WriteString("</urlset>\n")
	if m.err == nil {
		m.err = m.take(File{Path: name, Data: m.b.Bytes()})
	}
	m.b.Reset()
	m.count = 0
}

// finish hands on the last file, and the index of all when they are several.
func (m *sitemap) finish() error {
	if m.parts == 0 {
		m.handOn("sitemap.xml")
		return m.err
	}
	m.parts++
	m.handOn(fmt.Sprintf("sitemap-%d.xml", m.parts))
	m.b.WriteString(
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" +
			"<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
	for i := range m.parts {
		fmt.Fprintf(&m.b, "<sitemap><loc>%s</loc></sitemap>\n", m.renderer.site.Abs(fmt.Sprintf("sitemap-%d.xml", i+1)))
	}
	m.b.WriteString("</sitemapindex>\n")
	if m.err == nil {
		m.err = m.take(File{Path: "sitemap.xml", Data: m.b.Bytes()})
	}
	return m.err
}

var xmlEscape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace

// alternate is a page in another language, for search engines.
type alternate struct{ lang, url string }

// alternates lists a page's addresses in the locales it exists in.
func (p *Renderer) alternates(locales []*site.Locale, pathIn func(*site.Locale) string) []alternate {
	out := make([]alternate, 0, len(locales)+1)
	for _, l := range locales {
		out = append(out, alternate{string(l.Tag), p.site.Abs(pathIn(l))})
	}
	return append(out, alternate{"x-default", p.site.Abs(pathIn(p.xDefault(locales)))})
}
