package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"gazette/i18n"
	"gazette/internal/assemble"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/source"
	"gazette/internal/spelling"
)

type pdfFlags struct {
	date, out, browser string
	locales            []string
	redline            bool
	against            string
	force, json        bool
}

func newPDF(a *app) *cobra.Command {
	var f pdfFlags
	c := &cobra.Command{
		Use:   "pdf [SLUG...]",
		Short: "print notices as PDF",
		Long: `Pdf prints the texts in force, of all notices or of those you name, through Chromium,
Chrome or Edge, one of which must be installed. The files go to static/pdf/<locale>/,
where build finds them; pages then link to their PDF. A file is printed again only when
what it shows has changed. Nothing is fetched from the network.

To print the texts of another day, use --date. Files of earlier editions stay.

With --redline, it prints what these texts changed: the whole text, with the words that
were removed and added since the edition before it, or with --against since the edition
of a date: <slug>-<date>-changes-since-<earlier date>.pdf.`,
		Example: `  gazette pdf                          every notice in every language
  gazette pdf cookies --locale de,fr
  gazette pdf --date 2027-02-01        the texts in force on that day
  gazette pdf terms --redline          what the text in force changed
  gazette pdf terms --redline --against 2022-05-02
                                       what has changed since that edition
  gazette pdf terms --out /tmp/print   somewhere else`,
		RunE: func(c *cobra.Command, args []string) error { return a.pdf(c.Context(), args, f) },
	}
	dateFlag(c, &f.date)
	c.Flags().StringVarP(&f.out, "out", "o", "", "output `FOLDER` (default: static/pdf in the site's folder)")
	c.Flags().StringSliceVar(&f.locales, "locale", nil,
		"only these languages: one `TAG` or several, with commas between them (default: all)")
	c.Flags().StringVar(&f.browser, "browser", "",
		"the `PATH` of the browser (default: the first Chromium, Chrome or Edge that is found)")
	c.Flags().BoolVar(&f.redline, "redline", false, "print what each text changed against the edition before it")
	c.Flags().StringVar(&f.against, "against", "",
		"with --redline: the `DATE` of the edition to compare with (default: the one before)")
	c.Flags().BoolVar(&f.force, "force", false, "print unchanged texts again, too")
	c.Flags().BoolVar(&f.json, "json", false, "print which files were written, and which were left unchanged, as JSON")
	return c
}

func (a *app) pdf(ctx context.Context, slugs []string, f pdfFlags) error {
	start := time.Now()
	against, err := f.earlier()
	if err != nil {
		return err
	}
	s, err := a.load(f.date)
	if err != nil {
		return err
	}
	if err := a.sound(s, "nothing was printed"); err != nil {
		return err
	}
	notices, err := noticesOf(s, slugs)
	if err != nil {
		return err
	}
	wanted, err := wantedLocales(s, f.locales)
	if err != nil {
		return err
	}
	sheets, err := assemble.SheetsOf(s)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(orBackground(ctx), os.Interrupt, syscall.SIGTERM)
	defer stop()
	folder := f.out
	if folder == "" {
		folder = filepath.Join(a.dir, "static", "pdf")
		if err := source.Unlinked(a.dir, "static/pdf"); err != nil {
			return err
		}
	}
	p := &printing{app: a, ctx: ctx, flags: f, folder: folder, of: sheets.Of}
	if f.redline {
		p.of = func(n *notice.Notice, locales func(i18n.Locale) bool) ([]assemble.Sheet, error) {
			return sheets.Redlines(n, locales, against)
		}
	}
	if err := p.run(notices, wanted); err != nil {
		return err
	}
	if len(p.written)+len(p.unchanged) == 0 {
		a.ui.say("%s none of these texts is in force on %s%s; --date names another day",
			a.ui.err.yellow("note:"), s.Site.Day, f.lacking())
	}
	return p.tell(time.Since(start))
}

// earlier is the date of the edition to compare with; none for the one before.
func (f pdfFlags) earlier() (d notice.Date, err error) {
	if f.against == "" {
		return d, nil
	}
	if !f.redline {
		return d, misuse{"--against is for redlines", "write --redline --against " + f.against}
	}
	if d, err = notice.ParseDate(f.against); err != nil {
		return d, misuse{"--against: " + err.Error(),
			"write the effective date of an edition, as in --against 2024-09-16"}
	}
	return d, nil
}

// lacking is what else the texts lack that were asked for.
func (f pdfFlags) lacking() string {
	switch {
	case f.against != "":
		return " and has an edition of " + f.against + " to compare with"
	case f.redline:
		return " and has an edition before it"
	}
	return ""
}

// noticesOf are the notices that some slugs name, or all.
func noticesOf(s *load.Sources, slugs []string) ([]*notice.Notice, error) {
	if len(slugs) == 0 {
		return s.Site.Notices, nil
	}
	var out []*notice.Notice
	for _, slug := range slugs {
		n := s.Site.Notice(notice.Slug(slug))
		if n == nil {
			return nil, noNotice(notice.Slug(slug), s)
		}
		out = append(out, n)
	}
	return out, nil
}

// wantedLocales says which locales --locale names.
func wantedLocales(s *load.Sources, tags []string) (func(i18n.Locale) bool, error) {
	var named []i18n.Locale
	for _, tag := range tags {
		l, err := i18n.ParseLocale(tag)
		if err != nil || s.Site.Locale(l) == nil {
			return nil, misuse{fmt.Sprintf("the site has no locale %s", tag), nearestLocale(s, tag)}
		}
		named = append(named, l)
	}
	return func(l i18n.Locale) bool { return len(named) == 0 || slices.Contains(named, l) }, nil
}

func nearestLocale(s *load.Sources, tag string) string {
	var tags []string
	for _, l := range s.Site.Locales {
		tags = append(tags, string(l.Tag))
	}
	if near := spelling.Nearest(tag, tags); near != "" {
		return fmt.Sprintf("did you mean %s?", near)
	}
	return "there are: " + strings.Join(tags, ", ")
}

// tell says in one line what was printed.
func (p *printing) tell(took time.Duration) error {
	slices.Sort(p.written)
	slices.Sort(p.unchanged)
	defer func() {
		p.app.ui.say("%s %s into %s, %d unchanged (%s)", p.app.ui.err.green("printed"), counted(len(p.written), "PDF"),
			p.folder, len(p.unchanged), roundly(took))
	}()
	if p.flags.json {
		enc := json.NewEncoder(p.app.ui.stdout)
		enc.SetIndent("", "  ")
		return enc.Encode(struct {
			Written   []string `json:"written"`
			Unchanged []string `json:"unchanged"`
		}{append([]string{}, p.written...), append([]string{}, p.unchanged...)})
	}
	var err error
	for _, file := range p.written {
		_, wrong := fmt.Fprintln(p.app.ui.stdout, file)
		err = errors.Join(err, wrong)
	}
	return err
}
