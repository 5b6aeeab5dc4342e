package message

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"gazette/internal/notice"
)

func TestAhead(t *testing.T) {
	log := []notice.Change{
		change(t, "amended cookies 2026-01-01 > 2026-03-31 recorded 2026-01-20"),
		change(t, "amended terms 2026-01-01 > 2026-02-25 recorded 2026-02-20"),
		change(t, "rescheduled cookies 2026-03-31 > 2026-04-30 recorded 2026-02-21"),
		change(t, "withdrawn rules 2026-01-01 > 2026-04-30 recorded 2026-02-01"),
		change(t, "reinstated rules 2026-04-30 > 2026-04-30 recorded 2026-02-21"),
		change(t, "published old 2026-05-31 recorded 2026-02-21 later"),
	}
	var got []string
	for _, m := range Ahead(log, Rules{Reminders: []int{7, 30}, Zone: time.UTC}, date(t, "2026-02-22")) {
		got = append(got, fmt.Sprintf("%s %s %s", m.Due, m.Change.Notice, m.Stage))
	}
	want := "2026-02-25 terms effective, 2026-03-31 cookies reminder-30d, 2026-04-23 cookies reminder-7d, 2026-04-30 cookies effective"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("ahead: %s\nwant:  %s", s, want)
	}
}
