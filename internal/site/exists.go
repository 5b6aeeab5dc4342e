package site

import (
	"slices"
	"strings"

	"gazette/internal/notice"
)

// Has reports whether there is a page or a file at a path that was taken apart.
func (s *Site) Has(r Route) bool { return r.Kind != correctionFolder && r.there(s) }

// there is Has for folders, too, that are no page.
func (r Route) there(s *Site) bool {
	return r.unnumbered(s) && (r.shape.numbers == nil || slices.Contains(r.shape.numbers(s, r), r.Number))
}

// unnumbered is there, of a route whose number was not looked at.
func (r Route) unnumbered(s *Site) bool {
	f := r.shape
	return f != nil && (!f.named || r.Notice != nil) && (f.has == nil || f.has(s, r))
}

// Routes are all routes of a kind that there are in a locale: of a notice or, where n is nil, of the site. They go
// through the table the other way than Parse.
func (s *Site) Routes(k Kind, n *notice.Notice, l *Locale) (out []Route) {
	for _, table := range [][]shape{rootShapes, shapes} {
		for i := range table {
			if f := &table[i]; f.kind == k && f.named == (n != nil) {
				out = append(out, f.routes(s, Route{Kind: k, Locale: l, Notice: n, shape: f})...)
			}
		}
	}
	return out
}

// routes are those of one shape, by date and number.
func (f *shape) routes(s *Site, r Route) (out []Route) {
	dates, numbers := []notice.Date{{}}, []int{0}
	if f.dated {
		dates = r.Notice.DatesIn(r.Locale.Tag)
	}
	for _, r.Date = range dates {
		if r.Number = 0; f.kind == correctionFolder || !r.unnumbered(s) {
			continue
		}
		if f.numbers != nil {
			numbers = f.numbers(s, r)
		}
		for _, r.Number = range numbers {
			out = append(out, r)
		}
	}
	return out
}

// HasPage reports whether a path of the output is one of the site's own pages, or a file that stands beside them. A
// page's last slash may be left out. Aliases and static files are none.
func (s *Site) HasPage(path string) bool {
	return strings.HasPrefix(path, assets) || s.Has(s.Parse(path)) || s.Has(s.Parse(path+"/"))
}

// searched: pages of search stand where the site has a search.
func searched(s *Site, _ Route) bool { return s.Config.Search }

// signsUp: the page to sign up at stands where there is a service to sign up with.
func signsUp(s *Site, _ Route) bool { return s.Config.Subscriptions.On() }

// sealed: the published log stands once, at the default locale's hub.
func sealed(s *Site, r Route) bool { return s.Config.Evidence.On() && r.Locale.Default }

// hasNotice: a notice has pages in the languages that it exists in.
func (s *Site) hasNotice(r Route) bool { return len(r.Notice.In(r.Locale.Tag)) > 0 }

// hasChanges: pages and feeds of its changes, once one of them is recorded.
func (s *Site) hasChanges(r Route) bool { return s.hasNotice(r) && len(r.Notice.Changes) > 0 }

// hasEdition: an edition keeps its address for ever, also where its date was moved.
func (s *Site) hasEdition(r Route) bool {
	return r.Notice.At(r.Locale.Tag, r.Date) != nil || r.Notice.GivenUpAt(r.Locale.Tag, r.Date) != nil
}

// hasRedline: an edition is compared with the one before, where there is one.
func (s *Site) hasRedline(r Route) bool {
	e := r.Notice.At(r.Locale.Tag, r.Date)
	return e != nil && r.Notice.Before(e) != nil
}

// hasCorrections: the folder of corrections is there once one of them has a page.
func (s *Site) hasCorrections(r Route) bool { return len(corrections(s, r)) > 0 }

// corrections are the revisions of an edition that have a page.
func corrections(_ *Site, r Route) (out []int) {
	e := r.Notice.At(r.Locale.Tag, r.Date)
	if e == nil {
		return nil
	}
	for _, c := range r.Notice.Corrections(e) {
		if c.Shown() {
			out = append(out, c.Revision)
		}
	}
	return out
}

// FeedLength is how many changes a page of a feed holds; the newest has up to twice as many, so that a page of older
// ones is always full.
const FeedLength = 100

// OlderFeeds is how many pages of older changes the feed of a log has.
func OlderFeeds(changes int) int { return max(0, changes/FeedLength-1) }

// olderFeeds are the pages of older changes: of a notice, or of all.
func olderFeeds(s *Site, r Route) (out []int) {
	changes := s.logLength
	if r.Notice != nil {
		changes = func() int { return len(r.Notice.Changes) }
	}
	for page := range OlderFeeds(changes()) {
		out = append(out, page+1)
	}
	return out
}

// logLength counts the changes of all notices.
func (s *Site) logLength() (n int) {
	for _, o := range s.Notices {
		n += len(o.Changes)
	}
	return n
}
