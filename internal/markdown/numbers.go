package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"

	"gazette/internal/rule"
)

// numberItems gives the items of an ordered list the numbers that their author wrote, where HTML would count
// otherwise: in a list that jumps or goes back. A list whose numbers are all the same, "1. 1. 1.", counts by itself,
// which is how many write Markdown.
func (t *Text) numberItems(list *ast.List) {
	if !list.IsOrdered() || t.converter.early {
		return
	}
	var written []int
	same := true
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		n, ok := t.writtenNumber(item)
		if !ok {
			return
		}
		written = append(written, n)
		same = same && n == written[0]
	}
	if same {
		if len(written) > 1 && written[0] != 1 {
			t.problem(t.At(list.FirstChild().Pos()), rule.ListNumbers,
				"every item of this list has the number "+strconv.Itoa(written[0])+
					", and readers see them counted from there",
				"write the numbers that readers are to see")
		}
		return
	}
	next, item := list.Start, list.FirstChild()
	for _, n := range written {
		if n != next {
			t.numbers = append(t.numbers, numberedItem{item, n})
		}
		next, item = n+1, item.NextSibling()
	}
}

// numberedItem is an item that says its number.
type numberedItem struct {
	node   ast.Node
	number int
}

// apply writes the number into the tree.
func (n numberedItem) apply() { n.node.SetAttributeString("value", []byte(strconv.Itoa(n.number))) }

// writtenNumber is the number with which an item begins in the file.
func (t *Text) writtenNumber(item ast.Node) (n int, ok bool) {
	for at := max(item.Pos(), 0); at < len(t.tree.Src) && t.tree.Src[at] >= '0' && t.tree.Src[at] <= '9'; at++ {
		n, ok = 10*n+int(t.tree.Src[at]-'0'), true
	}
	return n, ok
}
