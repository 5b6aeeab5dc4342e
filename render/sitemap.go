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
	if err := take(File{Path: "robots.txt", Data: fmt.Appendf(nil, "User-agent: *\nAllow: /\n\nSitemap: %s\n", p.site.Abs("sitemap.xml"))}); err != nil {
		return err
	}
	m := &sitemap{renderer: p, take: take}
	m.list(notice.Date{}, p.allLocales(), p.site.Hub)
	m.list(p.lastRecorded(p.log), p.allLocales(), func(l *site.Locale) string { return p.site.ChangesPath(nil, l) })
	for _, n := range p.site.Notices {
		m.notice(n)
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

// notice lists a notice's pages: its own, its history, its changes, its redlines.
func (m *sitemap) notice(n *notice.Notice) {
	p := m.renderer
	all, last := p.site.LocalesOf(n), p.lastChange(n)
	m.list(last, all, func(l *site.Locale) string { return p.site.NoticePath(n, l) })
	m.list(last, all, func(l *site.Locale) string { return p.site.HistoryPath(n, l) })
	if len(n.Changes) > 0 {
		m.list(p.lastRecorded(p.logOf(n)), all, func(l *site.Locale) string { return p.site.ChangesPath(n, l) })
	}
	for _, d := range n.Dates() {
		m.list(notice.Date{}, p.redlinesAt(n, d), func(l *site.Locale) string { return p.site.RedlinePath(n, l, d) })
	}
	for i := range n.Changes {
		m.list(notice.Date{}, p.correctedIn(n, &n.Changes[i]), p.correctionIn(n, &n.Changes[i]))
	}
}

// list adds a page: one entry for each of its languages, each naming all of
// them, and x-default. The links are the same in each, so they are made once.
// Only here are they said: search engines read them here as in pages, where
// they would stand once more in each of them.
func (m *sitemap) list(last notice.Date, locales []*site.Locale, pathIn func(*site.Locale) string) {
	if len(locales) == 0 {
		return
	}
	m.makeRoom(len(locales))
	entries := m.renderer.alternates(locales, pathIn)
	m.links.Reset()
	for _, a := range entries {
		m.links.WriteString(`<xhtml:link rel="alternate" hreflang="` + a.lang + `" href="` + xmlEscape(a.url) + "\"/>\n")
	}
	for _, a := range entries[:len(locales)] {
		m.b.WriteString("<url><loc>" + xmlEscape(a.url) + "</loc>")
		if !last.IsZero() {
			m.b.WriteString("<lastmod>" + last.String() + "</lastmod>")
		}
		m.b.WriteByte('\n')
		m.b.Write(m.links.Bytes())
		m.b.WriteString("</url>\n")
	}
	m.count += len(locales)
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
	m.b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
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

// lastChange is the newest date from which any text of a notice applies.
func (p *Renderer) lastChange(n *notice.Notice) (last notice.Date) {
	for _, l := range p.site.LocalesOf(n) {
		if e := n.InForce(l.Tag, p.site.Day); e != nil && e.Effective.After(last) {
			last = e.Effective
		}
	}
	return last
}
