package planning

import (
	"slices"
	"time"

	"gazette/i18n"
	"gazette/internal/notice"
)

// Import plans the recording of a history that was kept elsewhere: the texts
// of one notice, each with its date. Nothing of it is ever announced, and
// every change says that it was recorded later. What is recorded already
// under its date is left out; its text must then be the same.
func Import(r *Record, slug notice.Slug, texts []Imported, now time.Time) []Step {
	byDate := map[notice.Date][]Imported{}
	var dates []notice.Date
	for _, t := range texts {
		d := t.Edition.Effective
		if byDate[d] == nil {
			dates = append(dates, d)
		}
		byDate[d] = append(byDate[d], t)
	}
	slices.SortFunc(dates, notice.Date.Compare)
	var steps []Step
	known := r.Dates()
	for _, d := range dates {
		fresh := slices.DeleteFunc(byDate[d], func(t Imported) bool { return r.Hash(t.Edition.Locale, d) != "" })
		if len(fresh) == 0 {
			continue
		}
		steps = append(steps, importStep(slug, d, fresh, known, now))
		if !slices.Contains(known, d) {
			known = append(known, d)
			slices.SortFunc(known, notice.Date.Compare)
		}
	}
	return steps
}

// Imported is a text from elsewhere.
type Imported struct {
	Edition *notice.Edition
	Hash    string
	Data    []byte // the file as it is

	Evidence string // where its date comes from, for whoever looks at the plan
	Reason   string // why it has that date, for the log; "" where the text says so
}

func importStep(slug notice.Slug, d notice.Date, texts []Imported, known []notice.Date, now time.Time) Step {
	kind, from := follows(known, d)
	c := notice.Change{Kind: kind, Notice: slug, From: from, To: d, Locales: map[i18n.Locale]string{},
		Recorded: now.UTC().Truncate(time.Second), Later: true}
	var s Step
	for _, t := range texts {
		c.Locales[t.Edition.Locale] = t.Hash
		if sum := summaryOf(t.Edition, c.Kind); sum != "" {
			if c.Summary == nil {
				c.Summary = map[i18n.Locale]string{}
			}
			c.Summary[t.Edition.Locale] = sum
		}
		if c.Reason == "" {
			c.Reason = t.Reason
		}
		if t.Evidence != "" {
			s.Evidence = append(s.Evidence, t.Evidence)
		}
		s.Copies = append(s.Copies, Copy{From: t.Edition.Path, To: ArchivePath(slug, t.Edition.Locale, d, 1),
			Data: t.Data})
	}
	c.ID = c.DeriveID()
	s.Change = c
	return s
}
