// Package watch tells which files of a folder have changed, in small sets of paths.
//
// The rules it follows:
//
//   - Folders are watched, never files: most editors save by renaming another
//     file into the place, and a watch on the file would follow the old one.
//   - A folder that appears is watched and listed, so files made in it before
//     the watch stood are told too.
//   - Changes are gathered until nothing has happened for a moment, or a burst
//     has lasted long enough. A path that is told may be unchanged or gone:
//     whoever is told looks for themselves.
//   - When events were lost, the set holds All: anything may have changed.
//   - Where the system gives no events, or no more watches, the folder is
//     looked through again and again instead.
package watch

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"gazette/internal/leftover"
)

// All stands for every path: events were lost, so anything may have changed.
const All = "."

// How long changes are gathered.
const (
	quiet = 10 * time.Millisecond // nothing happened for so long
	burst = 30 * time.Millisecond // or the first of them is so old
)

// Options say how to watch.
type Options struct {
	Poll bool             // look through the folders instead of asking the system
	Say  func(why string) // told when watching falls back on polling; may be nil
}

// Watcher watches a folder. Sets of changed paths, slash-separated, relative
// and sorted, come out of Changes until Close.
type Watcher struct {
	root    string
	trees   []string // folders below the root that are watched with all they hold
	say     func(string)
	also    atomic.Pointer[[]string] // folders that links lead to: watched without those below
	grown   chan struct{}            // tells the notifier that also has grown
	changes chan []string
	notes   chan []string // from the source of events to the gatherer
	stop    chan struct{}
	end     sync.Once
	done    sync.WaitGroup
}

// New watches the files that stand directly in a folder, and some folders in
// it with everything below. Those need not exist yet.
func New(root string, trees []string, o Options) (*Watcher, error) {
	real, err := filepath.EvalSymlinks(root)
	if err != nil {
		return nil, err
	}
	w := &Watcher{root: real, trees: trees, say: o.Say, grown: make(chan struct{}, 1),
		changes: make(chan []string), notes: make(chan []string), stop: make(chan struct{})}
	if w.say == nil {
		w.say = func(string) {}
	}
	run, err := w.source(o.Poll)
	if err != nil {
		return nil, err
	}
	w.done.Add(2)
	go func() { defer w.done.Done(); run() }()
	go func() { defer w.done.Done(); w.gather() }()
	return w, nil
}

// source chooses where changes are known from.
func (w *Watcher) source(poll bool) (run func(), err error) {
	if !poll && remote(w.root) {
		w.say("the folder is on a network file system, which tells of no changes: looking through it instead")
		poll = true
	}
	if poll {
		return w.poller(), nil
	}
	n, err := newNotifier(w)
	switch {
	case err == nil:
		return n.run, nil
	case exhausted(err):
		w.say(fmt.Sprintf("the system allows no more watches (%v): looking through the folder instead", err))
		return w.poller(), nil
	}
	return nil, err
}

// Changes gives the sets. It is closed by Close.
func (w *Watcher) Changes() <-chan []string { return w.changes }

// Close ends watching and waits until nothing of it runs any more.
func (w *Watcher) Close() {
	w.end.Do(func() { close(w.stop) })
	w.done.Wait()
}

// Also watches some further folders below the root, without those in them:
// where symbolic links lead. They stay watched. What stands there already is
// told too, since it may have changed before the watch stood.
func (w *Watcher) Also(folders []string) {
	before := w.further()
	after := slices.Clone(before)
	for _, f := range folders {
		first, _, _ := strings.Cut(f, "/")
		if f != All && !slices.Contains(after, f) && !slices.Contains(w.trees, first) {
			after = append(after, f)
		}
	}
	if len(after) == len(before) {
		return
	}
	w.also.Store(&after)
	select {
	case w.grown <- struct{}{}:
	default: // it will see these too
	}
}

// further are the folders that Also was told of.
func (w *Watcher) further() []string {
	if also := w.also.Load(); also != nil {
		return *also
	}
	return nil
}

// note hands paths to the gatherer.
func (w *Watcher) note(paths ...string) {
	if len(paths) == 0 {
		return
	}
	select {
	case w.notes <- paths:
	case <-w.stop:
	}
}

// gather makes sets. One that nobody has taken yet is opened again when more
// happens, so a busy taker gets fewer and larger ones.
func (w *Watcher) gather() {
	defer close(w.changes)
	still, full := time.NewTimer(quiet), time.NewTimer(burst)
	defer still.Stop()
	defer full.Stop()
	pending := map[string]bool{}
	var out chan []string // nil until the set is due
	var due []string
	for {
		select {
		case paths := <-w.notes:
			if len(pending) == 0 || out != nil {
				full.Reset(burst)
			}
			for _, p := range paths {
				pending[p] = true
			}
			out = nil
			still.Reset(quiet)
		case <-still.C:
			out, due = w.due(pending)
		case <-full.C:
			out, due = w.due(pending)
		case out <- due:
			pending, out = map[string]bool{}, nil
		case <-w.stop:
			return
		}
	}
}

// due makes a set ready to be taken, if there is anything in it.
func (w *Watcher) due(pending map[string]bool) (chan []string, []string) {
	switch {
	case len(pending) == 0:
		return nil, nil
	case pending[All]: // one word says everything
		return w.changes, []string{All}
	}
	return w.changes, slices.Sorted(maps.Keys(pending))
}

// relative is a path below the root as sets hold it.
func (w *Watcher) relative(path string) string {
	rel, err := filepath.Rel(w.root, path)
	if err != nil {
		return All
	}
	return filepath.ToSlash(rel)
}

// wanted reports whether a path belongs to what is watched.
func (w *Watcher) wanted(rel string) bool {
	if temporary(filepath.Base(rel)) {
		return false
	}
	first, _, below := strings.Cut(rel, "/")
	return !below || slices.Contains(w.trees, first) || slices.Contains(w.further(), path.Dir(rel))
}

// watched reports whether a folder is to be watched.
func (w *Watcher) watched(rel string) bool {
	first, _, _ := strings.Cut(rel, "/")
	return rel == "." || slices.Contains(w.trees, first) && !temporary(filepath.Base(rel)) || w.leadsOn(rel)
}

// leadsOn reports whether a folder is one that links lead to, or above one.
func (w *Watcher) leadsOn(rel string) bool {
	return slices.ContainsFunc(w.further(), func(f string) bool { return strings.HasPrefix(f+"/", rel+"/") })
}

// temporary reports whether a name is one that editors and systems use for
// files that nobody is meant to see.
func temporary(name string) bool {
	switch name {
	case "4913", ".git", ".cache": // 4913 is how Vim tries whether a folder can be written to
		return true
	}
	return leftover.Is(name) || strings.HasSuffix(name, ".tmp") || strings.HasPrefix(name, ".gazette-") ||
		strings.Contains(name, "___jb_")
}

// list walks what is watched below a folder. What vanishes meanwhile is left out.
func (w *Watcher) list(from string, folder func(path string) error, file func(path string, d os.DirEntry)) error {
	return filepath.WalkDir(from, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			if errors.Is(err, os.ErrNotExist) || errors.Is(err, os.ErrPermission) {
				return nil
			}
			return err
		}
		rel := w.relative(path)
		switch {
		case d.IsDir() && !w.watched(rel):
			return filepath.SkipDir
		case d.IsDir():
			return folder(path)
		case w.wanted(rel):
			file(path, d)
		}
		return nil
	})
}
