package desk

import (
	"cmp"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gazette/i18n"
	"gazette/internal/approval"
	"gazette/internal/assemble"
	"gazette/internal/desk/action"
	"gazette/internal/desk/form"
	"gazette/internal/desk/report"
	"gazette/internal/desk/wording"
	"gazette/internal/galley"
	"gazette/internal/history"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/preview"
	"gazette/internal/serve"
	"gazette/internal/source"
)

// reviewView is a text to be read by a colleague, with what was said about it.
type reviewView struct {
	wording.Localizer
	assemble.Reviewed
	Slug, Tag, Dir string
	Clauses        []galley.Heading
	Good           []approval.Approval
	Void           bool // it was approved, and has changed since
	Talk           []talk
	By             string // who asks, if that is known
	As, Comment    string // what somebody has filled in, that was not kept
	Clause         string
	Redline        *report.Redline
	Failed         *report.Failure
	May            bool
	Write          string
	HTML           template.HTML // of the text, where it follows none
}

// talk is one comment that is not done.
type talk struct {
	Number  int
	Heading string // of the clause, as long as there is one
	approval.Comment
}

func (d *Desk) reviewPage(r *http.Request, shot *preview.Snapshot) (string, any) {
	v, err := d.reviewOf(r, shot.Sources, form.Form{Values: r.URL.Query()})
	if ps := (source.Problems)(nil); errors.As(err, &ps) {
		say := wording.For(r)
		return "failed", failedView{say, say.T("review"), d.reports.FailureOf(say, nil, ps)}
	}
	if err != nil {
		return wording.For(r).Why(err), nil
	}
	return "review", v
}

// reviewOf gathers what a review shows.
func (d *Desk) reviewOf(r *http.Request, s *load.Sources, f form.Form) (reviewView, error) {
	l, err := f.Locale(s)
	if err != nil {
		return reviewView{}, err
	}
	of, err := assemble.ReviewOf(s, notice.Slug(f.Text("notice")), l)
	if err != nil {
		return reviewView{}, err
	}
	v := reviewView{Localizer: wording.For(r), Reviewed: of, Slug: string(of.Text.Slug), Tag: string(l), Dir: l.Dir(),
		Clauses: of.Galley.Headings, Good: of.Review.For(of.Hash), By: d.options.Guard.Who(r),
		As: f.Get("by"), Comment: f.Get("comment"), Clause: f.Get("clause"),
		May: d.options.Guard.Off == "", Write: action.WriteURL(of.Text.Path)}
	v.Void = len(v.Good) == 0 && len(of.Review.Approved) > 0
	for n, c := range of.Review.Comments {
		if !c.Done {
			v.Talk = append(v.Talk, talk{n + 1, clauseOf(of.Galley.Headings, c.Clause), c})
		}
	}
	v.HTML = template.HTML(of.Galley.HTML)
	v.Redline = d.underReview(s, of.Text.Slug, l, v.Localizer)
	return v, nil
}

// clauseOf is what a clause is called.
func clauseOf(all []galley.Heading, id string) string {
	if at := slices.IndexFunc(all, func(h galley.Heading) bool { return h.ID == id }); at >= 0 {
		return all[at].Text
	}
	return ""
}

// underReview is what a text changes, if it follows one that is recorded.
func (d *Desk) underReview(s *load.Sources, slug notice.Slug, l i18n.Locale, say wording.Localizer) *report.Redline {
	shot := preview.Of(assemble.Undrafted(s))
	n := shot.Site.Notice(slug)
	if n == nil {
		return nil
	}
	for _, e := range n.In(l) {
		if c, ok := d.reports.Compared(shot, n, e); ok {
			v := report.RedlineOf(c, shot, n, say.Locale)
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
	f := form.Form{Values: r.PostForm}
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
		v.Failed = d.reports.FailureOf(v.Localizer, err, nil)
		d.show(w, r, http.StatusUnprocessableEntity, "review", v)
		return
	}
	d.options.Work.Changed(v.Text.Path)
	http.Redirect(w, r, reviewURL(v.Slug, v.Tag, f.Text("by")), http.StatusSeeOther)
}

// reviewURL is the page of a review, on which a name is filled in.
func reviewURL(slug, tag, by string) string {
	return serve.Home + "review/?" + url.Values{"notice": {slug}, "locale": {tag}, "by": {by}}.Encode()
}

// said puts into a review what a form says. What is approved is the text that was seen, or nothing.
func (d *Desk) said(v *reviewView, s *load.Sources, f form.Form) error {
	by, seen := approval.Line(cmp.Or(v.By, f.Text("by"))), f.Get("approve")
	if by == "" {
		return form.Missing("by")
	}
	if seen != "" && seen != v.Hash {
		return &wording.Error{Key: "review-moved"}
	}
	add := assemble.Saying{By: by, On: s.Site.Day, Comment: f.Text("comment"), Approve: seen != ""}
	add.Done, _ = strconv.Atoi(f.Get("done"))
	if add.Comment != "" { // a clause is chosen for a comment alone
		add.Clause = strings.TrimPrefix(f.Text("clause"), "#")
	}
	changed, err := v.Reviewed.Add(add)
	if err != nil {
		return err
	}
	if !changed {
		return form.Missing("comment")
	}
	return history.Folder{Root: d.options.Work.Place.Folder}.Replace(v.Path, v.Review.Encode())
}
