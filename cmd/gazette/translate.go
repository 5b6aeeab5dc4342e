package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gazette/i18n"
	"gazette/internal/exchange"
	"gazette/internal/notice"
	"gazette/internal/translation"
	"gazette/internal/xliff"
)

func newTranslate(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "translate",
		Short: "send notices to translators, and import their work",
		Long: `Translate works with XLIFF, the file format of translators' tools. "status" says which
translations are behind, and by how many clauses. "export" writes a file for each
notice, with the clauses that did not change marked as final. "import" builds the
translation with the structure, ids and links of the source text.`,
		Example: `  gazette translate status
  gazette translate export --to fr -o to-translate
  gazette translate import to-translate/fr/cookies.xlf`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newTranslateStatus(a), newTranslateExport(a), newTranslateImport(a))
	return c
}

func newTranslateStatus(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "status [SLUG...]", Short: "say which translations are behind, and by how much",
		Long: `Status prints a line for each translation: current, missing, or how many clauses were
changed, added or removed since it was translated.`,
		Example: "  gazette translate status\n  gazette translate status cookies",
		RunE:    func(_ *cobra.Command, args []string) error { return a.translateStatus(args) },
	}
}

func (a *app) translateStatus(slugs []string) error {
	d, err := a.translators()
	if err != nil {
		return err
	}
	notices, err := noticesOf(d.Sources, slugs)
	if err != nil {
		return err
	}
	for _, n := range notices {
		for _, l := range d.Site.Locales {
			if l.Tag == n.Source {
				continue
			}
			j, err := d.job(n, l.Tag, "2.1")
			if err != nil {
				return err
			}
			fmt.Fprintf(a.ui.stdout, "%-24s %-8s %s\n", n.Slug, l.Tag, d.word(j))
		}
	}
	return nil
}

// translators is where translators are served.
type translators struct {
	*exchange.Counter
	terms map[i18n.Locale][]xliff.Term
}

func (a *app) translators() (*translators, error) {
	s, err := a.linked("")
	if err != nil {
		return nil, err
	}
	terms, err := exchange.Terms(s)
	if err != nil {
		return nil, err
	}
	return &translators{exchange.New(s), terms}, nil
}

// word says in a line how a translation stands.
func (d *translators) word(j translation.Job) string {
	if j.Translation == nil {
		return "missing"
	}
	if j.Before == nil {
		return fmt.Sprintf("of %s, of which no source text is kept", j.Translation.Edition.Effective)
	}
	s := j.State()
	if s.Current() {
		return "current"
	}
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{s.Changed, "changed"}, {s.New, "new"}, {s.Gone, "gone"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", counted(p.n, "clause"), p.what))
		}
	}
	return strings.Join(parts, ", ") + " since " + j.Translation.Edition.Effective.String()
}

// job gathers what is known of a notice in a language: the working texts, else those recorded last.
func (d *translators) job(n *notice.Notice, l i18n.Locale, version string) (j translation.Job, err error) {
	j = translation.Job{Target: string(l), Version: version, Terms: d.terms[l],
		Spaceless: slices.Contains([]string{"Jpan", "Hans", "Hant", "Thai"}, l.Script())}
	latest := func(l i18n.Locale, is func(notice.Date) bool) *notice.Edition {
		var found *notice.Edition
		for _, e := range d.Editions {
			if e.Slug == n.Slug && e.Locale == l && !e.Opened() && is(e.Effective) &&
				(found == nil || found.Origin == notice.Archive) {
				found = e
			}
		}
		return found
	}
	any := func(notice.Date) bool { return true }
	source := latest(n.Source, any)
	if source == nil {
		return j, misuse{fmt.Sprintf("%s has no text in %s", n.Slug, n.Source), "write it first"}
	}
	if j.Source, j.Hash, err = d.text(source); err != nil {
		return j, err
	}
	earlier := latest(l, any)
	if earlier == nil {
		return j, nil
	}
	translated, hash, err := d.text(earlier)
	if err != nil || hash == j.Hash { // a draft that still has the words of its source text is no translation yet
		return j, err
	}
	j.Translation = translated
	if before := latest(n.Source, func(day notice.Date) bool { return day == earlier.Effective }); before != nil {
		j.Before, _, err = d.text(before)
	}
	return j, err
}

func (d *translators) text(e *notice.Edition) (*translation.Text, string, error) {
	g, blocks := d.Counter.Text(e)
	if g.Hash() == "" {
		return nil, "", g.Problems
	}
	return translation.Units(e, g.Source().Data, blocks), g.Hash(), nil
}

type translateFlags struct {
	to, out, xliff string
	tmx            bool
}

func newTranslateExport(a *app) *cobra.Command {
	var f translateFlags
	c := &cobra.Command{
		Use:   "export [SLUG...]",
		Short: "write XLIFF for translators, one file for each notice",
		Long: `Export writes DIR/<locale>/<slug>.xlf for each notice you name, or for each whose
translation is missing or behind. Each clause is a unit and each sentence a segment;
markup is protected. Clauses that did not change since they were translated are marked
as final. The others come with their earlier translation and with what has changed.
Terms in i18n/terms/*.csv are added to the clauses that contain them. With --tmx, it
writes everything that is translated as a translation memory, DIR/<locale>.tmx.`,
		Example: `  gazette translate export --to fr -o to-translate
  gazette translate export --to de cookies --xliff 1.2 -o to-translate
  gazette translate export --to ja --tmx -o memory`,
		RunE: func(_ *cobra.Command, args []string) error { return a.translateExport(args, f) },
	}
	c.Flags().StringVar(&f.to, "to", "", "the `TAG` of the language to translate into")
	c.Flags().StringVarP(&f.out, "out", "o", "to-translate", "output `FOLDER`")
	c.Flags().StringVar(&f.xliff, "xliff", "2.1", "the `VERSION` of XLIFF: 2.1 or 1.2")
	c.Flags().BoolVar(&f.tmx, "tmx", false, "write a translation memory instead")
	return c
}

func (a *app) translateExport(slugs []string, f translateFlags) error {
	if f.xliff != "2.1" && f.xliff != "1.2" {
		return misuse{fmt.Sprintf("--xliff is %q", f.xliff), "write 2.1 or 1.2"}
	}
	if err := a.aside(f.out); err != nil {
		return err
	}
	d, err := a.translators()
	if err != nil {
		return err
	}
	if f.to == "" {
		return misuse{"--to is missing", "name the language to translate into: gazette translate export --to fr"}
	}
	l, err := i18n.ParseLocale(f.to)
	if err != nil || d.Site.Locale(l) == nil {
		return misuse{fmt.Sprintf("--to is %q, which is not a locale of the site", f.to),
			nearestLocale(d.Sources, f.to)}
	}
	notices, err := noticesOf(d.Sources, slugs)
	if err != nil {
		return err
	}
	written, pairs := 0, []xliff.Pair(nil)
	for _, n := range notices {
		if n.Source == l {
			continue
		}
		j, err := d.job(n, l, f.xliff)
		if err != nil {
			return err
		}
		if f.tmx {
			pairs = append(pairs, j.Pairs()...)
			continue
		}
		if len(slugs) == 0 && j.Before != nil && j.State().Current() {
			continue
		}
		file := filepath.Join(f.out, string(l), string(n.Slug)+".xlf")
		if err := replaceFile(file, j.Document().Write()); err != nil {
			return err
		}
		written++
		fmt.Fprintln(a.ui.stdout, file)
	}
	if f.tmx {
		file := filepath.Join(f.out, string(l)+".tmx")
		fmt.Fprintln(a.ui.stdout, file)
		return replaceFile(file, xliff.TMX(string(d.Site.Config.DefaultLocale), string(l), pairs))
	}
	a.ui.say("%s %s", a.ui.err.green("exported"), counted(written, "notice"))
	return nil
}
