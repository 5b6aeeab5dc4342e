package tilelog

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// OddError says that something in a log's folder is neither a file nor a folder: nothing is written through it.
type OddError struct{ Name string }

// Error names it.
func (e *OddError) Error() string { return e.Name + " is neither a file nor a folder of the log's own" }

// Tidy removes the drafts that a killed process leaves beside the files of the log. It refuses a folder that holds
// symbolic links, pipes and the like, before anything is read or written there.
func Tidy(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if !d.Type().IsRegular() {
			return &OddError{rel}
		}
		if isDraft(rel) {
			return os.Remove(path)
		}
		return nil
	})
}

// isDraft reports whether a name is a file's of the log with digits after it, as tessera names its drafts.
func isDraft(name string) bool {
	if !strings.HasPrefix(name, "tile/") && !strings.HasPrefix(name, CheckpointFile) || IsFile(name) {
		return false
	}
	for end := len(name) - 1; end > 0 && name[end] >= '0' && name[end] <= '9'; end-- {
		if IsFile(name[:end]) {
			return true
		}
	}
	return false
}
