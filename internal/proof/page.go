package proof

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"gazette/internal/text"
)

// page is what a reader sees of one text, and what is compared with the log.
type page struct {
	kind  string // data-kind of the page
	lang  string // of the text
	title string // HTML inside the heading
	body  string // HTML inside #n-text
	day   string // the effective date, for machines
	shown string // and as its reader sees it
}

// errPage is wrapped by what is wrong with a page itself.
var errPage = errors.New("cannot be read as a page of a text")

// readPage finds the text of a page, which is parsed as browsers parse it (HTML
// standard, section 13.2), so that nothing can be shown to readers and hidden
// from us.
func readPage(data []byte) (page, error) {
	whole, err := parsed(string(data))
	if err != nil {
		return page{}, err
	}
	return scanPage(whole)
}

func setOf(names string) map[string]bool {
	set := map[string]bool{}
	for _, n := range strings.Fields(names) {
		set[n] = true
	}
	return set
}

// open is an element that has begun.
type open struct {
	name string
	lang string // its own, or that of the element around
	from int    // where its content begins
	role role
}

// role is what an element is to the reading of a page.
type role int

const (
	plain role = iota
	title
	words
	effective
	day
)

// scanner reads one page that was parsed and written again.
type scanner struct {
	text.Scanner
	stack []open
	page  page
	found map[role]int // how many of each there are
}

// scanPage reads a page that was parsed and written again from its tags.
func scanPage(src string) (page, error) {
	s := scanner{Scanner: text.Scanner{Src: src}, found: map[role]int{}}
	for s.Next() {
		inText := s.inText()
		switch s.Kind {
		case text.Start:
			s.start()
		case text.End:
			if !s.end() {
				return page{}, fmt.Errorf("%w: its tags are not closed in order", errPage)
			}
		}
		if !inText {
			continue
		}
		if err := s.hiding(); err != nil {
			return page{}, err
		}
	}
	for r, name := range map[role]string{words: "place with the id n-text", title: "heading of the first level",
		effective: "effective date"} {
		if n := s.found[r]; n != 1 {
			return page{}, fmt.Errorf("%w: it has %d times a %s, not once", errPage, n, name)
		}
	}
	return s.page, nil
}

func (s *scanner) top() open {
	if len(s.stack) == 0 {
		return open{}
	}
	return s.stack[len(s.stack)-1]
}

// start takes a start tag in.
func (s *scanner) start() {
	if text.Void(s.Name) {
		return
	}
	o := open{name: s.Name, lang: s.top().lang, from: s.To, role: s.roleOf()}
	if lang, ok := text.Attr(s.Attrs, "lang"); ok {
		o.lang = lang
	}
	switch o.role {
	case day:
		s.page.day, _ = text.Attr(s.Attrs, "datetime")
	case words:
		s.page.lang = o.lang
	}
	if s.Name == "html" {
		s.page.kind, _ = text.Attr(s.Attrs, "data-kind")
	}
	s.found[o.role]++
	s.stack = append(s.stack, o)
}

// roleOf says what the element that begins is to the reading.
func (s *scanner) roleOf() role {
	id, _ := text.Attr(s.Attrs, "id")
	class, _ := text.Attr(s.Attrs, "class")
	switch {
	case id == "n-text":
		return words
	case s.Name == "h1":
		return title
	case slices.Contains(strings.Fields(class), "n-effective"):
		return effective
	case s.Name == "time" && s.top().role == effective:
		return day
	}
	return plain
}

// end takes an end tag in. It is false when another element is open.
func (s *scanner) end() bool {
	o := s.top()
	if o.name != s.Name {
		return false
	}
	s.stack = s.stack[:len(s.stack)-1]
	inner := s.Src[o.from:s.From]
	switch o.role {
	case title:
		s.page.title = inner
	case words:
		s.page.body = inner
	case day:
		s.page.shown = text.Words([]byte(inner))
	}
	return true
}

// hides are attributes by which words can be there and not be seen. No text that Gazette sets has them.
var hides = setOf("hidden style inert popover")

func (s *scanner) inText() bool {
	return slices.ContainsFunc(s.stack, func(o open) bool { return o.role == words })
}

// hiding finds, in a tag of the text, what could keep words from being seen, or put others there.
func (s *scanner) hiding() error {
	if s.Kind != text.Start {
		return nil
	}
	if s.Name == "script" || s.Name == "style" || s.Name == "template" {
		return fmt.Errorf("%w: its text holds a %s", errPage, s.Name)
	}
	for _, name := range attributeNames(s.Attrs) {
		if hides[name] || strings.HasPrefix(name, "on") {
			return fmt.Errorf("%w: in its text stands the attribute %s, by which words can be hidden", errPage, name)
		}
	}
	return nil
}

var attributeName = regexp.MustCompile(`([^\s="'/>]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]*))?`)

func attributeNames(attrs string) (names []string) {
	for _, m := range attributeName.FindAllStringSubmatch(attrs, -1) {
		names = append(names, strings.ToLower(m[1]))
	}
	return names
}
