package redline

import "strings"

// spans returns the text of a planned group, old and new merged.
func (p *planner) spans() []Span {
	var out spanList
	var last *node
	for _, r := range p.new {
		pl := p.plans[r.leaf]
		if last != nil && last != r.leaf {
			p.gapSpans(&out, p.plans[last].gaps[len(last.toks.toks)], false)
			out.add(Equal, " ")
		}
		p.gapSpans(&out, pl.gaps[r.k], r.space && r.k > 0)
		op := Equal
		if pl.ins[r.k] {
			op = Insert
		}
		out.add(op, r.leaf.toks.text(r.k))
		last = r.leaf
	}
	if last != nil {
		p.gapSpans(&out, p.plans[last].gaps[len(last.toks.toks)], false)
	}
	return out.spans()
}

// gapSpans adds what is between two tokens.
func (p *planner) gapSpans(out *spanList, g gap, space bool) {
	if space && g.spaceOut {
		out.add(Equal, " ")
	}
	if g.delPre {
		out.add(Delete, " ")
	}
	for k, r := range g.del {
		if k > 0 && r.space {
			out.add(Delete, " ")
		}
		out.add(Delete, r.leaf.toks.text(r.k))
	}
	if g.delPost {
		out.add(Delete, " ")
	}
	if space && !g.spaceOut {
		if g.spaceIns {
			out.add(Insert, " ")
		} else {
			out.add(Equal, " ")
		}
	}
}

// spanList collects spans.
type spanList struct {
	ops  []Op
	ends []int // of the spans' texts in buf
	buf  []byte
}

func (s *spanList) add(op Op, text string) {
	s.buf = append(s.buf, text...)
	if k := len(s.ops) - 1; k >= 0 && s.ops[k] == op {
		s.ends[k] = len(s.buf)
		return
	}
	s.ops, s.ends = append(s.ops, op), append(s.ends, len(s.buf))
}

func (s *spanList) spans() []Span {
	out, all, from := make([]Span, len(s.ops)), string(s.buf), 0
	for k, op := range s.ops {
		out[k] = Span{op, all[from:s.ends[k]]}
		from = s.ends[k]
	}
	return out
}

// text returns what token k reads, white space folded (a picture's words may have some); a reference to a footnote in
// brackets.
func (t *tokens) text(k int) string {
	tok := t.toks[k]
	s := t.full[tok.from:tok.to]
	switch {
	case tok.ref:
		return "[" + s + "]"
	case strings.IndexFunc(s, isSpace) < 0:
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// sides returns the old and new text of spans.
func sides(spans []Span) (old, new string) {
	var o, n strings.Builder
	for _, s := range spans {
		if s.Op != Insert {
			o.WriteString(s.Text)
		}
		if s.Op != Delete {
			n.WriteString(s.Text)
		}
	}
	return strings.TrimSpace(o.String()), strings.TrimSpace(n.String())
}
