package site

import (
	"slices"

	"gazette/internal/notice"
)

func searched(s *Site, _ Route) bool { return s.Config.Search }

// hasNotice: a notice has pages in the languages that it exists in.
func (s *Site) hasNotice(r Route) bool { return len(r.Notice.In(r.Locale.Tag)) > 0 }

// hasChanges: pages and feeds of its changes, once one of them is recorded.
func (s *Site) hasChanges(r Route) bool { return s.hasNotice(r) && len(r.Notice.Changes) > 0 }

// hasEdition: an edition keeps its address for ever, also where its date was moved.
func (s *Site) hasEdition(r Route) bool {
	return r.Notice.At(r.Locale.Tag, r.Date) != nil ||
		slices.ContainsFunc(r.Notice.GivenUp(), func(g *notice.Edition) bool { return g.Locale == r.Locale.Tag && g.Effective == r.Date })
}

func (s *Site) hasRedline(r Route) bool {
	e := r.Notice.At(r.Locale.Tag, r.Date)
	return e != nil && r.Notice.Before(e) != nil
}

// hasCorrections: of a revision, or of any where the path names none.
func (s *Site) hasCorrections(r Route) bool {
	e := r.Notice.At(r.Locale.Tag, r.Date)
	return e != nil && slices.ContainsFunc(r.Notice.Corrections(e), func(c notice.Correction) bool {
		return c.Shown() && (r.Number == 0 || c.Revision == r.Number)
	})
}

// FeedLength is how many changes a page of a feed holds; the newest has up to
// twice as many, so that a page of older ones is always full.
const FeedLength = 100

// OlderFeeds is how many pages of older changes the feed of a log has.
func OlderFeeds(changes int) int { return max(0, changes/FeedLength-1) }

func (s *Site) logLength() (n int) {
	for _, o := range s.Notices {
		n += len(o.Changes)
	}
	return n
}
