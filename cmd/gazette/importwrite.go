package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"time"

	"gazette/i18n"
	"gazette/internal/exchange"
	"gazette/internal/history/planning"
	"gazette/internal/load"
	"gazette/internal/manuscript"
	"gazette/internal/notice"
	"gazette/internal/recording"
	"gazette/internal/redline"
	"gazette/internal/source"
	"gazette/render"
)

// bring brings what came into the working text as it was read before, and shows what that changes. A text that somebody
// has changed since is left as it is: answering for tracked changes may take a while.
func (a *app) bring(s *load.Sources, e *notice.Edition, was manuscript.Text, c *received, f receiveFlags) error {
	data, losses, err := a.brought(s, e, was, c, f)
	if err != nil {
		return err
	}
	if string(data) == was.Data {
		says := "says what"
		if losses > 0 {
			says = "says nothing else than what"
		}
		a.ui.say("%s %s %s says; nothing was written", c.file, says, e.Path)
		return nil
	}
	before := s.Formatter().Edition(e)
	after, _, ps := exchange.New(s).Read(e.Path, data, e.Slug, e.Locale)
	if ps.Errors() || after == nil {
		return ps
	}
	r := render.Compare(before, after)
	fmt.Fprintf(a.ui.stdout, "%s\n\n", headline(r))
	if _, err := a.ui.stdout.Write(redline.Term(r, a.ui.out.on, terminalWidth())); err != nil {
		return err
	}
	if f.dryRun {
		a.ui.say("nothing was written: this was a dry run")
		return nil
	}
	if err := a.exchanged(was, data); err != nil {
		return err
	}
	a.ui.say("%s %s into %s", a.ui.err.green("imported"), c.file, e.Path)
	return nil
}

// brought is the working text with what came, and how much of that could not be taken over.
func (a *app) brought(s *load.Sources, e *notice.Edition, was manuscript.Text, c *received,
	f receiveFlags) (data []byte, losses int, err error) {
	file, ps := source.Text(e.Path, []byte(was.Data))
	if ps.Errors() {
		return nil, 0, ps
	}
	out := exchange.New(s).Back(e, file, c.Blocks, c.format)
	data = a.fronted(out.Source, e, c, f)
	for _, l := range out.Losses {
		a.ui.say("%s %s%s: %q %s", a.ui.err.yellow("note:"), c.file, under(l.Heading), short(l.Words), l.Why)
	}
	return data, len(out.Losses), nil
}

// exchanged puts a text in the place of a working text, if that is still the one that it was made from.
func (a *app) exchanged(was manuscript.Text, data []byte) error {
	_, err := manuscript.New(a.dir).Save(was.Path, was.Hash, was.Data, string(data))
	var moved *manuscript.Conflict
	if errors.As(err, &moved) {
		return &source.Hinted{Message: was.Path + " has changed meanwhile; nothing was written",
			Hint: "import the file once more"}
	}
	return err
}

// fronted gives the file the title that came, and the date that was asked for.
func (a *app) fronted(data []byte, e *notice.Edition, c *received, f receiveFlags) []byte {
	set := func(key, value, what string) {
		out, ok := exchange.Front(data, key, value)
		if data = out; !ok {
			a.ui.say("%s the %s is now %s: write it into %s", a.ui.err.yellow("note:"), what, value, e.Path)
		}
	}
	if c.Title != "" && c.Title != e.Title {
		set("title", strconv.Quote(c.Title), "title")
	}
	if f.effective != "" && f.effective != e.Effective.String() {
		set("effective", f.effective, "date")
	}
	return data
}

// startDraft makes a draft of what came.
func (a *app) startDraft(s *load.Sources, slug notice.Slug, l i18n.Locale, c *received, f receiveFlags) error {
	data, date, by, err := drafted(s, slug, l, c, f)
	if err != nil {
		return err
	}
	if f.dryRun {
		_, err := a.ui.stdout.Write(data)
		return err
	}
	if err := a.write(filepath.Join("content", string(l), string(slug)+".md"), data); err != nil {
		return err
	}
	a.ui.say("%s %s as a draft of %s%s; remove the line \"draft: true\" when it is ready", a.ui.err.green("imported"),
		c.file, date, by)
	return nil
}

// drafted is a draft of what came, with its date and who says that.
func drafted(s *load.Sources, slug notice.Slug, l i18n.Locale, c *received,
	f receiveFlags) (data []byte, date, by string, err error) {
	if date = f.effective; date == "" {
		said := dateOf(s, c, slug, l)
		if said.Date.IsZero() {
			return nil, "", "", misuse{c.file + " " + said.Why, "give it with --effective 2027-01-31"}
		}
		date, by = said.Date.String(), ", dated by "+said.By
	}
	if c.Title == "" {
		c.Title = manuscript.TitleOf(slug)
	}
	return exchange.Draft(s, c.Document, slug, l, date), date, by, nil
}

// dateOf is the date of a file: that in its name, else the one it states.
func dateOf(s *load.Sources, c *received, slug notice.Slug, l i18n.Locale) recording.Statement {
	name := filepath.Base(c.file)
	if m := dateInName.FindStringSubmatch(name[:len(name)-len(filepath.Ext(name))]); m != nil {
		if d, err := notice.ParseDate(m[1] + "-" + m[2] + "-" + m[3]); err == nil {
			return recording.Statement{Date: d, By: "the name of its file"}
		}
	}
	return recording.Stated(s, exchange.Body(s, c.Blocks, l), slug, l)
}

// importHistory records several files, each under its date.
func (a *app) importHistory(ctx context.Context, files []string, f receiveFlags) error {
	w := writing{dryRun: f.dryRun, yes: f.yes, elsewhere: true}
	return a.recording(w, "", false, func(s *load.Sources, now time.Time) ([]planning.Step, error) {
		texts, err := a.allDated(ctx, s, files, f)
		if err != nil {
			return nil, err
		}
		return a.others(recording.Import(s, texts, now))
	})
}

// allDated reads files as the texts of their dates, each of another.
func (a *app) allDated(ctx context.Context, s *load.Sources, files []string,
	f receiveFlags) (texts []planning.Imported, err error) {
	from := map[string]string{}
	for _, file := range files {
		t, err := a.dated(ctx, s, file, f)
		if err != nil {
			return nil, err
		}
		e := t.Edition
		place := planning.ArchivePath(e.Slug, e.Locale, e.Effective, 1)
		if other, taken := from[place]; taken {
			return nil, misuse{fmt.Sprintf("%s and %s are both %s in %s of %s; nothing was recorded",
				other, file, e.Slug,
				e.Locale, e.Effective), "leave one of them out, or write another date into its name"}
		}
		from[place] = file
		texts = append(texts, t)
	}
	return texts, nil
}

// dated reads a file as the text of its date.
func (a *app) dated(ctx context.Context, s *load.Sources, file string,
	f receiveFlags) (t planning.Imported, err error) {
	slug, l, err := f.identity(s, file)
	if err != nil {
		return t, err
	}
	c, err := a.received(ctx, s, file, slug, l, f)
	if err != nil {
		return t, err
	}
	said := dateOf(s, c, slug, l)
	if said.Date.IsZero() {
		return t, misuse{file + " " + said.Why + "; nothing was recorded",
			"write its date into its name: " + string(slug) + "-2023-01-31" + filepath.Ext(file)}
	}
	if c.Title == "" {
		c.Title = manuscript.TitleOf(slug)
	}
	body := append([]byte("# "+c.Title+"\n\n"), exchange.Body(s, c.Blocks, l)...)
	t = recording.Recover(s, body, slug, l, said.Date, said.By)
	if t.Hash == "" {
		return t, &source.Hinted{Message: file + " holds no words; nothing was recorded", Hint: "leave it out"}
	}
	return t, nil
}
