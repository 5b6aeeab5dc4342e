package watch

import (
	"os"
	"time"
)

// pause is the time between two looks through the folders.
const pause = 250 * time.Millisecond

// stamp is what changes when a file does.
type stamp struct {
	modified time.Time
	size     int64
	mode     os.FileMode
}

// poller returns a source that compares the folders with what they were. The
// first look is taken before it returns.
func (w *Watcher) poller() func() {
	before := w.look()
	return func() {
		timer := time.NewTimer(pause)
		defer timer.Stop()
		for {
			select {
			case <-timer.C:
				after := w.look()
				w.note(differing(before, after)...)
				before = after
				timer.Reset(pause)
			case <-w.stop:
				return
			}
		}
	}
}

// look stamps every file.
func (w *Watcher) look() map[string]stamp {
	stamps := map[string]stamp{}
	_ = w.list(w.root, func(string) error { return nil }, func(path string, d os.DirEntry) {
		if info, err := d.Info(); err == nil {
			stamps[w.relative(path)] = stamp{info.ModTime(), info.Size(), info.Mode()}
		}
	})
	return stamps
}

func differing(before, after map[string]stamp) (paths []string) {
	for path, s := range after {
		if before[path] != s {
			paths = append(paths, path)
		}
	}
	for path := range before {
		if _, still := after[path]; !still {
			paths = append(paths, path)
		}
	}
	return paths
}
