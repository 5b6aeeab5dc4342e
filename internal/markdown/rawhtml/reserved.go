package rawhtml

import (
	"regexp"
	"strings"
)

// What the pages around a text are made of is theirs: a text that carries their classes and ids could pass for the
// banner that says what is in force, and one that carries the roles of footnotes could hide words from the hash.
var (
	reservedClass = regexp.MustCompile(`^(?:n|rl)(?:-|$)|^footnote(?:s|-ref|-backref)$`)
	reservedID    = regexp.MustCompile(
		`^n-(?:main|text|top|whole|query|site|languages|group-.+|footer-.+|.+-title)$|^rl-change-|^fn(?:ref)?\d*:`)
	reservedRole = regexp.MustCompile(`(?i)^doc-(?:backlink|noteref|endnotes)$`)
)

// Unreserved returns an attribute's value without the words that belong to the interface, and those words.
func Unreserved(name, value string) (kept string, gone []string) {
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

// IsReservedID reports whether an id belongs to the pages around a text.
func IsReservedID(id string) bool { return reservedID.MatchString(id) }
