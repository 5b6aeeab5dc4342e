package render

import (
	"slices"

	"gazette/internal/galley"
	"gazette/internal/notice"
	"gazette/internal/site"
)

// What a row names stands below the tables where it is short; the pages that need more have files of their own.

// pageKind is a row of the table of page kinds: how its files are made, what they show, and whether search engines are
// told of them. Where they stand, and when there are any, is said by the table of site.
type pageKind struct {
	kind site.Kind
	// make makes the file of a route; with it come, perhaps, others that are cheaper made together. Nil where the files
	// need more than one notice's texts, or no renderer.
	make func(p *Renderer, r site.Route, texts Texts) ([]File, error)
	// comes reports whether the file came with another one, so that a build does not make it again. Nil: never.
	comes func(p *Renderer, r site.Route) bool
	// shows is what the files are made of, beside what all pages are.
	shows dependency
	// listed are the pages in the sitemap: of a notice, or of the site where it is nil.
	listed func(p *Renderer, n *notice.Notice) []listing
}

// Texts gives the set text of an edition, or says why there is none to show.
type Texts func(*notice.Edition) (*galley.Galley, error)

// siteKinds are the kinds that belong to no notice, once for each locale.
var siteKinds = []pageKind{
	{kind: site.HubPage, make: inLocale((*Renderer).Hub), shows: outlines, listed: hubListed},
	{kind: site.ChangesPage, make: changesPage, shows: outlines | changeLog, listed: changesListed},
	{kind: site.AtomFeed, make: feedFiles, shows: outlines | changeLog},
	{kind: site.JSONFeed, make: feedFiles, comes: withAtom, shows: outlines | changeLog},
	{kind: site.MissingPage, make: inLocale((*Renderer).Missing), shows: outlines},
	{kind: site.SearchPage, make: searchPage},
	{kind: site.SearchIndex}, // made of the names of all notices' search files
	{kind: site.SignUpPage, make: signUpPage, shows: outlines},
	{kind: site.RootPage, make: rootPage},
	{kind: site.LogHead}, // a file of the archive
	{kind: site.RootFile, shows: outlines | changeLog | addresses},
}

// noticeKinds are the kinds that belong to a notice.
var noticeKinds = []pageKind{
	{kind: site.NoticePage, make: noticePage, shows: bodies | states | links | outlines | changeLog | related,
		listed: noticeListed},
	{kind: site.EditionPage, make: editionPage, comes: withNotice,
		shows: bodies | states | links | outlines | changeLog | related},
	{kind: site.HistoryPage, make: historyPage, shows: bodies | states | outlines | changeLog, listed: historyListed},
	{kind: site.ChangesPage, make: changesPage, shows: outlines | changeLog, listed: changesListed},
	{kind: site.RedlinePage, make: redlinePage, shows: bodies | links | outlines, listed: redlinesListed},
	{kind: site.CorrectionPage, make: correctionPage, shows: bodies | links | outlines | changeLog,
		listed: correctionsListed},
	{kind: site.PlainFile, make: plainFile, shows: bodies | states | links | changeLog},
	{kind: site.TimeMap, make: timeMap, shows: states},
	{kind: site.AtomFeed, make: feedFiles, shows: outlines | changeLog},
	{kind: site.JSONFeed, make: feedFiles, comes: withAtom, shows: outlines | changeLog},
	{kind: site.NoticeJSON, make: noticeJSONFile, shows: bodies | states | outlines | changeLog},
}

// kindsOf are the kinds of a notice, or of the site where it is nil.
func kindsOf(n *notice.Notice) []pageKind {
	if n == nil {
		return siteKinds
	}
	return noticeKinds
}

// Make makes the file of a route and those that come with it; none where it is not a renderer that makes it.
func (p *Renderer) Make(r site.Route, texts Texts) ([]File, error) {
	for _, k := range kindsOf(r.Notice) {
		if k.kind == r.Kind && k.make != nil {
			return k.make(p, r, texts)
		}
	}
	return nil, nil
}

// one is a file alone.
func one(f File, err error) ([]File, error) {
	if err != nil {
		return nil, err
	}
	return []File{f}, nil
}

// start starts the page of a route: its title is what a key says, and it leads to itself in the languages that have it.
func (p *Renderer) start(r site.Route, kind, title string) *Page {
	e := p.chromes[r.Locale.Tag]
	page := p.page(e, kind, p.site.Path(r), e.words.Text(title))
	in := func(l *site.Locale) site.Route {
		other := r
		other.Locale = l
		return other
	}
	there := slices.DeleteFunc(p.allLocales(), func(l *site.Locale) bool { return !p.site.Has(in(l)) })
	p.inLanguages(page, r.Locale, there, func(l *site.Locale) string { return p.site.Path(in(l)) })
	return page
}

// inLocale makes the page that a locale has once.
func inLocale(page func(*Renderer, *site.Locale) (File, error)) func(*Renderer, site.Route, Texts) ([]File, error) {
	return func(p *Renderer, r site.Route, _ Texts) ([]File, error) { return one(page(p, r.Locale)) }
}

// rootPage leads to the hub.
func rootPage(p *Renderer, r site.Route, _ Texts) ([]File, error) {
	return one(p.Moved(r.Locale, p.site.Root(r.Locale), p.site.Hub(r.Locale), p.chromes[r.Locale.Tag].name))
}

func changesPage(p *Renderer, r site.Route, _ Texts) ([]File, error) {
	return one(p.Changes(r.Notice, r.Locale))
}

// feedFiles are both feeds with all their pages: they word the same changes.
func feedFiles(p *Renderer, r site.Route, _ Texts) ([]File, error) {
	return p.Feeds(r.Notice, r.Locale)
}

func withAtom(*Renderer, site.Route) bool { return true }

// noticePage is the notice's own page. Where its text is in force, the page at
// the text's permanent address follows at once: publish makes one file of the two.
func noticePage(p *Renderer, r site.Route, texts Texts) ([]File, error) {
	current := r.Notice.Current(r.Locale.Tag, p.site.Day)
	g, err := texts(current)
	if err != nil {
		return nil, err
	}
	own, err := p.Notice(r.Notice, g)
	if err != nil || !p.shown(r.Notice, current) {
		return one(own, err)
	}
	permanent := own
	permanent.Path = p.site.EditionOf(current)
	own.draft = nil // goes with the last file that has these bytes
	return []File{own, permanent}, nil
}

// withNotice: see noticePage.
func withNotice(p *Renderer, r site.Route) bool {
	e := r.Notice.At(r.Locale.Tag, r.Date)
	return e != nil && p.shown(r.Notice, e)
}

// editionPage is the page of a text at its date, or at one that was given up.
func editionPage(p *Renderer, r site.Route, texts Texts) ([]File, error) {
	n, make := r.Notice, p.Edition
	e := n.At(r.Locale.Tag, r.Date)
	if e == nil {
		e, make = n.GivenUpAt(r.Locale.Tag, r.Date), p.Displaced
	}
	g, err := texts(e)
	if err != nil {
		return nil, err
	}
	return one(make(n, g))
}

func historyPage(p *Renderer, r site.Route, _ Texts) ([]File, error) {
	return one(p.History(r.Notice, r.Locale))
}

func redlinePage(p *Renderer, r site.Route, texts Texts) ([]File, error) {
	e := r.Notice.At(r.Locale.Tag, r.Date)
	old, new, err := texts.both(r.Notice.Before(e), e)
	if err != nil {
		return nil, err
	}
	return one(p.Redline(r.Notice, old, new))
}

func correctionPage(p *Renderer, r site.Route, texts Texts) ([]File, error) {
	for _, c := range r.Notice.Corrections(r.Notice.At(r.Locale.Tag, r.Date)) {
		if c.Revision != r.Number {
			continue
		}
		old, new, err := texts.both(c.Old, c.New)
		if err != nil {
			return nil, err
		}
		return one(p.Correction(r.Notice, c, old, new))
	}
	return nil, nil
}

func (t Texts) both(old, new *notice.Edition) (a, b *galley.Galley, err error) {
	if a, err = t(old); err == nil {
		b, err = t(new)
	}
	return a, b, err
}

func plainFile(p *Renderer, r site.Route, texts Texts) ([]File, error) {
	g, err := texts(r.Notice.Current(r.Locale.Tag, p.site.Day))
	if err != nil {
		return nil, err
	}
	return []File{p.Plain(r.Notice, g)}, nil
}

func timeMap(p *Renderer, r site.Route, _ Texts) ([]File, error) {
	return []File{p.TimeMap(r.Notice, r.Locale)}, nil
}

// noticeJSONFile is made of all texts of a notice.
func noticeJSONFile(p *Renderer, r site.Route, texts Texts) ([]File, error) {
	galleys := map[*notice.Edition]*galley.Galley{}
	for _, e := range r.Notice.Texts() {
		g, err := texts(e)
		if err != nil {
			return nil, err
		}
		galleys[e] = g
	}
	return one(p.JSON(r.Notice, galleys))
}
