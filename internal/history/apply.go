package history

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io/fs"

	"gazette/internal/history/planning"
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
	// Remove removes a file, and the folders that it leaves empty. One that is
	// not there is no error.
	Remove(path string) error
	// Replace writes a file whole or not at all, in the place of an earlier one.
	Replace(path string, data []byte) error
}

// Apply carries out a plan, all of it or nothing: first the copies of all
// changes, then their lines, in one write. Killed anywhere, the same plan can
// be made and applied again: a copy that is there already is left as it
// is. When something fails, what this run has put there is taken away again.
// A log or a text that is not what the plan was made of is such a failure.
func Apply(d Disk, l *Log, steps []planning.Step) error {
	if err := errors.Join(unchanged(d, l), unfinished(d, l, steps)); err != nil {
		return err
	}
	if len(steps) == 0 {
		return settle(d, l)
	}
	if err := writePending(d, l, steps); err != nil {
		return err
	}
	if err := mend(d, l); err != nil {
		return err
	}
	var made []string
	if err := write(d, steps, &made); err != nil {
		for _, p := range made {
			err = errors.Join(err, d.Remove(p))
		}
		return err // PendingFile explains what else may have been left
	}
	return d.Remove(PendingFile)
}

// write writes the copies, of which it tells those that were not there, and
// the lines.
func write(d Disk, steps []planning.Step, made *[]string) error {
	var lines []byte
	for _, s := range steps {
		for _, text := range s.Copies {
			fresh, err := take(d, text)
			if err != nil {
				return err
			}
			if fresh {
				*made = append(*made, text.To)
			}
		}
		line, err := encode(s.Change)
		if err != nil {
			return err
		}
		lines = append(lines, line...)
	}
	return d.Append(LogFile, lines)
}

// take copies one text into the archive, unless it is there.
func take(d Disk, s planning.Copy) (fresh bool, err error) {
	data, err := textOf(d, s)
	if err != nil {
		return false, err
	}
	switch there, err := d.ReadFile(s.To); {
	case errors.Is(err, fs.ErrNotExist):
		return true, d.Create(s.To, data)
	case err != nil:
		return false, err
	case !bytes.Equal(there, data):
		return false, &source.Hinted{Message: s.To +
			" is in the archive already, with another text that no change names",
			Hint: "if an interrupted `gazette record` left it, remove it and record again; otherwise " +
				"restore archive/ from a backup or version control"}
	}
	return false, nil
}

// textOf returns the bytes of a text, if they are those that the change was
// planned with: its hash in the log is theirs.
func textOf(d Disk, s planning.Copy) ([]byte, error) {
	if s.Data != nil {
		return s.Data, nil
	}
	data, err := d.ReadFile(s.From)
	if err != nil {
		return nil, err
	}
	if file, ps := source.Text(s.From, data); ps.Errors() || sha256.Sum256(file.Data) != s.Sum {
		return nil, source.Problems{source.Changed(s.From)}
	}
	return data, nil
}

// unchanged refuses a log that is not the one that was read.
func unchanged(d Disk, l *Log) error {
	switch data, err := d.ReadFile(LogFile); {
	case errors.Is(err, fs.ErrNotExist) && !l.There:
		return nil
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	case err != nil || !l.There || !bytes.Equal(data, l.data):
		return source.Problems{source.Changed(LogFile)}
	}
	return nil
}

// mend puts the end of the log right before a line is added: an unfinished
// line goes, a missing line end comes.
func mend(d Disk, l *Log) error {
	switch {
	case l.Torn > 0:
		return d.Truncate(LogFile, int64(bytes.LastIndexByte(l.data, '\n')+1))
	case l.Open:
		return d.Append(LogFile, []byte("\n"))
	}
	return nil
}
