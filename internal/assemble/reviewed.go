package assemble

import (
	"fmt"

	"gazette/i18n"
	"gazette/internal/approval"
	"gazette/internal/galley"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/source"
)

// Reviewed is a working text with what was said about it.
type Reviewed struct {
	Text   *notice.Edition
	Galley *galley.Galley
	Hash   string // see approval.HashOf
	Path   string // of the review's file
	Review approval.Review
}

// ReviewOf gives a working text, draft or not, with its review.
func ReviewOf(s *load.Sources, slug notice.Slug, l i18n.Locale) (Reviewed, error) {
	all := Undrafted(s)
	n := all.Site.Notice(slug)
	if n == nil {
		return Reviewed{}, &source.Hinted{Message: fmt.Sprintf("there is no notice %q", slug), Hint: "gazette status lists the notices"}
	}
	var e *notice.Edition
	for _, o := range n.Editions {
		if o.Origin == notice.Content && o.Locale == l && !o.Opened() {
			e = o
		}
	}
	if e == nil {
		return Reviewed{}, &source.Hinted{Message: fmt.Sprintf("content/ has no text of %q in %s", slug, l), Hint: "name its language with --locale"}
	}
	g := all.Formatter().Texts(n, e)[e]
	if g.Unread() || g.Problems.Errors() {
		return Reviewed{}, g.Problems
	}
	out := Reviewed{Text: e, Galley: g, Hash: approval.HashOf(e, g.Hash()), Path: approval.Path(slug, l)}
	var ps source.Problems
	if out.Review, ps = approval.Read(s.Layers.Site, out.Path); ps.Errors() {
		return out, ps
	}
	return out, nil
}
