package link

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/site"
	"gazette/internal/source"
)

// meant guesses which notice a link that leads nowhere was written for, or returns "": other generators name a text
// by its folder ("../refund/index.md"), by all folders above it, or by an address without a file's ending.
func meant(s *site.Site, ref string) notice.Slug {
	steps := stepsOf(ref)
	for i := range steps {
		if slug := notice.Slug(strings.Join(steps[i:], "-")); s.Notice(slug) != nil {
			return slug
		}
	}
	if len(steps) == 0 {
		return ""
	}
	return s.Nearest(steps[len(steps)-1])
}

// stepsOf are the steps of a path that may name a notice, in lower case.
func stepsOf(ref string) (steps []string) {
	ref, _, _ = strings.Cut(ref, "?")
	if decoded, err := url.PathUnescape(ref); err == nil {
		ref = decoded
	}
	for step := range strings.SplitSeq(strings.Trim(ref, "/"), "/") {
		if step != "" && step != "." && step != ".." {
			steps = append(steps, strings.ToLower(step))
		}
	}
	if len(steps) == 0 {
		return nil
	}
	last := &steps[len(steps)-1]
	switch path.Ext(*last) {
	case ".md", ".markdown", ".mdx", ".html", ".htm":
		*last = strings.TrimSuffix(*last, path.Ext(*last))
	}
	if slices.Contains([]string{"index", "_index", "readme"}, *last) && len(steps) > 1 {
		steps = steps[:len(steps)-1]
	}
	if _, err := i18n.ParseLocale(steps[0]); err == nil && len(steps) > 1 {
		steps = steps[1:]
	}
	return steps
}

// namesNotice returns the notice whose name is the last step of a path that has several: an address as another
// generator would have made it.
func namesNotice(s *site.Site, path string) notice.Slug {
	steps := stepsOf(path)
	if len(steps) < 2 || s.Notice(notice.Slug(steps[len(steps)-1])) == nil {
		return ""
	}
	return notice.Slug(steps[len(steps)-1])
}

// NoPage returns the problem of a link to a page that the site does not have, without a place.
func NoPage(s *site.Site, ref string) source.Problem {
	hint := "write a notice as its file, like privacy-policy.md"
	if meant := meant(s, ref); meant != "" {
		hint = "did you mean " + string(meant) + ".md?"
	}
	return source.Pos{}.Problemf(rule.BrokenLink, hint, "there is no page %s", ref)
}

// bareHost is how an address looks whose author forgot the scheme.
var bareHost = regexp.MustCompile(`^(www\.|[\w-]+(\.[\w-]+)*\.[a-z]{2,}/)`)

// hintFor guesses what a link that leads nowhere was meant to be.
func hintFor(s *site.Site, ref string) string {
	meant := meant(s, ref)
	switch {
	case meant != "":
		return "did you mean " + string(meant) + ".md?"
	case strings.Contains(ref, "@"):
		return "did you mean mailto:" + ref + "?"
	case bareHost.MatchString(ref):
		return "did you mean https://" + ref + "?"
	}
	return "write a notice as its file (privacy-policy.md), a path on the site from its root (/help/), or a full " +
		"address (https://...)"
}
