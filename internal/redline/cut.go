package redline

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cut finds the tokens in full.
func (l *lexer) cut(w *vocabulary) {
	t := l.t
	t.toks = make([]token, 0, len(t.full)/5+1)
	full, at, space, x := t.full, 0, true, 0
	breaks := append(l.breaks, len(full))
	for _, end := range breaks {
		var whole *item
		whole, x = l.wholeAt(x, at, end)
		for at < end {
			n := spaceLen(full[at:end])
			if n > 0 {
				space, at = true, at+n
				continue
			}
			if whole == nil {
				at = w.split(t, at, at+fieldLen(full[at:end]), space)
			} else {
				stop := at + len(strings.TrimRightFunc(full[at:end], unicode.IsSpace))
				t.toks = append(t.toks, w.whole(whole, full, at, stop, space))
				at = stop
			}
			space = false
		}
	}
	l.targets()
}

// wholeAt returns the itemWhole whose words are full[from:to], or nil, and the first item, from x on, that does not end
// before that.
func (l *lexer) wholeAt(x, from, to int) (*item, int) {
	items := l.t.items
	for x < len(items) && items[x].to <= from {
		x++
	}
	for k := x; k < len(items) && items[k].from <= from; k++ {
		if it := &items[k]; it.kind == itemWhole && to <= it.to && from < to {
			return it, x
		}
	}
	return nil, x
}

// targets gives the tokens their link targets. Where a link begins or ends inside a word, the word's target is all
// of them, so that it equals no other.
func (l *lexer) targets() {
	t, k := l.t, 0
	for i := range t.items {
		it := &t.items[i]
		if it.from == it.to {
			continue
		}
		for k > 0 && t.toks[k-1].to > it.from {
			k--
		}
		for k < len(t.toks) && t.toks[k].from < it.to {
			tok := &t.toks[k]
			switch {
			case tok.from >= it.from:
				tok.target = it.target
			case tok.target != it.target && tok.to > it.from:
				tok.target += " " + it.target
			}
			k++
		}
	}
}

// spaceLen returns the length of the white space that s begins with.
func spaceLen(s string) int {
	for i, r := range s {
		if !isSpace(r) {
			return i
		}
	}
	return len(s)
}

// fieldLen returns the length of s up to white space.
func fieldLen(s string) int {
	for i, r := range s {
		if isSpace(r) {
			return i
		}
	}
	return len(s)
}

func isSpace(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || r >= '\t' && r <= '\r'
	}
	return unicode.IsSpace(r)
}
