package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gazette/i18n"
	"gazette/internal/manuscript"
	"gazette/internal/notice"
	"gazette/internal/printable"
	"gazette/internal/source"
	"gazette/internal/translation"
	"gazette/internal/xliff"
)

func newTranslateImport(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "import FILE...",
		Short: "write translations that came back as XLIFF",
		Long: `Import writes content/<locale>/<slug>.md: the structure, ids and links of the source
text with the translator's words. It refuses a file in which codes were lost, and warns
about numbers, addresses and terms that differ, and about what is not translated. If the
site already says the same, nothing changes. The result is a draft: when somebody has
read it, they remove "draft: true", and may sign it with "reviewed_by: NAME".`,
		Example: "  gazette translate import to-translate/fr/cookies.xlf",
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(_ *cobra.Command, args []string) error { return a.translateImport(args) },
	}
}

func (a *app) translateImport(files []string) error {
	d, err := a.translators()
	if err != nil {
		return err
	}
	for _, file := range files {
		if err := a.takeTranslation(d, file); err != nil {
			return err
		}
	}
	return nil
}

func (a *app) takeTranslation(d *translators, file string) error {
	path, j, back, err := a.translated(d, file)
	if err != nil {
		return err
	}
	if !back.Refused() && j.Unchanged(back) {
		a.ui.say("%s", nothingNew(file, j))
		return nil
	}
	if a.sayFindings(file, back); back.Refused() {
		a.ui.say("%s nothing was written", a.ui.err.red("gazette:"))
		return errProblems
	}
	if err := a.putTranslation(path, j, back); err != nil {
		return err
	}
	fmt.Fprintln(a.ui.stdout, filepath.FromSlash(path))
	a.ui.say("%s %s as a draft; when somebody has read it, remove \"draft: true\"", a.ui.err.green("imported"), file)
	return nil
}

// nothingNew says that a document holds nothing that the site does not have.
func nothingNew(file string, j translation.Job) string {
	if j.Translation == nil {
		return file + " holds no translation yet; nothing was written"
	}
	return file + " says nothing else than what " + j.Translation.Edition.Path + " says; nothing was written"
}

// readXLIFF reads a file of a translator.
func readXLIFF(file string) (*xliff.Document, error) {
	data, err := source.Bytes(os.DirFS(filepath.Dir(file)), filepath.Base(file), xliff.MaxSize)
	if err != nil {
		return nil, unreadable(file, err, xliff.MaxSize)
	}
	doc, err := xliff.Read(data)
	var wrong *xliff.Wrong
	if errors.As(err, &wrong) {
		return nil, &source.Hinted{Message: fmt.Sprintf("%s:%d:%d: %s", file, wrong.Line, wrong.Col, wrong.What),
			Hint: wrong.Way}
	}
	return doc, err
}

// translated reads a translation that came back, and where it belongs.
func (a *app) translated(d *translators, file string) (path string, j translation.Job,
	back translation.Back, err error) {
	doc, err := readXLIFF(file)
	if err != nil {
		return "", j, back, err
	}
	n, l, err := d.named(file, doc)
	if err != nil {
		return "", j, back, err
	}
	if j, err = d.job(n, l, doc.Version); err != nil {
		return "", j, back, err
	}
	if back = j.Return(doc); len(back.Pieces) == 0 {
		return "", j, back, misuse{fmt.Sprintf("%s holds no clause of %s as it stands", file, n.Slug),
			"export it again, with the earlier translation as matches"}
	}
	return manuscript.Path(n.Slug, l, notice.Date{}), j, back, nil
}

// putTranslation writes a translation: in the place of the one that was read, or where there is none.
func (a *app) putTranslation(path string, j translation.Job, back translation.Back) error {
	if before := j.Translation; before != nil && before.Edition.Path == path {
		was := string(before.Data)
		return a.exchanged(manuscript.Text{Path: path, Data: was, Hash: manuscript.HashOf(was)}, j.File(back))
	}
	_, err := manuscript.New(a.dir).Create(path, string(j.File(back)))
	if errors.Is(err, fs.ErrExist) {
		return &source.Hinted{Message: path + " exists but was not read; nothing was written",
			Hint: "see `gazette check`, and import the file again"}
	}
	return err
}

// named is the notice and the language that a document is of.
func (d *translators) named(file string, doc *xliff.Document) (*notice.Notice, i18n.Locale, error) {
	slug, _, _ := strings.Cut(filepath.Base(filepath.ToSlash(doc.Original)), notice.OpenedAt)
	slug = strings.TrimSuffix(slug, ".md")
	n := d.Site.Notice(notice.Slug(slug))
	if !slices.Contains(d.Site.Notices, n) {
		return nil, "", misuse{fmt.Sprintf("%s is of %q, which is not a notice of this site", file, doc.Original),
			nearestOf(slug, d.Sources)}
	}
	l, err := i18n.ParseLocale(doc.Target)
	if err != nil || d.Site.Locale(l) == nil || l == n.Source {
		return nil, "", misuse{fmt.Sprintf("%s is in %q, into which %s is not translated", file, doc.Target, slug),
			nearestLocale(d.Sources, doc.Target)}
	}
	return n, l, nil
}

// sayFindings reports what is wrong with a document.
func (a *app) sayFindings(file string, back translation.Back) {
	if back.Moved {
		a.ui.say("%s the source text has changed since %s was exported: clauses that changed stay in its language",
			a.ui.err.yellow("warning:"), file)
	}
	for _, f := range back.Findings {
		kind := a.ui.err.yellow("warning:")
		if f.Error {
			kind = a.ui.err.red("error:")
		}
		place := strings.TrimSpace(printable.Line(f.Unit) + " " + f.Segment)
		a.ui.say("%s: %s %s: %s\n  hint: %s", file, kind, place, printable.Line(f.What), f.Way)
	}
}
