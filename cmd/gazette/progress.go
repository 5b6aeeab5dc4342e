package main

import (
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// patience is how long work may take before a bar appears.
const patience = 700 * time.Millisecond

// bar shows how far long work has come; only on a terminal.
type bar struct {
	mu    sync.Mutex
	start time.Time
	group *mpb.Progress
	bar   *mpb.Bar
}

// progress returns a function that takes the work done and in all. It may be
// called by several goroutines; it is nil when there is nobody to look.
func (u *ui) progress(noun string) func(done, all int) {
	if !u.terminal {
		return nil
	}
	b := &bar{start: time.Now()}
	u.bar = b
	return func(done, all int) { b.set(u, noun, done, all) }
}

func (b *bar) set(u *ui, noun string, done, all int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.group == nil {
		if time.Since(b.start) < patience {
			return
		}
		b.group = mpb.New(mpb.WithOutput(u.bars), mpb.WithWidth(48), mpb.WithAutoRefresh())
		b.bar = b.group.AddBar(int64(all), mpb.BarRemoveOnComplete(),
			mpb.AppendDecorators(decor.CountersNoUnit(" %d/%d "+noun), decor.AverageETA(decor.ET_STYLE_GO, decor.WC{W: 6})))
	}
	if int64(done) > b.bar.Current() {
		b.bar.SetCurrent(int64(done))
	}
}

// progressDone takes the bar off the screen.
func (u *ui) progressDone() {
	if u.bar == nil || u.bar.group == nil {
		return
	}
	u.bar.bar.Abort(true)
	u.bar.group.Wait()
}
