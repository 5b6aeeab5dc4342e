package desk

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

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

// findNotices finds notices by words of their titles or short names, those first that begin so; or names those that are
// asked for by their short names.
func (d *Desk) findNotices(w http.ResponseWriter, r *http.Request) {
	shot, say := d.preview.Now(), sayFor(r)
	out := []foundNotice{}
	if shot.Site == nil {
		reply(w, http.StatusOK, out)
		return
	}
	q := r.URL.Query()
	for _, slug := range q["slug"] {
		if n := shot.Site.Notice(notice.Slug(slug)); n != nil {
			out = append(out, say.named(shot, n))
		}
	}
	if q.Has("q") {
		out = append(out, say.find(shot, q.Get("q"))...)
	}
	reply(w, http.StatusOK, out)
}

// named is a notice under its title.
func (s say) named(shot *preview.Snapshot, n *notice.Notice) foundNotice {
	e := cmp.Or(n.Current(s.Locale, shot.Site.Day), n.Lead())
	return foundNotice{string(n.Slug), e.Title, string(e.Locale), e.Locale.Dir()}
}

// find looks for notices.
func (s say) find(shot *preview.Snapshot, words string) (out []foundNotice) {
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
			out = append(out, s.named(shot, n))
		case len(later) < noticesFound && holds(strings.Contains):
			later = append(later, s.named(shot, n))
		}
	}
	return append(out, later...)[:min(noticesFound, len(out)+len(later))]
}
