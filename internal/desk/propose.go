package desk

import (
	"net/http"
	"slices"

	"gazette/internal/desk/action"
	"gazette/internal/desk/form"
	"gazette/internal/desk/report"
	"gazette/internal/desk/wording"
	"gazette/internal/notice"
	"gazette/internal/recording"
	"gazette/internal/source"
)

// proposal is a plan as it is shown before a person agrees.
type proposal struct {
	report.Plan
	Saved  []string // files that are saved first
	Notes  []string // what a person should know before
	Digest string
	Hidden []form.Field
}

// proposed is the plan of an action, and asks whether to carry it out; or its form once more, with what is wrong.
func (d *Desk) proposed(t task, moved error) (doView, int) {
	o, err := t.action.Plan(t.site, t.form)
	var p action.Prepared
	if err == nil {
		p, err = d.runner.Prepare(o)
	}
	if err != nil || p.Problems.Errors() {
		return d.refused(t, err, p.Problems), http.StatusUnprocessableEntity
	}
	v := d.formOf(t)
	v.Plan = d.shown(p, v.Localizer)
	for _, key := range t.action.Fields {
		v.Plan.Hidden = append(v.Plan.Hidden, form.Field{Name: key, Value: t.form.Get(key)})
	}
	if moved != nil {
		v.Failed = &report.Failure{Message: v.T("plan-moved")}
	}
	return v, http.StatusOK
}

// shown is a plan that a person is asked about: what it does, and nothing of what was planned before.
func (d *Desk) shown(p action.Prepared, say wording.Localizer) *proposal {
	slugs, files := map[notice.Slug]bool{}, map[string]bool{}
	for _, st := range p.Steps {
		slugs[st.Change.Notice] = true
		for _, c := range st.Copies {
			files[c.From] = true
		}
	}
	own := slices.DeleteFunc(slices.Clone(p.Messages),
		func(m recording.PlannedMessage) bool { return !slugs[notice.Slug(m.Notice)] })
	v := &proposal{Plan: d.reports.PlanOf(say, report.Planned{Before: p.Before, After: p.After, Steps: p.Steps,
		Messages: own}), Digest: p.Digest, Notes: report.SourceDrafts(say, p.Before, p.Steps)}
	v.Found = d.reports.Found(say, d.preview.Now(), slices.DeleteFunc(slices.Clone(p.Problems),
		func(x source.Problem) bool { return !files[x.File] }))
	for _, e := range p.Edits {
		v.Saved = append(v.Saved, e.Path)
	}
	return v
}
