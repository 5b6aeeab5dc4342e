package redline

import (
	"strings"

	"gazette/internal/text"
)

// doc is one edition as a tree of blocks. Its clauses are the leaf blocks with words, in reading order.
type doc struct {
	src    string
	root   *node
	leaves []*node
	marked bool             // has <ins> or <del> of the author's own
	notes  map[string]int32 // footnotes by their ids: what their references are compared by; nil while not known
}

// node is a block, or (raw) something between blocks that has no words and is only passed on, such as <hr>.
type node struct {
	tag                          string
	parent                       *node
	kids                         []*node
	depth, at                    int // at: index among the parent's kids
	leaf, raw                    bool
	anon                         bool // a leaf without an element of its own: words directly in an <li>, <td>, ...
	marked                       bool // has <ins> or <del> of the author's own
	start, openEnd, closeAt, end int  // in doc.src: element, its content; for anon both are the content
	first, last                  int  // the leaves inside: first <= i < last
	canon, plain                 string
	target                       string // link target that surrounds the leaf ("" nearly always)
	toks                         *tokens
}

// elem is an element or text while the tree is being read.
type elem struct {
	tag                          string // "" for text
	start, openEnd, closeAt, end int
	kids                         []*elem
	parent                       *elem
	block, hasBlock, marked      bool
}

// isBlock reports whether an element stands on lines of its own, and so holds or ends clauses.
func isBlock(tag string) bool {
	switch tag {
	case "address", "article", "aside", "blockquote", "body", "caption", "center", "col", "colgroup", "dd", "details",
		"dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
		"h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre",
		"search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul":
		return true
	}
	return false
}

// isLeafTag reports whether an element with only words inside is itself the clause, tags and all.
func isLeafTag(tag string) bool {
	switch tag {
	case "p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "summary", "dt", "caption", "figcaption", "address", "legend":
		return true
	}
	return false
}

func isHeading(tag string) bool {
	return len(tag) == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6'
}

// parse reads a body. The numbers of items that a reader reads are words in it.
func parse(body []byte) *doc {
	d := &doc{src: text.Numbered(string(body))}
	top := scanTree(d.src)
	d.root = &node{end: len(d.src), closeAt: len(d.src)}
	d.build(d.root, top.kids, "")
	d.root.last = len(d.leaves)
	d.root.marked = top.marked
	d.marked = top.marked
	return d
}

// scanTree reads the elements of a balanced fragment. An end tag without a start tag is passed over and a missing
// one is supplied, so that no input is refused; the renderer gives neither.
func scanTree(src string) *elem {
	top := &elem{}
	cur := top
	s := text.Scanner{Src: src}
	for s.Next() {
		switch s.Kind {
		case text.Text:
			cur.kids = append(cur.kids, &elem{start: s.From, end: s.To, parent: cur})
		case text.Start:
			e := &elem{tag: s.Name, start: s.From, openEnd: s.To, closeAt: s.To, end: s.To, parent: cur,
				block: isBlock(s.Name)}
			e.marked = s.Name == "ins" || s.Name == "del"
			cur.kids = append(cur.kids, e)
			if !text.Void(s.Name) {
				cur = e
			} else {
				e.bubble()
			}
		case text.End:
			for e := cur; e != top; e = e.parent {
				if e.tag == s.Name {
					cur = closeTo(cur, e, s.From, s.To)
					break
				}
			}
		}
	}
	closeTo(cur, top, len(src), len(src))
	return top
}

// closeTo ends cur and its ancestors up to e, whose end tag stands at from, and returns the parent of e.
func closeTo(cur, e *elem, from, to int) *elem {
	for ; cur != e; cur = cur.parent {
		cur.closeAt, cur.end = from, from
		cur.bubble()
	}
	if e.parent == nil {
		return e
	}
	e.closeAt, e.end = from, to
	e.bubble()
	return e.parent
}

// bubble tells the parent what its new child has in it.
func (e *elem) bubble() {
	p := e.parent
	p.hasBlock = p.hasBlock || e.block || e.hasBlock
	p.marked = p.marked || e.marked
}

// adopt appends a child.
func (n *node) adopt(k *node) {
	k.at = len(n.kids)
	n.kids = append(n.kids, k)
}

// build makes the nodes of an element's children; target is the link around them.
func (d *doc) build(n *node, kids []*elem, target string) {
	n.first = len(d.leaves)
	for i := 0; i < len(kids); {
		k := kids[i]
		if k.block || k.hasBlock {
			d.element(n, k, target)
			i++
			continue
		}
		j := i
		marked := false
		for j < len(kids) && !kids[j].block && !kids[j].hasBlock {
			marked = marked || kids[j].marked
			j++
		}
		d.anonymous(n, kids[i].start, kids[j-1].end, marked, target)
		i = j
	}
	n.last = len(d.leaves)
}

// anonymous makes a leaf of words that stand directly in a container.
func (d *doc) anonymous(n *node, start, end int, marked bool, target string) {
	s := d.src[start:end]
	trimmed := strings.TrimLeft(s, " \t\n\r\f")
	start += len(s) - len(trimmed)
	end = start + len(strings.TrimRight(trimmed, " \t\n\r\f"))
	if start >= end {
		return
	}
	leaf := &node{parent: n, depth: n.depth + 1, anon: true, start: start, openEnd: start, closeAt: end, end: end,
		marked: marked}
	d.addLeaf(leaf, target)
}

// element makes the node of a block.
func (d *doc) element(n *node, e *elem, target string) {
	k := &node{tag: e.tag, parent: n, depth: n.depth + 1, start: e.start, openEnd: e.openEnd, closeAt: e.closeAt,
		end: e.end, marked: e.marked}
	switch {
	case isLeafTag(e.tag) && !e.hasBlock:
		d.addLeaf(k, target)
		return
	case text.Void(e.tag) || e.tag == "colgroup":
		k.raw, k.first, k.last = true, len(d.leaves), len(d.leaves)
		n.adopt(k)
		return
	case e.tag == "a":
		target = text.Target(tagAttrs(d.src[e.start:e.openEnd]))
	}
	n.adopt(k)
	d.build(k, e.kids, target)
}

// addLeaf appends a leaf to its parent, and to the clauses if it has words.
func (d *doc) addLeaf(k *node, target string) {
	k.leaf, k.target = true, target
	k.canon = text.Fragment(d.src[k.openEnd:k.closeAt], target)
	k.plain = text.WordsOf(d.src[k.openEnd:k.closeAt])
	k.first, k.last = len(d.leaves), len(d.leaves)
	k.parent.adopt(k)
	if k.plain != "" || k.canon != "" {
		d.leaves = append(d.leaves, k)
		k.last++
	}
}

// tagAttrs returns the attributes of a start tag.
func tagAttrs(tag string) string {
	s := text.Scanner{Src: tag}
	if !s.Next() {
		return ""
	}
	return s.Attrs
}
