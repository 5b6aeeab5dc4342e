package galley

import (
	"gazette/internal/link"
	"gazette/internal/notice"
	"gazette/internal/source"
)

// earlyHTML sets a text as reading 1 of docs/text-hash.md does, for its hash
// alone: ids and addresses are no part of that.
func (f *Formatter) earlyHTML(e *notice.Edition, file source.File) string {
	t := f.early[spaceless(e.Locale)]().Parse(file, e.BodyAt, e.Title)
	for _, l := range t.Links {
		l.Target = link.Neutral(l.Target)
	}
	return t.HTML(func(href string, _ int) string { return link.Neutral(href) })
}
