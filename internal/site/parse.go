package site

import (
	"strconv"
	"strings"

	"gazette/internal/notice"
)

// Kind says what stands at a path of the output.
type Kind string

// The kinds of pages and files. Elsewhere is every path that no page can have.
const (
	Elsewhere        Kind = ""
	RootPage         Kind = "root" // where it leads to the hub
	HubPage          Kind = "hub"
	MissingPage      Kind = "missing"
	SearchPage       Kind = "search"
	SearchIndex      Kind = "search index"
	SignUpPage       Kind = "subscribe"
	LogHead          Kind = "log"     // the checkpoint of the sealed log
	ChangesPage      Kind = "changes" // of a notice, or of all
	AtomFeed         Kind = "atom"    // of a notice, or of all
	JSONFeed         Kind = "feed"    // of a notice, or of all; Number is its page
	NoticePage       Kind = "notice"
	PlainFile        Kind = "plain"
	HistoryPage      Kind = "history"
	TimeMap          Kind = "timemap"
	NoticeJSON       Kind = "json"
	EditionPage      Kind = "edition"
	RedlinePage      Kind = "redline"
	CorrectionPage   Kind = "correction" // Number is the revision
	correctionFolder Kind = "corrections"
	RootFile         Kind = "file" // one that belongs to no language
)

// Route is a path of the output, taken apart.
type Route struct {
	Kind   Kind
	Locale *Locale
	Notice *notice.Notice // nil for pages of the site; set wherever a path lies below a notice's address
	Date   notice.Date
	Number int

	named bool // the path names a notice, be it there or not
	has   func(*Site, Route) bool
}

// shape is a row of the table of page kinds: how the paths of a kind look, and
// when there is a page. {slug}, {date} and {n} stand for what they say.
type shape struct {
	kind    Kind
	pattern string // below the hub; it ends in a slash where it is a folder
	has     func(s *Site, r Route) bool
	steps   []string
}

// shapes are the kinds of pages below a hub. The first that fits counts.
var shapes = rows([]shape{
	{kind: HubPage, pattern: ""},
	{kind: SearchPage, pattern: "search/", has: searched},
	{kind: SearchIndex, pattern: "search/index.json", has: searched},
	{kind: SignUpPage, pattern: "subscribe/", has: func(s *Site, _ Route) bool { return s.Config.Subscriptions.On() }},
	{kind: LogHead, pattern: "evidence/checkpoint", has: func(s *Site, r Route) bool { return s.Config.Evidence.On() && r.Locale.Default }},
	{kind: ChangesPage, pattern: "changes/"},
	{kind: ChangesPage, pattern: "changes/{slug}/", has: (*Site).hasChanges},
	{kind: AtomFeed, pattern: "changes.atom"},
	{kind: JSONFeed, pattern: "changes.json"},
	{kind: JSONFeed, pattern: "changes-{n}.json", has: func(s *Site, r Route) bool { return r.Number <= OlderFeeds(s.logLength()) }},
	{kind: NoticePage, pattern: "{slug}/", has: (*Site).hasNotice},
	{kind: PlainFile, pattern: "{slug}/index.md", has: (*Site).hasNotice},
	{kind: HistoryPage, pattern: "{slug}/history/", has: (*Site).hasNotice},
	{kind: TimeMap, pattern: "{slug}/timemap.link", has: (*Site).hasNotice},
	{kind: NoticeJSON, pattern: "{slug}/index.json", has: func(_ *Site, r Route) bool { return r.Notice != nil && r.Locale.Default }},
	{kind: AtomFeed, pattern: "{slug}/changes.atom", has: (*Site).hasChanges},
	{kind: JSONFeed, pattern: "{slug}/changes.json", has: (*Site).hasChanges},
	{kind: JSONFeed, pattern: "{slug}/changes-{n}.json", has: func(s *Site, r Route) bool { return s.hasChanges(r) && r.Number <= OlderFeeds(len(r.Notice.Changes)) }},
	{kind: EditionPage, pattern: "{slug}/{date}/", has: (*Site).hasEdition},
	{kind: RedlinePage, pattern: "{slug}/{date}/changes/", has: (*Site).hasRedline},
	{kind: correctionFolder, pattern: "{slug}/{date}/corrections/", has: (*Site).hasCorrections},
	{kind: CorrectionPage, pattern: "{slug}/{date}/corrections/{n}/", has: (*Site).hasCorrections},
})

// rootShapes are the files at the root of the output.
var rootShapes = rows([]shape{
	{kind: RootFile, pattern: "sitemap.xml"}, {kind: RootFile, pattern: "sitemap-{n}.xml"}, {kind: RootFile, pattern: "robots.txt"}, {kind: RootFile, pattern: "llms.txt"},
	{kind: RootFile, pattern: "_redirects"}, {kind: RootFile, pattern: "_headers"}, {kind: RootFile, pattern: ".htaccess"}, {kind: RootFile, pattern: ".gazette"},
})

func rows(all []shape) []shape {
	for i := range all {
		all[i].steps = strings.Split(all[i].pattern, "/")
	}
	return all
}

// spelling says how words of a path are compared, and which notice a step names.
type spelling struct {
	word   func(string) string
	notice func(step string) *notice.Notice
}

// Parse takes a path apart, as the functions of route.go make it: a page's ends
// in a slash or, as its file does, in index.html. Whether there is such a page
// is not asked: see Has.
func (s *Site) Parse(path string) Route {
	return s.parse(path, spelling{func(w string) string { return w }, func(step string) *notice.Notice { return s.bySlug[notice.Slug(step)] }})
}

// parseFolded takes a path apart that notice.Fold made: capitals do not count.
func (s *Site) parseFolded(path string) Route {
	return s.parse(path, spelling{notice.Fold, func(step string) *notice.Notice { return s.bySlug[s.folded[step]] }})
}

func (s *Site) parse(path string, as spelling) Route {
	path = page(path)
	for i := range rootShapes {
		r := Route{}
		if rootShapes[i].fits(as, []string{path}, &r) {
			return r
		}
	}
	r := Route{Locale: s.DefaultLocale()}
	rest := path
	for i := range s.Locales {
		l := &s.Locales[i]
		if below, ok := strings.CutPrefix(path, as.word(s.Root(l))); ok && !l.Default {
			r.Locale, rest = l, below
		}
	}
	below, ok := strings.CutPrefix(rest, as.word(strings.TrimPrefix(s.Hub(r.Locale), s.Root(r.Locale))))
	switch {
	case rest == "404.html":
		r.Kind = MissingPage
	case rest == "" && s.Config.Section != "":
		r.Kind = RootPage
	case ok:
		r.below(strings.Split(below, "/"), as)
	}
	return r
}

// page is the path of a page whose file is named.
func page(path string) string {
	if path == "index.html" || strings.HasSuffix(path, "/index.html") {
		return strings.TrimSuffix(path, "index.html")
	}
	return path
}

// below takes the steps below a hub apart.
func (r *Route) below(steps []string, as spelling) {
	for i := range shapes {
		try := *r
		if shapes[i].fits(as, steps, &try) {
			*r = try
			return
		}
	}
	step := steps[0]
	if step == "changes" && len(steps) > 1 {
		step = steps[1]
	}
	r.Notice = as.notice(step)
}

// fits reports whether steps have a shape, and notes what they name.
func (f *shape) fits(as spelling, steps []string, r *Route) bool {
	if len(steps) != len(f.steps) {
		return false
	}
	for i, want := range f.steps {
		if !r.take(as, want, steps[i]) {
			return false
		}
	}
	r.Kind, r.has = f.kind, f.has
	return true
}

// take notes what a step names, where it is what a shape wants there.
func (r *Route) take(as spelling, want, step string) bool {
	before, after, numbered := strings.Cut(want, "{n}")
	switch {
	case want == "{slug}":
		r.Notice, r.named = as.notice(step), true
		return step != ""
	case want == "{date}":
		d, err := notice.ParseDate(step)
		r.Date = d
		return err == nil && d.String() == step
	case numbered:
		digits, ok := strings.CutPrefix(strings.TrimSuffix(step, after), before)
		n, err := strconv.Atoi(digits)
		r.Number = n
		return ok && err == nil && n > 0 && before+strconv.Itoa(n)+after == step
	}
	return want == step
}

// Has reports whether there is a page or a file at a path that was taken apart.
func (s *Site) Has(r Route) bool {
	return r.Kind != Elsewhere && r.Kind != correctionFolder && s.holds(r)
}

// holds is Has for folders, too, that are no page.
func (s *Site) holds(r Route) bool {
	return r.Kind != Elsewhere && (!r.named || r.Notice != nil) && (r.has == nil || r.has(s, r))
}

// HasPage reports whether a path of the output is one of the site's own pages,
// or a file that stands beside them. A page's last slash may be left out.
// Aliases and static files are none.
func (s *Site) HasPage(path string) bool {
	return strings.HasPrefix(path, assets) || s.Has(s.Parse(path)) || s.Has(s.Parse(path+"/"))
}

// assets is the folder of what pages load.
const assets = "assets/"
