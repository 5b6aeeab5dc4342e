package collation

import (
	"strconv"
	"strings"

	"gazette/internal/document"
	"gazette/internal/words"
)

// splice puts a text in the place of some bytes of the source.
type splice struct {
	at, end int
	text    string
}

// token is a word of a leaf, with the atoms it is made of.
type token struct{ from, to int }

// tokens cuts atoms into words; a word ends where its look does.
func tokens(atoms []document.Atom) (out []token) {
	var b strings.Builder
	starts := make([]int, 0, len(atoms)+1) // where each atom begins in the text
	for _, a := range atoms {
		starts = append(starts, b.Len())
		b.WriteString(a.Text)
	}
	cuts := map[int]bool{}
	for _, end := range words.Cut(b.String()) {
		cuts[end] = true
	}
	from := 0
	for i := 1; i <= len(atoms); i++ {
		if i == len(atoms) || cuts[starts[i]] || atoms[i].Style != atoms[i-1].Style ||
			atoms[i].Target != atoms[i-1].Target {
			out = append(out, token{from, i})
			from = i
		}
	}
	return out
}

// patcher exchanges the words of one leaf.
type patcher struct {
	old, new []document.Atom
	name     func(string) string
	writer   *document.Writer
	cell     bool
	out      []splice
	failed   bool
}

func (p *patcher) keys(atoms []document.Atom, ts []token) (out []string) {
	for _, t := range ts {
		var b strings.Builder
		for _, a := range atoms[t.from:t.to] {
			b.WriteString(a.Text)
		}
		key := document.Folded(b.String())
		if strings.TrimSpace(key) != "" {
			key += "\x01" + strconv.Itoa(int(atoms[t.from].Style&^document.InImage)) + p.name(atoms[t.from].Target)
		}
		out = append(out, key)
	}
	return out
}

// run makes the splices; failed is set when the words cannot be exchanged in place.
func (p *patcher) run() {
	olds, news := tokens(p.old), tokens(p.new)
	i, j := 0, 0
	for _, c := range append(common(p.keys(p.old, olds), p.keys(p.new, news)), pair{len(olds), len(news)}) {
		if c.old > i || c.new > j {
			p.hunk(bounds(olds, i, c.old, len(p.old)), bounds(news, j, c.new, len(p.new)))
		}
		i, j = c.old+1, c.new+1
	}
}

// bounds are the atoms of some tokens.
func bounds(ts []token, lo, hi, all int) [2]int {
	from := all
	if lo < len(ts) {
		from = ts[lo].from
	}
	if hi == lo {
		return [2]int{from, from}
	}
	return [2]int{from, ts[hi-1].to}
}

// hunk exchanges some atoms for others.
func (p *patcher) hunk(old, new [2]int) {
	atoms := p.new[new[0]:new[1]]
	at, end, around := p.place(old, atoms)
	style, target := lookOf(around)
	for _, a := range atoms {
		blank := a.Text == " " || a.Text == "\n"
		elsewhere := target != "" && p.name(a.Target) != p.name(target)
		unlike := !blank && (a.Style&style != style || elsewhere)
		if unlike || style&document.InCode != 0 {
			p.failed = true
			return
		}
	}
	own := make([]document.Atom, len(atoms))
	for i, a := range atoms {
		if target != "" {
			a.Target = target
		}
		own[i] = a
	}
	text := p.writer.Line(document.Build(own, style, target))
	if p.cell {
		text = document.InCell(text)
	}
	p.out = append(p.out, splice{at, end, text})
}

// lookOf is what the elements around a place make of words.
func lookOf(around []document.Inline) (style document.Style, target string) {
	for _, in := range around {
		switch in.Kind {
		case document.Link:
			target = in.Target
		case document.Code:
			style |= document.InCode
		default:
			style |= document.StyleOf(in.Kind)
		}
	}
	return style, target
}

// place is where the bytes of some atoms stand, with the elements that nothing
// else is left in, and what stands around them.
func (p *patcher) place(old [2]int, atoms []document.Atom) (at, end int, around []document.Inline) {
	if old[0] == old[1] {
		return p.gap(old[0], atoms)
	}
	at, end = p.old[old[0]].At, p.old[old[1]-1].End
	around = p.old[old[0]].Around
	for depth := 0; depth < len(around) || depth < len(p.old[old[1]-1].Around); depth++ {
		whole := true
		for _, side := range [2]int{old[0], old[1] - 1} {
			els := p.old[side].Around
			if depth >= len(els) {
				continue
			}
			el := els[depth]
			across := !p.holds(el, p.old[old[1]-1])
			if side != old[0] {
				across = depth >= len(around) || around[depth].At != el.At
			}
			switch {
			case p.covers(el, old):
				at, end = min(at, el.At), max(end, el.End)
			case across:
				p.failed = true // it begins in the middle of one element and ends in another
			default:
				whole = false
			}
		}
		if whole {
			around = around[:min(depth, len(around))]
			return at, end, around
		}
	}
	return at, end, around
}

// holds reports whether an atom stands in an element.
func (p *patcher) holds(el document.Inline, a document.Atom) bool {
	return a.At >= el.At && a.End <= el.End
}

// covers reports whether all atoms of an element are among some.
func (p *patcher) covers(el document.Inline, some [2]int) bool {
	before := some[0] > 0 && p.holds(el, p.old[some[0]-1])
	after := some[1] < len(p.old) && p.holds(el, p.old[some[1]])
	return !before && !after
}

// gap is the place between two atoms at which others look as they are to look.
func (p *patcher) gap(k int, atoms []document.Atom) (at, end int, around []document.Inline) {
	want := document.Atom{}
	for _, a := range atoms {
		if a.Text != " " && a.Text != "\n" {
			want = a
			break
		}
	}
	fits := func(els []document.Inline) bool {
		style, target := lookOf(els)
		return style == want.Style&^document.InImage &&
			(target == "" && want.Target == "" || target != "" && p.name(target) == p.name(want.Target))
	}
	if k > 0 {
		els, at := p.old[k-1].Around, p.old[k-1].End
		for n := len(els); ; n-- {
			if fits(els[:n]) && (n == len(els) || k == len(p.old) || !p.holds(els[n], p.old[k])) {
				return at, at, els[:n]
			}
			if n == 0 || k < len(p.old) && p.holds(els[n-1], p.old[k]) {
				break
			}
			at = els[n-1].End
		}
	}
	if k < len(p.old) {
		els := p.old[k].Around
		at := p.old[k].At
		for n := len(els); ; n-- {
			if fits(els[:n]) {
				return at, at, els[:n]
			}
			if n == 0 || k > 0 && p.holds(els[n-1], p.old[k-1]) {
				return at, at, els[:n]
			}
			at = els[n-1].At
		}
	}
	if k > 0 {
		els, at := p.old[k-1].Around, p.old[k-1].End
		if len(els) > 0 {
			at, els = els[0].End, nil
		}
		return at, at, els
	}
	p.failed = true
	return 0, 0, nil
}
