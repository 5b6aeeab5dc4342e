package desk

import (
	"cmp"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"gazette/i18n"
	"gazette/internal/approval"
	"gazette/internal/assemble"
	"gazette/internal/galley"
	"gazette/internal/history"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/serve"
)

// reviewView is a text to be read by a colleague, with what was said about it.
type reviewView struct {
	say
	assemble.Reviewed
	Slug, Tag, Dir string
	Clauses        []galley.Heading
	Good           []approval.Approval
	Void           bool // it was approved, and has changed since
	Talk           []talk
	By             string // who asks, if that is known
	As, Comment    string // what somebody has filled in, that was not kept
	Clause         string
	Redline        *redlineView
	Failed         *failure
	May            bool
	Write          string
	HTML           template.HTML // of the text, where it follows none
}

// talk is one comment that is not done.
type talk struct {
	Number int
	approval.Comment
}

func (d *Desk) reviewPage(r *http.Request, shot *preview.Snapshot) (string, any) {
	v, err := d.reviewOf(r, shot.Sources, form{r.URL.Query()})
	if err != nil {
		return sayFor(r).why(err), nil
	}
	return "review", v
}

// reviewOf gathers what a review shows.
func (d *Desk) reviewOf(r *http.Request, s *load.Sources, f form) (reviewView, error) {
	l, err := f.locale(s)
	if err != nil {
		return reviewView{}, err
	}
	of, err := assemble.ReviewOf(s, notice.Slug(f.text("notice")), l)
	if err != nil {
		return reviewView{}, err
	}
	v := reviewView{say: sayFor(r), Reviewed: of, Slug: string(of.Text.Slug), Tag: string(l), Dir: l.Dir(),
		Clauses: of.Galley.Headings, Good: of.Review.For(of.Hash), By: d.options.Guard.Who(r),
		As: f.Get("by"), Comment: f.Get("comment"), Clause: f.Get("clause"),
		May: d.options.Guard.Off == "", Write: writeURL(of.Text.Path)}
	v.Void = len(v.Good) == 0 && len(of.Review.Approved) > 0
	for n, c := range of.Review.Comments {
		if !c.Done {
			v.Talk = append(v.Talk, talk{n + 1, c})
		}
	}
	v.HTML = template.HTML(of.Galley.HTML)
	v.Redline = d.underReview(s, of.Text.Slug, l, v.say)
	return v, nil
}

// underReview is what a text changes, if it follows one that is recorded.
func (d *Desk) underReview(s *load.Sources, slug notice.Slug, l i18n.Locale, say say) *redlineView {
	shot := preview.Of(assemble.Undrafted(s))
	n := shot.Site.Notice(slug)
	if n == nil {
		return nil
	}
	for _, e := range n.In(l) {
		if c, ok := d.compared(shot, n, e); ok {
			v := viewOf(c, shot, n, say.Locale)
			return &v
		}
	}
	return nil
}

// reviewIt adds a comment or an approval.
func (d *Desk) reviewIt(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	f := form{r.PostForm}
	unlock, err := d.options.Work.Lock("review") // what two say at the same time is kept
	if err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	defer unlock()
	s, err := d.options.Work.Load(nil)
	if err == nil && s.Site == nil {
		err = s.Problems
	}
	var v reviewView
	if err == nil {
		v, err = d.reviewOf(r, s, f)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
		return
	}
	if err = d.said(&v, s, f); err != nil {
		v.Failed = d.failureOf(v.say, err, nil)
		d.show(w, r, http.StatusUnprocessableEntity, "review", v)
		return
	}
	d.options.Work.Changed(v.Text.Path)
	http.Redirect(w, r, reviewURL(v.Slug, v.Tag), http.StatusSeeOther)
}

func reviewURL(slug, tag string) string {
	return serve.Home + "review/?" + url.Values{"notice": {slug}, "locale": {tag}}.Encode()
}

// said puts into a review what a form says. What is approved is the text that was seen, or nothing.
func (d *Desk) said(v *reviewView, s *load.Sources, f form) error {
	by, seen := approval.Line(cmp.Or(v.By, f.text("by"))), f.Get("approve")
	if by == "" {
		return missing{"by"}
	}
	if seen != "" && seen != v.Hash {
		return &worded{key: "review-moved"}
	}
	add := assemble.Saying{By: by, On: s.Site.Day, Comment: f.text("comment"), Approve: seen != ""}
	add.Done, _ = strconv.Atoi(f.Get("done"))
	if add.Comment != "" { // a clause is chosen for a comment alone
		add.Clause = strings.TrimPrefix(f.text("clause"), "#")
	}
	changed, err := v.Reviewed.Add(add)
	if err != nil {
		return err
	}
	if !changed {
		return missing{"comment"}
	}
	return history.Folder{Root: d.options.Work.Place.Folder}.Replace(v.Path, v.Review.Encode())
}
