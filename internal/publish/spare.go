package publish

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"
)

// prepareNext makes the new tree ready for its first file: the spare is
// brought up to date, or an empty folder is made.
func (s *Stage) prepareNext() {
	if !s.patch {
		s.failed = errors.Join(os.RemoveAll(s.next), os.MkdirAll(s.next, 0o755))
		return
	}
	s.failed = os.Remove(s.inNext(Marker)) // from here on it is no spare any more
	for _, file := range s.before.delta {
		if s.failed != nil {
			return
		}
		s.failed = s.follow(file)
	}
}

// follow makes one file of the spare what it is in the standing tree.
func (s *Stage) follow(file string) error {
	if _, there := s.before.sums[file]; !there {
		return errors.Join(s.drop(file), s.prune(file))
	}
	if err := s.clear(file); err != nil {
		return err
	}
	return s.link(file)
}

// drop removes a file, unless a folder of the new tree stands there now, or a
// file of it where its folder was.
func (s *Stage) drop(file string) error {
	if err := s.unlink(path.Dir(file)); err != nil {
		return err
	}
	err := os.Remove(s.inNext(file))
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return nil
	}
	if info, e := os.Lstat(s.inNext(file)); e == nil && info.IsDir() {
		return nil
	}
	return err
}

// prune removes the folders that a removed file leaves empty.
func (s *Stage) prune(file string) error {
	for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
		info, err := os.Lstat(s.inNext(dir))
		if err != nil || !info.IsDir() || os.Remove(s.inNext(dir)) != nil {
			return nil // not there, a file now, or not empty
		}
	}
	return nil
}

// clear takes away what a spare has at a path.
func (s *Stage) clear(file string) error {
	if err := s.unlink(path.Dir(file)); err != nil {
		return err
	}
	return clear(s.inNext(file))
}

// unlink takes away the symbolic link that stands where a folder of a spare is to be: a spare was published, somebody
// may have changed it, and nothing is written through a link. What the folder is to hold comes from the standing tree.
func (s *Stage) unlink(dir string) error {
	if _, known := s.plain.Load(dir); known || dir == "." {
		return nil
	}
	if err := s.unlink(path.Dir(dir)); err != nil {
		return err
	}
	s.linked.Lock()
	defer s.linked.Unlock()
	info, err := os.Lstat(s.inNext(dir))
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		if err = os.Remove(s.inNext(dir)); err == nil {
			err = s.refill(dir)
		}
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
		return err
	}
	s.plain.Store(dir, true)
	return nil
}

// refill gives a folder of the spare all files that the standing tree has there.
func (s *Stage) refill(dir string) error {
	for file := range s.before.sums {
		if strings.HasPrefix(file, dir+"/") {
			if err := s.link(file); err != nil {
				return err
			}
		}
	}
	return nil
}

// clear takes away what stands at a path, be it a file or the folder that was
// there before.
func clear(full string) error {
	err := os.Remove(full)
	if err == nil || errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return nil
	}
	return os.RemoveAll(full)
}

// clearWay takes away the file that stands where one of the folders of a path
// is to be.
func clearWay(dir string) error {
	for {
		info, err := os.Lstat(dir)
		if err == nil && !info.IsDir() {
			return os.Remove(dir)
		}
		if err == nil || filepath.Dir(dir) == dir {
			return err
		}
		dir = filepath.Dir(dir)
	}
}
