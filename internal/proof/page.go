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

// readPage finds the text of a page. A page that is written as Gazette writes pages is scanned; any other is parsed as
// browsers parse it (HTML standard, 13.2), so that nothing can be shown to readers and hidden from us. Both see the same:
// FuzzPage.
func readPage(data []byte) (page, error) {
	src := string(data)
	if p, plain, err := scanPage(src, true); plain {
		return p, err
	}
	whole, err := parsed(src)
	if err != nil {
		return page{}, err
	}
	p, _, err := scanPage(whole, false)
	return p, err
}

// simple are the elements by which a page may be scanned: their content is markup, and none moves what stands in it.
var simple = setOf(`html head body meta link script style title a abbr address article aside b bdi blockquote br button cite code col colgroup
	dd del details dfn div dl dt em figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr i img input ins kbd label li main mark nav ol p pre
	q rp rt ruby s samp search section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr`)

// inHead are those that may stand in a head without ending it.
var inHead = setOf("meta link script style title")

// tables says what may stand directly in a part of a table; anything else is moved out of it (HTML standard, 13.2.6.1).
var tables = map[string]map[string]bool{"table": setOf("thead tbody tfoot colgroup"), "thead": setOf("tr"), "tbody": setOf("tr"), "tfoot": setOf("tr"),
	"tr": setOf("td th"), "colgroup": setOf("col")}

// inTables are elements that are nothing elsewhere.
var inTables = setOf("thead tbody tfoot tr td th col colgroup")

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

// scanner reads one page.
type scanner struct {
	text.Scanner
	strict bool
	stack  []open
	page   page
	found  map[role]int // how many of each there are
	raw    bool         // the content of a script or style comes next
	begun  bool         // the first tag was there
}

// scanPage reads a page from its tags. With strict, plain is false when a browser could read it otherwise.
func scanPage(src string, strict bool) (p page, plain bool, err error) {
	s := scanner{Scanner: text.Scanner{Src: src}, strict: strict, found: map[role]int{}}
	for s.Next() {
		inText := s.inText()
		if ok := s.event(); !ok {
			return page{}, false, nil
		}
		if err := s.hiding(); inText && err != nil {
			return page{}, true, err
		}
	}
	if strict && len(s.stack) > 0 {
		return page{}, false, nil
	}
	for r, name := range map[role]string{words: "place with the id n-text", title: "heading of the first level", effective: "effective date"} {
		if n := s.found[r]; n != 1 {
			return page{}, true, fmt.Errorf("%w: it has %d times a %s, not once", errPage, n, name)
		}
	}
	return s.page, true, nil
}

// event takes one event in. It is false when the page cannot be scanned.
func (s *scanner) event() bool {
	raw := s.raw
	s.raw = false
	switch s.Kind {
	case text.Other:
		return raw || !s.strict || !s.begun && strings.EqualFold(s.Src[s.From:s.To], "<!doctype html>")
	case text.Text:
		return !s.strict || s.textFits(s.Src[s.From:s.To])
	case text.Start:
		s.begun = true
		return s.start()
	default:
		return s.end()
	}
}

// textFits reports whether text stands where it is read in its place. One that
// holds "<" may be a tag to a browser, such as one whose quotation mark is never
// closed; Gazette writes that sign as a reference.
func (s *scanner) textFits(t string) bool {
	if strings.ContainsAny(t, "<\x00") || !referencesEnd(t) {
		return false
	}
	top := s.top().name
	if tables[top] != nil || top == "" || top == "html" || top == "head" {
		return strings.Trim(t, " \t\n\r\f") == ""
	}
	return true
}

// reference is a character reference as Gazette writes it, with its semicolon.
var reference = regexp.MustCompile(`&(?:[A-Za-z][A-Za-z0-9]*|#[0-9]+|#[xX][0-9A-Fa-f]+);`)

// referencesEnd reports whether every "&" begins a reference that ends in a
// semicolon: browsers also read some that do not, by rules of their own (HTML
// Standard, section 13.2.5.72).
func referencesEnd(t string) bool {
	n := strings.Count(t, "&")
	return n == 0 || n == len(reference.FindAllStringIndex(t, -1))
}

func (s *scanner) top() open {
	if len(s.stack) == 0 {
		return open{}
	}
	return s.stack[len(s.stack)-1]
}

func (s *scanner) within(name string) bool {
	return slices.ContainsFunc(s.stack, func(o open) bool { return o.name == name })
}

// attributes is how Gazette writes them: names in small letters, values in double quotes.
var attributes = regexp.MustCompile(`^(?:[ \n]+[a-z][a-z0-9:-]*(?:="[^"\x00]*")?)*[ \n]*$`)

// fits reports whether a browser puts an element where it is written.
func (s *scanner) fits() bool {
	top := s.top().name
	switch {
	case !simple[s.Name] || !attributes.MatchString(s.Attrs) || !referencesEnd(s.Attrs):
		return false
	case top == "title":
		return false
	case s.Name == "html":
		return len(s.stack) == 0 && s.found[plain] == 0
	case s.Name == "head" || s.Name == "body":
		return top == "html"
	case top == "" || top == "html":
		return false
	case top == "head":
		return inHead[s.Name]
	case inHead[s.Name] && s.Name != "script" && s.Name != "link":
		return false
	case tables[top] != nil:
		return tables[top][s.Name]
	case inTables[s.Name]:
		return false
	case s.Name == "a" || s.Name == "button" || s.Name == "form":
		return !s.within(s.Name)
	}
	return true
}

// start takes a start tag in.
func (s *scanner) start() bool {
	if s.strict && !s.fits() {
		return false
	}
	s.found[plain]++
	if text.Void(s.Name) {
		return true
	}
	o := open{name: s.Name, lang: s.top().lang, from: s.To, role: s.roleOf()}
	if lang, ok := text.Attr(s.Attrs, "lang"); ok {
		o.lang = lang
	}
	if o.role == title && s.strict && s.within("h1") || s.strict && s.within("h1") && !text.Inline(s.Name) {
		return false
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
	s.raw = s.Name == "script" || s.Name == "style"
	s.found[o.role]++
	s.stack = append(s.stack, o)
	return true
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

// end takes an end tag in.
func (s *scanner) end() bool {
	o := s.top()
	if o.name != s.Name {
		return !s.strict && text.Void(s.Name)
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
