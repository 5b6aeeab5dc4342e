package render

import (
	"gazette/internal/galley"
	"gazette/internal/notice"
	"gazette/internal/site"
)

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
	{kind: site.SearchPage, make: inLocale((*Renderer).Search)},
	{kind: site.SearchIndex}, // made of the names of all notices' search files
	{kind: site.SignUpPage, make: inLocale((*Renderer).SignUp), shows: outlines},
	{kind: site.RootPage, make: rootPage},
	{kind: site.LogHead}, // a file of the archive
	{kind: site.RootFile, shows: outlines | changeLog | addresses},
}

// noticeKinds are the kinds that belong to a notice.
var noticeKinds = []pageKind{
	{kind: site.NoticePage, make: noticePage, shows: bodies | states | links | outlines | changeLog | related, listed: noticeListed},
	{kind: site.EditionPage, make: editionPage, comes: withNotice, shows: bodies | states | links | outlines | changeLog | related},
	{kind: site.HistoryPage, make: historyPage, shows: bodies | states | outlines | changeLog, listed: historyListed},
	{kind: site.ChangesPage, make: changesPage, shows: outlines | changeLog, listed: changesListed},
	{kind: site.RedlinePage, make: redlinePage, shows: bodies | links | outlines, listed: redlinesListed},
	{kind: site.CorrectionPage, make: correctionPage, shows: bodies | links | outlines | changeLog, listed: correctionsListed},
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

// makeAll makes every file that there is in a locale, of a notice or of the site, and hands it on.
func (p *Renderer) makeAll(n *notice.Notice, l *site.Locale, texts Texts, take func(File) error) error {
	for _, k := range kindsOf(n) {
		if k.make == nil {
			continue
		}
		for _, r := range p.site.Routes(k.kind, n, l) {
			if k.comes != nil && k.comes(p, r) {
				continue
			}
			files, err := k.make(p, r, texts)
			if err := handOn(files, err, take); err != nil {
				return err
			}
		}
	}
	return nil
}

func handOn(files []File, err error, take func(File) error) error {
	for _, f := range files {
		if err == nil {
			err = take(f)
		}
	}
	return err
}
