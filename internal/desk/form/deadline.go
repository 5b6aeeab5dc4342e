package form

import (
	"gazette/internal/desk/wording"
	"gazette/internal/notice"
)

// Deadline says by when a change is to be recorded, in words.
type Deadline struct{ From, By string }

// Deadlines are those of the first days of the next months that a notice period, in days, still allows.
func Deadlines(say wording.Localizer, today notice.Date, period int) (out []Deadline) {
	for d := today.AddDays(max(period, 1)); len(out) < 3; d = d.AddDays(1) {
		if d.Day == 1 {
			out = append(out, Deadline{say.Day(d), say.Day(d.AddDays(-period))})
		}
	}
	return out
}
