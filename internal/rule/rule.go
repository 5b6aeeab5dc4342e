// Package rule lists what check looks for: each rule is one value, made here and nowhere else.
package rule

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// Severity says what a problem does to a build.
type Severity int

const (
	Note    Severity = iota // worth knowing, never fails anything
	Warning                 // should be mended; fails only with --fail-on warning
	Error                   // stops check and build
)

// String returns the word that reports use.
func (s Severity) String() string {
	return [...]string{"note", "warning", "error"}[s]
}

// Rule is one thing that check looks for. docs/rules.md has a section for each.
type Rule struct {
	id       string
	severity Severity
	fixed    bool
	summary  string
}

// ID is the rule's name in reports and in gazette.yaml.
func (r Rule) ID() string { return r.id }

// String returns the id.
func (r Rule) String() string { return r.id }

// Severity is what the rule's problems have unless gazette.yaml says otherwise.
func (r Rule) Severity() Severity { return r.severity }

// Fixed reports whether gazette.yaml cannot change the severity: without the rule the site could not be built.
func (r Rule) Fixed() bool { return r.fixed }

// Summary says what holds where the rule is met.
func (r Rule) Summary() string { return r.summary }

// MarshalText writes the id.
func (r Rule) MarshalText() ([]byte, error) { return []byte(r.id), nil }

// UnmarshalText reads an id. One that no rule has is an error.
func (r *Rule) UnmarshalText(id []byte) error {
	known, ok := byID[string(id)]
	if !ok {
		return fmt.Errorf("there is no rule %q", id)
	}
	*r = known
	return nil
}

var byID = map[string]Rule{}

// define makes a rule and lists it.
func define(id string, s Severity, fixed bool, summary string) Rule {
	if _, ok := byID[id]; ok {
		panic("two rules " + id)
	}
	r := Rule{id, s, fixed, summary}
	byID[id] = r
	return r
}

// All returns every rule, sorted by id.
func All() []Rule {
	return slices.SortedFunc(maps.Values(byID), func(a, b Rule) int { return cmp.Compare(a.id, b.id) })
}

// Find returns the rule of an id.
func Find(id string) (Rule, bool) {
	r, ok := byID[id]
	return r, ok
}
