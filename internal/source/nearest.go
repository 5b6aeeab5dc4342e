package source

import (
	"strings"
	"unicode/utf8"
)

// Nearest returns the candidate that word was most likely meant to be, or ""
// when none is close: at most a third of the letters differ (Damerau's
// distance, optimal string alignment).
func Nearest(word string, candidates []string) string {
	best, bound := "", len([]rune(word))/3+1
	if bound > 32 { // nobody mistypes a name of a hundred letters
		return ""
	}
	for _, c := range candidates {
		if len(c)/utf8.UTFMax > len(word)+bound {
			continue
		}
		if d := distance([]rune(word), []rune(c)); d < bound {
			best, bound = c, d
		}
	}
	return best
}

// OneOf lists names that one is chosen of, for a hint: a, b or c.
func OneOf(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// distance counts insertions, deletions, replacements and swaps of neighbours.
func distance(a, b []rune) int {
	var before []int
	prev := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, prev = prev, row
	}
	return prev[len(b)]
}
