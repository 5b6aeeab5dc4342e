package redline

// deletion writes the deleted words that stand before atoms[x], if there are any.
func (cw *clauseWriter) deletion(x int) {
	k, ok := cw.dels[x]
	if !ok {
		return
	}
	cw.closeMark()
	g := &cw.plan.gaps[k]
	m := cw.base
	m.kind = delMark
	cw.w.open(m)
	dw := &deletedWords{w: cw.w, around: stackBefore(cw.t, cw.atoms, x), inLink: cw.inLink}
	if g.delPre {
		cw.w.str(" ")
	}
	for n, r := range g.del {
		if n > 0 && r.space {
			cw.w.str(" ")
		}
		dw.token(r.leaf.toks, r.k)
	}
	dw.to(nil)
	if g.delPost {
		cw.w.str(" ")
	}
	cw.w.close(m)
}

// deletedWords writes tokens of the old text with the inline elements they stood in, as far as these are not open
// around them already.
type deletedWords struct {
	w      *writer
	around []string // start tags open in the new text
	open   []string // start tags opened here; "" for one left out
	inLink bool     // a link stands around the clause
}

// token writes a token.
func (dw *deletedWords) token(t *tokens, k int) {
	tok := t.toks[k]
	for x := t.itemAt(k); x < len(t.items) && t.items[x].from < tok.to; x++ {
		it := &t.items[x]
		if it.from == it.to || it.to <= tok.from {
			continue
		}
		stack := stackOf(t, x)
		dw.to(stack[commonPrefix(stack, dw.around):])
		if it.kind == itemWhole {
			dw.w.inner(it.raw, true)
		} else {
			dw.w.chars(t.full[max(tok.from, it.from):min(tok.to, it.to)])
		}
	}
}

// to closes and opens elements until those of stack are open.
func (dw *deletedWords) to(stack []string) {
	keep := commonPrefix(dw.open, stack)
	for k := len(dw.open) - 1; k >= keep; k-- {
		if !dw.left(k) {
			dw.w.tag("</"+tagName(dw.open[k])+">", true)
		}
	}
	dw.open = dw.open[:keep]
	for _, raw := range stack[keep:] {
		dw.open = append(dw.open, raw)
		if !dw.left(len(dw.open) - 1) {
			dw.w.tag(raw, true)
		}
	}
}

// left reports whether the open element k is left out: a link inside a link cannot be.
func (dw *deletedWords) left(k int) bool {
	if tagName(dw.open[k]) != "a" {
		return false
	}
	if dw.inLink {
		return true
	}
	for _, raw := range dw.around {
		if tagName(raw) == "a" {
			return true
		}
	}
	for _, raw := range dw.open[:k] {
		if tagName(raw) == "a" {
			return true
		}
	}
	return false
}

// tagName returns the element name of a start tag.
func tagName(raw string) string {
	i := 1
	for i < len(raw) && raw[i] != '>' && raw[i] != '/' && !isSpace(rune(raw[i])) {
		i++
	}
	return raw[1:i]
}
