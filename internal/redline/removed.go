package redline

import "sort"

// deletedBlock writes the leaves [lo, hi) of an old block, and the containers of theirs inside it. top says that it
// stands directly in the new container in.
func (e *emitter) deletedBlock(n *node, lo, hi int, top bool, in *node) {
	src := e.c.old.src
	switch {
	case n.raw:
	case n.leaf:
		if n.first < n.last && n.first >= lo && n.first < hi {
			e.deletedLeaf(n, top, in)
		}
	case n.first >= hi || n.last <= lo || n.first == n.last:
		// A cell without deleted words keeps its column.
		if n.tag == "td" || n.tag == "th" {
			e.w.str("<" + n.tag + e.w.attrs(n.tag, tagAttrs(src[n.start:n.openEnd]), true, "rl-deleted") +
				"></" + n.tag + ">")
		}
	default:
		e.deletedContainer(n, lo, hi, top, in)
	}
}

func (e *emitter) deletedContainer(n *node, lo, hi int, top bool, in *node) {
	src := e.c.old.src
	tag := n.tag
	attrs := tagAttrs(src[n.start:n.openEnd])
	switch {
	case !isBlock(tag):
		tag, attrs = "div", "" // a link or emphasis around blocks
	case tag == "summary" || isLeafTag(tag) && tag != "dt":
		tag = "div"
	case top && (tag == "thead" || tag == "tfoot"):
		tag = "tbody"
	}
	var numbers []int
	if tag == "ol" {
		numbers = e.itemNumbers(src, n)
	}
	if tag == "li" && top && n.parent.tag == "ol" && in.tag == "ol" {
		attrs = valued(attrs, e.itemNumbers(src, n.parent)[n.at])
	}
	e.w.str("<" + tag + e.w.attrs(tag, attrs, true, "rl-deleted") + ">")
	from, to := shown(n, lo, hi)
	for k := from; k < to; k++ {
		if kid := n.kids[k]; numbers != nil && kid.tag == "li" && n.kids[0].first < lo {
			e.deletedNumbered(kid, lo, hi, numbers[k])
		} else {
			e.deletedBlock(kid, lo, hi, false, in)
		}
	}
	e.w.str("</" + tag + ">")
	e.newline()
}

// shown returns which kids of an old container, from <= k < to, are written where its leaves [lo, hi) are deleted: all
// cells of a row, whose columns stay, else those that hold such leaves. A long container may go in many parts, so the
// kids are not walked for each.
func shown(n *node, lo, hi int) (from, to int) {
	if n.tag == "tr" {
		return 0, len(n.kids)
	}
	from = sort.Search(len(n.kids), func(k int) bool { return n.kids[k].last > lo })
	to = from + sort.Search(len(n.kids)-from, func(k int) bool { return n.kids[from+k].first >= hi })
	return from, to
}

// deletedNumbered writes an item of a list that is shown in part, with its number.
func (e *emitter) deletedNumbered(n *node, lo, hi, number int) {
	if n.first >= hi || n.last <= lo {
		return
	}
	attrs := valued(tagAttrs(e.c.old.src[n.start:n.openEnd]), number)
	e.w.str("<li" + e.w.attrs("li", attrs, true, "rl-deleted") + ">")
	for _, kid := range n.kids {
		e.deletedBlock(kid, lo, hi, false, n)
	}
	e.w.str("</li>")
	e.newline()
}

func valued(attrs string, number int) string {
	return without(attrs, "value") + ` value="` + itoa(number) + `"`
}

// deletedLeaf writes a deleted clause.
func (e *emitter) deletedLeaf(n *node, top bool, in *node) {
	src := e.c.old.src
	st := e.olds[n.first]
	tag, attrs := n.tag, ""
	switch {
	case n.anon && top:
		tag = "div" // so that it does not run into its neighbours
	case n.anon:
	case n.tag == "summary" || n.tag == "caption" || n.tag == "legend" || n.tag == "figcaption":
		tag = "div"
	default:
		attrs = tagAttrs(src[n.start:n.openEnd])
	}
	if tag != "" {
		e.w.str("<" + tag + e.w.attrs(tag, attrs, true, "rl-deleted") + ">")
	}
	m := marker{kind: delMark, ch: st.change, moved: st.moved, inLink: inLink(in)}
	inner := src[n.openEnd:n.closeAt]
	e.w.open(st.part.begin(m))
	e.w.stripped(inner, m.inLink)
	e.w.close(st.part.end(m))
	if tag != "" {
		e.w.str("</" + tag + ">")
		e.newline()
	}
}

// wrap opens what a block needs to stand directly in a list or table, and returns the end tags.
func (w *writer) wrap(in string) string {
	switch in {
	case "ol", "ul", "menu":
		w.str(`<li class="rl-deleted">`)
		return "</li>"
	case "tr":
		w.str(`<td class="rl-deleted">`)
		return "</td>"
	case "table", "thead", "tbody", "tfoot":
		w.str(`<tr class="rl-deleted"><td>`)
		return "</td></tr>"
	case "dl":
		w.str(`<dd class="rl-deleted">`)
		return "</dd>"
	}
	return ""
}
