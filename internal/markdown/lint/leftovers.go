package lint

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"gazette/internal/markdown/dialect"
)

// words is what stands in one block without code: the characters of the file that readers see as characters. Where
// markup stands between them there is U+FFFC, where a line ends "\n", and "\v" where the author broke it.
type words struct {
	text  []byte
	taken []taking

	heading, cell bool // of a heading, of a cell of a table
	item          bool // the first of an item of a list
}

// taking is a stretch of words that stands in the text as it is: where it begins in both.
type taking struct{ here, there int }

// leftovers finds what an author meant as markup and readers see as characters.
func (l *linter) leftovers() {
	var w words // of one block after the other: none is longer than the text
	_ = ast.Walk(l.tree.Root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if code, ok := n.(*ast.CodeBlock); ok && entering {
			l.setIn(code)
		}
		if !entering || n.Type() != ast.TypeBlock || n.FirstChild() == nil || n.FirstChild().Type() != ast.TypeInline {
			return ast.WalkContinue, nil
		}
		_, inItem := n.Parent().(*ast.ListItem)
		w = words{text: w.text[:0], taken: w.taken[:0], heading: n.Kind() == ast.KindHeading,
			cell: n.Kind() == extast.KindTableCell, item: inItem && n.PreviousSibling() == nil}
		w.gather(n, l.tree.Src)
		l.judge(w)
		return ast.WalkSkipChildren, nil
	})
}

// setIn reports words that became a block of code because they are set in: word processors set in what is none.
func (l *linter) setIn(code *ast.CodeBlock) {
	if code.Lines().Len() == 0 {
		return
	}
	l.report(dialect.Meant(code.Lines().At(0).Start, "this became a block of code, since it is set in",
		"write it without the spaces or the tab before it; a block of code stands between lines of ```"))
}

// gather takes the words of all inlines in a node.
func (w *words) gather(n ast.Node, src []byte) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			w.take(src[c.Segment.Start:c.Segment.Stop], c.Segment.Start)
			switch {
			case c.HardLineBreak():
				w.take([]byte{'\v'}, c.Segment.Stop)
			case c.SoftLineBreak():
				w.take([]byte{'\n'}, c.Segment.Stop)
			}
		case *ast.CodeSpan, *ast.RawHTML, *ast.AutoLink, *ast.String, *extast.FootnoteLink:
			w.mark(c.Pos())
		default:
			w.mark(c.Pos())
			w.gather(c, src)
			w.mark(c.Pos())
		}
	}
}

// take adds words that stand at a place of the text.
func (w *words) take(text []byte, at int) {
	w.taken = append(w.taken, taking{len(w.text), at})
	w.text = append(w.text, text...)
}

// mark notes that markup stands at a place of the text.
func (w *words) mark(at int) { w.take([]byte("\uFFFC"), max(at, 0)) }

// offset is where a byte of the words stands in the text.
func (w *words) offset(at int) int {
	i, found := slices.BinarySearchFunc(w.taken, at, func(t taking, at int) int { return t.here - at })
	if !found {
		i--
	}
	return w.taken[i].there + at - w.taken[i].here
}

// pattern is a piece of markup that did not become any. A match begins at the first group, if there is one.
type pattern struct {
	re      *regexp.Regexp
	need    string // that stands in every match
	least   int    // how many matches tell that it was meant
	message string // about the match
	hint    string
}

// halfWidth is the way out where an East Asian input method wrote the signs of Markdown in full width.
const halfWidth = "write the signs in half width: [words](address), **words**, # Title, | cell |"

// patterns are what most markup looks like that did not become any.
var patterns = []pattern{
	{regexp.MustCompile(`\[\^[^\]\s]+\]`), "[^", 1, "%q refers to a footnote that is not there",
		"write the footnote, as in [^1]: The note."},
	{regexp.MustCompile(`\]\((?:\x{FFFC}|https?:|mailto:|tel:|/|#|\.\.?/|[\pL\d_-]+\.md)[^)\n]*\)?`), "](", 1,
		"%q became no link",
		"write [words](address) with nothing between the brackets, and no space in the address (%20 in its place)"},
	{regexp.MustCompile(`\][ ]\((?:\x{FFFC}|https?:|mailto:|tel:|/|#|\.\.?/|[\pL\d_-]+\.md)[^)\n]*\)`), "] (", 1,
		"%q became no link", "write [words](address) with nothing between the brackets"},
	{regexp.MustCompile(`\[[^\[\]\n]+\]\[[^\[\]\n]*\]`), "][", 1, "%q became no link: it is not defined",
		"write the definition on a line of its own, as in [name]: https://www.example.com/"},
	{regexp.MustCompile(`\{[:#.][^{}\n]*\}`), "{", 1, "%q became no attribute",
		"write it as {#id} at the end of a heading, or {: #id .class lang=\"de\"} below a block; an id has no space"},
	{regexp.MustCompile(`\*\*`), "**", 2, "%q is shown as characters",
		"put ** right beside a letter on the inside, and beside a space on the outside; write \\* for " +
			"the character"},
	{regexp.MustCompile(`(?:^|[^_\pL\d])(__)[^_\s]|[^_\s](__)(?:$|[^_\pL\d])`), "__", 2, "%q is shown as characters",
		"put __ right beside a letter on the inside, and beside a space on the outside; write \\_ for " +
			"the character"},
	{regexp.MustCompile(`[\]］]（[^（）\n]{0,300}(?:\.md|:)[^（）\n]{0,300}）|］\(`), "］", 1, "%q became no link", halfWidth},
	{regexp.MustCompile(`\]（[^（）\n]{0,300}(?:\.md|:)[^（）\n]{0,300}）`), "]（", 1, "%q became no link", halfWidth},
	{regexp.MustCompile(`＊＊`), "＊＊", 2, "%q is shown as characters", halfWidth},
	{regexp.MustCompile(`~~`), "~~", 2, "%q is shown as characters",
		"put ~~ right beside a letter on the inside; write \\~ for the character"},
}

// judge looks for what one block has left over.
func (l *linter) judge(w words) {
	for _, p := range patterns {
		if !bytes.Contains(w.text, []byte(p.need)) {
			continue
		}
		matches := 0
		first := -1
		end := 0
		for _, m := range p.re.FindAllSubmatchIndex(w.text, -1) {
			at, to := m[0], m[1]
			for g := 2; g < len(m); g += 2 {
				if m[g] >= 0 {
					at, to = m[g], m[g+1]
				}
			}
			if escapedAt(w.text, at) {
				continue
			}
			if matches++; first < 0 {
				first, end = at, to
			}
		}
		if matches >= p.least && first >= 0 {
			l.meant(w, first, fmt.Sprintf(p.message, dialect.Short(clean(w.text[first:end]))), p.hint)
		}
	}
	if !w.cell && !w.heading {
		l.judgeLines(w)
	}
}

// clean takes the signs out that stand for markup.
func clean(text []byte) string { return strings.ReplaceAll(string(text), "\uFFFC", "") }

// meant reports characters that were meant as markup, by their place in the words of a block.
func (l *linter) meant(w words, at int, message, hint string) {
	l.report(dialect.Meant(w.offset(at), message, hint))
}

// escapedAt reports whether a backslash takes the meaning of a character.
func escapedAt(text []byte, at int) bool {
	n := len(text[:at]) - len(bytes.TrimRight(text[:at], `\`))
	return n%2 == 1
}

// box is that of a task list.
var box = regexp.MustCompile(`^\[[ xX]\] `)

// judgeLines looks at how the lines of a paragraph begin.
func (l *linter) judgeLines(w words) {
	lines := bytes.SplitAfter(w.text, []byte("\n"))
	if h := failedHeading(lines[0], len(lines)); h != "" {
		l.meant(w, 0, fmt.Sprintf("%q became no heading", dialect.Short(clean(bytes.TrimSpace(lines[0])))),
			fmt.Sprintf("write %s and a space; write \\# for the character", h))
	}
	if w.item && box.Match(w.text) {
		l.meant(w, 0, "the box of a task list is shown as characters", "remove it, or write ☐ or ☑")
	}
	points, first, at := 0, -1, 0
	piped, table := 0, -1
	for _, line := range lines {
		if len(line) == 0 {
			continue
		}
		broken := at > 0 && w.text[at-1] == '\v'
		if !broken && len(lines) > 1 && point.Match(line) {
			if points++; first < 0 || first == 0 && at > 0 {
				first = at
			}
		}
		if isPiped(line) {
			if piped++; table < 0 {
				table = at
			}
		}
		at += len(line)
	}
	if points >= 2 {
		l.meant(w, first, fmt.Sprintf("the line %q runs on from the one before",
			dialect.Short(clean(bytes.TrimSpace(w.text[first:dialect.LineEnd(w.text, first)])))),
			"write it as a list item (-, or 1.), leave an empty line before it, or end the line before with \\")
	}
	if piped >= 2 {
		l.meant(w, table, "this became no table",
			"write a second row of dashes with as many cells as the first row, as in |---|---|, and no row "+
				"that is set in")
	}
}

// failedHeading returns the signs with which a paragraph begins that was meant as a heading, or "".
func failedHeading(line []byte, lines int) string {
	rest := bytes.TrimLeft(line, "#＃")
	signs := utf8.RuneCount(line[:len(line)-len(rest)])
	if signs == 0 || signs > 6 || len(bytes.TrimSpace(rest)) == 0 {
		return ""
	}
	next, _ := utf8.DecodeRune(rest)
	if signs == 1 && !unicode.IsSpace(next) && (lines > 1 || !unicode.IsLetter(next)) {
		return "" // #1 of something, or a hashtag in running text
	}
	return strings.Repeat("#", signs)
}

// isPiped reports whether a line looks like a row of a table.
func isPiped(line []byte) bool {
	line = bytes.TrimSpace(line)
	if bytes.HasPrefix(line, []byte("｜")) && bytes.HasSuffix(line, []byte("｜")) {
		return true
	}
	pipes := bytes.Count(line, []byte("|")) - bytes.Count(line, []byte(`\|`))
	return pipes >= 2 && (line[0] == '|' || line[len(line)-1] == '|' || pipes >= 3)
}
