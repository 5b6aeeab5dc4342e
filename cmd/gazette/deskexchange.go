package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"gazette/i18n"
	deskpages "gazette/internal/desk"
	"gazette/internal/durable"
	"gazette/internal/manuscript"
	"gazette/internal/notice"
	"gazette/internal/source"
)

// deskReceive reads a file that was dropped on the desk, as `gazette import` and `gazette translate import` do, and
// says what would be written. Nothing is.
func (a *app) deskReceive(ctx context.Context, in deskpages.Delivery) (out deskpages.Brought, err error) {
	dir, err := durable.Aside()
	if err != nil {
		return out, err
	}
	defer os.RemoveAll(dir)
	name := path.Base(strings.ReplaceAll(in.Name, `\`, "/"))
	file := filepath.Join(dir, name)
	if !filepath.IsLocal(name) {
		return out, misuse{"the file has no name", "give it the notice's short name, as in cookies.docx"}
	}
	if err := os.WriteFile(file, in.Data, 0o600); err != nil {
		return out, misuse{"a file of this name cannot be kept here",
			"give it the notice's short name, as in cookies.docx"}
	}
	var talk bytes.Buffer
	a.ui = newUI(&talk, &talk)
	if ext := strings.ToLower(filepath.Ext(name)); ext == ".xlf" || ext == ".xliff" {
		out, err = a.deskTranslation(file)
	} else {
		out, err = a.deskText(ctx, file, receiveFlags{slug: in.Slug, locale: in.Locale, effective: in.Effective,
			changes: in.Changes})
	}
	for line := range strings.Lines(strings.ReplaceAll(talk.String(), dir+string(filepath.Separator), "")) {
		out.Notes = append(out.Notes, strings.TrimSpace(line))
	}
	return out, withoutFolder(err, dir)
}

// withoutFolder takes the place where a file was put for a moment out of an error.
func withoutFolder(err error, dir string) error {
	cut := func(s string) string { return strings.ReplaceAll(s, dir+string(filepath.Separator), "") }
	var wrong misuse
	var hinted *source.Hinted
	var problems source.Problems
	switch {
	case errors.As(err, &wrong):
		return &source.Hinted{Message: cut(wrong.message), Hint: cut(wrong.hint)}
	case errors.As(err, &hinted):
		return &source.Hinted{Message: cut(hinted.Message), Hint: cut(hinted.Hint)}
	case errors.As(err, &problems):
		for i := range problems {
			problems[i].File = cut(problems[i].File)
		}
	}
	return err
}

// deskText brings a document into the working text of its notice, or makes a draft of it.
func (a *app) deskText(ctx context.Context, file string, f receiveFlags) (out deskpages.Brought, err error) {
	if _, err := formatOf("", file); err != nil {
		return out, misuse{filepath.Base(file) + " is not a docx, odt, html, md or XLIFF file",
			"save it as one of these"}
	}
	if err := f.check([]string{file}); err != nil {
		return out, err
	}
	s, err := a.load("")
	if err != nil {
		return out, err
	}
	if s.Site == nil {
		return out, s.Problems
	}
	slug, l, err := f.identity(s, file)
	if err != nil {
		return out, err
	}
	c, err := a.received(ctx, s, file, slug, l, f)
	if err != nil {
		return out, err
	}
	out.Path = manuscript.Path(slug, l, notice.Date{})
	e := workingText(s, slug, l)
	if e == nil {
		if f.effective == "" && dateOf(s, c, slug, l).Date.IsZero() {
			f.effective = s.Site.Day.String()
			a.ui.say("%s states no date: its draft has that of today, which can be changed", filepath.Base(file))
		}
		data, _, _, err := drafted(s, slug, l, c, f)
		out.Text, out.New = string(data), true
		return out, err
	}
	was, err := manuscript.New(a.dir).Read(e.Path)
	if err != nil {
		return out, err
	}
	data, _, err := a.brought(s, e, was, c, f)
	out.Old, out.Text = was.Data, string(data)
	return out, err
}

// deskTranslation reads a translation.
func (a *app) deskTranslation(file string) (out deskpages.Brought, err error) {
	d, err := a.translators()
	if err != nil {
		return out, err
	}
	path, j, back, err := a.translated(d, file)
	if err != nil {
		return out, err
	}
	out.Path = path
	was, err := manuscript.New(a.dir).Read(path)
	if out.New = errors.Is(err, fs.ErrNotExist); err != nil && !out.New {
		return out, err
	}
	if out.Old, out.Text = was.Data, was.Data; !back.Refused() && j.Unchanged(back) {
		out.New = false
		a.ui.say("%s", nothingNew(filepath.Base(file), j))
		return out, nil
	}
	if a.sayFindings(file, back); back.Refused() {
		return out, errProblems
	}
	out.Text = string(j.File(back))
	return out, nil
}

// deskFormats are the formats in which the desk gives a text: those of word processors where pandoc is installed.
func deskFormats(ctx context.Context) []string {
	if _, err := findPandoc(ctx); err != nil {
		return []string{"html", "md"}
	}
	return []string{"docx", "odt", "html", "md"}
}

// deskExport makes the file of a text for a colleague, or for translators.
func (a *app) deskExport(ctx context.Context, slug notice.Slug, l i18n.Locale, format string) ([]byte, error) {
	if format == "xlf" {
		return a.deskXLIFF(slug, l)
	}
	if !slices.Contains(formats, format) {
		return nil, misuse{"there is no format " + format, "choose docx, odt, html, md or xlf"}
	}
	s, err := a.load("")
	if err != nil {
		return nil, err
	}
	if s.Site == nil {
		return nil, s.Problems
	}
	e, err := textOf(s, slug, l, "")
	if err != nil {
		return nil, err
	}
	return a.exported(ctx, s, e, format, "")
}

func (a *app) deskXLIFF(slug notice.Slug, l i18n.Locale) ([]byte, error) {
	d, err := a.translators()
	if err != nil {
		return nil, err
	}
	notices, err := noticesOf(d.Sources, []string{string(slug)})
	if err != nil {
		return nil, err
	}
	if d.Site.Locale(l) == nil || notices[0].Source == l {
		return nil, misuse{string(slug) + " is not translated into " + string(l), "choose another language"}
	}
	j, err := d.job(notices[0], l, "2.1")
	if err != nil {
		return nil, err
	}
	return j.Document().Write(), nil
}
