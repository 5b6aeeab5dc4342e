package site

import (
	"net/url"
	"path"
	"strings"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/source"
)

// Target is where a link in a text leads.
type Target struct {
	Href     string
	Locale   *Locale        // the language of the page there; nil when it is not a notice
	Notice   *notice.Notice // nil when it is not a notice
	Fragment string         // decoded; "" for none
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
		return Target{Href: href, Locale: s.byLocale[e.Locale], Notice: s.bySlug[e.Slug], Fragment: fragment}, nil
	case hasScheme(ref) || strings.HasPrefix(ref, "//"):
		return Target{Href: href}, nil
	case strings.HasSuffix(ref, ".md"):
		return s.resolveNotice(e, ref, fragment)
	case strings.HasPrefix(ref, "/"):
		return s.resolvePath(href, ref)
	}
	p := problem(source.Pos{}, "broken-link", "write a notice as its file (privacy-policy.md), a path on the site from its root (/help/), or a full address (https://...)",
		"the link %q leads nowhere", href)
	return Target{Href: href}, &p
}

func hasScheme(ref string) bool {
	u, err := url.Parse(ref)
	return err != nil && strings.Contains(ref, ":") || err == nil && u.Scheme != ""
}

// resolveNotice follows "slug.md" or "../locale/slug.md".
func (s *Site) resolveNotice(e *notice.Edition, ref, fragment string) (Target, *source.Problem) {
	name, err := url.PathUnescape(strings.TrimSuffix(path.Base(ref), ".md"))
	n := s.bySlug[notice.Slug(name)]
	if err != nil || n == nil {
		p := problem(source.Pos{}, "broken-link", s.nearestSlug(notice.Slug(name), s.slugs()), "there is no notice %q", name)
		return Target{}, &p
	}
	l := s.Best(n, s.byLocale[e.Locale])
	if asked := s.byLocale[i18n.Locale(path.Base(path.Dir(ref)))]; asked != nil && len(n.In(asked.Tag)) > 0 {
		l = asked
	}
	t := Target{Href: s.URL(s.NoticePath(n, l)), Locale: l, Notice: n, Fragment: fragment}
	if fragment != "" {
		t.Href += "#" + (&url.URL{Fragment: fragment}).EscapedFragment()
	}
	return t, nil
}

// resolvePath follows a path on the site: below the site's own section it
// must be a page or a file of ours; what else the host serves nobody here knows.
func (s *Site) resolvePath(href, ref string) (Target, *source.Problem) {
	p := strings.TrimPrefix(ref, "/")
	ours := s.Config.Section != "" && (p == s.Config.Section || strings.HasPrefix(p, s.Config.Section+"/"))
	if ours && !s.isPage(strings.TrimSuffix(p, "/")+"/") && !s.statics(p) {
		pr := problem(source.Pos{}, "broken-link", "write a notice as its file, like privacy-policy.md", "there is no page %s", ref)
		return Target{Href: href}, &pr
	}
	return Target{Href: s.Href(href)}, nil
}
