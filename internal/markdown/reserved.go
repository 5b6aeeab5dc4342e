package markdown

import (
	"regexp"
	"strings"

	"gazette/internal/rule"
)

// What the pages around a text are made of is theirs: a text that carries
// their classes and ids could pass for the banner that says what is in force,
// and one that carries the roles of footnotes could hide words from the hash.
var (
	reservedClass = regexp.MustCompile(`^(?:n|rl)(?:-|$)|^footnote(?:s|-ref|-backref)$`)
	reservedID    = regexp.MustCompile(
		`^n-(?:main|text|top|whole|query|site|languages|group-.+|footer-.+|.+-title)$|^rl-change-|^fn(?:ref)?\d*:`)
	reservedRole = regexp.MustCompile(`(?i)^doc-(?:backlink|noteref|endnotes)$`)
)

// unreserved returns an attribute's value without the words that belong to the
// interface, and those words.
func unreserved(name, value string) (kept string, gone []string) {
	var mine *regexp.Regexp
	switch name {
	case "class":
		mine = reservedClass
	case "role":
		mine = reservedRole
	case "id":
		if reservedID.MatchString(value) {
			return "", []string{value}
		}
		return value, nil
	default:
		return value, nil
	}
	var rest []string
	for _, word := range strings.Fields(value) {
		if mine.MatchString(word) {
			gone = append(gone, word)
		} else {
			rest = append(rest, word)
		}
	}
	if len(gone) == 0 {
		return value, nil
	}
	return strings.Join(rest, " "), gone
}

func (t *Text) reserved(at int, name, word string) {
	if name == "id" {
		t.Dropped = true
		if t.refused == nil {
			t.refused = map[string]bool{}
		}
		t.refused[word] = true
		t.badID(at, "the id \""+word+"\" belongs to the pages around the text",
			"choose another id, one that does not begin with n-")
		return
	}
	t.drop(at, rule.HTMLDropped, "the "+name+" \""+word+"\" belongs to the pages around the text and was left out",
		"choose a name that does not begin with n-, rl- or fn")
}
