package site

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/source"
)

// Target is where a link in a text leads.
type Target struct {
	Here     bool           // a place in the same text
	Notice   *notice.Notice // nil when it is not a notice
	Locale   *Locale        // the language of the page there; nil when it is not a notice
	Fragment string         // decoded; "" for none
	Page     string         // the path of one of the notice's pages, where the author wrote that; whether it is there is yet to be seen
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
		return s.resolvePath(href, ref)
	}
	p := problem(source.Pos{}, "broken-link", hintFor(ref), "the link %q leads nowhere", href)
	return Target{}, &p
}

// host is how an address looks whose author forgot the scheme.
var host = regexp.MustCompile(`^(www\.|[\w-]+(\.[\w-]+)*\.[a-z]{2,}/)`)

// hintFor guesses what a link that leads nowhere was meant to be.
func hintFor(ref string) string {
	switch {
	case strings.Contains(ref, "@"):
		return "did you mean mailto:" + ref + "?"
	case host.MatchString(ref):
		return "did you mean https://" + ref + "?"
	}
	return "write a notice as its file (privacy-policy.md), a path on the site from its root (/help/), or a full address (https://...)"
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
		p := problem(source.Pos{}, "broken-link", s.nearestSlug(notice.Slug(name), s.slugs()), "there is no notice %q", name)
		return Target{}, &p
	}
	t := Target{Locale: s.Best(n, s.byLocale[e.Locale]), Notice: n, Fragment: fragment}
	if asked := s.byLocale[i18n.Locale(path.Base(path.Dir(ref)))]; asked != nil && len(n.In(asked.Tag)) > 0 {
		t.Locale = asked
	}
	return t, nil
}

// resolvePath follows a path on the site: below the site's own section it
// must be a page or a file of ours; what else the host serves nobody here knows.
func (s *Site) resolvePath(href, ref string) (Target, *source.Problem) {
	p, _, _ := strings.Cut(strings.TrimPrefix(ref, "/"), "?")
	if decoded, err := url.PathUnescape(p); err == nil {
		p = decoded
	}
	if !s.isOurs(p) || s.aliases[page(p)] || s.aliases[p+"/"] || s.statics(p) {
		return Target{}, nil
	}
	if n := s.Parse(p).Notice; n != nil {
		return Target{Notice: n, Page: p}, nil
	}
	if !s.HasPage(p) {
		return Target{}, NoPage(ref)
	}
	return Target{}, nil
}

// NoPage is the problem of a link to a page that the site does not have.
func NoPage(ref string) *source.Problem {
	p := problem(source.Pos{}, "broken-link", "write a notice as its file, like privacy-policy.md", "there is no page %s", ref)
	return &p
}

// isOurs reports whether nothing but this site can have pages under a path.
func (s *Site) isOurs(path string) bool {
	return s.Config.Section != "" && slices.ContainsFunc(s.Locales, func(l Locale) bool { return strings.HasPrefix(path+"/", s.Hub(&l)) })
}
