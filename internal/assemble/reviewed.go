package assemble

import (
	"fmt"
	"slices"

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
		return Reviewed{}, &source.Hinted{Message: fmt.Sprintf("there is no notice %q", slug),
			Hint: "gazette status lists the notices"}
	}
	var e *notice.Edition
	for _, o := range n.Editions {
		if o.Origin == notice.Content && o.Locale == l && !o.Opened() {
			e = o
		}
	}
	if e == nil {
		return Reviewed{}, &source.Hinted{Message: fmt.Sprintf("content/ has no text of %q in %s", slug, l),
			Hint: "name its language with --locale"}
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

// Saying is what somebody adds to a review.
type Saying struct {
	By              string
	On              notice.Date
	Comment, Clause string // a comment, and the id of the heading it is about
	Done            int    // the comment of this number is dealt with
	Approve         bool   // the text is good as it stands
}

// Add adds to a review, and reports whether anything was said.
func (r *Reviewed) Add(s Saying) (changed bool, err error) {
	s.By, s.Comment = approval.Line(s.By), approval.Line(s.Comment)
	switch {
	case s.By == "":
		return false, &source.Hinted{Message: "a review needs the name of the person who makes it",
			Hint: "give it with --by \"Grace Hopper\""}
	case s.Clause != "" && s.Comment == "":
		return false, &source.Hinted{Message: "--clause belongs to --comment",
			Hint: "say what you think of the clause: --comment \"...\""}
	case s.Clause != "" && !slices.Contains(r.Galley.Anchors, s.Clause):
		return false, &source.Hinted{Message: fmt.Sprintf("the text has no clause %q", s.Clause),
			Hint: "name the id of a heading, as in braces or in the page's address"}
	case s.Done < 0 || s.Done > len(r.Review.Comments):
		return false, &source.Hinted{Message: fmt.Sprintf("there is no comment %d", s.Done),
			Hint: fmt.Sprintf("gazette review %s lists them", r.Text.Slug)}
	}
	if s.Done > 0 {
		r.Review.Comments[s.Done-1].Done = true
	}
	if s.Comment != "" {
		r.Review.Comments = append(r.Review.Comments,
			approval.Comment{By: s.By, On: s.On, Clause: s.Clause, Text: s.Comment})
	}
	if s.Approve {
		r.Review.Approve(approval.Approval{By: s.By, On: s.On, Hash: r.Hash})
	}
	return s.Done > 0 || s.Comment != "" || s.Approve, nil
}
