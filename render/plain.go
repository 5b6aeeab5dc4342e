package render

import (
	"bytes"
	"strings"

	"gazette/internal/galley"
	"gazette/internal/link"
	"gazette/internal/notice"
	"gazette/internal/site"
)

// Plain makes the text at a notice's own address as plain Markdown, for who
// reads without a browser.
func (p *Renderer) Plain(n *notice.Notice, g *galley.Galley) File {
	s := p.subject(n, g)
	return File{Path: p.plainPath(s), Data: p.plain(s)}
}

func (p *Renderer) plainPath(s subject) string {
	return p.site.PlainPath(p.site.NoticePath(s.notice, s.chrome.locale))
}

// plain is a text below a short head: title, date, state, address.
func (p *Renderer) plain(s subject) []byte {
	e, l := s.chrome, s.chrome.locale
	address := p.site.Abs(p.site.EditionOf(s.text))
	var b bytes.Buffer
	line := func(mark, text string) {
		if text != "" {
			b.WriteString(mark + text + "\n")
		}
	}
	line("# ", plainText(s.text.Title))
	b.WriteByte('\n')
	line("- ", plainText(p.applies(e, s.notice, s.text).String()))
	line("- ", plainText(e.words.Text("state-"+s.state.String())))
	if s.text.Version != "" {
		line("- ", plainText(e.words.Format("version", map[string]any{"Version": s.text.Version})))
	}
	for _, banner := range p.banners(s) {
		line("- ", plainText(banner.Text.String()))
	}
	if to := s.notice.Prevails; to != "" && to != l.Tag {
		line("- ", plainText(p.sentence(e, "prevails", map[string]any{"Language": to.NameIn(p.tongue(e))}).String()))
	}
	line("- ", e.words.Format("print-address", map[string]any{"URL": "<" + address + ">"}))
	if s.text.Summary != "" {
		b.WriteByte('\n')
		line("> ", plainText(s.text.Summary))
	}
	b.WriteByte('\n')
	b.Write(s.galley.Plain(func(target string) string { return p.plainLink(l, address, target) }))
	return b.Bytes()
}

// plainLink is a link's target as it works wherever the Markdown is read.
func (p *Renderer) plainLink(l *site.Locale, address, target string) string {
	if strings.HasPrefix(target, "#") {
		return address + target
	}
	href, _ := link.Address(p.site, l, link.Neutral(target))
	if strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "//") {
		return p.site.Config.BaseURL.Scheme + "://" + p.site.Config.BaseURL.Host + href
	}
	return href
}

// plainText writes text of the front matter into Markdown: on one line, its
// signs without meaning.
func plainText(s string) string {
	return markdownSigns.Replace(strings.Join(strings.Fields(s), " "))
}

var markdownSigns = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, "`", "\\`")
