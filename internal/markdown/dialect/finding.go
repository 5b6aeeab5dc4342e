package dialect

import (
	"github.com/yuin/goldmark/parser"

	"gazette/internal/rule"
)

// Finding is a mistake that was met in a text, at an offset of it.
type Finding struct {
	At            int
	Rule          rule.Rule
	Message, Hint string
}

// findingsKey holds the findings of the text that is being parsed.
var findingsKey = parser.NewContextKey()

// note keeps a finding of the text that is being parsed.
func note(pc parser.Context, f Finding) {
	all, _ := pc.Get(findingsKey).([]Finding)
	pc.Set(findingsKey, append(all, f))
}

// Lost returns a finding about words that reach no page.
func Lost(at int, message, hint string) Finding { return Finding{at, rule.LostWords, message, hint} }

// Meant returns a finding about characters that were meant as markup.
func Meant(at int, message, hint string) Finding {
	return Finding{at, rule.MeantAsMarkup, message, hint}
}

// Short returns the beginning of a text, as much as a message shows.
func Short(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
