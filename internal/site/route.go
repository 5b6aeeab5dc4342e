package site

import (
	"net/url"
	"strconv"
	"strings"

	"gazette/internal/notice"
)

// Paths here are those of the output folder: slash-separated, relative, in raw Unicode; a page's path ends in a slash
// and its file is index.html. URL and Abs turn them into addresses.

// Root is the root of a locale: "" for the default locale, else "de/".
func (s *Site) Root(l *Locale) string {
	if l.Default {
		return ""
	}
	return l.Path + "/"
}

// Hub is the page that lists all notices of a locale.
func (s *Site) Hub(l *Locale) string {
	if s.Config.Section == "" {
		return s.Root(l)
	}
	return s.Root(l) + s.Config.Section + "/"
}

// NoticePath is a notice's own address: the text in force.
func (s *Site) NoticePath(n *notice.Notice, l *Locale) string { return s.Hub(l) + string(n.Slug) + "/" }

// EditionPath is the permanent address of one edition.
func (s *Site) EditionPath(n *notice.Notice, l *Locale, d notice.Date) string {
	return s.NoticePath(n, l) + d.String() + "/"
}

// RedlinePath is the comparison of an edition with the one before.
func (s *Site) RedlinePath(n *notice.Notice, l *Locale, d notice.Date) string {
	return s.EditionPath(n, l, d) + "changes/"
}

// HistoryPath lists all editions of a notice.
func (s *Site) HistoryPath(n *notice.Notice, l *Locale) string {
	return s.NoticePath(n, l) + "history/"
}

// CorrectionPath is the comparison of an edition's revision with the one before it.
func (s *Site) CorrectionPath(n *notice.Notice, l *Locale, d notice.Date, revision int) string {
	return s.EditionPath(n, l, d) + "corrections/" + strconv.Itoa(revision) + "/"
}

// ChangesPath is the published change log of a notice, or of all of them when n is nil.
func (s *Site) ChangesPath(n *notice.Notice, l *Locale) string {
	if n == nil {
		return s.Hub(l) + "changes/"
	}
	return s.Hub(l) + "changes/" + string(n.Slug) + "/"
}

// AtomPath is the change log as an Atom feed; n may be nil.
func (s *Site) AtomPath(n *notice.Notice, l *Locale) string {
	return s.feedFolder(n, l) + "changes.atom"
}

// FeedPath is the change log as a JSON Feed; n may be nil. The newest changes are on page 0; the pages of older ones
// count from the oldest, so that a full page never changes.
func (s *Site) FeedPath(n *notice.Notice, l *Locale, page int) string {
	if page == 0 {
		return s.feedFolder(n, l) + "changes.json"
	}
	return s.feedFolder(n, l) + "changes-" + strconv.Itoa(page) + ".json"
}

// feedFolder is below which path the feeds of a notice stand, or of all notices when n is nil.
func (s *Site) feedFolder(n *notice.Notice, l *Locale) string {
	if n == nil {
		return s.Hub(l)
	}
	return s.NoticePath(n, l)
}

// SearchPath is the page on which readers search the notices of a locale.
func (s *Site) SearchPath(l *Locale) string { return s.Hub(l) + "search/" }

// SignUpPath is the page on which readers of a locale sign up to be told about changes.
func (s *Site) SignUpPath(l *Locale) string { return s.Hub(l) + "subscribe/" }

// SearchIndexPath lists what there is to search in a locale.
func (s *Site) SearchIndexPath(l *Locale) string { return s.SearchPath(l) + "index.json" }

// SearchTextFolder holds the texts of a locale as they are searched.
func (s *Site) SearchTextFolder(l *Locale) string { return "assets/search/" + string(l.Tag) + "/" }

// MissingPath is the page for addresses that do not exist.
func (s *Site) MissingPath(l *Locale) string { return s.Root(l) + "404.html" }

// JSONPath is the machine-readable notice. There is one for all languages.
func (s *Site) JSONPath(n *notice.Notice) string {
	return s.NoticePath(n, s.DefaultLocale()) + "index.json"
}

// PlainPath is the Markdown of the text at a page's path.
func (s *Site) PlainPath(page string) string { return page + "index.md" }

// TimeMapPath is the list of a notice's editions as RFC 7089 has it.
func (s *Site) TimeMapPath(n *notice.Notice, l *Locale) string {
	return s.NoticePath(n, l) + "timemap.link"
}

// URL is the address of a path for links on the same host: absolute from the root of the host, percent-encoded.
func (s *Site) URL(path string) string {
	return s.origin + s.Config.BaseURL.EscapedPath() + escape(path)
}

// Elsewhere is the site as pages on another host show it: all its links are full addresses.
func (s *Site) Elsewhere() *Site {
	out := *s
	out.origin = s.Config.BaseURL.Scheme + "://" + s.Config.BaseURL.Host
	return &out
}

// Abs is the full address of a path, with scheme and host.
func (s *Site) Abs(path string) string {
	u := s.Config.BaseURL
	return u.Scheme + "://" + u.Host + u.EscapedPath() + escape(path)
}

// escape writes a path as an address has it: percent-encoded where that is needed.
func escape(path string) string {
	if !strings.ContainsFunc(path, func(r rune) bool {
		return r > 126 || r <= ' ' || strings.ContainsRune(`"%<>?#\^`+"`{|}", r)
	}) {
		return path
	}
	return (&url.URL{Path: path}).EscapedPath()
}

// Href resolves a configured address for a reader of a locale: paths on the site get the base path, everything else
// stays.
func (s *Site) Href(address string) string {
	if strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") {
		return s.origin + s.Config.BaseURL.EscapedPath() + strings.TrimPrefix(address, "/")
	}
	return address
}

// EditionOf returns the permanent path of an edition.
func (s *Site) EditionOf(e *notice.Edition) string {
	return s.EditionPath(s.bySlug[e.Slug], s.byLocale[e.Locale], e.Effective)
}
