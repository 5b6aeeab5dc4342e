package history

import (
	"bytes"
	"errors"
	"io/fs"

	"gazette/internal/source"
)

// Disk is what recording does to a site's folder. Paths are slash-separated
// and relative. Every method returns only when its effect is on the disk.
type Disk interface {
	// ReadFile returns a file's bytes, or an error that is fs.ErrNotExist.
	ReadFile(path string) ([]byte, error)
	// Create writes a new file whole or not at all. It never replaces one.
	Create(path string, data []byte) error
	// Append adds bytes to the end of a file, making it when it is not there.
	Append(path string, data []byte) error
	// Truncate cuts a file to a size in bytes.
	Truncate(path string, size int64) error
}

// Apply carries out a plan, step by step: the snapshots of a change first,
// then its line. Killed anywhere, the same plan can be made and applied again:
// a snapshot that is there already is left as it is. done is told each change
// that is on the disk.
func Apply(d Disk, l *Log, steps []Step, done func(Step)) error {
	if err := mend(d, l); err != nil {
		return err
	}
	for _, s := range steps {
		for _, shot := range s.Snapshots {
			if err := take(d, shot); err != nil {
				return err
			}
		}
		line, err := encode(s.Change)
		if err != nil {
			return err
		}
		if err := d.Append(LogFile, line); err != nil {
			return err
		}
		if done != nil {
			done(s)
		}
	}
	return nil
}

// take copies one text into the archive.
func take(d Disk, s Snapshot) error {
	data := s.Data
	if data == nil {
		var err error
		if data, err = d.ReadFile(s.From); err != nil {
			return err
		}
	}
	switch there, err := d.ReadFile(s.To); {
	case errors.Is(err, fs.ErrNotExist):
		return d.Create(s.To, data)
	case err != nil:
		return err
	case !bytes.Equal(there, data):
		return &source.Hinted{Message: s.To + " is in the archive already, with another text that no change names",
			Hint: "if an interrupted `gazette record` left it, remove it and record again; otherwise restore archive/ from version control"}
	}
	return nil
}

// mend puts the end of the log right before a line is added: an unfinished
// line goes, a missing line end comes.
func mend(d Disk, l *Log) error {
	switch {
	case l.Torn > 0:
		data, err := d.ReadFile(LogFile)
		if err != nil {
			return err
		}
		return d.Truncate(LogFile, int64(bytes.LastIndexByte(data, '\n')+1))
	case l.Open:
		return d.Append(LogFile, []byte("\n"))
	}
	return nil
}
