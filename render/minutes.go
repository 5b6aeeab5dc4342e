package render

import (
	"gazette/internal/text"
	"gazette/internal/words"
)

// How much people read in a minute, rounded down from the means of Trauzettel-Klosinski and Dietz, "Standardized
// Assessment of Reading Performance" (IReST, 2012), because notices are no easy reading: 184 words a minute over all
// languages with words, 255 characters a minute in Chinese and 357 in Japanese.
const (
	wordsPerMinute      = 180
	charactersPerMinute = 300
)

// minutes estimates the time to read a text, at least a minute.
func minutes(clauses []text.Clause) int {
	sum := 0
	for _, c := range clauses {
		for _, s := range []string{c.Title, c.Text} {
			a := words.Count(s)
			sum += a.Words*charactersPerMinute + a.Characters*wordsPerMinute
		}
	}
	const whole = wordsPerMinute * charactersPerMinute
	return max(1, (sum+whole/2)/whole)
}
