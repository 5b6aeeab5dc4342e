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

	shape *shape // its row in the table; nil for a path that no page can have
}

// shape is a row of the table of page kinds: how the paths of a kind look, and when there is a page. {slug}, {date}
// and {n} stand for what they say. The table in render/kinds.go says what is made there.
type shape struct {
	kind    Kind
	pattern string                       // it ends in a slash where it is a folder
	has     func(s *Site, r Route) bool  // nil: always
	numbers func(s *Site, r Route) []int // what {n} may be

	above        func(*Site, *Locale) string // what stands before the pattern
	steps        []string                    // of the pattern
	named, dated bool                        // it has {slug}, {date}
}

// rootShapes are the kinds of pages at the root of a locale.
var rootShapes = rows((*Site).Root, []shape{
	{kind: MissingPage, pattern: "404.html"},
	{kind: RootPage, pattern: "", has: func(s *Site, _ Route) bool { return s.Config.Section != "" }},
})

// shapes are the kinds of pages below a hub. The first that fits counts.
var shapes = rows((*Site).Hub, []shape{
	{kind: HubPage, pattern: ""},
	{kind: SearchPage, pattern: "search/", has: searched},
	{kind: SearchIndex, pattern: "search/index.json", has: searched},
	{kind: SignUpPage, pattern: "subscribe/", has: signsUp},
	{kind: LogHead, pattern: "evidence/checkpoint", has: sealed},
	{kind: ChangesPage, pattern: "changes/"},
	{kind: ChangesPage, pattern: "changes/{slug}/", has: (*Site).hasChanges},
	{kind: AtomFeed, pattern: "changes.atom"},
	{kind: JSONFeed, pattern: "changes.json"},
	{kind: JSONFeed, pattern: "changes-{n}.json", numbers: olderFeeds},
	{kind: NoticePage, pattern: "{slug}/", has: (*Site).hasNotice},
	{kind: PlainFile, pattern: "{slug}/index.md", has: (*Site).hasNotice},
	{kind: HistoryPage, pattern: "{slug}/history/", has: (*Site).hasNotice},
	{kind: TimeMap, pattern: "{slug}/timemap.link", has: (*Site).hasNotice},
	{kind: NoticeJSON, pattern: "{slug}/index.json", has: func(_ *Site, r Route) bool { return r.Locale.Default }},
	{kind: AtomFeed, pattern: "{slug}/changes.atom", has: (*Site).hasChanges},
	{kind: JSONFeed, pattern: "{slug}/changes.json", has: (*Site).hasChanges},
	{kind: JSONFeed, pattern: "{slug}/changes-{n}.json", has: (*Site).hasChanges, numbers: olderFeeds},
	{kind: EditionPage, pattern: "{slug}/{date}/", has: (*Site).hasEdition},
	{kind: RedlinePage, pattern: "{slug}/{date}/changes/", has: (*Site).hasRedline},
	{kind: correctionFolder, pattern: "{slug}/{date}/corrections/", has: (*Site).hasCorrections},
	{kind: CorrectionPage, pattern: "{slug}/{date}/corrections/{n}/", numbers: corrections},
})

// fileShapes are the files at the root of the output.
var fileShapes = rows(func(*Site, *Locale) string { return "" }, []shape{
	{kind: RootFile, pattern: "sitemap.xml"}, {kind: RootFile, pattern: "sitemap-{n}.xml"},
	{kind: RootFile, pattern: "robots.txt"}, {kind: RootFile, pattern: "llms.txt"},
	{kind: RootFile, pattern: "_redirects"}, {kind: RootFile, pattern: "_headers"},
	{kind: RootFile, pattern: ".htaccess"},
	{kind: RootFile, pattern: ".gazette"},
})

// rows works out of each row's pattern what is asked of it often. above returns the path below which its pages stand.
func rows(above func(*Site, *Locale) string, all []shape) []shape {
	for i := range all {
		f := &all[i]
		f.above = above
		f.steps = strings.Split(f.pattern, "/")
		f.named, f.dated = strings.Contains(f.pattern, "{slug}"), strings.Contains(f.pattern, "{date}")
	}
	return all
}

// comparison says how words of a path are compared, and which notice a step names.
type comparison struct {
	word   func(string) string
	notice func(step string) *notice.Notice
}

// Parse takes a path apart, as the functions of route.go make it: a page's ends in a slash or, as its file does, in
// index.html. Whether there is such a page is not asked: see Has.
func (s *Site) Parse(path string) Route {
	return s.parse(path, comparison{
		word:   func(w string) string { return w },
		notice: func(step string) *notice.Notice { return s.bySlug[notice.Slug(step)] },
	})
}

// parseFolded takes a path apart that notice.Fold made: capitals do not count.
func (s *Site) parseFolded(path string) Route {
	return s.parse(path, comparison{
		word:   notice.Fold,
		notice: func(step string) *notice.Notice { return s.bySlug[s.folded[step]] },
	})
}

// parse takes a path apart, comparing words and naming notices as it is told.
func (s *Site) parse(path string, as comparison) Route {
	path = page(path)
	r := Route{}
	if r.find(fileShapes, []string{path}, as) {
		return r
	}
	r.Locale = s.DefaultLocale()
	rest := path
	for i := range s.Locales {
		l := &s.Locales[i]
		if below, ok := strings.CutPrefix(path, as.word(s.Root(l))); ok && !l.Default {
			r.Locale, rest = l, below
		}
	}
	if try := r; try.find(rootShapes, strings.Split(rest, "/"), as) && try.there(s) {
		return try
	}
	if below, ok := strings.CutPrefix(rest, as.word(strings.TrimPrefix(s.Hub(r.Locale), s.Root(r.Locale)))); ok {
		r.below(strings.Split(below, "/"), as)
	}
	return r
}

// Path is the path of a route that Parse or Routes made; "" where no page can be.
func (s *Site) Path(r Route) string {
	if r.shape == nil {
		return ""
	}
	slug := ""
	if r.Notice != nil {
		slug = string(r.Notice.Slug)
	}
	named := strings.NewReplacer("{slug}", slug, "{date}", r.Date.String(), "{n}", strconv.Itoa(r.Number))
	return r.shape.above(s, r.Locale) + named.Replace(r.shape.pattern)
}

// page is the path of a page whose file is named.
func page(path string) string {
	if path == "index.html" || strings.HasSuffix(path, "/index.html") {
		return strings.TrimSuffix(path, "index.html")
	}
	return path
}

// below takes the steps below a hub apart.
func (r *Route) below(steps []string, as comparison) {
	if r.find(shapes, steps, as) {
		return
	}
	step := steps[0]
	if step == "changes" && len(steps) > 1 {
		step = steps[1]
	}
	r.Notice = as.notice(step)
}

// find takes the first shape that steps have.
func (r *Route) find(shapes []shape, steps []string, as comparison) bool {
	for i := range shapes {
		try := *r
		if shapes[i].fits(as, steps, &try) {
			*r = try
			return true
		}
	}
	return false
}

// fits reports whether steps have a shape, and notes what they name.
func (f *shape) fits(as comparison, steps []string, r *Route) bool {
	if len(steps) != len(f.steps) {
		return false
	}
	for i, want := range f.steps {
		if !r.take(as, want, steps[i]) {
			return false
		}
	}
	r.Kind, r.shape = f.kind, f
	return true
}

// take notes what a step names, where it is what a shape wants there.
func (r *Route) take(as comparison, want, step string) bool {
	before, after, numbered := strings.Cut(want, "{n}")
	switch {
	case want == "{slug}":
		r.Notice = as.notice(step)
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

// assets is the folder of what pages load.
const assets = "assets/"
