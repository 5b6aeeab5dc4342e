package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gazette/internal/markdown/dialect"
)

// noteDefinitions finds definitions of links that no link uses: a line such as
// "[Liability]: excluded" is one, and is not shown.
func (t *Text) noteDefinitions() {
	used := map[string]bool{}
	var all []*ast.LinkReferenceDefinition
	_ = ast.Walk(t.tree.Root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.LinkReferenceDefinition:
			all = append(all, n)
		case *ast.Link:
			use(used, n.Reference)
		case *ast.Image:
			use(used, n.Reference)
		}
		return ast.WalkContinue, nil
	})
	met := map[string]bool{}
	for _, d := range all {
		label := util.ToLinkReference(d.Label)
		again := met[label]
		met[label] = true
		at := dialect.BlockStart(d)
		switch {
		case again:
			t.report(dialect.Lost(at,
				fmt.Sprintf("[%s] is defined twice, and the second is not used", dialect.Short(string(d.Label))),
				"give one of them another name, or take it out"))
		case !used[label] && !isAddress(string(d.Destination)):
			t.report(dialect.Lost(at, fmt.Sprintf("%q reads as the definition of a link, and is not shown",
				dialect.Short(firstLine(t.tree.Src, at))), `if it is text, write \[ at its beginning`))
		case !used[label]:
			t.report(dialect.Lost(at, fmt.Sprintf("no link uses the definition [%s]", dialect.Short(string(d.Label))),
				`use it, as in [words]`+"["+string(d.Label)+
					`], or take it out; if it is text, write \[ at its beginning`))
		}
	}
}

func use(used map[string]bool, ref *ast.ReferenceLink) {
	if ref != nil {
		used[util.ToLinkReference(ref.Value)] = true
	}
}

// isAddress reports whether a word looks like where a link may lead.
func isAddress(s string) bool {
	return strings.ContainsAny(s, "/#@") || strings.HasSuffix(s, ".md") || strings.Contains(s, "://")
}

func firstLine(src []byte, at int) string {
	return string(bytes.TrimSpace(src[at:dialect.LineEnd(src, at)]))
}

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
