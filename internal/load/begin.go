package load

import (
	"cmp"
	"fmt"
	"io/fs"
	"strings"

	"gazette/i18n"
	"gazette/internal/history/planning"
	"gazette/internal/manuscript"
	"gazette/internal/notice"
	"gazette/internal/source"
)

// Begun is what a new working text begins with: a draft, or of a notice that there is, its source text to be
// translated. A title and a date that are not given are made of the slug and 30 days from today, or are those of the
// source text.
func (s *Sources) Begun(slug notice.Slug, l i18n.Locale, title string, effective notice.Date) (string, error) {
	src := s.SourceText(slug, l)
	if src == nil {
		if effective.IsZero() {
			effective = s.Site.Day.AddDays(30)
		}
		return manuscript.Draft(l, cmp.Or(title, manuscript.TitleOf(slug)), effective), nil
	}
	file, ps := source.Read(s.Layers.Site, src.Path)
	if ps.Errors() {
		return "", ps
	}
	return manuscript.Translation(src, file.Data, l, title, effective.String()), nil
}

// Opened is a recorded text as it was last corrected, to be corrected again; or the working text, if that is the text
// of this date. One that is not recorded is a *source.Hinted.
func (s *Sources) Opened(slug notice.Slug, l i18n.Locale,
	d notice.Date) (working *notice.Edition, data []byte, err error) {
	record := s.Log.Records()[slug]
	revisions := len(record.Hashes(l, d))
	if revisions == 0 || record.Cancelled(d) {
		return nil, nil, &source.Hinted{Message: fmt.Sprintf("no text of %q is recorded for %s in %s", slug, d, l),
			Hint: datesHint(record, l)}
	}
	if n := s.Site.Notice(slug); n != nil {
		for _, e := range n.Texts() {
			if e.Origin == notice.Content && e.Locale == l && e.Effective == d {
				return e, nil, nil
			}
		}
	}
	data, err = fs.ReadFile(s.Layers.Site, planning.ArchivePath(slug, l, d, revisions))
	return nil, data, err
}

// datesHint lists what is recorded in a language.
func datesHint(r *planning.Record, l i18n.Locale) string {
	var dates []string
	for _, d := range r.Dates() {
		if r.Hash(l, d) != "" {
			dates = append(dates, d.String())
		}
	}
	if len(dates) == 0 {
		return "nothing of it is recorded in that language"
	}
	return "recorded are " + strings.Join(dates, ", ")
}
