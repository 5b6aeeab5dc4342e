package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// TestBar: a bar says how far work has come, never more than whole, and what is left.
func TestBar(t *testing.T) {
	for _, c := range []struct {
		done, all int
		took      time.Duration
		want      string
	}{
		{0, 0, time.Second, "[" + strings.Repeat(" ", 24) + "] 0/0 notices"},
		{0, 10, time.Second, "[" + strings.Repeat(" ", 24) + "] 0/10 notices"},
		{5, 20, 2 * time.Second, "[" + strings.Repeat("=", 6) + strings.Repeat(" ", 18) + "] 5/20 notices, 6s to go"},
		{1, 13000, time.Second, "[" + strings.Repeat(" ", 24) + "] 1/13,000 notices, 3h36m39s to go"},
		{20, 20, time.Second, "[" + strings.Repeat("=", 24) + "] 20/20 notices"},
		{30, 20, time.Second, "[" + strings.Repeat("=", 24) + "] 30/20 notices"},
	} {
		if got := barOf(c.done, c.all, "notices", c.took); got != c.want {
			t.Errorf("%d of %d: %q, want %q", c.done, c.all, got, c.want)
		}
	}
}

// TestProgress: a bar appears when work is long, is told by several goroutines, and leaves an empty line.
func TestProgress(t *testing.T) {
	var screen bytes.Buffer
	if u := (&ui{bars: &screen}); u.progress("notices") != nil {
		t.Error("there is a bar where nobody looks")
	}
	u := &ui{bars: &screen, terminal: true}
	tell := u.progress("notices")
	tell(1, 3)
	if u.progressDone(); screen.Len() > 0 {
		t.Errorf("work that was short shows %q", screen.String())
	}
	u.bar.start = time.Now().Add(-time.Hour)
	tell(3, 3)
	tell(2, 3)
	u.progressDone()
	if got := screen.String(); got != clearLine+barOf(3, 3, "notices", time.Hour)+clearLine {
		t.Errorf("%q", got)
	}
}
