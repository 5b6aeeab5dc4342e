package site

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/source"
)

// meant guesses which notice a link that leads nowhere was written for, or
// returns "": other generators name a text by its folder ("../refund/index.md"),
// by all folders above it, or by an address without a file's ending.
func (s *Site) meant(ref string) notice.Slug {
	steps := stepsOf(ref)
	for i := range steps {
		if slug := notice.Slug(strings.Join(steps[i:], "-")); s.bySlug[slug] != nil {
			return slug
		}
	}
	if len(steps) == 0 {
		return ""
	}
	return notice.Slug(s.nearest(steps[len(steps)-1], s.slugs()))
}

// nearest is as source.Nearest, as long as the site guesses.
func (s *Site) nearest(name string, known []string) string {
	if s.guessed {
		return ""
	}
	return source.Nearest(name, known)
}

// WithoutGuesses returns the site as it answers once a text has more than source.Guessed mistakes: it compares no name
// with all the others.
func (s *Site) WithoutGuesses() *Site {
	next := *s
	next.guessed = true
	return &next
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
