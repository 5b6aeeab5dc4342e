package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"gazette/internal/rule"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	gmtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// finding is something met while a text is parsed, at an offset of it.
type finding struct {
	at            int
	rule          rule.Rule
	message, hint string
}

// findingsKey holds the findings of a parser.
var findingsKey = parser.NewContextKey()

func found(pc parser.Context, f finding) {
	all, _ := pc.Get(findingsKey).([]finding)
	pc.Set(findingsKey, append(all, f))
}

// lost is a finding about words that reach no page.
func lost(at int, message, hint string) finding { return finding{at, rule.LostWords, message, hint} }

// footnotes finds the footnotes that nothing refers to, before goldmark takes
// them out.
type footnotes struct{}

func (footnotes) Transform(doc *ast.Document, _ gmtext.Reader, pc parser.Context) {
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		list, ok := n.(*extast.FootnoteList)
		if !ok || !entering {
			return ast.WalkContinue, nil
		}
		shown := map[string]bool{}
		for f := list.FirstChild(); f != nil; f = f.NextSibling() {
			note := f.(*extast.Footnote)
			label := string(note.Ref)
			switch {
			case note.Index >= 0:
				shown[label] = true
			case shown[label]:
				found(pc, lost(note.Pos(), fmt.Sprintf("the footnote [^%s] appears twice, and the second is not shown",
					label), "give one of them another name"))
			default:
				found(pc, lost(note.Pos(), fmt.Sprintf("nothing refers to the footnote [^%s], and it is not shown",
					label), fmt.Sprintf("write [^%s] where it belongs, or take it out", label)))
			}
		}
		return ast.WalkSkipChildren, nil
	})
}

// lostCells finds the words of cells that have no column.
func lostCells(lines *gmtext.Segments, src []byte, pc parser.Context) {
	for i := 1; i < lines.Len(); i++ {
		if !isDelimiterRow(lines.At(i), src) {
			continue
		}
		columns := len(cells(lines.At(i), src))
		for j := i + 1; j < lines.Len(); j++ {
			row := cells(lines.At(j), src)
			for _, c := range row[min(columns, len(row)):] {
				if words := bytes.TrimSpace(c.Value(src)); len(words) > 0 {
					found(pc, lost(c.Start,
						fmt.Sprintf("the cell %q has no column, and is not shown", short(string(words))),
						`give the first two rows as many columns, or write \| where the sign belongs to the words`))
				}
			}
			if line := lines.At(j); columns > 1 && bytes.IndexByte(line.Value(src), '|') < 0 &&
				len(bytes.Fields(line.Value(src))) > 2 {
				found(pc, finding{line.Start, rule.MeantAsMarkup,
					fmt.Sprintf("%q became a row of the table above", short(string(bytes.TrimSpace(line.Value(src))))),
					"leave an empty line between a table and the text that follows"})
			}
		}
		return
	}
}

// cells are the cells of a row.
func cells(row gmtext.Segment, src []byte) (out []gmtext.Segment) {
	row = row.TrimLeftSpace(src)
	row = row.TrimRightSpace(src)
	line := row.Value(src)
	from, to := 0, len(line)
	if to > 0 && line[0] == '|' {
		from = 1
	}
	if to > from && line[to-1] == '|' && !(to > 1 && line[to-2] == '\\') {
		to--
	}
	for at := from; at <= to; at++ {
		if at == to || line[at] == '|' && line[at-1] != '\\' {
			out = append(out, gmtext.NewSegment(row.Start+from, row.Start+at))
			from = at + 1
		}
	}
	return out
}

// noteDefinitions finds definitions of links that no link uses: a line such as
// "[Liability]: excluded" is one, and is not shown.
func (t *Text) noteDefinitions() {
	used := map[string]bool{}
	var all []*ast.LinkReferenceDefinition
	_ = ast.Walk(t.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
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
		at := blockStart(d)
		switch {
		case again:
			t.report(lost(at, fmt.Sprintf("[%s] is defined twice, and the second is not used", short(string(d.Label))),
				"give one of them another name, or take it out"))
		case !used[label] && !isAddress(string(d.Destination)):
			t.report(lost(at, fmt.Sprintf("%q reads as the definition of a link, and is not shown",
				short(firstLine(t.src, at))), `if it is text, write \[ at its beginning`))
		case !used[label]:
			t.report(lost(at, fmt.Sprintf("no link uses the definition [%s]", short(string(d.Label))),
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
	return string(bytes.TrimSpace(src[at:lineEnd(src, at)]))
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
	t.report(lost(offset, fmt.Sprintf("%q reads as a tag of HTML, and is not shown", short(string(raw))),
		fmt.Sprintf(`write \%s if it is text`, short(string(raw)))))
	return unknown
}

var endTags = regexp.MustCompile(`</([A-Za-z][A-Za-z0-9]*)`)

// shuts reports whether the text has an end tag of an element.
func (t *Text) shuts(name string) bool {
	if t.shut == nil {
		t.shut = map[string]bool{}
		for _, m := range endTags.FindAllSubmatch(t.src, -1) {
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

// report makes a problem of a finding.
func (t *Text) report(f finding) { t.problem(t.At(f.at), f.rule, f.message, f.hint) }

// short is a text of which a message shows the beginning.
func short(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
