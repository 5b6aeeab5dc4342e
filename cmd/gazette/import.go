package main

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"gazette/i18n"
	"gazette/internal/load"
	"gazette/internal/manuscript"
	"gazette/internal/notice"
)

type receiveFlags struct {
	slug, locale, effective, changes string
	dryRun, yes                      bool
}

func newImport(a *app) *cobra.Command {
	var f receiveFlags
	c := &cobra.Command{
		Use:   "import FILE...",
		Short: "import a notice from Word, LibreOffice, a web page or Markdown",
		Long: `Import reads a docx, odt, html or md file and brings it into the working text. A clause
whose words have not changed stays the same byte for byte. In the others, the words are
replaced; front matter, ids, attribute lines, links between notices and raw HTML stay.
Import shows what changed as a redline, lists comments with their places, and says what
it could not take over.

--changes accepts or rejects tracked changes; on a terminal, import asks about each one.
If the site does not have the notice yet, it becomes a draft. Several files become a
recorded history: each needs a date in its name or its text, which import finds in the
same way as "gazette record --from-git".`,
		Example: `  gazette import cookies.docx --dry-run          what would change
  gazette import cookies.docx --changes accept
  gazette import terms.docx --slug terms-of-service --effective 2027-01-01
  gazette import page.html --slug imprint --locale de
  gazette import terms-2022-05-01.docx terms-2023-01-01.docx --slug terms-of-service`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return a.importAll(c.Context(), args, f) },
	}
	c.Flags().StringVar(&f.slug, "slug", "", "the notice's `SLUG` (default: the file's name)")
	c.Flags().StringVar(&f.locale, "locale", "", "the language `TAG` (default: the notice's source locale)")
	c.Flags().StringVar(&f.effective, "effective", "", "the day from which the text applies, `YYYY-MM-DD`")
	c.Flags().StringVar(&f.changes, "changes", "", "`WHAT` to do with tracked changes: accept, reject or ask")
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "show what would change, and write nothing")
	c.Flags().BoolVarP(&f.yes, "yes", "y", false, "do not ask before a history is recorded")
	return c
}

func (f receiveFlags) check(files []string) error {
	switch f.changes {
	case "", "accept", "reject", "ask":
	default:
		return misuse{fmt.Sprintf("--changes is %q", f.changes), "write accept, reject or ask"}
	}
	if f.effective == "" {
		return nil
	}
	if len(files) > 1 {
		return misuse{"--effective is the date of one file, and there are several",
			"write each file's date into its name: terms-2023-01-01.docx"}
	}
	if _, err := notice.ParseDate(f.effective); err != nil {
		return misuse{"--effective: " + err.Error(), "write it as --effective 2027-01-31"}
	}
	return nil
}

func (a *app) importAll(ctx context.Context, files []string, f receiveFlags) error {
	if err := f.check(files); err != nil {
		return err
	}
	for _, file := range files {
		if _, err := formatOf("", file); err != nil {
			return misuse{fmt.Sprintf("%s is not a docx, odt, html or md file", file), "save it as one of these"}
		}
	}
	if len(files) > 1 {
		return a.importHistory(ctx, files, f)
	}
	s, err := a.linked("")
	if err != nil {
		return err
	}
	slug, l, err := f.identity(s, files[0])
	if err != nil {
		return err
	}
	e, was := workingText(s, slug, l), manuscript.Text{}
	if e != nil {
		if was, err = manuscript.New(a.dir).Read(e.Path); err != nil {
			return err
		}
	}
	c, err := a.received(ctx, s, files[0], slug, l, f)
	if err != nil {
		return err
	}
	if e != nil {
		return a.bring(s, e, was, c, f)
	}
	return a.startDraft(s, slug, l, c, f)
}

var (
	dateInName = regexp.MustCompile(`(?:^|[-_. ])((?:19|20)\d\d)[-_.]?(0\d|1[0-2])[-_.]?([0-2]\d|3[01])(?:$|[-_. ])`)
	tagsInName = []*regexp.Regexp{
		regexp.MustCompile(`[-_. ]([a-z]{2,3}-[A-Za-z]{2,4})$`),
		regexp.MustCompile(`[-_. ]([a-z]{2,3})$`),
	}
	notInSlug = regexp.MustCompile(`[^\p{L}\p{N}]+`)
)

// languageIn cuts a language of the site off the end of a file's name: terms-of-use-de is no use-de. The name of a
// notice stays whole.
func languageIn(s *load.Sources, name string) (rest string, l i18n.Locale) {
	if s.Site.Notice(notice.Slug(name)) != nil {
		return name, ""
	}
	for _, pattern := range tagsInName {
		m := pattern.FindStringSubmatch(name)
		if m == nil {
			continue
		}
		if tag, err := i18n.ParseLocale(m[1]); err == nil && s.Site.Locale(tag) != nil {
			return strings.TrimSuffix(name, m[0]), tag
		}
	}
	return name, ""
}

// identity tells which notice and language a file is of: what the flags say,
// else its name, without a date and a language in it.
func (f receiveFlags) identity(s *load.Sources, file string) (notice.Slug, i18n.Locale, error) {
	name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	name = strings.Trim(dateInName.ReplaceAllString(name, "-"), "-_. ")
	l := i18n.Locale(f.locale)
	if rest, tag := languageIn(s, name); tag != "" {
		name, l = rest, cmp.Or(l, tag)
	}
	if f.slug != "" {
		name = f.slug
	} else if s.Site.Notice(notice.Slug(name)) == nil {
		name = strings.Trim(strings.ToLower(notInSlug.ReplaceAllString(name, "-")), "-")
	}
	slug, err := notice.ParseSlug(name)
	if err != nil {
		return "", "", misuse{fmt.Sprintf("the name of %s gives no slug", file), "name the notice with --slug"}
	}
	if l == "" {
		l = s.Site.Config.DefaultLocale
		if n := s.Site.Notice(slug); n != nil {
			l = n.Source
		}
	}
	tag, err := i18n.ParseLocale(string(l))
	if err != nil || s.Site.Locale(tag) == nil {
		return "", "", misuse{fmt.Sprintf("the site has no locale %s", l), nearestLocale(s, string(l))}
	}
	return slug, tag, nil
}
