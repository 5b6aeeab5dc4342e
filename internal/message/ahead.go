package message

import (
	"slices"

	"gazette/internal/notice"
)

// Ahead is the calendar: the messages that come due after a day if nothing
// more is recorded.
func Ahead(changes []notice.Change, rules Rules, day notice.Date) []Message {
	var out []Message
	reminders := rules.ordered()
	gone := overtaken(changes, rules)
	for i := range changes {
		c := &changes[i]
		if !c.To.After(day) || !rules.notifies(c) || c.Kind == notice.Reinstated ||
			c.Kind == notice.Cancelled || gone[i] {
			continue
		}
		for _, days := range reminders {
			if at := c.To.AddDays(-days); at.After(day) && at.After(rules.recorded(c)) {
				out = append(out, Message{c, Reminder(days), at})
			}
		}
		if rules.recorded(c).Before(c.To) {
			out = append(out, Message{c, Effective, c.To})
		}
	}
	slices.SortStableFunc(out, func(a, b Message) int { return a.Due.Compare(b.Due) })
	return out
}
