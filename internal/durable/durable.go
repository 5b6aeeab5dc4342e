// Package durable writes files so that a reader finds the one before or all of the new one, and makes names last.
package durable

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Replace writes a file in one step: beside it, then in its place. An error leaves the file as it was. The folder has to
// exist. The bytes are not synced: it is for what can be made again.
func Replace(file string, data []byte, mode fs.FileMode) error {
	tmp, err := os.CreateTemp(filepath.Dir(file), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(data)
	if err := errors.Join(err, tmp.Chmod(mode), tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), file)
}

// SyncFolder makes the names in a folder last. Windows has no such call and refuses to open folders; there a file's own
// sync has to do.
func SyncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return nil
	}
	_ = d.Sync()
	return d.Close()
}
