package site

import (
	"fmt"
	"strings"

	"gazette/internal/notice"
	"gazette/internal/spelling"
)

// HintFor says what to write in the place of a slug that no notice has.
func (s *Site) HintFor(slug notice.Slug) string {
	if file := s.Draft(slug); file != "" {
		return "it is a draft: remove the line `draft: true` from " + file + " to publish it"
	}
	if near := s.Nearest(string(slug)); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	switch n := len(s.Notices); {
	case n == 0:
		return "there are no notices without problems yet"
	case n > 12:
		return "a notice is named by its file, without .md"
	}
	return "notices: " + strings.Join(s.slugs(), ", ")
}

// Draft returns the file of a notice that exists as a draft alone, or "".
func (s *Site) Draft(slug notice.Slug) (file string) { return s.drafts[slug] }

// Nearest returns the notice whose slug is nearest to a name that none has; "" where none is near, or where the site
// does not guess.
func (s *Site) Nearest(name string) notice.Slug {
	if s.guessed {
		return ""
	}
	return notice.Slug(spelling.Nearest(name, s.slugs()))
}

// WithoutGuesses returns the site as it answers once a text has more than spelling.Guessed mistakes: it compares no
// name with all the others.
func (s *Site) WithoutGuesses() *Site {
	next := *s
	next.guessed = true
	return &next
}

// slugs are those of all notices, in their order.
func (s *Site) slugs() []string {
	out := make([]string, len(s.Notices))
	for i, n := range s.Notices {
		out[i] = string(n.Slug)
	}
	return out
}
