package main

import (
	"cmp"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"gazette/i18n"
	"gazette/internal/assemble"
	"gazette/internal/gitlog"
	"gazette/internal/history"
	"gazette/internal/notice"
)

type reviewFlags struct {
	date, locale, by string
	comment, clause  string
	done             int
	approve          bool
}

func newReview(a *app) *cobra.Command {
	var f reviewFlags
	c := &cobra.Command{
		Use:   "review SLUG",
		Short: "comment on a text, or approve it",
		Long: `Review shows what people said about a working text in content/, and adds to it: a
comment on a clause or on the whole text, or an approval. Both are kept in
content/.review/<locale>/SLUG.yaml, beside the texts and in the same version control.
An approval is for the text as it stands: any change to the text voids it. With
"unapproved: fail" under check: in gazette.yaml, record refuses texts that nobody has
approved.`,
		Example: `  gazette review cookies
  gazette review cookies --comment "which law is this?" --clause retention
  gazette review cookies --done 1
  gazette review cookies --locale de --approve --by "Ada Lovelace"`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.reviewText(args[0], f) },
	}
	dateFlag(c, &f.date)
	c.Flags().StringVar(&f.locale, "locale", "", "its language `TAG` (default: the notice's source locale)")
	c.Flags().StringVar(&f.by, "by", "", "your `NAME` (default: the one that git or the system knows)")
	c.Flags().BoolVar(&f.approve, "approve", false, "approve the text as it stands")
	c.Flags().StringVar(&f.comment, "comment", "", "add a comment, `TEXT`")
	c.Flags().StringVar(&f.clause, "clause", "", "with --comment: the clause it is about, by the `ID` of its heading")
	c.Flags().IntVar(&f.done, "done", 0, "comment `NUMBER` is dealt with")
	return c
}

func (a *app) reviewText(name string, f reviewFlags) error {
	if f.comment != "" || f.approve || f.done != 0 { // what two say at the same time is kept
		unlock, err := a.lock("review", filepath.Join(a.dir, "archive"))
		if err != nil {
			return err
		}
		defer unlock()
	}
	s, err := a.linked(f.date)
	if err != nil {
		return err
	}
	l := s.Site.Config.DefaultLocale
	if n := s.Site.Notice(notice.Slug(name)); n != nil {
		l = n.Source
	}
	if f.locale != "" {
		if err := l.UnmarshalText([]byte(f.locale)); err != nil {
			return misuseOf(err)
		}
	}
	r, err := assemble.ReviewOf(s, notice.Slug(name), l)
	if err != nil {
		return err
	}
	changed, err := r.Add(assemble.Saying{By: cmp.Or(f.by, gitlog.Author(a.dir)), On: s.Site.Day, Comment: f.comment,
		Clause: f.clause, Done: f.done, Approve: f.approve})
	if err != nil {
		return misuseOf(err)
	}
	if changed {
		if err := (history.Folder{Root: a.dir}).Replace(r.Path, r.Review.Encode()); err != nil {
			return err
		}
	}
	a.printReview(r, l)
	return nil
}

func (a *app) printReview(r assemble.Reviewed, l i18n.Locale) {
	p := a.ui.out
	fmt.Fprintf(a.ui.stdout, "%s  %s  %s\n", p.bold(string(r.Text.Slug)), l, r.Text.Effective)
	good := r.Review.For(r.Hash)
	for _, g := range good {
		fmt.Fprintf(a.ui.stdout, "  %s by %s on %s\n", p.green("approved"), g.By, g.On)
	}
	switch {
	case len(good) == 0 && len(r.Review.Approved) > 0:
		fmt.Fprintln(a.ui.stdout, "  "+p.yellow("changed since it was approved"))
	case len(good) == 0:
		fmt.Fprintln(a.ui.stdout, "  not approved")
	}
	open := r.Review.Open()
	for _, n := range slices.Sorted(maps.Keys(open)) {
		fmt.Fprintf(a.ui.stdout, "  %d. %s\n", n, open[n])
	}
}
