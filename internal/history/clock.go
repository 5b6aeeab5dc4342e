package history

import (
	"fmt"
	"time"

	"gazette/internal/source"
)

// How far the clock may be from the newest line.
const (
	slack = 24 * time.Hour            // behind it: so far clocks of two machines may differ
	ahead = 10 * 365 * 24 * time.Hour // of it: a line of a wrong clock would stand in the way of all that follow
)

// Clock returns the time to record at, in whole seconds: now, but always after
// the newest line, since changes are ordered by it. A clock that is days behind
// the log, or ten years ahead of it, is taken for wrong and refused; despite
// says that a person knows better: the newest line may have been recorded by a
// wrong clock.
func (l *Log) Clock(now time.Time, despite bool) (time.Time, error) {
	if len(l.Changes) == 0 {
		return now, nil
	}
	last := l.Changes[len(l.Changes)-1].Recorded
	if !despite && (now.Before(last.Add(-slack)) || now.After(last.Add(ahead))) {
		return now, &source.Hinted{Message: fmt.Sprintf("the clock says %s, but the newest change was recorded on %s",
			now.UTC().Format(time.DateOnly), last.Format(time.DateOnly)),
			Hint: "correct the machine's clock or SOURCE_DATE_EPOCH; if the clock was wrong then, take that " +
				"recording back with `gazette record --undo` or, where it stays, record with --despite-clock"}
	}
	if now = now.Truncate(time.Second); !now.After(last) {
		return last.Add(time.Second), nil
	}
	return now, nil
}
