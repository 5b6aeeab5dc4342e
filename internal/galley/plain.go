package galley

import (
	"slices"

	"gazette/internal/markdown"
)

// Plain is the text as plain Markdown, with each link's target as link gives it.
func (g *Galley) Plain(link func(target string) string) []byte {
	make := markdown.Plain
	if g.dropped {
		make = markdown.Refusing
	}
	return make(g.untitled(), g.Edition.Title, link)
}

// untitled is the body without the heading that repeats the title.
func (g *Galley) untitled() []byte {
	body := g.source.Data[g.Edition.BodyAt:]
	if g.title == [2]int{} {
		return body
	}
	return slices.Concat(g.source.Data[g.Edition.BodyAt:g.title[0]], g.source.Data[g.title[1]:])
}
