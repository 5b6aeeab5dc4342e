package main

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/mod/sumdb/note"

	"gazette/i18n"
	"gazette/internal/assemble"
	"gazette/internal/evidence"
	"gazette/internal/leaf"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/proof"
	"gazette/internal/proof/bundle"
	"gazette/internal/source"
)

type proveFlags struct{ locale, edition, on, out, address string }

func newProve(a *app) *cobra.Command {
	var f proveFlags
	c := &cobra.Command{
		Use:   "prove SLUG",
		Short: "make a bundle that proves one text to a court",
		Long: `Prove writes a zip file that holds one text as it was published, what changed in it,
who was told, the proofs that all of this is in the sealed log, and the time stamps.
A README in the language of the text tells a lawyer how to check it, with gazette
or without.`,
		Example: `  gazette prove cookies --locale de --edition 2024-09-16 -o cookies.zip
  gazette prove cookies --locale de --on 2025-03-01 -o cookies.zip
  gazette prove cookies --locale en --on 2025-03-01 --address press@example.com -o press.zip`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.prove(notice.Slug(args[0]), f) },
	}
	c.Flags().StringVar(&f.locale, "locale", "", "the language `TAG` of the text")
	c.Flags().StringVar(&f.edition, "edition", "", "the edition of `DATE`")
	c.Flags().StringVar(&f.on, "on", "", "the edition that was in force on `DAY`")
	c.Flags().StringVarP(&f.out, "out", "o", "", "`FILE` to write, ending in .zip")
	c.Flags().StringVar(&f.address, "address", "",
		"only the receipts of this `ADDRESS`, with what proves that they are its; needs the site key")
	return c
}

func (f proveFlags) judge() error {
	switch {
	case f.locale == "":
		return misuse{"--locale is missing", "name the language of the text, like --locale de"}
	case (f.edition == "") == (f.on == ""):
		return misuse{"one of --edition and --on is needed",
			"write --edition 2024-09-16, or --on with the day that you ask about"}
	case !strings.HasSuffix(f.out, ".zip"):
		return misuse{"-o must name a file that ends in .zip", "write -o bundle.zip"}
	}
	return nil
}

// proving is one text to be proven, with all that the bundle is made of.
type proving struct {
	*app
	flags   proveFlags
	sources *load.Sources
	notice  *notice.Notice
	edition *notice.Edition
	keys    evidence.Keys
	log     *evidence.Log
	leaves  []leaf.Leaf
}

func (a *app) prove(slug notice.Slug, f proveFlags) error {
	if err := f.judge(); err != nil {
		return err
	}
	s, err := a.load("")
	if err != nil {
		return err
	}
	if s.Problems.Errors() {
		printProblems(a.ui.stderr, a.ui.err, onlyErrors(s.Problems))
		a.ui.say("%s nothing was written", a.ui.err.red("gazette:"))
		return errProblems
	}
	t := proving{app: a, flags: f, sources: s}
	if err := t.find(slug); err != nil {
		return err
	}
	if err := t.open(); err != nil {
		return err
	}
	files, err := t.files()
	if err != nil {
		return err
	}
	if err := t.holds(files); err != nil {
		return err
	}
	if err := writeZip(f.out, files); err != nil {
		return err
	}
	a.ui.say("%s %s: %s", a.ui.err.green("wrote"), f.out, counted(len(files), "file"))
	a.ui.say("next: gazette verify %s --key %s", quoted(f.out), s.Site.Config.Evidence.PublicKey)
	return nil
}

// find looks for the edition that is meant.
func (t *proving) find(slug notice.Slug) error {
	s := t.sources.Site
	if t.notice = s.Notice(slug); t.notice == nil {
		return noNotice(slug, t.sources)
	}
	l := s.Locale(i18n.Locale(t.flags.locale))
	if l == nil {
		return misuse{fmt.Sprintf("the site has no locale %q", t.flags.locale), "gazette status lists them"}
	}
	day, err := notice.ParseDate(cmp.Or(t.flags.edition, t.flags.on))
	if err != nil {
		return misuse{err.Error(), "write the day as YYYY-MM-DD"}
	}
	var dates []string
	for _, e := range t.notice.In(l.Tag) {
		dates = append(dates, e.Effective.String())
	}
	if t.flags.edition != "" {
		t.edition = t.notice.At(l.Tag, day)
	} else {
		t.edition = t.notice.InForce(l.Tag, day)
		if end := t.notice.Withdrawn; !end.IsZero() && !day.Before(end) {
			return misuse{fmt.Sprintf("%s was withdrawn on %s: no text was in force on %s", slug, end, day),
				"name an edition with --edition: " + strings.Join(dates, ", ")}
		}
	}
	if t.edition == nil {
		return misuse{fmt.Sprintf("there is no such text of %s in %s", slug, l.Tag),
			"its editions are of " + strings.Join(dates, ", ")}
	}
	return nil
}

// open reads the log.
func (t *proving) open() error {
	config := t.sources.Site.Config
	if !config.Evidence.On() {
		return &source.Hinted{Message: "this site seals nothing, so nothing can be proven",
			Hint: "`gazette help evidence` says how to start"}
	}
	keys, ps := evidence.KeysOf(config.Evidence)
	if len(ps) > 0 {
		return ps
	}
	t.keys = keys
	files := t.sources.Layers.Site
	var err error
	if t.log, err = evidence.Open(files, keys); err != nil {
		return err
	}
	if t.leaves, err = t.log.Leaves(files); err != nil {
		return err
	}
	if len(t.sources.Site.Sealings(t.edition)) == 0 {
		return &source.Hinted{Message: fmt.Sprintf("the text of %s is not sealed", t.edition.Effective),
			Hint: "run `gazette seal` first"}
	}
	return nil
}

// files makes all files of the bundle.
func (t *proving) files() (map[string][]byte, error) {
	x, err := assemble.StandaloneOf(t.sources, t.notice, t.edition)
	if err != nil {
		return nil, err
	}
	if _, ok := t.sources.Site.Sealed(t.edition, func() string { return x.Hash }); !ok {
		return nil, &source.Hinted{Message: fmt.Sprintf("the text of %s differs from what was sealed",
			t.edition.Effective),
			Hint: "record and seal it first; `gazette check` says what differs"}
	}
	changes, ids := t.changes()
	receipts, opened, err := t.receipts(ids)
	if err != nil {
		return nil, err
	}
	config := t.sources.Site.Config
	files, err := bundle.Make(t.sources.Layers.Site, t.log, t.leaves,
		bundle.Case{Notice: string(t.notice.Slug), Locale: string(t.edition.Locale),
			Effective: t.edition.Effective.String(), PublicKey: config.Evidence.PublicKey, Changes: changes,
			Receipts: receipts})
	if err != nil {
		return nil, err
	}
	files[bundle.TextFile], files[bundle.ScriptFile] = x.Text, bundle.Script
	if x.Redline != nil {
		files["redline.html"] = x.Redline
	}
	if at, ok := t.sources.Site.PDF(t.edition, func() string { return x.Hash }); ok {
		if files["text.pdf"], err = fs.ReadFile(t.sources.Layers.Site, path.Join("static", at)); err != nil {
			return nil, err
		}
	}
	if opened != nil {
		files[bundle.AddressFile] = opened
	}
	if roots := config.Evidence.TimestampRoots; roots != "" {
		if files[bundle.RootsFile], err = t.ownFile(roots); err != nil {
			return nil, err
		}
	}
	files[bundle.ReadmeFile] = t.readme(files)
	return files, nil
}

// holds checks the bundle as those will who get it.
func (t *proving) holds(files map[string][]byte) error {
	keys := append([]note.Verifier{t.keys.Now}, t.keys.Former...)
	r, err := proof.VerifyBundle(proof.Files(files), proof.Request{Keys: keys, Long: longDate})
	if err != nil || r.Holds {
		return err
	}
	return &source.Hinted{Message: fmt.Sprintf("the bundle would not hold: %s: %s", r.Findings[0].Place,
		r.Findings[0].Message),
		Hint: "run `gazette record` and `gazette seal`, then prove again"}
}

// writeZip writes files in the order of their names. The same files give the same bytes.
func writeZip(name string, files map[string][]byte) error {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, n := range sortedNames(files) {
		h := &zip.FileHeader{Name: n, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
		h.SetMode(0o644)
		w, err := z.CreateHeader(h)
		if err == nil {
			_, err = w.Write(files[n])
		}
		if err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	return replaceFile(name, b.Bytes())
}
