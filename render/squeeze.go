package render

import (
	"html/template"
	"regexp"
	"text/template/parse"
)

// blocks are the elements beside which white space is not shown: a line begins and ends there in any case.
const blocks = `(?:!doctype|html|head|meta|link|title|script|body|` +
	`header|nav|main|article|section|aside|footer|div|p|ul|ol|li|dl|dt|dd|h[1-6]|details|` +
	`summary|form|fieldset|legend|option|figure|figcaption)`

var (
	indent      = regexp.MustCompile(`\n[ \t]+`)
	afterBlock  = regexp.MustCompile(`(</?` + blocks + `(?: [^<>]*)?>)\n+`)
	besideAttr  = regexp.MustCompile(`\n([a-z-]+=")`)
	beforeBlock = regexp.MustCompile(`\n+(</?` + blocks + `(?:[ >]|$))`)
)

// squeeze takes out of the templates that a file defines the white space that no reader sees: what indents their
// lines, and line ends beside the tags of blocks. A line end before an attribute is a space. Mistakes keep their
// places.
func squeeze(set *template.Template, file string) {
	for _, t := range set.Templates() {
		if t.Tree != nil && t.Tree.ParseName == file {
			squeezeList(t.Tree.Root)
		}
	}
}

func squeezeList(list *parse.ListNode) {
	if list == nil {
		return
	}
	for _, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			n.Text = besideAttr.ReplaceAll(indent.ReplaceAll(n.Text, []byte("\n")), []byte(" $1"))
			n.Text = beforeBlock.ReplaceAll(afterBlock.ReplaceAll(n.Text, []byte("$1")), []byte("$1"))
		case *parse.IfNode:
			squeezeBranch(&n.BranchNode)
		case *parse.RangeNode:
			squeezeBranch(&n.BranchNode)
		case *parse.WithNode:
			squeezeBranch(&n.BranchNode)
		}
	}
}

func squeezeBranch(n *parse.BranchNode) {
	squeezeList(n.List)
	squeezeList(n.ElseList)
}
