package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"gazette/internal/document/markup"
	"gazette/internal/exchange"
	"gazette/internal/load"
	"gazette/internal/office"
	"gazette/internal/redline"
	"gazette/internal/source"
	"gazette/internal/word"
)

// writeTracked writes a comparison as a docx or odt with tracked changes.
func (a *app) writeTracked(ctx context.Context, s *load.Sources, d diffTexts, f diffFlags) error {
	if err := a.aside(f.out); err != nil {
		return err
	}
	now, err := instant()
	if err != nil {
		return err
	}
	p, err := findPandoc(ctx)
	if err != nil {
		return err
	}
	l := d.new.Locale
	m := exchange.Headed(s, d.new)
	m.Subtitle, m.Date = d.old.Effective.String()+" → "+d.new.Effective.String(), ""
	m.Blocks = exchange.Posted(s, l, markup.FromRedline(string(d.redline.HTML(redline.Labels{}))))
	in, err := m.JSON(p.Model)
	if err != nil {
		return err
	}
	data, err := p.Write(ctx, "docx", in, "")
	if err != nil {
		return &source.Hinted{Message: f.out + " cannot be written: " + err.Error(),
			Hint: "see the differences with --format html or markdown"}
	}
	name, _ := s.Site.Config.Title.In(l, s.Site.Config.DefaultLocale)
	if data, err = word.Track(data, cmp.Or(f.author, name, "gazette"),
		now.In(s.Site.Zone).Format(time.DateOnly)); err != nil {
		return err
	}
	if f.format == "odt" {
		data, err = office.Convert(ctx, data, "docx", "odt")
		var missing *office.Missing
		if errors.As(err, &missing) {
			return &source.Hinted{Message: missing.What, Hint: missing.Way}
		}
		if err != nil {
			return err
		}
	}
	if err := replaceFile(f.out, data); err != nil {
		return err
	}
	a.ui.say("%s, as tracked changes", headline(d.redline))
	fmt.Fprintln(a.ui.stdout, f.out)
	return nil
}
