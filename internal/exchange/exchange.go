// Package exchange says what goes to a word processor, and what is made of what comes back.
//
// It speaks of texts of a site as manuscripts; files are the business of others.
package exchange

import (
	"bytes"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strings"

	"gazette/i18n"
	"gazette/internal/document"
	"gazette/internal/galley"
	"gazette/internal/link"
	"gazette/internal/load"
	"gazette/internal/notice"
)

// Counter is where texts of a site go out and come back.
type Counter struct {
	*load.Sources
	formatter *galley.Formatter
}

// New opens the counter of a site.
func New(s *load.Sources) *Counter { return &Counter{s, s.Formatter()} }

// Set sets a text of the site.
func (c *Counter) Set(e *notice.Edition) *galley.Galley { return c.formatter.Edition(e) }

// Text sets a text of the site, and gives its blocks with their places in its file.
func (c *Counter) Text(e *notice.Edition) (*galley.Galley, []document.Block) {
	return c.formatter.Manuscript(e)
}

// Out is a text as it goes out, and as it stands in its file; nil when it cannot be read.
func (c *Counter) Out(e *notice.Edition) (*document.Document, []document.Block) {
	g, blocks := c.formatter.Manuscript(e)
	if g.Hash() == "" {
		return nil, nil
	}
	m := Headed(c.Sources, e)
	m.Blocks = Posted(c.Sources, e.Locale, blocks)
	return m, blocks
}

// Headed is what stands above a text: its title, its state and its date.
func Headed(s *load.Sources, e *notice.Edition) *document.Document {
	d := e.Effective
	words := s.Wording.For(e.Locale, s.Site.Config.DefaultLocale)
	m := &document.Document{Title: e.Title, Lang: string(e.Locale), RightToLeft: e.Locale.Dir() == "rtl",
		Date: words.Format("effective-starting",
			map[string]any{"Date": e.Locale.Date(int(d.Year), int(d.Month), int(d.Day))})}
	if name, _ := s.Site.Config.Title.In(e.Locale, s.Site.Config.DefaultLocale); name != "" {
		m.Subtitle = name
	}
	if n := s.Site.Notice(e.Slug); n != nil {
		m.Subtitle = strings.TrimPrefix(m.Subtitle+" · "+words.Text("state-"+n.State(e, s.Site.Day).String()), " · ")
	}
	return m
}

// Posted are blocks as they go out: with full addresses, and headings counted from one, as word processors do.
func Posted(s *load.Sources, l i18n.Locale, blocks []document.Block) []document.Block {
	return changed(blocks, func(b *document.Block) {
		if b.Kind == document.Header {
			b.Level = max(b.Level-1, 1)
		}
	}, func(target string) string { return Full(s, l, target) })
}

// Returned are blocks as they come back: with headings as notices have them.
func Returned(blocks []document.Block) []document.Block {
	return changed(blocks, func(b *document.Block) {
		if b.Kind == document.Header {
			b.Level = min(b.Level+1, 6)
		}
		b.ID = ""
	}, func(target string) string { return target })
}

// changed copies blocks, with other targets.
func changed(blocks []document.Block, visit func(*document.Block), target func(string) string) []document.Block {
	out := make([]document.Block, len(blocks))
	for i, b := range blocks {
		visit(&b)
		b.Inlines = relinked(b.Inlines, visit, target)
		items := make([][]document.Block, len(b.Items))
		for k, item := range b.Items {
			items[k] = changed(item, visit, target)
		}
		b.Items = items
		terms := make([][]document.Inline, len(b.Terms))
		for k, term := range b.Terms {
			terms[k] = relinked(term, visit, target)
		}
		b.Terms = terms
		rows := make([]document.Row, len(b.Rows))
		for k, r := range b.Rows {
			cells := make([]document.Cell, len(r.Cells))
			for n, c := range r.Cells {
				c.Blocks = changed(c.Blocks, visit, target)
				cells[n] = c
			}
			r.Cells = cells
			rows[k] = r
		}
		b.Rows = rows
		out[i] = b
	}
	return out
}

func relinked(ins []document.Inline, visit func(*document.Block), target func(string) string) []document.Inline {
	out := make([]document.Inline, len(ins))
	for i, in := range ins {
		if in.Kind == document.Link {
			in.Target = target(in.Target)
		}
		if in.Kind == document.Note {
			in.Blocks = changed(in.Blocks, visit, target)
		}
		in.Kids = relinked(in.Kids, visit, target)
		out[i] = in
	}
	return out
}

// Full is the address of a target for somebody who has the file alone.
func Full(s *load.Sources, l i18n.Locale, target string) string {
	if strings.HasPrefix(target, "#") || target == "" {
		return target
	}
	href, _ := link.Address(s.Site, s.Site.Locale(l), target)
	if href == "" {
		return target
	}
	if strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "//") {
		base := s.Site.Config.BaseURL
		return base.Scheme + "://" + base.Host + href
	}
	return href
}

// Names gives all targets that lead to one place one name: that of a notice, written as its file, as its address or as
// a full address. Places in the same text are one: word processors call them what they will.
func Names(s *load.Sources, l i18n.Locale) func(target string) string {
	return func(target string) string {
		if strings.HasPrefix(target, "#") {
			return "#"
		}
		target = Full(s, l, link.Neutral(target))
		u, err := url.Parse(target)
		if err != nil {
			return target
		}
		u.Scheme, u.Host = strings.ToLower(u.Scheme), strings.ToLower(u.Host)
		if u.Path == "" && u.Host != "" {
			u.Path = "/"
		}
		if decoded, err := url.PathUnescape(u.String()); err == nil {
			return decoded
		}
		return u.String()
	}
}

// Written gives targets the form in which authors write them: of a notice of the site, its file.
func Written(s *load.Sources, l i18n.Locale) func(target string) string {
	name := Names(s, l)
	files := map[string]string{}
	for _, n := range s.Site.Notices {
		files[name(string(n.Slug)+".md")] = string(n.Slug) + ".md"
	}
	return func(target string) string {
		place, fragment, _ := strings.Cut(target, "#")
		file := files[name(place)]
		if place == "" || file == "" {
			return target
		}
		if fragment != "" {
			file += "#" + fragment
		}
		return file
	}
}

// Page is a text as a page of HTML that stands by itself.
func (c *Counter) Page(e *notice.Edition) ([]byte, error) {
	g, s := c.Set(e), c.Sources
	if g.Hash() == "" {
		return nil, g.Problems
	}
	head, m := html.EscapeString, Headed(s, e)
	var b bytes.Buffer
	fmt.Fprintf(&b,
		"<!doctype html>\n<html lang=%q dir=%q>\n<meta charset=\"utf-8\">\n<title>%s</title>\n<main>\n<h1>%s</h1>\n"+
			"<p class=\"subtitle\">%s</p>\n<p class=\"date\">%s</p>\n",
		e.Locale, e.Locale.Dir(), head(e.Title), head(e.Title), head(m.Subtitle), head(m.Date))
	b.Write(rehref([]byte(g.HTML), func(target string) string { return Full(s, e.Locale, target) }))
	b.WriteString("</main>\n</html>\n")
	return b.Bytes(), nil
}

var href = regexp.MustCompile(` href="([^"]*)"`)

// rehref gives the links of HTML other targets.
func rehref(body []byte, target func(string) string) []byte {
	return href.ReplaceAllFunc(body, func(m []byte) []byte {
		old := html.UnescapeString(string(m[len(` href="`) : len(m)-1]))
		return []byte(` href="` + html.EscapeString(target(old)) + `"`)
	})
}
