// Package publish puts bytes into a folder that is never half written.
//
// A new tree is written beside the old one and takes its place in one step,
// so that a process killed at any instant leaves the old tree or the new one,
// whole. The rules:
//
//   - Everything is written into .NAME.next beside the folder NAME.
//   - Commit exchanges the two in one system call where there is one (Linux,
//     macOS), else by two renames; the tree that went out is then deleted.
//   - What a killed run left behind is put right by the next one before it
//     writes: a leftover .NAME.next is deleted, and if NAME itself is gone
//     because the process died between two renames, .NAME.old comes back.
//   - A folder without our marker is not ours and is never touched, unless forced.
package publish

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// Marker is the file that says a folder was made by Gazette.
const Marker = ".gazette"

const markerText = "This folder is made by `gazette build`. It is replaced as a whole on every build: keep nothing of your own here.\n"

// ErrForeign is returned for a folder that holds files and no marker.
var ErrForeign = errors.New("was not made by gazette")

// Stage is a new tree on its way to become a folder. Write may be called by
// several goroutines; the owner calls Commit or Abort once, after all writes.
type Stage struct {
	dir, next, old string
	made           sync.Map // folders that exist already
}

// New prepares a stage for a folder. It puts right what a killed run left
// behind. The caller holds the lock that keeps a second run away.
func New(dir string, force bool) (*Stage, error) {
	dir, err := resolve(dir)
	if err != nil {
		return nil, err
	}
	parent, name := filepath.Split(dir)
	s := &Stage{dir: dir, next: filepath.Join(parent, "."+name+".next"), old: filepath.Join(parent, "."+name+".old")}
	if err := s.recover(); err != nil {
		return nil, err
	}
	if err := s.own(force); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(s.next, 0o755); err != nil {
		return nil, err
	}
	return s, s.Write(Marker, []byte(markerText))
}

// resolve follows symbolic links, so that a linked folder is replaced where it is.
func resolve(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		return real, nil
	}
	if err := os.MkdirAll(filepath.Dir(abs), 0o755); err != nil {
		return "", err
	}
	return abs, nil
}

func (s *Stage) recover() error {
	if _, err := os.Lstat(s.dir); errors.Is(err, os.ErrNotExist) {
		if _, err := os.Lstat(s.old); err == nil {
			if err := os.Rename(s.old, s.dir); err != nil {
				return err
			}
		}
	}
	return errors.Join(os.RemoveAll(s.next), os.RemoveAll(s.old))
}

// own refuses a folder that somebody else made.
func (s *Stage) own(force bool) error {
	entries, err := os.ReadDir(s.dir)
	if errors.Is(err, os.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := os.Lstat(filepath.Join(s.dir, Marker)); err != nil && !force {
		return fmt.Errorf("%s %w", s.dir, ErrForeign)
	}
	return nil
}

// FileOf is the file that a path of the output means: a path that ends in a
// slash, or is empty, means its index.html.
func FileOf(path string) string {
	if path == "" || strings.HasSuffix(path, "/") {
		return path + "index.html"
	}
	return path
}

// Write puts one file into the new tree; path is slash-separated and relative,
// see FileOf.
func (s *Stage) Write(path string, data []byte) error {
	full := filepath.Join(s.next, filepath.FromSlash(FileOf(path)))
	if err := s.folder(filepath.Dir(full)); err != nil {
		return err
	}
	return os.WriteFile(full, data, 0o644)
}

// folder makes a folder unless this stage has made it before.
func (s *Stage) folder(dir string) error {
	if _, ok := s.made.Load(dir); ok {
		return nil
	}
	err := os.MkdirAll(dir, 0o755)
	s.made.Store(dir, true)
	return err
}

// Commit puts the new tree in the folder's place and deletes the old one.
func (s *Stage) Commit() error {
	if _, err := os.Lstat(s.dir); errors.Is(err, os.ErrNotExist) {
		return os.Rename(s.next, s.dir)
	}
	if err := exchange(s.next, s.dir); err == nil {
		return os.RemoveAll(s.next)
	}
	if err := os.Rename(s.dir, s.old); err != nil {
		return err
	}
	if err := os.Rename(s.next, s.dir); err != nil {
		return errors.Join(err, os.Rename(s.old, s.dir))
	}
	return os.RemoveAll(s.old)
}

// Abort drops the new tree; the folder stays as it was.
func (s *Stage) Abort() error { return os.RemoveAll(s.next) }
