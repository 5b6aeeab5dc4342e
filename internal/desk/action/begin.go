package action

import (
	"cmp"

	"gazette/internal/desk/form"
	"gazette/internal/history/planning"
	"gazette/internal/load"
	"gazette/internal/manuscript"
	"gazette/internal/notice"
	"gazette/internal/spelling"
)

// newText writes a draft: of a new notice, or of a translation.
func (r *Runner) newText(s *load.Sources, f form.Form) (string, error) {
	l, err := f.Locale(s)
	if err != nil {
		return "", err
	}
	slug := notice.Slug(cmp.Or(f.Text("notice"), f.Text("slug")))
	if slug == "" {
		slug = notice.Slug(spelling.Slug(f.Text("title")))
	}
	if slug == "" {
		return "", form.Missing("title")
	}
	if slug, err = notice.ParseSlug(string(slug)); err != nil {
		return "", err
	}
	var effective notice.Date
	if f.Text("effective") != "" {
		if effective, err = f.Date("effective"); err != nil {
			return "", err
		}
	}
	text, err := s.Begun(slug, l, f.Text("title"), effective)
	if err != nil {
		return "", err
	}
	made, err := r.Texts.Create(manuscript.Path(slug, l, notice.Date{}), text)
	return made.Path, err
}

// openText opens a recorded text, to be corrected.
func (r *Runner) openText(s *load.Sources, f form.Form) (string, error) {
	l, err := f.Locale(s)
	if err != nil {
		return "", err
	}
	date, err := f.Date("edition")
	if err != nil {
		return "", err
	}
	slug := notice.Slug(f.Text("notice"))
	working, data, err := s.Opened(slug, l, date)
	if err != nil {
		return "", err
	}
	if working != nil {
		return working.Path, nil
	}
	made, err := r.Texts.Create(manuscript.Path(slug, l, date), string(data))
	return made.Path, err
}

// changeFrom begins a change: the working text of the source language gets its date, and says nothing yet of what it
// changes.
func (r *Runner) changeFrom(s *load.Sources, f form.Form) (string, error) {
	n, err := f.Notice(s)
	if err != nil {
		return "", err
	}
	to, err := f.Date("effective")
	if err != nil {
		return "", err
	}
	lead, err := leadOf(n)
	if err != nil {
		return "", err
	}
	if newest := s.Log.Records()[n.Slug].Newest(lead.Locale); !to.After(newest) {
		return "", planning.DateBackwards(lead, newest)
	}
	e, err := editOf(s, lead.Path)
	if err != nil {
		return "", err
	}
	if e.text, err = manuscript.Set(e.old, "effective", to.String()); err == nil {
		e.text, err = manuscript.List(e.text, "changes", nil)
	}
	if err != nil {
		return "", err
	}
	_, err = r.save([]Edit{e})
	return e.Path, err
}

// follow begins to bring a translation up to its source text: it becomes a draft with the date of the newest one, and
// is recorded when it is marked as ready.
func (r *Runner) follow(s *load.Sources, f form.Form) (string, error) {
	n, err := f.Notice(s)
	if err != nil {
		return "", err
	}
	l, err := f.Locale(s)
	if err != nil {
		return "", err
	}
	path, newest := manuscript.Path(n.Slug, l, notice.Date{}), n.Lead().Effective
	if at, there := load.Find(s.Editions, path); there {
		// It was begun before, is not behind, or stands on the site by its file alone: a draft would take it away.
		own := s.Editions[at]
		if own.Draft || !own.Effective.Before(newest) || s.Log.Records()[n.Slug].Hash(l, own.Effective) == "" {
			return path, nil
		}
	}
	e, err := editOf(s, path)
	if err != nil {
		return "", err
	}
	if e.text, err = manuscript.Set(e.old, "effective", newest.String()); err == nil {
		e.text, err = manuscript.Set(e.text, "draft", "true")
	}
	if err == nil {
		e.text, err = manuscript.List(e.text, "changes", nil)
	}
	if err != nil {
		return "", err
	}
	_, err = r.save([]Edit{e})
	return path, err
}
