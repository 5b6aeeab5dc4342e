package main

import (
	"fmt"
	"strings"
	"sync"
	"time"
)

// patience is how long work may take before a bar appears; between two looks of it pass so many milliseconds at least.
const (
	patience = 700 * time.Millisecond
	redraw   = 100 * time.Millisecond
)

// bar shows how far long work has come; only on a terminal. It is drawn over itself, on the line of the cursor.
type bar struct {
	mu           sync.Mutex
	start, drawn time.Time
	most         int // work done, as far as it was told
}

// progress returns a function that takes the work done and in all. It may be called by several goroutines; it is nil
// when there is nobody to look.
func (u *ui) progress(noun string) func(done, all int) {
	if !u.terminal {
		return nil
	}
	b := &bar{start: time.Now()}
	u.bar = b
	return func(done, all int) {
		b.mu.Lock()
		defer b.mu.Unlock()
		now := time.Now()
		if b.most = max(b.most, done); now.Sub(b.start) >= patience && now.Sub(b.drawn) >= redraw {
			b.drawn = now
			fmt.Fprint(u.bars, clearLine+barOf(b.most, all, noun, now.Sub(b.start)))
		}
	}
}

// progressDone takes the bar off the screen.
func (u *ui) progressDone() {
	if b := u.bar; b != nil && !b.drawn.IsZero() {
		fmt.Fprint(u.bars, clearLine)
		b.drawn = time.Time{}
	}
}

// clearLine empties the line that the cursor is on (ECMA-48: carriage return, erase in line).
const clearLine = "\r\x1b[K"

// barOf draws work done, work in all, and how long the rest will take if it goes on as it did.
func barOf(done, all int, noun string, took time.Duration) string {
	const width = 24
	full := 0
	if all > 0 {
		full = min(width, width*done/all)
	}
	line := "[" + strings.Repeat("=", full) + strings.Repeat(" ", width-full) + "] " + thousands(done) + "/" +
		thousands(all) + " " + noun
	if done > 0 && done < all {
		left := time.Duration(float64(took) / float64(done) * float64(all-done))
		line += ", " + (left + time.Second - 1).Truncate(time.Second).String() + " to go"
	}
	return line
}
