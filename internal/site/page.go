package site

import (
	"slices"
	"strconv"
	"strings"

	"gazette/internal/notice"
)

// rootFiles are the files at the root of the output that belong to no locale.
var rootFiles = []string{"sitemap.xml", "robots.txt", "llms.txt", "_redirects", "_headers", ".htaccess", ".gazette"}

// HasPage reports whether a path of the output is one of the site's own pages,
// or a file that stands beside them. Aliases and static files are none.
func (s *Site) HasPage(path string) bool {
	path = strings.TrimSuffix(strings.TrimSuffix(path, "index.html"), "/")
	if path == "" || slices.Contains(rootFiles, path) || strings.HasPrefix(path+"/", "assets/") {
		return true
	}
	for i := range s.Locales {
		l := &s.Locales[i]
		rest, ok := strings.CutPrefix(path+"/", s.Hub(l))
		if path+"/" == s.Root(l) || path == s.MissingPath(l) || ok && s.hasBelow(l, strings.Split(strings.TrimSuffix(rest, "/"), "/")) {
			return true
		}
	}
	return false
}

// hasBelow reports whether steps below a locale's hub lead to a page.
func (s *Site) hasBelow(l *Locale, steps []string) bool {
	first, rest := steps[0], steps[1:]
	switch {
	case first == "":
		return true
	case first == "search":
		return s.Config.Search && (len(rest) == 0 || len(rest) == 1 && rest[0] == "index.json")
	case first == "changes" && len(rest) == 1:
		n := s.bySlug[notice.Slug(rest[0])]
		return n != nil && len(n.In(l.Tag)) > 0 && len(n.Changes) > 0
	case len(rest) == 0 && (first == "changes" || isFeed(first, s.logLength())):
		return true
	}
	n := s.bySlug[notice.Slug(first)]
	switch {
	case n == nil:
		return false
	case len(rest) == 1 && rest[0] == "index.json":
		return l.Default
	}
	return s.hasOf(n, l, rest)
}

// hasOf reports whether steps below a notice's address lead to a page.
func (s *Site) hasOf(n *notice.Notice, l *Locale, steps []string) bool {
	there := len(n.In(l.Tag)) > 0
	if len(steps) == 0 {
		return there
	}
	if d, err := notice.ParseDate(steps[0]); err == nil {
		return hasAt(n, l, d, steps[1:])
	}
	return there && len(steps) == 1 && (steps[0] == "history" || steps[0] == "timemap.link" || steps[0] == "index.md" || len(n.Changes) > 0 && isFeed(steps[0], len(n.Changes)))
}

// hasAt reports whether steps below the address of a date lead to a page.
func hasAt(n *notice.Notice, l *Locale, d notice.Date, steps []string) bool {
	e := n.At(l.Tag, d)
	switch {
	case len(steps) == 0 && e == nil:
		return slices.ContainsFunc(n.GivenUp(), func(g *notice.Edition) bool { return g.Locale == l.Tag && g.Effective == d })
	case e == nil:
		return false
	case len(steps) == 1 && steps[0] == "changes":
		return n.Before(e) != nil
	case len(steps) == 2 && steps[0] == "corrections":
		return slices.ContainsFunc(n.Corrections(e), func(c notice.Correction) bool { return c.Shown() && strconv.Itoa(c.Revision) == steps[1] })
	}
	return len(steps) == 0
}

// FeedLength is how many changes a page of a feed holds; the newest has up to
// twice as many, so that a page of older ones is always full.
const FeedLength = 100

// OlderFeeds is how many pages of older changes the feed of a log has.
func OlderFeeds(changes int) int { return max(0, changes/FeedLength-1) }

// isFeed reports whether a name is that of a feed of so many changes.
func isFeed(name string, changes int) bool {
	if name == "changes.atom" || name == "changes.json" {
		return true
	}
	number, ok := strings.CutPrefix(strings.TrimSuffix(name, ".json"), "changes-")
	page, err := strconv.Atoi(number)
	return ok && err == nil && page > 0 && page <= OlderFeeds(changes) && name == "changes-"+strconv.Itoa(page)+".json"
}

func (s *Site) logLength() (n int) {
	for _, o := range s.Notices {
		n += len(o.Changes)
	}
	return n
}

// noticeAt returns the notice whose pages a path is among, if it were one.
func (s *Site) noticeAt(path string) *notice.Notice {
	for i := range s.Locales {
		if rest, ok := strings.CutPrefix(path, s.Hub(&s.Locales[i])); ok {
			step, _, _ := strings.Cut(strings.TrimPrefix(rest, "changes/"), "/")
			if n := s.bySlug[notice.Slug(step)]; n != nil {
				return n
			}
		}
	}
	return nil
}
