package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gazette/internal/durable"
	"gazette/internal/manuscript"
	"gazette/internal/notice"
	"gazette/internal/settings"
	"gazette/internal/source"
	"gazette/internal/spelling"
)

type newFlags struct{ locale, title, date, edition string }

func newNew(a *app) *cobra.Command {
	var f newFlags
	c := &cobra.Command{
		Use:   "new SLUG",
		Short: "write a draft of a notice",
		Long: `New writes content/<locale>/SLUG.md with valid front matter and the first headings. A
translation of an existing notice starts with the date, headings and words of its
source text, for you to replace. A draft is checked but not published, and never stops
a build or a recording. When the text is ready, remove the line "draft: true".

With --edition, new opens a recorded text for you to correct, beside the working text:
content/<locale>/SLUG@DATE.md. Correct it, run "gazette record --editorial", and delete
the file.`,
		Example: `  gazette new refund-policy              in the default locale
  gazette new refund-policy --locale de  its German translation
  gazette new refund-policy --edition 2024-01-01
                                         the recorded text of that date, to be corrected`,
		Args: oneSlug,
		RunE: func(_ *cobra.Command, args []string) error { return a.new(args[0], f) },
	}
	c.Flags().StringVar(&f.locale, "locale", "",
		"its language `TAG`, such as de or pt-BR (default: the site's default locale)")
	c.Flags().StringVar(&f.title, "title", "", "its `TITLE` (default: made from the slug)")
	c.Flags().StringVar(&f.edition, "edition", "", "open the recorded text of a `DATE`, to correct it")
	c.Flags().StringVar(&f.date, "effective", "",
		"the day from which it applies, `YYYY-MM-DD` (default: 30 days from today; of a translation, the date of its "+
			"source text)")
	return c
}

// oneSlug takes one name. Several words are one that was not written as a name.
func oneSlug(_ *cobra.Command, args []string) error {
	switch title := strings.Join(args, " "); len(args) {
	case 0:
		return misuse{"the notice needs a name, which becomes the last part of its address",
			"run `gazette new cookie-policy`"}
	case 1:
		return nil
	default:
		return misuse{fmt.Sprintf("a notice has one name, and these are %d words", len(args)),
			fmt.Sprintf("run `gazette new %s --title %q`", spelling.Slug(title), title)}
	}
}

func (a *app) new(name string, f newFlags) error {
	slug, err := notice.ParseSlug(name)
	if good := spelling.Slug(name); err != nil && good != name && good != "" {
		return misuse{fmt.Sprintf("name %q cannot be an address", name),
			fmt.Sprintf("run `gazette new %s --title %q`", good, name)}
	}
	if err != nil {
		return misuseOf(err)
	}
	s, err := a.linked("")
	if err != nil {
		return err
	}
	locale := s.Site.Config.DefaultLocale
	if f.locale != "" {
		if err := locale.UnmarshalText([]byte(f.locale)); err != nil {
			return misuseOf(err)
		}
	}
	if s.Site.Locale(locale) == nil {
		return misuse{fmt.Sprintf("the site has no locale %s", locale), "add it to `locales` in " + settings.File}
	}
	if f.edition != "" {
		return a.open(s, slug, locale, f)
	}
	var effective notice.Date
	if f.date != "" {
		if effective, err = notice.ParseDate(f.date); err != nil {
			return misuseOf(err)
		}
	}
	text, err := s.Begun(slug, locale, f.title, effective)
	if err != nil {
		return err
	}
	return a.write(filepath.FromSlash(manuscript.Path(slug, locale, notice.Date{})), []byte(text))
}

func misuseOf(err error) error {
	var h *source.Hinted
	if errors.As(err, &h) {
		return misuse{h.Message, h.Hint}
	}
	return misuse{err.Error(), ""}
}

// write makes a file that was not there, whole or not at all.
func (a *app) write(name string, text []byte) error {
	if err := source.Unlinked(a.dir, filepath.Dir(name)); err != nil {
		return err
	}
	path := filepath.Join(a.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	err := durable.Create(path, text, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return &source.Hinted{Message: path + " already exists; nothing was written",
			Hint: "open that file and go on with it, or choose another name"}
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(a.ui.stdout, path)
	return nil
}

func sortedNames(files map[string][]byte) []string { return slices.Sorted(maps.Keys(files)) }
