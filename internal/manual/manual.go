// Package manual is the documentation that the program carries: its pages, their sections, and how they look in a
// terminal.
//
// The pages are the files of docs/, as they are: what people read on the web and what `gazette help` shows is one text.
package manual

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Manual is all pages.
type Manual struct{ pages fs.FS }

// New returns the manual of a folder's Markdown files.
func New(pages fs.FS) Manual { return Manual{pages} }

// Topic is the name of a page, by which it is asked for, and its title.
type Topic struct{ Name, Title string }

// Topics lists the pages by name.
func (m Manual) Topics() (out []Topic) {
	files, _ := fs.Glob(m.pages, "*.md")
	for _, file := range files {
		name := strings.TrimSuffix(file, ".md")
		if p, ok := m.Page(name); ok {
			out = append(out, Topic{name, p.Title()})
		}
	}
	slices.SortFunc(out, func(a, b Topic) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// Page returns the page of a topic.
func (m Manual) Page(topic string) (Page, bool) {
	if topic != path.Base(topic) {
		return Page{}, false
	}
	data, err := fs.ReadFile(m.pages, topic+".md")
	return Page{string(data)}, err == nil
}

// Page is a page, or a section of one: Markdown that begins with a heading.
type Page struct{ Markdown string }

// heading is a line of a page that begins a section.
var heading = regexp.MustCompile(`^(#{1,6}) +(.*?) *$`)

// Title is the text of the first heading.
func (p Page) Title() string {
	for line := range strings.Lines(p.Markdown) {
		if m := heading.FindStringSubmatch(strings.TrimRight(line, "\n")); m != nil {
			return strings.ReplaceAll(m[2], "`", "")
		}
	}
	return ""
}

// Body is what stands below the first heading.
func (p Page) Body() string {
	_, body, _ := strings.Cut(p.Markdown, "\n")
	return strings.TrimSpace(body)
}

// part is a section: the lines from its heading to the next that is not below it.
type part struct {
	id       string
	level    int
	from, to int // bytes
}

// parts finds the sections. What looks like a heading within a block of code is none.
func (p Page) parts() (out []part) {
	at, fenced := 0, false
	for line := range strings.Lines(p.Markdown) {
		if strings.HasPrefix(line, "```") {
			fenced = !fenced
		}
		if m := heading.FindStringSubmatch(strings.TrimRight(line, "\n")); m != nil && !fenced {
			for i := range out {
				if out[i].to < 0 && len(m[1]) <= out[i].level {
					out[i].to = at
				}
			}
			out = append(out, part{anchorOf(m[2]), len(m[1]), at, -1})
		}
		at += len(line)
	}
	for i := range out {
		if out[i].to < 0 {
			out[i].to = at
		}
	}
	return out
}

// Sections lists the ids of the page's sections, in its order, without that of the page itself.
func (p Page) Sections() (ids []string) {
	for _, s := range p.parts() {
		if s.level > 1 {
			ids = append(ids, s.id)
		}
	}
	return ids
}

// Section returns a section by its id, with all sections below it.
func (p Page) Section(id string) (Page, bool) {
	for _, s := range p.parts() {
		if s.id == id {
			return Page{strings.TrimSpace(p.Markdown[s.from:s.to]) + "\n"}, true
		}
	}
	return Page{}, false
}

var notInAnchor = regexp.MustCompile(`[^\p{L}\p{N} _-]`)

// anchorOf is the id that code hosts give a heading.
func anchorOf(title string) string {
	return strings.ReplaceAll(strings.ToLower(notInAnchor.ReplaceAllString(title, "")), " ", "-")
}
