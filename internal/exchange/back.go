package exchange

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"gazette/i18n"
	"gazette/internal/collation"
	"gazette/internal/document"
	"gazette/internal/document/markup"
	"gazette/internal/galley"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/source"
)

// Back brings what came back into the file of a text. The text's own heading, where it repeats the title, is no part of
// it. format is that of the file it came in: an odt does not tell underlining from emphasis once pandoc has read it.
func (c *Counter) Back(e *notice.Edition, file source.File, came []document.Block, format string) collation.Output {
	read := func(data []byte) []document.Block {
		_, blocks, _ := c.Read(e.Path, data, e.Slug, e.Locale)
		if format == "odt" {
			document.Lines(blocks, emphasised)
		}
		return blocks
	}
	s := c.Sources
	return collation.Collate(collation.Input{Source: file.Data, Work: read(file.Data), Came: came,
		Name: Names(s, e.Locale), Target: Written(s, e.Locale), Read: read})
}

// Read sets a file that stands outside the site, or is not written yet, as a text of it.
func (c *Counter) Read(name string, data []byte, slug notice.Slug,
	l i18n.Locale) (*galley.Galley, []document.Block, source.Problems) {
	file, ps := source.Text(name, data)
	if ps.Errors() {
		return nil, nil, ps
	}
	e, ps := notice.Parse(file, slug, l, notice.Content)
	if e.Locale == "" {
		e.Locale = l
	}
	g, blocks := c.formatter.ManuscriptOf(e, file, nil)
	return g, blocks, ps
}

// Titled takes the title off blocks where it stands as their first heading: the only one of its level.
func Titled(m *document.Document, known string) {
	if len(m.Blocks) == 0 || m.Blocks[0].Kind != document.Header {
		return
	}
	first := m.Blocks[0]
	words := document.Words(first.Inlines)
	if strings.EqualFold(words, m.Title) || m.Title == "" && strings.EqualFold(words, known) {
		m.Title, m.Blocks = words, m.Blocks[1:]
		return
	}
	if m.Title != "" {
		return
	}
	for _, b := range m.Blocks[1:] {
		if b.Kind == document.Header && b.Level <= first.Level {
			return
		}
	}
	m.Title, m.Blocks = words, m.Blocks[1:]
	for i := range m.Blocks {
		if b := &m.Blocks[i]; b.Kind == document.Header {
			b.Level = max(b.Level-1, 2)
		}
	}
}

// Draft writes what came as a new file.
func Draft(s *load.Sources, m *document.Document, slug notice.Slug, l i18n.Locale, effective string) []byte {
	return append(fmt.Appendf(nil, "---\ntitle: %q\nlocale: %s\neffective: %s\ndraft: true\n---\n", m.Title, l,
		effective), Body(s, m.Blocks, l)...)
}

// Body writes blocks as Markdown.
func Body(s *load.Sources, blocks []document.Block, l i18n.Locale) []byte {
	w := &document.Writer{Target: Written(s, l)}
	body := w.Blocks(blocks)
	if notes := w.Notes(); notes != "" {
		body += "\n" + notes
	}
	return []byte(body)
}

// Front sets a key of a file's front matter, which is YAML; ok is false where the key does not stand on a line of its
// own.
func Front(data []byte, key, value string) (out []byte, ok bool) {
	header := regexp.MustCompile(`(?s)^---\n(.*?\n)---\n`).FindSubmatchIndex(data)
	if header == nil {
		return data, false
	}
	line := regexp.MustCompile(`(?m)^` + key + `:[ \t]*([^\n]*)$`).FindSubmatchIndex(data[header[2]:header[3]])
	if line == nil {
		return data, false
	}
	if old := string(data[header[2]+line[2] : header[2]+line[3]]); old == "" || strings.ContainsAny(old[:1], "|>&*") {
		return data, false
	}
	return bytes.Join([][]byte{data[:header[2]+line[2]], []byte(value), data[header[2]+line[3]:]}, nil), true
}

// Main makes a manuscript of a saved page: of its main part, without what stands around it.
func Main(page []byte) (*document.Document, error) {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, err
	}
	m := &document.Document{}
	if t := find(root, func(n *html.Node) bool { return n.Data == "title" }); t != nil && t.FirstChild != nil {
		m.Title = strings.Join(strings.Fields(t.FirstChild.Data), " ")
	}
	main := find(root, func(n *html.Node) bool { return markup.Attr(n.Attr, "id") == "n-text" })
	for _, is := range []func(n *html.Node) bool{
		func(n *html.Node) bool { return n.Data == "main" || markup.Attr(n.Attr, "role") == "main" },
		func(n *html.Node) bool { return n.Data == "article" },
		func(n *html.Node) bool { return n.Data == "body" },
	} {
		if main == nil {
			main = find(root, is)
		}
	}
	if main == nil {
		return m, nil
	}
	prune(main)
	if h := find(root, func(n *html.Node) bool { return n.Data == "h1" }); h != nil {
		if line := markup.FromNode(h); len(line) > 0 {
			m.Title = document.Words(line[0].Inlines)
		}
		h.Parent.RemoveChild(h)
	}
	m.Blocks = markup.FromNode(main)
	return m, nil
}

// prune takes out what is no text: navigation, forms, and the lines that export writes above one.
func prune(n *html.Node) {
	for k := n.FirstChild; k != nil; {
		next := k.NextSibling
		switch k.Data {
		case "nav", "form", "footer", "aside", "script", "style", "button", "noscript":
			n.RemoveChild(k)
		default:
			if class := markup.Attr(k.Attr, "class"); k.Data == "p" && (class == "subtitle" || class == "date") ||
				markup.Attr(k.Attr, "hidden") != "" {
				n.RemoveChild(k)
			} else {
				prune(k)
			}
		}
		k = next
	}
}

func find(n *html.Node, is func(*html.Node) bool) *html.Node {
	if n.Type == html.ElementNode && is(n) {
		return n
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if found := find(k, is); found != nil {
			return found
		}
	}
	return nil
}

// Unheaded takes off what Headed put above a text, where the file's format did not keep it apart: an odt has it as
// paragraphs.
func Unheaded(s *load.Sources, e *notice.Edition, m *document.Document) {
	head := Headed(s, e)
	name, _, _ := strings.Cut(head.Subtitle, " · ")
	for i := 0; i < len(m.Blocks) && i < 3; i++ {
		words := document.Words(m.Blocks[i].Inlines)
		if m.Blocks[i].Kind != document.Para || words != head.Subtitle && !strings.HasPrefix(words, name+" · ") {
			continue
		}
		if i > 0 {
			m.Title = document.Words(m.Blocks[i-1].Inlines)
		}
		m.Blocks = m.Blocks[i+1:]
		if len(m.Blocks) > 0 && document.Words(m.Blocks[0].Inlines) == strings.Join(strings.Fields(head.Date), " ") {
			m.Blocks = m.Blocks[1:]
		}
		return
	}
}

// emphasised makes emphasis of what is underlined, also in notes.
func emphasised(ins *[]document.Inline) {
	for i := range *ins {
		in := &(*ins)[i]
		if in.Kind == document.Underline {
			in.Kind = document.Emph
		}
		document.Lines(in.Blocks, emphasised)
		emphasised(&in.Kids)
	}
}
