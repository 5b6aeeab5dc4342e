package galley

import "gazette/internal/markdown"

// Plain is the text as plain Markdown, with each link's target as link gives it.
func (g *Galley) Plain(link func(target string) string) []byte {
	make := markdown.Plain
	if g.dropped {
		make = markdown.Refusing
	}
	return make(g.source.Data[g.Edition.BodyAt:], g.Edition.Title, link)
}
