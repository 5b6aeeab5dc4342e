// Package lint finds what an author meant and Markdown did not: signs that became no markup and are shown as
// characters, definitions that are not shown, and what other programs would have filled in.
package lint

import "gazette/internal/markdown/dialect"

// Find returns the mistakes in a text that was parsed, in no order of their places.
func Find(t dialect.Tree) []dialect.Finding {
	l := &linter{tree: t}
	l.definitions()
	l.leftovers()
	l.templates()
	return l.found
}

// linter looks through one text.
type linter struct {
	tree  dialect.Tree
	found []dialect.Finding
}

// report keeps a finding.
func (l *linter) report(f dialect.Finding) { l.found = append(l.found, f) }
