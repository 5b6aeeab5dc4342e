package editor

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"gazette/internal/desk/wording"
	"gazette/internal/notice"
	"gazette/internal/preview"
)

// foundNotice is a notice as a script names it: in the reader's language where it has that.
type foundNotice struct {
	Slug  string `json:"slug"`
	Title string `json:"title"`
	Lang  string `json:"lang"`
	Dir   string `json:"dir"`
}

// noticesFound is how many notices an answer names.
const noticesFound = 20

// FindNotices finds notices by words of their titles or short names, those first that begin so; or names those that are
// asked for by their short names.
func (a *API) FindNotices(w http.ResponseWriter, r *http.Request) {
	shot, say := a.Preview.Now(), wording.For(r)
	out := []foundNotice{}
	if shot.Site == nil {
		Reply(w, http.StatusOK, out)
		return
	}
	q := r.URL.Query()
	for _, slug := range q["slug"] {
		if n := shot.Site.Notice(notice.Slug(slug)); n != nil {
			out = append(out, namedFor(say, shot, n))
		}
	}
	if q.Has("q") {
		out = append(out, find(say, shot, q.Get("q"))...)
	}
	Reply(w, http.StatusOK, out)
}

// namedFor is a notice under its title.
func namedFor(s wording.Localizer, shot *preview.Snapshot, n *notice.Notice) foundNotice {
	e := cmp.Or(n.Current(s.Locale, shot.Site.Day), n.Lead())
	return foundNotice{string(n.Slug), e.Title, string(e.Locale), e.Locale.Dir()}
}

// find looks for notices.
func find(s wording.Localizer, shot *preview.Snapshot, words string) (out []foundNotice) {
	words = strings.ToLower(strings.TrimSpace(words))
	var later []foundNotice
	for _, n := range shot.Site.Notices {
		if len(out) == noticesFound {
			break
		}
		slug := string(n.Slug)
		holds := func(by func(string, string) bool) bool {
			return by(slug, words) ||
				slices.ContainsFunc(n.Editions,
					func(e *notice.Edition) bool { return by(strings.ToLower(e.Title), words) })
		}
		switch {
		case holds(strings.HasPrefix):
			out = append(out, namedFor(s, shot, n))
		case len(later) < noticesFound && holds(strings.Contains):
			later = append(later, namedFor(s, shot, n))
		}
	}
	return append(out, later...)[:min(noticesFound, len(out)+len(later))]
}
