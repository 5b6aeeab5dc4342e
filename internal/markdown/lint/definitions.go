package lint

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"gazette/internal/markdown/dialect"
)

// definitions finds definitions of links that no link uses: a line such as "[Liability]: excluded" is one, and is not
// shown.
func (l *linter) definitions() {
	used := map[string]bool{}
	var all []*ast.LinkReferenceDefinition
	_ = ast.Walk(l.tree.Root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
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
			l.report(dialect.Lost(at,
				fmt.Sprintf("[%s] is defined twice, and the second is not used", dialect.Short(string(d.Label))),
				"give one of them another name, or take it out"))
		case !used[label] && !isAddress(string(d.Destination)):
			l.report(dialect.Lost(at, fmt.Sprintf("%q reads as the definition of a link, and is not shown",
				dialect.Short(firstLine(l.tree.Src, at))), `if it is text, write \[ at its beginning`))
		case !used[label]:
			l.report(dialect.Lost(at, fmt.Sprintf("no link uses the definition [%s]", dialect.Short(string(d.Label))),
				`use it, as in [words]`+"["+string(d.Label)+
					`], or take it out; if it is text, write \[ at its beginning`))
		}
	}
}

// use notes that a link uses a definition.
func use(used map[string]bool, ref *ast.ReferenceLink) {
	if ref != nil {
		used[util.ToLinkReference(ref.Value)] = true
	}
}

// isAddress reports whether a word looks like where a link may lead.
func isAddress(s string) bool {
	return strings.ContainsAny(s, "/#@") || strings.HasSuffix(s, ".md") || strings.Contains(s, "://")
}

// firstLine is the line that begins at a place, without the white space around it.
func firstLine(src []byte, at int) string {
	return string(bytes.TrimSpace(src[at:dialect.LineEnd(src, at)]))
}
