package redline

import (
	"html"
	"strings"

	"gazette/internal/text"
)

// node writes a block of the new text.
func (e *emitter) node(n *node) {
	src := e.c.new.src
	switch {
	case n.leaf:
		e.newLeaf(n)
	case !e.dirty[n] && !n.marked || n.raw:
		e.w.str(src[n.start:n.end])
		e.noteHeadings(n)
	default:
		e.container(n)
	}
}

// noteHeadings remembers the last heading of a block that is copied as it is.
func (e *emitter) noteHeadings(n *node) {
	for k := n.last - 1; k >= n.first; k-- {
		if leaf := e.c.new.leaves[k]; isHeading(leaf.tag) {
			e.heading = leaf.plain
			return
		}
	}
}

// container writes a block of the new text with the deleted blocks inside it.
func (e *emitter) container(n *node) {
	src := e.c.new.src
	var numbers []int
	placed := e.places[n]
	if n.tag == "ol" && len(placed) > 0 {
		numbers = e.itemNumbers(src, n)
	}
	e.openNew(n)
	for k := 0; k <= len(n.kids); k++ {
		for len(placed) > 0 && placed[0].at == k {
			e.placed(n, placed[0])
			placed = placed[1:]
		}
		if k == len(n.kids) {
			break
		}
		if numbers != nil {
			e.numbered(n.kids[k], numbers[k])
		} else {
			e.node(n.kids[k])
		}
	}
	if author(n.tag) {
		e.w.str("</div>")
	} else {
		e.w.tag(src[n.closeAt:n.end], false)
	}
	e.newline()
}

// author reports whether a container is an <ins> or <del> of the author's own around blocks.
func author(tag string) bool { return tag == "ins" || tag == "del" }

// newline sets blocks apart in the source, where white space means nothing.
func (e *emitter) newline() { e.w.str("\n") }

// openNew writes the start tag of a container, with a class if all in it is inserted.
func (e *emitter) openNew(n *node) { e.openItem(n, 0) }

// openItem writes the start tag of a container, with its number in an ordered list if that is not 0.
func (e *emitter) openItem(n *node, number int) {
	raw := e.c.new.src[n.start:n.openEnd]
	class := ""
	if author(n.tag) {
		e.w.str(`<div class="rl-author-` + n.tag + `">`)
		return
	}
	if n.tag == "li" || n.tag == "tr" || n.tag == "td" || n.tag == "th" {
		class = e.insertedClass(n)
	}
	if class == "" && number == 0 {
		e.w.tag(raw, false)
		return
	}
	attrs := tagAttrs(raw)
	if number != 0 {
		attrs = without(attrs, "value") + ` value="` + itoa(number) + `"`
	}
	e.w.str("<" + n.tag + e.w.attrs(n.tag, attrs, false, class) + ">")
}

// insertedClass returns the class of a block all of whose clauses are inserted, or "".
func (e *emitter) insertedClass(n *node) string {
	for k := n.first; k < n.last; k++ {
		if !e.news[k].whole {
			return ""
		}
	}
	if n.first == n.last {
		return ""
	}
	return "rl-inserted"
}

// numbered writes an item of an ordered list with its own number: deleted items between must not shift it.
func (e *emitter) numbered(n *node, number int) {
	if n.tag != "li" {
		e.node(n)
		return
	}
	e.openItem(n, number)
	placed := e.places[n]
	for k := 0; k <= len(n.kids); k++ {
		for len(placed) > 0 && placed[0].at == k {
			e.placed(n, placed[0])
			placed = placed[1:]
		}
		if k < len(n.kids) {
			e.node(n.kids[k])
		}
	}
	e.w.str("</li>")
	e.newline()
}

// itemNumbers returns the numbers that the kids of an ordered list bear, counting them on first use.
func (e *emitter) itemNumbers(src string, n *node) []int {
	if e.numbers[n] == nil {
		e.numbers[n] = countItems(src, n)
	}
	return e.numbers[n]
}

func countItems(src string, n *node) []int {
	attrs := tagAttrs(src[n.start:n.openEnd])
	next, step := 1, 1
	if _, reversed := text.Attr(attrs, "reversed"); reversed {
		step, next = -1, 0
		for _, k := range n.kids {
			next += one(k.tag == "li")
		}
	}
	if v, ok := intAttr(attrs, "start"); ok {
		next = v
	}
	out := make([]int, len(n.kids))
	for k, kid := range n.kids {
		if kid.tag != "li" {
			continue
		}
		if v, ok := intAttr(tagAttrs(src[kid.start:kid.openEnd]), "value"); ok {
			next = v
		}
		out[k] = next
		next += step
	}
	return out
}

// newLeaf writes a clause of the new text.
func (e *emitter) newLeaf(n *node) {
	src := e.c.new.src
	if !n.anon {
		e.w.str(src[n.start:n.openEnd])
	}
	if n.first < n.last {
		e.content(n, e.news[n.first])
	} else {
		e.w.inner(src[n.openEnd:n.closeAt], false)
	}
	if !n.anon {
		e.w.str(src[n.closeAt:n.end])
		e.newline()
	}
	if isHeading(n.tag) && n.plain != "" {
		e.heading = n.plain
	}
}

// content writes the words of a clause of the new text.
func (e *emitter) content(n *node, st newLeaf) {
	src := e.c.new.src[n.openEnd:n.closeAt]
	m := marker{kind: insMark, ch: st.change, moved: st.moved, inLink: inLink(n)}
	switch {
	case st.whole && st.plan != nil:
		e.w.open(m)
		e.w.clause(n.toks, st.plan, inLink(n), marker{ch: st.change, edit: true, inLink: inLink(n)})
		e.w.close(m)
	case st.whole:
		words := beforeBacklinks(src)
		e.w.open(st.part.begin(m))
		e.w.inner(src[:words], false)
		e.w.close(st.part.end(m))
		e.w.inner(src[words:], false)
	case st.plan != nil:
		e.w.clause(n.toks, st.plan, inLink(n), m)
	case n.marked:
		e.w.inner(src, false)
	default:
		e.w.str(src)
	}
}

// beforeBacklinks returns where the words of a clause end, before the ways back from a footnote: the renderer makes
// these, so no mark goes over them.
func beforeBacklinks(src string) int {
	s := text.Scanner{Src: src}
	end := 0
	for s.Next() {
		if s.Kind == text.Start && s.Name == "a" && text.Backlink(s.Attrs) {
			skip(&s)
		} else if s.Kind != text.Text || strings.TrimSpace(html.UnescapeString(src[s.From:s.To])) != "" {
			end = s.To
		}
	}
	return end
}

// inLink reports whether a link stands around a whole clause.
func inLink(n *node) bool {
	for ; n != nil; n = n.parent {
		if n.tag == "a" {
			return true
		}
	}
	return false
}

func intAttr(attrs, name string) (int, bool) {
	v, ok := text.Attr(attrs, name)
	if !ok {
		return 0, false
	}
	n, digits := 0, strings.TrimSpace(v)
	sign := 1
	if strings.HasPrefix(digits, "-") {
		sign, digits = -1, digits[1:]
	}
	if digits == "" || len(digits) > 9 {
		return 0, false
	}
	for _, c := range digits {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	return sign * n, true
}
