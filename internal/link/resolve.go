// Package link says where the links of texts lead.
//
// An author writes a link as a file, a path or an address. Resolve finds what is meant, and Neutral names it in a way
// that stays the same wherever it stands; so set texts hold it. Address makes of that name an address for a reader.
package link

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/site"
	"gazette/internal/source"
)

// Target is where a link in a text leads.
type Target struct {
	Here     bool           // a place in the same text
	Notice   *notice.Notice // nil when it is not a notice
	Locale   *site.Locale   // the language of the page there; nil when it is not a notice
	Fragment string         // decoded; "" for none
	// the path of one of the notice's pages, where the author wrote that; whether it is there is yet to be seen
	Page    string
	Current bool        // that page is the notice's own, which has the fragments of the text in force
	Date    notice.Date // that page is the edition's of this date; none for other pages
}

// Resolve finds the target of a link written in an edition's text. Links to notices are written as files:
// "privacy-policy.md#your-rights"; they lead to the notice in the same language, else in its source locale. A link
// that leads nowhere is returned as a problem without a place.
func Resolve(s *site.Site, e *notice.Edition, href string) (Target, *source.Problem) {
	ref, fragment, _ := strings.Cut(href, "#")
	if decoded, err := url.PathUnescape(fragment); err == nil {
		fragment = decoded
	}
	if own, ok := ownPath(s, ref); ok {
		return resolvePath(s, href, own, fragment)
	}
	switch {
	case ref == "":
		return Target{Here: true, Locale: s.Locale(e.Locale), Notice: s.Notice(e.Slug), Fragment: fragment}, nil
	case strings.HasPrefix(ref, scheme):
		return resolveNotice(s, e, strings.TrimPrefix(ref, scheme)+".md", fragment)
	case hasScheme(ref) || strings.HasPrefix(ref, "//"):
		return Target{}, nil
	case strings.HasSuffix(ref, ".md"):
		return resolveNotice(s, e, ref, fragment)
	case strings.HasPrefix(ref, "/"):
		return resolvePath(s, href, ref, fragment)
	}
	p := source.Pos{}.Problemf(rule.BrokenLink, hintFor(s, ref), "the link %q leads nowhere", href)
	return Target{}, &p
}

// ownPath is the path below base_url of a full address on this site.
func ownPath(s *site.Site, ref string) (path string, own bool) {
	if !hasScheme(ref) && !strings.HasPrefix(ref, "//") {
		return "", false
	}
	u, err := url.Parse(ref)
	base := s.Config.BaseURL
	if err != nil || !strings.EqualFold(u.Host, base.Host) {
		return "", false
	}
	if u.Scheme != "" && !strings.EqualFold(u.Scheme, base.Scheme) {
		return "", false
	}
	below, own := strings.CutPrefix(u.EscapedPath(), strings.TrimSuffix(base.EscapedPath(), "/"))
	if below == "" {
		below = "/"
	}
	return below, own && below[0] == '/'
}

// hasScheme reports whether a link is no relative reference: those have no colon in their first step (RFC 3986,
// section 4.2).
func hasScheme(ref string) bool {
	i := strings.IndexAny(ref, ":/?#")
	return i >= 0 && ref[i] == ':'
}

// resolveNotice follows "slug.md" or "../locale/slug.md".
func resolveNotice(s *site.Site, e *notice.Edition, ref, fragment string) (Target, *source.Problem) {
	name, err := url.PathUnescape(strings.TrimSuffix(path.Base(ref), ".md"))
	n := s.Notice(notice.Slug(name))
	if err != nil || n == nil {
		p := source.Pos{}.Problemf(rule.BrokenLink, s.HintFor(notice.Slug(name)), "there is no notice %q", name)
		if meant := meant(s, ref); meant != "" && s.Draft(notice.Slug(name)) == "" {
			p.Hint = fmt.Sprintf("did you mean %q?", meant)
		}
		return Target{}, &p
	}
	t := Target{Locale: s.Best(n, s.Locale(e.Locale)), Notice: n, Fragment: fragment}
	if asked := s.Locale(i18n.Locale(path.Base(path.Dir(ref)))); asked != nil && len(n.In(asked.Tag)) > 0 {
		t.Locale = asked
	}
	return t, nil
}

// resolvePath follows a path on the site: below the site's own section, and below the address of a notice, it must be
// a page or a file of ours; what else the host serves nobody here knows.
func resolvePath(s *site.Site, href, ref, fragment string) (Target, *source.Problem) {
	p, _, _ := strings.Cut(strings.TrimPrefix(ref, "/"), "?")
	if decoded, err := url.PathUnescape(p); err == nil {
		p = decoded
	}
	if s.HasAlias(p) || s.HasStatic(p) {
		return Target{}, nil
	}
	if r := routeOf(s, p); r.Notice != nil {
		t := Target{Notice: r.Notice, Page: p, Locale: r.Locale, Fragment: fragment}
		t.Current = r.Kind == site.NoticePage && s.Has(r)
		if r.Kind == site.EditionPage {
			t.Date = r.Date
		}
		return t, nil
	}
	if s.HasPage(p) {
		return Target{}, nil
	}
	if isOurs(s, p) {
		p := NoPage(s, ref)
		return Target{}, &p
	}
	if slug := namesNotice(s, p); slug != "" {
		p := source.Pos{}.Problemf(rule.BrokenLink,
			fmt.Sprintf("write %s.md; if readers still come to that address, make it one of the notice's `aliases`",
				slug),
			"%s is not a page of this site, but its name is that of the notice %s", href, slug)
		p.Severity = rule.Warning
		return Target{}, &p
	}
	return Target{}, nil
}

// routeOf takes a path apart that may lack its last slash.
func routeOf(s *site.Site, path string) site.Route {
	if r := s.Parse(path); r.Kind != site.Elsewhere || strings.HasSuffix(path, "/") {
		return r
	}
	return s.Parse(path + "/")
}

// isOurs reports whether nothing but this site can have pages under a path.
func isOurs(s *site.Site, path string) bool {
	return s.Config.Section != "" && slices.ContainsFunc(s.Locales,
		func(l site.Locale) bool { return strings.HasPrefix(path+"/", s.Hub(&l)) })
}
