package desk

import (
	"html/template"
	"net/http"
	"net/url"

	"gazette/i18n"
	"gazette/internal/galley"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/redline"
	"gazette/internal/serve"
	"gazette/internal/source"
	"gazette/render"
)

// comparison is a working text and the recorded one that it follows.
type comparison struct {
	Notice, Title, Locale, Lang, Dir string
	Old, New                         string // dates
	OldPath, NewPath                 string
	Same                             bool // both have one date: a silent edit, or a correction
	URL                              string
	Editor                           template.URL

	old, new *notice.Edition
}

// redlines lists the working texts that differ from what is recorded.
func (d *Desk) redlines(_ *http.Request, shot *preview.Snapshot) (string, any) {
	out := []comparison{}
	for _, n := range shot.Site.Notices {
		for _, e := range n.Editions {
			if c, ok := d.compared(shot, n, e); ok {
				out = append(out, c)
			}
		}
	}
	return "redlines", out
}

// compared finds what a working text is to be compared with: the recorded text
// of its date if that differs, else the edition before where its own date is
// not recorded.
func (d *Desk) compared(shot *preview.Snapshot, n *notice.Notice, e *notice.Edition) (comparison, bool) {
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
	q := url.Values{"notice": {string(n.Slug)}, "locale": {string(e.Locale)}}
	return comparison{Notice: string(n.Slug), Title: e.Title, Locale: l.Name, Lang: string(l.Tag), Dir: l.Dir, Old: old.Effective.String(), New: e.Effective.String(),
		OldPath: old.Path, NewPath: e.Path, Same: old.Effective == e.Effective, URL: serve.Home + "redline/?" + q.Encode(),
		Editor: template.URL(EditorLink(d.options.Editor, d.options.Folder, source.Pos{File: e.Path, Line: e.BodyLine + 1, Col: 1})), old: old, new: e}, true
}

// redlineView is one comparison, word by word.
type redlineView struct {
	comparison
	Inserted, Deleted int
	Blocks            []block
	Empty             bool
}

type block struct {
	Changed bool
	HTML    template.HTML
}

// redline shows a working text against the record.
func (d *Desk) redline(r *http.Request, shot *preview.Snapshot) (string, any) {
	n := shot.Site.Notice(notice.Slug(r.URL.Query().Get("notice")))
	if n == nil {
		return "there is no such notice", nil
	}
	for _, e := range n.In(i18n.Locale(r.URL.Query().Get("locale"))) {
		c, ok := d.compared(shot, n, e)
		if !ok {
			continue
		}
		galleys := shot.Set(n)
		return "redline", viewOf(c, galleys[c.old], galleys[c.new], func(html []byte) []byte { return shot.Addressed(e.Locale, html) })
	}
	return "redline", redlineView{comparison: comparison{Notice: string(n.Slug)}, Empty: true}
}

// viewOf compares two texts. What the foundry gives is clean HTML; its links
// name notices and get their addresses here.
func viewOf(c comparison, old, new *galley.Galley, addressed func([]byte) []byte) redlineView {
	r := render.Compare(old, new)
	v := redlineView{comparison: c, Inserted: r.Stats.WordsInserted, Deleted: r.Stats.WordsDeleted, Empty: r.Stats.Empty()}
	labels := redline.Labels{InsertedStart: "inserted:", InsertedEnd: "end of insertion", DeletedStart: "deleted:", DeletedEnd: "end of deletion",
		MovedFrom: "moved from here", MovedTo: "moved to here", MovedEnd: "end of moved text", LinkChanged: "link changed"}
	for _, b := range r.Blocks {
		html := template.HTML(addressed(b.Labelled(labels)))
		if last := len(v.Blocks) - 1; last >= 0 && v.Blocks[last].Changed == b.Changed {
			v.Blocks[last].HTML += "\n" + html
			continue
		}
		v.Blocks = append(v.Blocks, block{b.Changed, html})
	}
	return v
}
