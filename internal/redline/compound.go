package redline

import "strings"

// collocations tell which characters of scripts without spaces make up words, as a reader without a dictionary would:
// by how often they stand together in the two editions. They count only what they are asked for.
type collocations struct {
	words  *vocabulary
	text   func() string // both editions
	counts map[string]int
	left   int // searches left
}

// together reports whether x and y, neighbours, look like parts of one word: they come together often, and seldom
// apart.
func (c *collocations) together(x, y int32) bool {
	s, t := c.words.infos[x].text, c.words.infos[y].text
	n := c.count(s + t)
	if n < oftenTogether {
		return false // the two editions together
	}
	return 2*n >= max(c.count(s), c.count(t))
}

func (c *collocations) count(s string) int {
	n, ok := c.counts[s]
	if !ok && c.left > 0 {
		c.left--
		n = strings.Count(c.text(), s)
		c.counts[s] = n
	}
	return n
}

// dense reports whether the token is one character of a script without spaces.
func (v *vocabulary) dense(id int32) bool {
	s := v.infos[id].script
	return s == han || s == hiragana
}

// growMarks takes characters from the ends of runs, so that marks begin and end with words: the whole of a short
// run of kanji or hiragana, or the characters that stick to a changed one.
func (d *differ) growMarks(a, b []int32, runs []run) []run {
	for k := range runs {
		r := &runs[k]
		if n := max(d.tail(a, r.i+r.n, r.n), d.tail(b, r.j+r.n, r.n)); n > 0 {
			r.n -= n
		}
		if n := max(d.head(a, r.i, r.n), d.head(b, r.j, r.n)); n > 0 {
			r.i, r.j, r.n = r.i+n, r.j+n, r.n-n
		}
	}
	kept := runs[:0]
	for _, r := range runs {
		if r.n > 0 {
			kept = append(kept, r)
		}
	}
	return kept
}

// tail returns how many of the n tokens before ids[at] belong to the word that goes on at ids[at].
func (d *differ) tail(ids []int32, at, n int) int {
	if at >= len(ids) || at == 0 || !d.words.dense(ids[at]) || !d.words.dense(ids[at-1]) {
		return 0
	}
	if lo, _, ok := d.compound(ids, at); ok {
		return min(at-lo, n)
	}
	grown := 0
	for grown < min(n, maxGrowth, at) && d.collocations.together(ids[at-grown-1], ids[at-grown]) {
		grown++
	}
	return grown
}

// head returns how many of the n tokens from ids[at] belong to the word that begins before it.
func (d *differ) head(ids []int32, at, n int) int {
	if at >= len(ids) || at == 0 || !d.words.dense(ids[at]) || !d.words.dense(ids[at-1]) {
		return 0
	}
	if _, hi, ok := d.compound(ids, at-1); ok {
		return min(hi-at, n)
	}
	grown := 0
	for grown < min(n, maxGrowth, len(ids)-at) && d.collocations.together(ids[at+grown-1], ids[at+grown]) {
		grown++
	}
	return grown
}

// compound returns the run of characters of one script around ids[at], and whether it is short enough to be taken
// for one word: kanji between kana, or kana between kanji.
func (d *differ) compound(ids []int32, at int) (lo, hi int, ok bool) {
	s := d.words.infos[ids[at]].script
	for lo, hi = at, at; lo > 0 && hi-lo <= maxCompound && d.words.infos[ids[lo-1]].script == s; {
		lo--
	}
	for hi < len(ids) && hi-lo <= maxCompound && d.words.infos[ids[hi]].script == s {
		hi++
	}
	return lo, hi, hi-lo <= maxCompound
}
