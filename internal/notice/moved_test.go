package notice

import "testing"

// TestMovedTo: the last word on a date counts; a cancelled date stays cancelled.
func TestMovedTo(t *testing.T) {
	day := func(d int) Date { return Date{Year: 2026, Month: 3, Day: int8(d)} }
	moved := func(from, to int) Change { return Change{Kind: Rescheduled, From: day(from), To: day(to)} }
	cancelled := Change{Kind: Cancelled, To: day(3)}
	for _, c := range []struct {
		changes []Change
		to      int // 0: cancelled, -1: not given up
	}{
		{nil, -1},
		{[]Change{moved(1, 2)}, -1},
		{[]Change{moved(3, 5)}, 5},
		{[]Change{moved(3, 5), moved(5, 7)}, 5},
		{[]Change{moved(3, 5), moved(5, 3)}, -1},
		{[]Change{moved(3, 5), moved(5, 3), moved(3, 9)}, 9},
		{[]Change{cancelled}, 0},
		{[]Change{moved(3, 5), cancelled}, 0},
		{[]Change{cancelled, moved(1, 3)}, 0},
	} {
		n := &Notice{Changes: c.changes}
		n.cancelled, n.moved = givenUp(c.changes)
		to, given := n.MovedTo(day(3))
		switch {
		case given != (c.to >= 0):
			t.Errorf("%v: given up %t", c.changes, given)
		case c.to > 0 && to != day(c.to) || c.to <= 0 && !to.IsZero():
			t.Errorf("%v: given up for %v", c.changes, to)
		}
	}
}
