package lint

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"

	"github.com/yuin/goldmark/ast"

	"gazette/internal/markdown/dialect"
	"gazette/internal/rule"
)

// templates is what other generators fill in before they make a page: Liquid and Jinja, shortcodes of Hugo, ERB, MDX,
// notes of MkDocs and GitHub.
var templates = regexp.MustCompile(
	`\{\{[^{}\n]*\}\}|\{%[^\n]*?%\}|<%[^\n]*?%>|\{/\*[^\n]*?\*/\}|` +
		`(?m:^[ \t]*(?:import [\w{}, *]+ from ['"][^\n]*|export (?:const|default) [^\n]*|` +
		`:::+[^\n]*|!!! \w+[^\n]*|\[TOC\][ \t]*$|> ?\[!\w+\][^\n]*))`)

// inTemplates stand in every match that may be anywhere in a line, and beforeTemplates begin a line that is one.
var (
	inTemplates     = [][]byte{[]byte("{{"), []byte("{%"), []byte("<%"), []byte("{/*")}
	beforeTemplates = [][]byte{[]byte("import "), []byte("export "), []byte(":::"), []byte("!!! "), []byte("[TOC]"),
		[]byte("> [!"), []byte(">[!")}
)

// mayHoldTemplate reports whether a line is worth a closer look: nearly none is.
func mayHoldTemplate(line []byte) bool {
	return slices.ContainsFunc(inTemplates, func(sign []byte) bool { return bytes.Contains(line, sign) }) ||
		slices.ContainsFunc(beforeTemplates,
			func(word []byte) bool { return bytes.HasPrefix(bytes.TrimLeft(line, " \t"), word) })
}

// templates finds leftovers of templates outside of code, wherever they stand.
func (l *linter) templates() {
	var code *stretches
	from := 0
	for line := range bytes.Lines(l.tree.Src) {
		start := from
		if from += len(line); !mayHoldTemplate(line) {
			continue
		}
		if code == nil {
			found := l.codeStretches()
			code = &found
		}
		for _, m := range templates.FindAllIndex(bytes.TrimSuffix(line, []byte("\n")), -1) {
			match := l.tree.Src[start+m[0] : start+m[1]]
			at := start + m[1] - len(bytes.TrimLeft(match, " \t"))
			if code.holds(at) || escapedAt(l.tree.Src, at) {
				continue
			}
			l.report(dialect.Finding{At: at, Rule: rule.TemplateSyntax,
				Message: fmt.Sprintf("%q was meant for another program, and is shown as it is",
					dialect.Short(string(bytes.TrimSpace(match)))),
				Hint: "write what it stood for; write it as code, `...`, if readers are to see it"})
		}
	}
}

// stretches are parts of a text, in their order.
type stretches [][2]int

// holds reports whether a place lies in one of them.
func (s stretches) holds(at int) bool {
	i, begins := slices.BinarySearchFunc(s, at, func(x [2]int, at int) int { return x[0] - at })
	return begins || i > 0 && at < s[i-1][1]
}

// codeStretches are where code stands.
func (l *linter) codeStretches() (out stretches) {
	_ = ast.Walk(l.tree.Root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch {
		case !entering:
		case n.Kind() == ast.KindCodeBlock, n.Kind() == ast.KindFencedCodeBlock:
			for i := range n.Lines().Len() {
				line := n.Lines().At(i)
				out = append(out, [2]int{line.Start, line.Stop})
			}
		case n.Kind() == ast.KindCodeSpan:
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				if x, ok := c.(*ast.Text); ok {
					out = append(out, [2]int{x.Segment.Start, x.Segment.Stop})
				}
			}
		}
		return ast.WalkContinue, nil
	})
	slices.SortFunc(out, func(a, b [2]int) int { return a[0] - b[0] }) // notes stand elsewhere than they are shown
	return out
}
