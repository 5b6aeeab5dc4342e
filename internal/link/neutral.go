package link

import (
	"net/url"
	"path"
	"strings"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/site"
)

// scheme marks a neutral target.
const scheme = "notice:"

// Neutral returns a link as a set text holds it. A link to a notice's file becomes the notice's name,
// "notice:slug#fragment" or, where the author named a language, "notice:locale/slug#fragment": it says what is meant,
// not where that is today, so a text's hash does not change with the site around it. Other links stay as they are. It
// is a function of the link alone.
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

// Address turns a neutral target into an address for readers of a locale. to is the language of the page there where
// it is not theirs. A notice that is not there any more has no address.
func Address(s *site.Site, l *site.Locale, target string) (href string, to *site.Locale) {
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
	n := s.Notice(notice.Slug(slug))
	if n == nil {
		return "", nil
	}
	to = s.Best(n, l)
	if other := s.Locale(i18n.Locale(tag)); asked && other != nil && len(n.In(other.Tag)) > 0 {
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
