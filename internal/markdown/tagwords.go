package markdown

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"gazette/internal/markdown/dialect"
	"gazette/internal/markdown/rawhtml"
)

// noteWords finds words in angle brackets: "<Inquiry form>" reads as a tag. It reports whether the tag is nothing
// else.
func (t *Text) noteWords(token html.Token, raw []byte, offset int) (words bool) {
	name, _ := utf8.DecodeRune(raw[1:])
	_, gone := t.verdicts.Of(html.Token{Type: html.StartTagToken, DataAtom: token.DataAtom, Data: token.Data})
	unknown := gone != "" && !rawhtml.IsElement(token.Data) && !strings.ContainsAny(token.Data, "-:")
	placeholder := unicode.IsUpper(name) && !rawhtml.EndsItself(token.DataAtom) && len(token.Attr) == 0 &&
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

// endTags are all end tags in a text.
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
