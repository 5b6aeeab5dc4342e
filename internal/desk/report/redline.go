package report

import (
	"html/template"
	"net/http"
	"net/url"

	"gazette/i18n"
	"gazette/internal/desk/wording"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/serve"
	"gazette/internal/source"
	"gazette/render"
)

// comparison is a working text and the recorded one that it follows.
type comparison struct {
	Notice, Title, Locale, Lang, Dir string
	Old, New                         string // dates
	OldPath, NewPath                 string
	Words                            bool   // the words differ, or where their links lead
	Silent                           bool   // and both have one date: a silent edit, or a correction
	Ends                             string // the day of a withdrawal that is new
	URL                              string
	Editor                           template.URL

	old, new *notice.Edition
}

// redlinesView is what the page of redlines lists.
type redlinesView struct {
	wording.Localizer
	Texts []comparison
}

// Redlines lists the working texts that differ from what is recorded.
func (rs *Reports) Redlines(r *http.Request, shot *preview.Snapshot) (string, any) {
	v := redlinesView{Localizer: wording.For(r)}
	for _, n := range shot.Site.Notices {
		for _, e := range n.Editions {
			if c, ok := rs.Compared(shot, n, e); ok {
				v.Texts = append(v.Texts, c)
			}
		}
	}
	return "redlines", v
}

// Compared finds what a working text is to be compared with: the recorded text
// of its date if that differs, else the edition before where its own date is
// not recorded.
func (rs *Reports) Compared(shot *preview.Snapshot, n *notice.Notice, e *notice.Edition) (comparison, bool) {
	if e.Origin != notice.Content {
		return comparison{}, false
	}
	old := n.Before(e)
	for _, r := range n.Revisions(e) {
		if r.Origin == notice.Archive {
			old = r
		}
	}
	if old == nil || old.Hash == e.Hash {
		return comparison{}, false
	}
	l := shot.Site.Locale(e.Locale)
	galleys := shot.Set(n)
	words := galleys[old].Hash() != galleys[e].Hash()
	ends := ""
	if e.Withdrawn != old.Withdrawn && !e.Withdrawn.IsZero() {
		ends = e.Withdrawn.String()
	}
	q := url.Values{"notice": {string(n.Slug)}, "locale": {string(e.Locale)}}
	return comparison{Notice: string(n.Slug), Title: e.Title, Locale: l.Name, Lang: string(l.Tag), Dir: l.Dir,
		Old: old.Effective.String(), New: e.Effective.String(),
		OldPath: old.Path, NewPath: e.Path, Words: words, Silent: words && old.Effective == e.Effective, Ends: ends,
		URL: serve.Home + "redline/?" + q.Encode(),
		Editor: template.URL(EditorLink(rs.Editor, rs.Folder,
			source.Pos{File: e.Path, Line: e.BodyLine + 1, Col: 1})), old: old, new: e}, true
}

// redlinePage is the page of one comparison.
type redlinePage struct {
	wording.Localizer
	Of Redline
}

// Redline is one comparison, word by word.
type Redline struct {
	comparison
	render.Comparison
	Script string // of the site's pages: it steps from change to change
	Failed string // why it cannot be shown
}

// Redline shows a working text against the record, as readers will see the change.
func (rs *Reports) Redline(r *http.Request, shot *preview.Snapshot) (string, any) {
	n := shot.Site.Notice(notice.Slug(r.URL.Query().Get("notice")))
	if n == nil {
		return wording.For(r).T("no-such-notice", "Notice", r.URL.Query().Get("notice")), nil
	}
	for _, e := range n.In(i18n.Locale(r.URL.Query().Get("locale"))) {
		if c, ok := rs.Compared(shot, n, e); ok {
			return "redline", redlinePage{wording.For(r), RedlineOf(c, shot, n, wording.For(r).Locale)}
		}
	}
	return "redline", redlinePage{wording.For(r), Redline{comparison: comparison{Notice: string(n.Slug)}}}
}

// RedlineOf compares, in the words of a language.
func RedlineOf(c comparison, shot *preview.Snapshot, n *notice.Notice, words i18n.Locale) Redline {
	v := Redline{comparison: c}
	galleys := shot.Set(n)
	var err error
	if v.Comparison, err = shot.Compare(galleys[c.old], galleys[c.new], words); err != nil {
		v.Failed = err.Error()
		return v
	}
	if script, err := shot.Script(); err == nil {
		v.Script = shot.Site.URL(script)
	}
	return v
}
