package render

import "gazette/internal/site"

// Addressed returns a text that was set, or a comparison of such texts, with
// the addresses that its links have for readers of a locale.
func (p *Press) Addressed(l *site.Locale, text []byte) []byte { return p.addressed(l, text) }
