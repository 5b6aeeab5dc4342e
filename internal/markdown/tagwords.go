package markdown

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gazette/internal/markdown/dialect"
)

// noteWords finds words in angle brackets: "<Inquiry form>" reads as a tag.
// It reports whether the tag is nothing else.
func (t *Text) noteWords(token html.Token, raw []byte, offset int) (words bool) {
	name, _ := utf8.DecodeRune(raw[1:])
	_, gone := t.allowed(html.Token{Type: html.StartTagToken, DataAtom: token.DataAtom, Data: token.Data})
	unknown := gone != "" && !elements[token.Data] && !strings.ContainsAny(token.Data, "-:")
	placeholder := unicode.IsUpper(name) && !open[token.DataAtom] && len(token.Attr) == 0 &&
		!t.shuts(token.Data)
	if !unknown && !placeholder {
		return false
	}
	t.Dropped = t.Dropped || unknown
	t.report(dialect.Lost(offset,
		fmt.Sprintf("%q reads as a tag of HTML, and is not shown", dialect.Short(string(raw))),
		fmt.Sprintf(`write \%s if it is text`, dialect.Short(string(raw)))))
	return unknown
}

var endTags = regexp.MustCompile(`</([A-Za-z][A-Za-z0-9]*)`)

// shuts reports whether the text has an end tag of an element.
func (t *Text) shuts(name string) bool {
	if t.shut == nil {
		t.shut = map[string]bool{}
		for _, m := range endTags.FindAllSubmatch(t.tree.Src, -1) {
			t.shut[strings.ToLower(string(m[1]))] = true
		}
	}
	return t.shut[name]
}

// elements are those of HTML, now or once, that a text may not have.
var elements = func() map[string]bool {
	all := map[string]bool{}
	for _, name := range strings.Fields(
		`acronym applet area audio base basefont bgsound big blink body button canvas center data datalist dialog dir
		embed fieldset font footer form frame frameset g head header hgroup html iframe input label legend link main
		map marquee math menu meta meter nav nobr noembed noframes noscript object optgroup option output param path
		picture plaintext progress rb rtc script search select slot source strike style svg template textarea title
		track tt video xmp`) {
		all[name] = true
	}
	return all
}()

// open are the elements that need no end tag.
var open = map[atom.Atom]bool{atom.Br: true, atom.Hr: true, atom.Img: true, atom.Wbr: true, atom.Col: true,
	atom.P: true, atom.Li: true,
	atom.Td: true, atom.Th: true, atom.Tr: true, atom.Dt: true, atom.Dd: true}
