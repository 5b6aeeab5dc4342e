// Package page reads a published page as its reader does: the text that it shows, the date that it names, and what its
// links lead to. It hashes what it read by docs/text-hash.md, and knows nothing of the log.
package page

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"gazette/internal/markdown/rawhtml"
	"gazette/internal/text"
)

// Page is what a reader sees of one text, and what is compared with the log.
type Page struct {
	Kind  string  // data-kind of the page
	Lang  string  // of the text
	Title string  // HTML inside the heading
	Body  string  // HTML inside #n-text
	Dates []Dated // from when it applies, and until when; none of a text that never took effect
}

// Dated is a date that a page shows.
type Dated struct {
	Day   string // for machines
	Shown string // as its reader sees it
}

// From is the date from which a page says that its text applies.
func (p Page) From() string {
	if len(p.Dates) == 0 {
		return "no date"
	}
	return p.Dates[0].Day
}

// errPage is wrapped by what is wrong with a page itself.
var errPage = errors.New("cannot be read as a page of a text")

// Read finds the text of a page, which is parsed as browsers parse it (HTML standard, section 13.2), so that
// nothing can be shown to readers and hidden from us.
func Read(data []byte) (Page, error) {
	root, err := html.Parse(bytes.NewReader(data))
	var r reader
	if err == nil {
		err = cmp.Or(stays(root), r.children(root, "", plain))
	}
	if err == nil {
		err = r.complete()
	}
	if err != nil {
		return Page{}, fmt.Errorf("%w: %w", errPage, err)
	}
	return r.page, nil
}

// role is what an element is to the reading of a page.
type role int

const (
	plain role = iota
	words
	title
	effective
	day
	roles int = iota
)

// reader goes through the tree of one page.
type reader struct {
	page  Page
	found [roles]int // how many of each there are
}

// complete reports what a page has not once.
func (r *reader) complete() error {
	for part, name := range map[role]string{words: "place with the id n-text", title: "heading of the first level"} {
		if n := r.found[part]; n != 1 {
			return fmt.Errorf("it has %d times a %s, not once", n, name)
		}
	}
	if lines, dates := r.found[effective], r.found[day]; lines > 1 || dates > 2 || lines == 1 && dates == 0 {
		return fmt.Errorf("it says in %d places when it applies, with %d dates", lines, dates)
	}
	return nil
}

// children reads what stands in a node, which is of a language and in a part of the page. Comments are taken out.
func (r *reader) children(n *html.Node, lang string, part role) error {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch {
		case c.Type == html.CommentNode:
			n.RemoveChild(c)
		case c.Type == html.ElementNode && (part != plain || !unshown[c.Data]):
			if err := r.element(c, lang, part); err != nil {
				return err
			}
		}
		c = next
	}
	return nil
}

// element reads an element that stands in a part of the page.
func (r *reader) element(n *html.Node, lang string, around role) error {
	own := roleOf(n, around)
	if err := r.honest(n, own, around); err != nil {
		return err
	}
	r.found[own]++
	if l, ok := lookup(n, "lang"); ok {
		lang = l
	}
	if n.Data == "html" {
		r.page.Kind = attribute(n, "data-kind")
	}
	if err := r.children(n, lang, cmp.Or(own, around)); err != nil || own == plain {
		return err
	}
	inner, err := inside(n)
	switch own {
	case words:
		r.page.Body, r.page.Lang = inner, lang
	case title:
		r.page.Title = inner
	case day:
		r.page.Dates = append(r.page.Dates, Dated{attribute(n, "datetime"), text.WordsOf(inner)})
	}
	return err
}

// roleOf says what an element is to the reading.
func roleOf(n *html.Node, around role) role {
	switch {
	case attribute(n, "id") == "n-text":
		return words
	case n.Data == "h1":
		return title
	case slices.Contains(strings.Fields(attribute(n, "class")), "n-effective"):
		return effective
	case n.Data == "time" && around == effective:
		return day
	}
	return plain
}

// inside is the HTML in an element.
func inside(n *html.Node) (string, error) {
	var b strings.Builder
	for c := range n.ChildNodes() {
		if err := html.Render(&b, c); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

// lookup is the value of an attribute. Of two with one name browsers take the first.
func lookup(n *html.Node, name string) (value string, ok bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func attribute(n *html.Node, name string) string {
	value, _ := lookup(n, name)
	return value
}

// unshown are elements whose content is not markup, is not HTML, or is not shown where it stands. Around a text they
// are left out.
var unshown = setOf(`noscript iframe xmp noembed noframes plaintext svg math object embed applet frameset frame textarea
	select template datalist dialog audio video canvas details rp progress meter`)

// hides are attributes by which words can be there and not be seen. No text that Gazette sets has them.
var hides = setOf("hidden style inert popover")

// honest finds what could keep words of the text, its title or its date from being seen, put others there, or lead a
// reader or a link elsewhere.
func (r *reader) honest(n *html.Node, own, around role) error {
	switch {
	case around != plain && !rawhtml.Allowed(n.Data):
		return fmt.Errorf("its text holds a %s", n.Data)
	case own == plain && around == plain:
		return nil
	}
	for _, a := range n.Attr {
		if hides[a.Key] || strings.HasPrefix(a.Key, "on") {
			return fmt.Errorf("in its text stands the attribute %s, by which words can be hidden", a.Key)
		}
	}
	for p := n.Parent; around == plain && p != nil; p = p.Parent {
		for _, a := range p.Attr {
			if hides[a.Key] {
				return fmt.Errorf("its text stands within the attribute %s, by which it can be hidden", a.Key)
			}
		}
	}
	return nil
}

func setOf(names string) map[string]bool {
	set := map[string]bool{}
	for _, n := range strings.Fields(names) {
		set[n] = true
	}
	return set
}
