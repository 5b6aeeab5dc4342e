package render

import (
	"bytes"

	"gazette/internal/notice"
	"gazette/internal/site"
)

// LLMs makes llms.txt (https://llmstxt.org): what the site holds, for programs
// that read Markdown. The default language comes first, by groups; then every
// other; then what may be left out.
func (p *Renderer) LLMs() File {
	home := p.site.DefaultLocale()
	e := p.chromes[home.Tag]
	intro, _ := p.site.Config.Description.In(home.Tag, p.site.Config.DefaultLocale)
	if intro == "" {
		intro = e.words.Text("hub-intro")
	}
	var b bytes.Buffer
	b.WriteString("# " + plainText(e.name) + "\n\n> " + plainText(intro) + "\n")
	for _, g := range p.site.Groups {
		title, _ := g.Title.In(home.Tag, p.site.Config.DefaultLocale)
		if title == "" {
			title = e.words.Text("hub-other")
		}
		p.listed(&b, plainText(title), home, g.Notices)
	}
	for i := range p.site.Locales {
		if l := &p.site.Locales[i]; l != home {
			p.listed(&b, plainText(l.Name)+" ("+string(l.Tag)+")", l, p.site.Notices)
		}
	}
	b.WriteString("\n## Optional\n\n- [" + plainText(e.words.Text("hub-changes")) + "](" +
		p.site.Abs(p.site.FeedPath(nil, home, 0)) + ")\n")
	return File{Path: "llms.txt", Data: b.Bytes()}
}

// listed writes a section: the notices that exist in a language.
func (p *Renderer) listed(b *bytes.Buffer, title string, l *site.Locale, notices []*notice.Notice) {
	e := p.chromes[l.Tag]
	begun := false
	for _, n := range notices {
		text := n.Current(l.Tag, p.site.Day)
		if text == nil {
			continue
		}
		if !begun {
			b.WriteString("\n## " + title + "\n\n")
			begun = true
		}
		b.WriteString("- [" + plainText(text.Title) + "](" + p.site.Abs(p.site.PlainPath(p.site.NoticePath(n, l))) +
			"): ")
		if state := n.State(text, p.site.Day); state != notice.InForce {
			b.WriteString(plainText(e.words.Text("state-"+state.String())) + ". ")
		}
		b.WriteString(plainText(p.applies(e, n, text).String()))
		if text.Summary != "" {
			b.WriteString(" – " + plainText(text.Summary))
		}
		b.WriteByte('\n')
	}
}
