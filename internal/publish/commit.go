package publish

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
)

// Outcome says what a commit did to the folder. Paths are sorted files.
type Outcome struct {
	Written   []string // new, or with other bytes
	Removed   []string
	Unchanged int
}

// put writes a file into the new tree.
func (s *Stage) put(file string, data []byte) error {
	if err := s.ready(file); err != nil {
		return err
	}
	full := s.inNext(file)
	return inFolder(full, func() error {
		out, err := create(full)
		if err != nil {
			return err
		}
		_, err = out.Write(data)
		return errors.Join(err, out.Close())
	})
}

// create makes a new file. One that is there may have a second name, under which it stays as it is.
func create(full string) (*os.File, error) {
	const fresh = os.O_WRONLY | os.O_CREATE | os.O_EXCL
	out, err := os.OpenFile(full, fresh, 0o644)
	if !errors.Is(err, fs.ErrExist) {
		return out, err
	}
	if err := clear(full); err != nil {
		return nil, err
	}
	return os.OpenFile(full, fresh, 0o644)
}

// again gives a file of the new tree, of the bytes of a sum, a second name. The standing tree has it where this run did
// not write it.
func (s *Stage) again(twin, file string, sum uint64) error {
	if err := s.ready(file); err != nil {
		return err
	}
	full := s.inNext(file)
	err := inFolder(full, func() error { return os.Link(s.inNext(twin), full) })
	if known, there := s.before.sums[twin]; errors.Is(err, fs.ErrNotExist) && there && known == sum {
		err = os.Link(s.inDir(twin), full)
	}
	return err
}

// ready makes the new tree ready for a file.
func (s *Stage) ready(file string) error {
	s.prepare.Do(s.prepareNext)
	if s.failed != nil {
		return s.failed
	}
	if s.patch { // the spare's file is also the standing tree's: never write into it
		return s.clear(file)
	}
	return nil
}

func (s *Stage) inNext(file string) string { return filepath.Join(s.next, filepath.FromSlash(file)) }
func (s *Stage) inDir(file string) string  { return filepath.Join(s.dir, filepath.FromSlash(file)) }

// inFolder does something with a file, and once more with its folder made if
// there was none. Most files find their folder there, and none has to be kept
// in mind.
func inFolder(full string, do func() error) error {
	err := do()
	dir := filepath.Dir(full)
	switch {
	case errors.Is(err, syscall.ENOTDIR):
		if err := clearWay(dir); err != nil {
			return err
		}
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if err := os.Mkdir(dir, 0o755); errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	} else if err != nil && !errors.Is(err, fs.ErrExist) { // or another goroutine was quicker
		return err
	}
	return do()
}

// link gives the new tree the standing tree's file. A file system without
// links gets a copy with the same time.
func (s *Stage) link(file string) error {
	full := s.inNext(file)
	err := inFolder(full, func() error { return os.Link(s.inDir(file), full) })
	if err == nil || errors.Is(err, fs.ErrExist) {
		return nil
	}
	return copyFile(s.inDir(file), full)
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close(), os.Chtimes(to, info.ModTime(), info.ModTime()))
}

// Commit puts the new tree in the folder's place. When nothing differs the
// folder is not touched at all.
func (s *Stage) Commit() (Outcome, error) {
	out := Outcome{Written: s.delta, Removed: s.removed()}
	out.Unchanged = len(s.now.sums) - len(out.Written)
	slices.Sort(out.Written)
	if len(out.Written)+len(out.Removed) == 0 && len(s.before.sums) > 0 {
		s.now.id, s.now.spare, s.now.delta = s.before.id, s.before.spare, s.before.delta
		return out, s.now.write(s.memoryFile, s.generation)
	}
	if err := s.complete(out.Removed); err != nil {
		return out, err
	}
	return out, s.swap(append(slices.Clone(out.Written), out.Removed...))
}

// removed lists the files that the new tree does not have.
func (s *Stage) removed() []string {
	var out []string
	for file := range s.before.sums {
		if _, still := s.now.sums[file]; !still {
			out = append(out, file)
		}
	}
	slices.Sort(out)
	return out
}

// complete adds what was kept and takes away what went.
func (s *Stage) complete(removed []string) error {
	s.prepare.Do(s.prepareNext)
	if s.failed != nil {
		return s.failed
	}
	if s.patch {
		for _, file := range removed {
			if err := s.drop(file); err != nil {
				return err
			}
			if err := s.prune(file); err != nil {
				return err
			}
		}
		return s.mark()
	}
	for file, sum := range s.now.sums {
		if known, there := s.before.sums[file]; there && known == sum {
			if err := s.link(file); err != nil {
				return err
			}
		}
	}
	return s.mark()
}

// mark names the new tree by what it holds, so that equal trees are equal to the byte.
func (s *Stage) mark() error {
	s.now.id = s.now.digest()
	full := s.inNext(Marker)
	if err := os.Remove(full); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.WriteFile(full, []byte(fmt.Sprintf("%stree %s\n", markerText, s.now.id)), 0o644)
}

// swap exchanges the trees. The one that goes out is kept as the spare when it
// is known file by file, else it is deleted.
func (s *Stage) swap(delta []string) error {
	known := len(s.before.sums) > 0
	if _, err := os.Lstat(s.dir); errors.Is(err, fs.ErrNotExist) {
		if err := os.Rename(s.next, s.dir); err != nil {
			return err
		}
		return s.now.write(s.memoryFile, s.generation)
	}
	if err := exchange(s.next, s.dir); err != nil {
		if err := s.rename(); err != nil {
			return err
		}
	}
	if known {
		s.now.spare, s.now.delta = s.before.id, delta
		return s.now.write(s.memoryFile, s.generation)
	}
	return errors.Join(s.now.write(s.memoryFile, s.generation), os.RemoveAll(s.next))
}

// rename exchanges the trees where no system call does.
func (s *Stage) rename() error {
	if err := os.Rename(s.dir, s.old); err != nil {
		return err
	}
	if err := os.Rename(s.next, s.dir); err != nil {
		return errors.Join(err, os.Rename(s.old, s.dir))
	}
	return os.Rename(s.old, s.next)
}

// Abort drops what was begun; the folder stays as it was. A spare that was not
// touched stays too.
func (s *Stage) Abort() error {
	begun := true
	s.prepare.Do(func() { begun = false })
	if !begun {
		return nil
	}
	return os.RemoveAll(s.next)
}
