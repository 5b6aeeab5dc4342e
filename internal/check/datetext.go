package check

import (
	"fmt"
	"slices"

	"gazette/internal/dateline"
	"gazette/internal/galley"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// dateInText reports a text that states another date than its front matter.
func dateInText(_ Notice, r *reading) source.Problems {
	found := r.datelines()
	if len(found) == 0 || slices.ContainsFunc(found,
		func(d dateline.Dateline) bool { return d.Is(r.Edition.Effective) }) {
		return nil
	}
	return source.Problems{r.find(found[0].Words).Problem(rule.DateInText,
		fmt.Sprintf("the text says %q, which is %s, and the front matter %s", found[0].Words, found[0].Readings[0],
			r.Edition.Effective),
		"correct the one that is wrong, or leave the date out of the text: every page shows that of the front matter")}
}

// Datelines are the dates that a set text states about itself.
func Datelines(g *galley.Galley) []dateline.Dateline { return read(g).datelines() }

func (r *reading) datelines() []dateline.Dateline {
	said := make([]dateline.Part, 0, len(r.parts))
	for _, p := range r.parts {
		words := p.words
		if p.tag == "li" && p.owner >= 0 && r.parts[p.owner].tag == "ol" &&
			r.parts[p.owner].items == 1 { // it may be the rest of a date
			words = r.parts[p.owner].number() + ". " + words
		}
		if p.words != "" {
			said = append(said, dateline.Part{Words: words, Kind: kindOf(p.tag)})
		}
	}
	return dateline.Find(languageOf(r.Edition), said)
}

// kindOf tells what a block is by its element.
func kindOf(tag string) dateline.Kind {
	switch tag {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return dateline.Heading
	case "li":
		return dateline.Item
	case "td", "th":
		return dateline.Cell
	}
	return dateline.Paragraph
}
