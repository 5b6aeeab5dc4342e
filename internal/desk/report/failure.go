package report

import (
	"errors"

	"gazette/internal/desk/form"
	"gazette/internal/desk/wording"
	"gazette/internal/source"
)

// Failure is why something was not done.
type Failure struct {
	Message   string
	Why, Hint string // as the commands say it, in English
	Found     []Finding
}

// FailureOf says why something was not done: because of an error, of problems, or of both.
func (rs *Reports) FailureOf(s wording.Localizer, err error, ps source.Problems) *Failure {
	out := &Failure{Message: s.T("not-done")}
	if p := (source.Problems)(nil); errors.As(err, &p) {
		ps, err = append(ps, p...), nil
	}
	if p := (source.Problem{}); errors.As(err, &p) {
		ps, err = append(ps, p), nil
	}
	rs.whyNot(out, s, err)
	out.Found = rs.Found(s, rs.Preview.Now(), OnlyErrors(ps))
	return out
}

// whyNot words an error: the desk's own in the reader's language, those of the program as the commands say them.
func (rs *Reports) whyNot(out *Failure, s wording.Localizer, err error) {
	var own *wording.Error
	var lack form.Missing
	var hinted *source.Hinted
	switch {
	case err == nil:
	case errors.As(err, &own):
		if out.Message += " " + s.T(own.Key, own.Pairs...); own.Way != "" {
			out.Message += " " + s.T(own.Way)
		}
	case errors.As(err, &lack):
		out.Message += " " + s.T("field-missing", "Field", s.T("field-"+string(lack)))
	case wording.Cause(err) != "":
		out.Message += " " + s.T(wording.Cause(err))
	default:
		out.Message += " " + s.T("said-in-english")
		out.Why = err.Error()
		if errors.As(err, &hinted) {
			out.Hint = hinted.Hint
		}
	}
}
