// Package spelling tells what was meant by what was typed: words, days, hyphens, names that can be addresses.
package spelling

import (
	"strings"
	"unicode/utf8"
)

// Guessed is for how many mistakes of one text another name is suggested: each is compared with all there are.
const Guessed = 100

// longest is the longest word that is compared, in letters: nobody mistypes a name of a hundred.
const longest = 95

// Nearest returns the candidate that word was most likely meant to be, or ""
// when none is close: at most a third of the letters differ (Damerau's
// distance, optimal string alignment).
func Nearest(word string, candidates []string) string {
	var a, b [longest + longest/3 + 2]rune
	size := utf8.RuneCountInString(word)
	if size > longest {
		return ""
	}
	letters(a[:0], word)
	best, bound := "", size/3+1
	for _, c := range candidates {
		switch n := utf8.RuneCountInString(c); {
		case n <= size-bound || n >= size+bound:
		case c == word:
			return c
		case bound > 1:
			if d := distance(a[:size], letters(b[:0], c), bound); d < bound {
				best, bound = c, d
			}
		}
	}
	return best
}

func letters(into []rune, s string) []rune {
	for _, r := range s {
		into = append(into, r)
	}
	return into
}

// OneOf lists names that one is chosen of, for a hint: a, b or c.
func OneOf(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// distance counts insertions, deletions, replacements and swaps of neighbours,
// as long as there are fewer than bound; else it returns bound. Only the places
// nearer than that to the diagonal are looked at (Ukkonen's band).
func distance(a, b []rune, bound int) int {
	var rows [3][longest + longest/3 + 3]int
	for j := range min(len(b), bound) + 1 {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, prev, row := &rows[(i+1)%3], &rows[(i+2)%3], &rows[i%3]
		from, to := max(1, i-bound), min(len(b), i+bound)
		row[from-1], prev[min(to, i-1+bound)+1] = bound, bound
		if from == 1 {
			row[0] = i
		}
		least := row[from-1]
		for j := from; j <= to; j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least >= bound {
			return bound
		}
	}
	return min(rows[len(a)%3][len(b)], bound)
}
