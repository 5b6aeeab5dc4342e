package dialect

import (
	"fmt"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	gmtext "github.com/yuin/goldmark/text"
)

// footnotes finds the footnotes that nothing refers to, before goldmark takes them out.
type footnotes struct{}

// Transform notes each footnote that is not shown.
func (footnotes) Transform(doc *ast.Document, _ gmtext.Reader, pc parser.Context) {
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		list, ok := n.(*extast.FootnoteList)
		if !ok || !entering {
			return ast.WalkContinue, nil
		}
		shown := map[string]bool{}
		for f := list.FirstChild(); f != nil; f = f.NextSibling() {
			footnote := f.(*extast.Footnote)
			label := string(footnote.Ref)
			switch {
			case footnote.Index >= 0:
				shown[label] = true
			case shown[label]:
				note(pc, Lost(footnote.Pos(),
					fmt.Sprintf("the footnote [^%s] appears twice, and the second is not shown",
						label), "give one of them another name"))
			default:
				note(pc, Lost(footnote.Pos(), fmt.Sprintf("nothing refers to the footnote [^%s], and it is not shown",
					label), fmt.Sprintf("write [^%s] where it belongs, or take it out", label)))
			}
		}
		return ast.WalkSkipChildren, nil
	})
}
