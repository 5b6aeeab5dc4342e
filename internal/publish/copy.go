package publish

import (
	"errors"
	"io"

	"github.com/cespare/xxhash/v2"
)

// Copy puts a file of a unit into the new tree as Write does, from a reader: it
// is never whole in memory. open may be called twice. The sum that is
// remembered is that of the bytes that were written, should the file change
// meanwhile; a hard link would let a later edit into the published tree.
func (s *Stage) Copy(unit, path string, open func() (io.ReadCloser, error)) error {
	path = FileOf(path)
	s.mu.Lock()
	known, there := s.before.sums[path]
	s.mu.Unlock()
	if there {
		sum, err := copyAndHash(open, io.Discard)
		if err != nil {
			return err
		}
		if sum == known {
			s.note(unit, path, sum)
			return nil
		}
	}
	if err := s.ready(path); err != nil {
		return err
	}
	full := s.inNext(path)
	var sum uint64
	err := inFolder(full, func() (err error) {
		out, err := create(full)
		if err != nil {
			return err
		}
		sum, err = copyAndHash(open, out)
		return errors.Join(err, out.Close())
	})
	if err == nil {
		s.note(unit, path, sum)
	}
	return err
}

// copyAndHash copies what a reader gives and returns its sum.
func copyAndHash(open func() (io.ReadCloser, error), to io.Writer) (uint64, error) {
	in, err := open()
	if err != nil {
		return 0, err
	}
	h := xxhash.New()
	_, err = io.Copy(io.MultiWriter(h, to), in)
	return h.Sum64(), errors.Join(err, in.Close())
}
