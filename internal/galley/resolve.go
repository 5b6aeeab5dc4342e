package galley

import (
	"fmt"

	"gazette/internal/link"
	"gazette/internal/markdown"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/site"
	"gazette/internal/spelling"
)

// resolver turns what an author wrote as a link into a neutral target: a set
// text names the notice it leads to, not the address that notice has today.
// So neither its hash nor its redline change when the site around it does.
type resolver struct {
	site   *site.Site
	galley *Galley
	text   *markdown.Text
	lost   int // links that lead nowhere
	broken int // fragments that the text does not have
}

// link resolves one Markdown link in place.
func (r *resolver) link(l *markdown.Link) {
	if refusal := l.Refused(); refusal != nil {
		r.text.Refuse(l.At, refusal)
		return
	}
	target, problem := link.Resolve(r.site, r.galley.Edition, l.Target)
	if problem != nil {
		if r.lost++; r.lost == spelling.Guessed {
			r.site = r.site.WithoutGuesses()
		}
	}
	l.Target = link.Neutral(l.Target)
	if problem != nil {
		found := *problem
		found.Pos = r.galley.Pos(l.At)
		r.text.Problems = append(r.text.Problems, found)
		return
	}
	r.fragment(target, l.At)
}

// raw resolves a link in raw HTML.
func (r *resolver) raw(href string, offset int) string {
	l := markdown.Link{Target: href, At: r.text.At(offset)}
	r.link(&l)
	return l.Target
}

// fragment checks that #id exists: at once in this text, later in another.
// So it is with the pages of a notice, which come and go with its editions.
func (r *resolver) fragment(t link.Target, at int) {
	e := r.galley.Edition
	switch {
	case t.Page != "":
		if e.Origin == notice.Content {
			r.galley.Refs = append(r.galley.Refs, Ref{Slug: t.Notice.Slug, Page: t.Page, At: at})
			if (t.Current || !t.Date.IsZero()) && t.Fragment != "" && t.Fragment != "top" {
				r.galley.Refs = append(r.galley.Refs,
					Ref{Slug: t.Notice.Slug, Locale: t.Locale.Tag, Date: t.Date, Fragment: t.Fragment, At: at})
			}
		}
	case t.Fragment == "" || t.Notice == nil || t.Fragment == "top":
	case t.Notice.Slug == e.Slug && t.Locale.Tag == e.Locale && t.Here:
		if !r.text.HasAnchor(t.Fragment) {
			r.text.Problems = append(r.text.Problems, r.galley.Pos(at).Problem(rule.BrokenFragment,
				"this text has no heading or anchor #"+t.Fragment, HintFor(t.Fragment, r.ids())))
		}
	case e.Origin == notice.Content:
		r.galley.Refs = append(r.galley.Refs,
			Ref{Slug: t.Notice.Slug, Locale: t.Locale.Tag, Fragment: t.Fragment, At: at})
	}
}

// ids are those of the text's headings, as long as suggestions are made.
func (r *resolver) ids() (ids []string) {
	if r.broken++; r.broken > spelling.Guessed {
		return nil
	}
	for _, h := range r.text.Headings {
		ids = append(ids, h.ID)
	}
	return ids
}

// HintFor suggests the nearest id to one that does not exist.
func HintFor(fragment string, ids []string) string {
	if near := spelling.Nearest(fragment, ids); near != "" {
		return fmt.Sprintf("did you mean #%s?", near)
	}
	return "name the id of a heading there, or give one an id with {#" + fragment + "}"
}
