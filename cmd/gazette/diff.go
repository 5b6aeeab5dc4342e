package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"gazette/i18n"
	"gazette/internal/galley"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/printable"
	"gazette/internal/redline"
	"gazette/internal/source"
	"gazette/internal/spelling"
	"gazette/render"
)

type diffFlags struct{ locale, format, out, author string }

func newDiff(a *app) *cobra.Command {
	var f diffFlags
	c := &cobra.Command{
		Use:   "diff SLUG [OLD [NEW]]",
		Short: "compare two texts of a notice word by word",
		Long: `Diff compares two editions of a notice as their readers see them. OLD and NEW are
effective dates, or "working" for the text in content/. Without them, it compares the
working text with what is recorded: with the edition of the same date if its text has
changed since, else with the edition before. With OLD alone, NEW is the working text.

In a docx or odt, the differences are tracked changes: reject them all to get OLD,
accept them all to get NEW. Both need pandoc; an odt needs LibreOffice as well.`,
		Example: `  gazette diff cookies                        what you are about to publish
  gazette diff cookies 2023-07-01 2024-09-16  two editions
  gazette diff cookies 2023-07-01 --locale de --format markdown
  gazette diff cookies 2023-07-01 -o changes.docx
                                              tracked changes, for Word`,
		Args: cobra.RangeArgs(1, 3),
		RunE: func(c *cobra.Command, args []string) error { return a.diff(c.Context(), args, f) },
	}
	c.Flags().StringVar(&f.locale, "locale", "", "the language `TAG` (default: the notice's source locale)")
	c.Flags().StringVar(&f.format, "format", "",
		"`FORMAT`: term, html, markdown, json, docx or odt (default: term, or what the file's name ends in)")
	c.Flags().StringVarP(&f.out, "out", "o", "", "the `FILE` to write a docx or odt to")
	c.Flags().StringVar(&f.author, "author", "", "the author's `NAME` in tracked changes (default: the site's title)")
	return c
}

// working is the name of the text in content/.
const working = "working"

// settled gives the format that is meant, and refuses what does not go together.
func (f diffFlags) settled() (diffFlags, error) {
	if f.format == "" {
		f.format = cmp.Or(strings.TrimPrefix(filepath.Ext(f.out), "."), "term")
	}
	tracked := f.format == "docx" || f.format == "odt"
	switch {
	case !tracked && !slices.Contains([]string{"term", "html", "markdown", "json"}, f.format):
		return f, misuse{fmt.Sprintf("--format is %q", f.format), "write term, html, markdown, json, docx or odt"}
	case tracked && f.out == "":
		return f, misuse{"a " + f.format + " is written to a file", "name it with -o changes." + f.format}
	case !tracked && f.out != "":
		return f, misuse{"-o is for docx and odt", "send the output to a file: > changes." + f.format}
	}
	return f, nil
}

func (a *app) diff(ctx context.Context, args []string, f diffFlags) error {
	f, err := f.settled()
	if err != nil {
		return err
	}
	s, err := a.linked("")
	if err != nil {
		return err
	}
	tune(50) // little lies about beside the two texts, however long they are
	texts, err := textsOf(s, notice.Slug(args[0]), i18n.Locale(f.locale))
	if err != nil {
		return err
	}
	old, new, err := texts.pick(args[1:])
	if err != nil {
		return err
	}
	formatter := s.Formatter()
	var before, after *galley.Galley
	for _, side := range []struct {
		text *notice.Edition
		set  **galley.Galley
	}{{old, &before}, {new, &after}} {
		if fault := source.Guard(side.text.Path, func() { *side.set = formatter.Edition(side.text) }); fault != nil {
			return fault
		}
		if (*side.set).Hash() == "" { // it could not be read
			return (*side.set).Problems
		}
	}
	d := diffTexts{old: old, new: new}
	if fault := source.Guard(new.Path, func() { d.redline = render.Compare(before, after) }); fault != nil {
		return fault
	}
	if l := d.redline.Limit; l != nil {
		a.ui.say("more than %s %s: all that differs is shown as removed, then as added", thousands(l.Most), l.What)
	}
	if f.out != "" {
		return a.writeTracked(ctx, s, d, f)
	}
	return a.printDiff(f.format, d)
}

// texts are the texts of one notice in one language, recorded and working.
type texts struct {
	slug     notice.Slug
	locale   i18n.Locale
	archived []*notice.Edition // by date, the last revision of each
	working  *notice.Edition   // nil when there is none
}

func textsOf(s *load.Sources, slug notice.Slug, locale i18n.Locale) (*texts, error) {
	n := s.Site.Notice(slug)
	if n == nil {
		return nil, noNotice(slug, s)
	}
	if locale == "" {
		locale = n.Source
	}
	t := &texts{slug: slug, locale: locale}
	for _, e := range s.Editions {
		switch {
		case e.Slug != slug || e.Locale != locale || e.Opened():
		case e.Origin == notice.Content:
			t.working = e
		default:
			t.archived = append(t.archived, e)
		}
	}
	t.archived, _ = notice.Newest(t.archived)
	if t.working == nil && len(t.archived) == 0 {
		return nil, misuse{fmt.Sprintf("%s has no text in %s", slug, locale), "name one of its locales with --locale"}
	}
	return t, nil
}

// noNotice says why there is no notice of a name: it is only drafts, or it is named otherwise.
func noNotice(slug notice.Slug, s *load.Sources) error {
	var draft *notice.Edition
	for _, e := range s.Editions {
		if e.Slug == slug && (draft == nil || e.Locale == s.Site.Config.DefaultLocale) {
			draft = e
		}
	}
	if draft != nil {
		return misuse{fmt.Sprintf("all texts of %s are drafts", slug),
			"when a text is final, remove the line `draft: true` from " + draft.Path}
	}
	return misuse{fmt.Sprintf("there is no notice %q", slug), nearestOf(string(slug), s)}
}

func nearestOf(word string, s *load.Sources) string {
	var slugs []string
	for _, n := range s.Site.Notices {
		slugs = append(slugs, string(n.Slug))
	}
	if near := spelling.Nearest(word, slugs); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "gazette status lists the notices"
}

// pick chooses the two texts that the arguments name.
func (t *texts) pick(args []string) (old, new *notice.Edition, err error) {
	if new = t.working; new == nil {
		new = t.archived[len(t.archived)-1]
	}
	if len(args) == 2 {
		if new, err = t.named(args[1]); err != nil {
			return nil, nil, err
		}
	}
	if len(args) > 0 {
		old, err = t.named(args[0])
		return old, new, err
	}
	for _, e := range slices.Backward(t.archived) {
		if e.Effective == new.Effective && e.Hash != new.Hash || e.Effective.Before(new.Effective) {
			return e, new, nil
		}
	}
	hint := "it is new in this language; when it changes, the two texts are compared"
	if len(t.archived) > 0 {
		hint = t.dates()
	}
	return nil, nil, misuse{fmt.Sprintf("%s has no earlier text in %s", t.slug, t.locale), hint}
}

func (t *texts) named(arg string) (*notice.Edition, error) {
	if arg == working {
		if t.working == nil {
			return nil, misuse{fmt.Sprintf("%s has no working text in %s", t.slug, t.locale), t.dates()}
		}
		return t.working, nil
	}
	d, err := notice.ParseDate(arg)
	if err != nil {
		return nil, misuseOf(err)
	}
	for _, e := range append(t.archived, t.working) {
		if e != nil && e.Effective == d {
			return e, nil
		}
	}
	return nil, misuse{fmt.Sprintf("%s has no text of %s in %s", t.slug, d, t.locale), t.dates()}
}

func (t *texts) dates() string {
	var ds []string
	for _, e := range t.archived {
		ds = append(ds, e.Effective.String())
	}
	if t.working != nil {
		ds = append(ds, working)
	}
	return "there are: " + strings.Join(ds, ", ")
}

// diffTexts is a comparison with what was compared.
type diffTexts struct {
	old, new *notice.Edition
	redline  *redline.Redline
}

func (a *app) printDiff(format string, d diffTexts) (err error) {
	switch format {
	case "html":
		_, err = a.ui.product.Write(append(d.redline.HTML(redline.Labels{}), '\n'))
	case "markdown":
		_, err = a.ui.product.Write(redline.Markdown(d.redline))
	case "json":
		enc := json.NewEncoder(a.ui.stdout)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		err = enc.Encode(struct {
			Notice string `json:"notice"`
			Locale string `json:"locale"`
			Old    string `json:"old"`
			New    string `json:"new"`
			*redline.Redline
		}{string(d.new.Slug), string(d.new.Locale), d.old.Path, d.new.Path, d.redline})
	default:
		fmt.Fprintf(a.ui.stdout, "%s\n%s\n\n%s\n\n", a.ui.out.dim("- "+printable.Line(d.old.Path)),
			a.ui.out.dim("+ "+printable.Line(d.new.Path)), headline(d.redline))
		_, err = a.ui.stdout.Write(redline.Term(d.redline, a.ui.out.on, terminalWidth()))
	}
	return err
}

// headline says how much has changed, in the words of the page.
func headline(r *redline.Redline) string {
	catalogs, _ := i18n.LoadLayers(i18n.Builtin()) // built in: there can be no problem
	words := catalogs.For("en", "en")
	if r.Stats.Empty() {
		return words.Text("redline-none")
	}
	return words.Count("redline-changes", len(r.Changes), nil) + ": " +
		strings.Join(render.Counts(words, r.Stats), ", ")
}

func terminalWidth() int {
	if w, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil && w > 20 {
		return min(w, 120)
	}
	return 80
}
