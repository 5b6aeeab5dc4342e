// Package collation brings an edited manuscript back into the Markdown that it was made of.
//
// To collate is what printers call comparing a proof with its copy. Pieces that say the same keep their source byte for
// byte; in those that were edited only the words are exchanged, so that ids, attribute lists, links between notices and
// raw HTML, which no word processor knows, stay where they are. It is a function of its arguments alone.
package collation

import (
	"strings"

	"gazette/internal/subsequence"
	"gazette/internal/words"
)

// pair is a piece of the old text with its partner in the new one; -1 for none.
type pair struct{ old, new int }

// align pairs pieces, in order: first those with equal keys, then between them
// those that are alike.
func align(old, new []string, alike func(i, j int) float64) (out []pair) {
	i, j := 0, 0
	for _, p := range append(common(old, new), pair{len(old), len(new)}) {
		out = append(out, between(i, p.old, j, p.new, alike)...)
		if p.old < len(old) {
			out = append(out, p)
		}
		i, j = p.old+1, p.new+1
	}
	return out
}

// maxCells bounds the table in which alike pieces are sought.
const maxCells = 1 << 20

// between pairs what stands between two equal pieces: the pairing whose
// likeness is greatest.
func between(oldLo, oldHi, newLo, newHi int, alike func(i, j int) float64) (out []pair) {
	n, m := oldHi-oldLo, newHi-newLo
	if n > 0 && m > 0 && n*m <= maxCells {
		return best(oldLo, oldHi, newLo, newHi, alike)
	}
	for i := oldLo; i < oldHi; i++ {
		out = append(out, pair{i, -1})
	}
	for j := newLo; j < newHi; j++ {
		out = append(out, pair{-1, j})
	}
	return out
}

// least is how alike two pieces are at least that count as one, edited.
const least = 0.4

func best(oldLo, oldHi, newLo, newHi int, alike func(i, j int) float64) (out []pair) {
	n, m := oldHi-oldLo, newHi-newLo
	score := make([][]float64, n+1)
	like := make([][]float64, n)
	for i := range score {
		score[i] = make([]float64, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		like[i] = make([]float64, m)
		for j := m - 1; j >= 0; j-- {
			score[i][j] = max(score[i+1][j], score[i][j+1])
			if like[i][j] = alike(oldLo+i, newLo+j); like[i][j] >= least {
				score[i][j] = max(score[i][j], score[i+1][j+1]+like[i][j])
			}
		}
	}
	for i, j := 0, 0; i < n || j < m; {
		switch {
		case i < n && j < m && like[i][j] >= least && score[i][j] == score[i+1][j+1]+like[i][j]:
			out = append(out, pair{oldLo + i, newLo + j})
			i, j = i+1, j+1
		case j == m || i < n && score[i][j] == score[i+1][j]:
			out = append(out, pair{oldLo + i, -1})
			i++
		default:
			out = append(out, pair{-1, newLo + j})
			j++
		}
	}
	return out
}

// maxEdits bounds the search; texts that differ in more pieces have little in common.
const maxEdits = 4000

// common is a longest common subsequence of two lists.
func common(old, new []string) (out []pair) {
	for _, p := range subsequence.Common(old, new, maxEdits) {
		out = append(out, pair{p.Old, p.New})
	}
	return out
}

// likeness is how much of two pieces' words is common to both, from 0 to 1.
func likeness(a, b map[string]int, na, nb int) float64 {
	if na+nb == 0 {
		return 1
	}
	same := 0
	for w, n := range a {
		same += min(n, b[w])
	}
	return 2 * float64(same) / float64(na+nb)
}

// bagOf counts the words of a text.
func bagOf(s string) (bag map[string]int, n int) {
	bag = map[string]int{}
	at := 0
	for _, end := range words.Cut(s) {
		if w := strings.TrimSpace(s[at:end]); w != "" {
			bag[w]++
			n++
		}
		at = end
	}
	return bag, n
}

// Match is a piece of one text and that of another that it became; -1 for none.
type Match struct {
	Old, New int
	Same     bool    // they say the same
	Like     float64 // how alike they are, from 0 to 1
}

// Compare matches the pieces of two texts that are given by what they say.
func Compare(old, new []string) (out []Match) {
	bags := func(all []string) (bs []map[string]int, ns []int) {
		for _, s := range all {
			b, n := bagOf(s)
			bs, ns = append(bs, b), append(ns, n)
		}
		return bs, ns
	}
	a, na := bags(old)
	b, nb := bags(new)
	like := func(i, j int) float64 { return likeness(a[i], b[j], na[i], nb[j]) }
	for _, p := range align(old, new, like) {
		m := Match{Old: p.old, New: p.new}
		if p.old >= 0 && p.new >= 0 {
			m.Same = old[p.old] == new[p.new]
			m.Like = like(p.old, p.new)
		}
		out = append(out, m)
	}
	return out
}

// Run is a stretch of two lists: equal on both sides, or what stands for what.
type Run struct{ Old, New string }

// Words compares two texts that were cut into words.
func Words(old, new []string) (out []Run) {
	i, j := 0, 0
	join := func(s []string) string { return strings.Join(s, "") }
	for _, p := range append(common(old, new), pair{len(old), len(new)}) {
		if p.old > i || p.new > j {
			out = append(out, Run{join(old[i:p.old]), join(new[j:p.new])})
		}
		if p.old < len(old) {
			out = append(out, Run{old[p.old], new[p.new]})
		}
		i, j = p.old+1, p.new+1
	}
	return out
}
