package watch

import (
	"errors"
	"fmt"
	"os"
	"path"
	"slices"
	"syscall"

	"github.com/fsnotify/fsnotify"
)

// notifier asks the system for events.
type notifier struct {
	*Watcher
	fs *fsnotify.Watcher
}

func newNotifier(w *Watcher) (*notifier, error) {
	fs, err := fsnotify.NewBufferedWatcher(4096)
	if err != nil {
		return nil, err
	}
	n := &notifier{w, fs}
	if _, err := n.add(w.root); err != nil {
		_ = fs.Close()
		return nil, err
	}
	return n, nil
}

// add watches a folder and those below, and returns the files there.
func (n *notifier) add(from string) (files []string, err error) {
	err = n.list(from, func(path string) error {
		if err := n.fs.Add(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		return nil
	}, func(path string, _ os.DirEntry) { files = append(files, n.relative(path)) })
	return files, err
}

func (n *notifier) run() {
	for {
		select {
		case e := <-n.fs.Events:
			if err := n.event(e); err != nil {
				n.fallBack(err)
				return
			}
		case err := <-n.fs.Errors:
			if err := n.lost(err); err != nil {
				n.fallBack(err)
				return
			}
		case <-n.grown:
			files, err := n.add(n.root)
			n.note(slices.DeleteFunc(files,
				func(f string) bool { return !slices.Contains(n.further(), path.Dir(f)) })...)
			if err != nil {
				n.fallBack(err)
				return
			}
		case <-n.stop:
			_ = n.fs.Close()
			return
		}
	}
}

// event notes one event. A change of rights or times alone is none.
func (n *notifier) event(e fsnotify.Event) error {
	rel := n.relative(e.Name)
	if !n.wanted(rel) || !e.Has(fsnotify.Create|fsnotify.Write|fsnotify.Remove|fsnotify.Rename) {
		return nil
	}
	n.note(rel)
	if info, err := os.Lstat(e.Name); err != nil || !info.IsDir() || !e.Has(fsnotify.Create) || !n.watched(rel) {
		return nil
	}
	files, err := n.add(e.Name)
	n.note(files...)
	return err
}

// lost puts right what lost events may have left undone: folders that appeared
// meanwhile are watched, and everything is told to have changed.
func (n *notifier) lost(err error) error {
	if !errors.Is(err, fsnotify.ErrEventOverflow) {
		return nil // of one folder that went while it was asked about
	}
	_, err = n.add(n.root)
	n.note(All)
	return err
}

// fallBack goes on without the system's help.
func (n *notifier) fallBack(err error) {
	_ = n.fs.Close()
	n.say(fmt.Sprintf("the system allows no more watches (%v): looking through the folder instead", err))
	poll := n.poller()
	n.note(All)
	poll()
}

// exhausted reports whether an error means that no more watches can be had.
func exhausted(err error) bool {
	for _, e := range []error{syscall.ENOSPC, syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}
