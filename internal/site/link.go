package site

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// Target is where a link in a text leads.
type Target struct {
	Here     bool           // a place in the same text
	Notice   *notice.Notice // nil when it is not a notice
	Locale   *Locale        // the language of the page there; nil when it is not a notice
	Fragment string         // decoded; "" for none
	// the path of one of the notice's pages, where the author wrote that; whether it is there is yet to be seen
	Page    string
	Current bool        // that page is the notice's own, which has the fragments of the text in force
	Date    notice.Date // that page is the edition's of this date; none for other pages
}

// scheme marks a neutral target.
const scheme = "notice:"

// Neutral returns a link as a set text holds it. A link to a notice's file
// becomes the notice's name, "notice:slug#fragment" or, where the author named
// a language, "notice:locale/slug#fragment": it says what is meant, not where
// that is today, so a text's hash does not change with the site around it.
// Other links stay as they are. It is a function of the link alone.
func Neutral(href string) string {
	ref, fragment, _ := strings.Cut(href, "#")
	file, ok := strings.CutSuffix(ref, ".md")
	if !ok || hasScheme(ref) || strings.HasPrefix(ref, "//") {
		return href
	}
	out := scheme
	if tag, err := i18n.ParseLocale(path.Base(path.Dir(file))); err == nil {
		out += string(tag) + "/"
	}
	out += path.Base(file)
	if fragment != "" {
		if decoded, err := url.PathUnescape(fragment); err == nil {
			fragment = decoded
		}
		out += "#" + (&url.URL{Fragment: fragment}).EscapedFragment()
	}
	return out
}

// Address turns a neutral target into an address for readers of a locale. to
// is the language of the page there where it is not theirs. A notice that is
// not there any more has no address.
func (s *Site) Address(l *Locale, target string) (href string, to *Locale) {
	name, ok := strings.CutPrefix(target, scheme)
	if !ok {
		return s.Href(target), nil
	}
	name, fragment, _ := strings.Cut(name, "#")
	tag, slug, asked := strings.Cut(name, "/")
	if !asked {
		slug = tag
	}
	if decoded, err := url.PathUnescape(slug); err == nil {
		slug = decoded
	}
	n := s.bySlug[notice.Slug(slug)]
	if n == nil {
		return "", nil
	}
	to = s.Best(n, l)
	if other := s.byLocale[i18n.Locale(tag)]; asked && other != nil && len(n.In(other.Tag)) > 0 {
		to = other
	}
	href = s.URL(s.NoticePath(n, to))
	if fragment != "" {
		href += "#" + fragment
	}
	if to == l {
		return href, nil
	}
	return href, to
}

// Resolve finds the target of a link written in an edition's text. Links to
// notices are written as files: "privacy-policy.md#your-rights"; they lead to
// the notice in the same language, else in its source locale. A link that
// leads nowhere is returned as a problem without a place.
func (s *Site) Resolve(e *notice.Edition, href string) (Target, *source.Problem) {
	ref, fragment, _ := strings.Cut(href, "#")
	if decoded, err := url.PathUnescape(fragment); err == nil {
		fragment = decoded
	}
	if own, ok := s.ownPath(ref); ok {
		return s.resolvePath(href, own, fragment)
	}
	switch {
	case ref == "":
		return Target{Here: true, Locale: s.byLocale[e.Locale], Notice: s.bySlug[e.Slug], Fragment: fragment}, nil
	case strings.HasPrefix(ref, scheme):
		return s.resolveNotice(e, strings.TrimPrefix(ref, scheme)+".md", fragment)
	case hasScheme(ref) || strings.HasPrefix(ref, "//"):
		return Target{}, nil
	case strings.HasSuffix(ref, ".md"):
		return s.resolveNotice(e, ref, fragment)
	case strings.HasPrefix(ref, "/"):
		return s.resolvePath(href, ref, fragment)
	}
	p := source.Pos{}.Problemf(rule.BrokenLink, s.hintFor(ref), "the link %q leads nowhere", href)
	return Target{}, &p
}

// ownPath is the path below base_url of a full address on this site.
func (s *Site) ownPath(ref string) (path string, own bool) {
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

// host is how an address looks whose author forgot the scheme.
var host = regexp.MustCompile(`^(www\.|[\w-]+(\.[\w-]+)*\.[a-z]{2,}/)`)

// hintFor guesses what a link that leads nowhere was meant to be.
func (s *Site) hintFor(ref string) string {
	meant := s.meant(ref)
	switch {
	case meant != "":
		return "did you mean " + string(meant) + ".md?"
	case strings.Contains(ref, "@"):
		return "did you mean mailto:" + ref + "?"
	case host.MatchString(ref):
		return "did you mean https://" + ref + "?"
	}
	return "write a notice as its file (privacy-policy.md), a path on the site from its root (/help/), or a full " +
		"address (https://...)"
}

// hasScheme reports whether a link is no relative reference: those have no
// colon in their first step (RFC 3986, section 4.2).
func hasScheme(ref string) bool {
	i := strings.IndexAny(ref, ":/?#")
	return i >= 0 && ref[i] == ':'
}

// resolveNotice follows "slug.md" or "../locale/slug.md".
func (s *Site) resolveNotice(e *notice.Edition, ref, fragment string) (Target, *source.Problem) {
	name, err := url.PathUnescape(strings.TrimSuffix(path.Base(ref), ".md"))
	n := s.bySlug[notice.Slug(name)]
	if err != nil || n == nil {
		p := source.Pos{}.Problemf(rule.BrokenLink, s.nearestSlug(notice.Slug(name), s.slugs()),
			"there is no notice %q", name)
		if meant := s.meant(ref); meant != "" && s.drafts[notice.Slug(name)] == "" {
			p.Hint = fmt.Sprintf("did you mean %q?", meant)
		}
		return Target{}, &p
	}
	t := Target{Locale: s.Best(n, s.byLocale[e.Locale]), Notice: n, Fragment: fragment}
	if asked := s.byLocale[i18n.Locale(path.Base(path.Dir(ref)))]; asked != nil && len(n.In(asked.Tag)) > 0 {
		t.Locale = asked
	}
	return t, nil
}

// resolvePath follows a path on the site: below the site's own section, and
// below the address of a notice, it must be a page or a file of ours; what else
// the host serves nobody here knows.
func (s *Site) resolvePath(href, ref, fragment string) (Target, *source.Problem) {
	p, _, _ := strings.Cut(strings.TrimPrefix(ref, "/"), "?")
	if decoded, err := url.PathUnescape(p); err == nil {
		p = decoded
	}
	if s.aliases[page(p)] || s.aliases[p+"/"] || s.statics(p) {
		return Target{}, nil
	}
	if r := s.routeOf(p); r.Notice != nil {
		t := Target{Notice: r.Notice, Page: p, Locale: r.Locale, Fragment: fragment}
		t.Current = r.Kind == NoticePage && s.hasNotice(r)
		if r.Kind == EditionPage {
			t.Date = r.Date
		}
		return t, nil
	}
	if s.HasPage(p) {
		return Target{}, nil
	}
	if s.isOurs(p) {
		return Target{}, s.NoPage(ref)
	}
	if slug := s.namesNotice(p); slug != "" {
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
func (s *Site) routeOf(path string) Route {
	if r := s.Parse(path); r.Kind != Elsewhere || strings.HasSuffix(path, "/") {
		return r
	}
	return s.Parse(path + "/")
}

// namesNotice returns the notice whose name is the last step of a path that
// has several: an address as another generator would have made it.
func (s *Site) namesNotice(path string) notice.Slug {
	steps := stepsOf(path)
	if len(steps) < 2 || s.bySlug[notice.Slug(steps[len(steps)-1])] == nil {
		return ""
	}
	return notice.Slug(steps[len(steps)-1])
}

// NoPage is the problem of a link to a page that the site does not have.
func (s *Site) NoPage(ref string) *source.Problem {
	hint := "write a notice as its file, like privacy-policy.md"
	if meant := s.meant(ref); meant != "" {
		hint = "did you mean " + string(meant) + ".md?"
	}
	p := source.Pos{}.Problemf(rule.BrokenLink, hint, "there is no page %s", ref)
	return &p
}

// isOurs reports whether nothing but this site can have pages under a path.
func (s *Site) isOurs(path string) bool {
	return s.Config.Section != "" && slices.ContainsFunc(s.Locales,
		func(l Locale) bool { return strings.HasPrefix(path+"/", s.Hub(&l)) })
}
