package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gazette/i18n"
	"gazette/internal/exchange"
	"gazette/internal/link"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/pandoc"
	"gazette/internal/settings"
	"gazette/internal/source"
)

type exportFlags struct{ locale, edition, to, out, reference string }

// formats are those that export writes and import reads.
var formats = []string{"docx", "odt", "html", "md"}

func newExport(a *app) *cobra.Command {
	var f exportFlags
	c := &cobra.Command{
		Use:   "export SLUG",
		Short: "write a notice for Word, LibreOffice or a browser",
		Long: `Export writes one text of a notice to a file: the working text, or with --edition the
recorded text of a date. Headings are styles, lists number themselves, footnotes are
footnotes, and links lead to the site. When a colleague has edited the file, with or
without tracked changes, "gazette import" brings the edits back.

docx and odt are written by pandoc, which must be installed. To use the styles of a
document of yours, name it with --reference-doc.`,
		Example: `  gazette export cookies -o cookies.docx
  gazette export cookies --edition 2024-09-16 --to odt -o cookies.odt
  gazette export cookies -o cookies.docx --reference-doc firm.docx`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return a.export(c.Context(), args[0], f) },
	}
	c.Flags().StringVar(&f.locale, "locale", "", "the language `TAG` (default: the notice's source locale)")
	c.Flags().StringVar(&f.edition, "edition", "", "the recorded text of a `DATE` (default: the working text)")
	c.Flags().StringVar(&f.to, "to", "", "`FORMAT`: docx, odt, html or md (default: what the file's name ends in)")
	c.Flags().StringVarP(&f.out, "out", "o", "", "the `FILE` to write (default: SLUG.FORMAT)")
	c.Flags().StringVar(&f.reference, "reference-doc", "", "take the styles of this docx or odt `FILE`")
	return c
}

// formatOf is the format that a flag or the name of a file asks for.
func formatOf(flag, name string) (string, error) {
	format := flag
	if format == "" {
		format = strings.TrimPrefix(strings.ToLower(filepath.Ext(name)), ".")
	}
	if !slices.Contains(formats, format) {
		return "", misuse{fmt.Sprintf("there is no format %q", format),
			"name one with --to: " + strings.Join(formats, ", ")}
	}
	return format, nil
}

func (a *app) export(ctx context.Context, slug string, f exportFlags) error {
	if f.to == "" && f.out == "" {
		f.to = "docx"
	}
	format, err := formatOf(f.to, f.out)
	if err != nil {
		return err
	}
	if f.out == "" {
		f.out = slug + "." + format
	}
	if err := a.aside(f.out); err != nil {
		return err
	}
	s, err := a.linked("")
	if err != nil {
		return err
	}
	e, err := textOf(s, notice.Slug(slug), i18n.Locale(f.locale), f.edition)
	if err != nil {
		return err
	}
	data, err := a.exported(ctx, s, e, format, f.reference)
	if err != nil {
		return err
	}
	if err := replaceFile(f.out, data); err != nil {
		return err
	}
	a.ui.say("%s %s of %s as %s", a.ui.err.green("exported"), e.Path, e.Effective, f.out)
	fmt.Fprintln(a.ui.stdout, f.out)
	return nil
}

// aside refuses to write a file over what the site is made of.
func (a *app) aside(file string) error {
	full := filepath.Join(realPath(filepath.Dir(file)), filepath.Base(file))
	for _, own := range []string{"content", "archive", settings.File} {
		if within(full, realPath(filepath.Join(a.dir, own))) {
			return misuse{file + " would be among the files that the site is made of",
				"name a file or folder elsewhere with -o"}
		}
	}
	return nil
}

// textOf is the text that a slug, a language and a date name: without a date
// the working text, also of a draft, else the last that is recorded.
func textOf(s *load.Sources, slug notice.Slug, l i18n.Locale, date string) (*notice.Edition, error) {
	if s.Site.Notice(slug) == nil { // perhaps a draft
		for _, e := range s.Editions {
			if e.Slug == slug && e.Origin == notice.Content && (l == "" || e.Locale == l) && date == "" {
				return e, nil
			}
		}
	}
	t, err := textsOf(s, slug, l)
	if err != nil {
		return nil, err
	}
	if date != "" {
		return t.named(date)
	}
	if w := workingText(s, slug, t.locale); w != nil {
		return w, nil
	}
	return t.archived[len(t.archived)-1], nil
}

// workingText is the text in content/, a draft as well; nil when there is none.
func workingText(s *load.Sources, slug notice.Slug, l i18n.Locale) *notice.Edition {
	for _, e := range s.Editions {
		if e.Slug == slug && e.Locale == l && e.Origin == notice.Content && !e.Opened() {
			return e
		}
	}
	return nil
}

// exported makes the file of a text.
func (a *app) exported(ctx context.Context, s *load.Sources, e *notice.Edition,
	format, reference string) ([]byte, error) {
	switch format {
	case "md":
		g := s.Formatter().Edition(e)
		if g.Hash() == "" {
			return nil, g.Problems
		}
		return append([]byte("# "+e.Title+"\n\n"),
			g.Plain(func(target string) string { return exchange.Full(s, e.Locale, link.Neutral(target)) })...), nil
	case "html":
		return exchange.New(s).Page(e)
	}
	m, _ := exchange.New(s).Out(e)
	if m == nil {
		return nil, s.Formatter().Edition(e).Problems
	}
	p, err := findPandoc(ctx)
	if err != nil {
		return nil, err
	}
	if reference != "" {
		if _, err := os.Stat(reference); err != nil {
			return nil, misuse{"--reference-doc: " + plainly(err),
				"name a docx or odt; `gazette export SLUG -o firm.docx` writes one to begin with"}
		}
	}
	in, err := m.JSON(p.Model)
	if err != nil {
		return nil, err
	}
	data, err := p.Write(ctx, format, in, reference)
	if err != nil {
		hint := "try --to odt, --to html or --to md"
		if reference != "" {
			hint = "see that " + reference +
				" is a docx or odt that opens in a word processor, or leave --reference-doc out"
		}
		return nil, &source.Hinted{Message: e.Path + " cannot be written as " + format + ": " + err.Error(), Hint: hint}
	}
	return data, nil
}

// findPandoc looks for pandoc, and words its absence.
func findPandoc(ctx context.Context) (*pandoc.Pandoc, error) {
	p, err := pandoc.Find(ctx, os.Getenv("GAZETTE_PANDOC"))
	var missing *pandoc.Missing
	if errors.As(err, &missing) {
		return nil, &source.Hinted{Message: missing.What, Hint: missing.Way}
	}
	if err != nil {
		return nil, &source.Hinted{Message: err.Error(),
			Hint: "see what `pandoc --version` says; GAZETTE_PANDOC names another program"}
	}
	return p, nil
}
