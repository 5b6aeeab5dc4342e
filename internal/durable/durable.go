// Package durable writes files so that a reader finds the one before or all of the new one, and makes names last.
//
// A run that is killed leaves at most a hidden file, named as Leftovers says, beside the one that it was writing.
package durable

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Leftovers is the pattern of the names under which files are written first: nothing reads them, and nothing is to
// commit them.
const Leftovers = ".gazette-*"

// Replace writes a file in one step: beside it, then in its place. An error leaves the file as it was. The folder has
// to exist. The bytes are not synced: it is for what can be made again.
func Replace(file string, data []byte, mode fs.FileMode) error {
	return put(file, data, mode, func(*os.File) error { return nil }, os.Rename)
}

// Save is Replace for what cannot be made again: bytes and name are on the disk before it returns.
func Save(file string, data []byte, mode fs.FileMode) error {
	if err := put(file, data, mode, (*os.File).Sync, os.Rename); err != nil {
		return err
	}
	return SyncFolder(filepath.Dir(file))
}

// Create is Save for a file that is not there yet. If one is, the error is fs.ErrExist, and it stays as it was.
func Create(file string, data []byte, mode fs.FileMode) error {
	if err := put(file, data, mode, (*os.File).Sync, place); err != nil {
		return err
	}
	return SyncFolder(filepath.Dir(file))
}

// SaveBy is Save by way of a draft, a name of the caller's under which the file is written first: what a killed run
// leaves there is taken for nothing. An earlier draft is removed, never written into, since it may be a second name of
// a file. The umask takes its part of the mode. The name lasts once SyncFolders was called.
func SaveBy(draft, file string, data []byte, mode fs.FileMode) error {
	return putBy(draft, file, data, mode, os.Rename, Save)
}

// CreateBy is Create by way of a draft: see SaveBy.
func CreateBy(draft, file string, data []byte, mode fs.FileMode) error {
	return putBy(draft, file, data, mode, place, Create)
}

// putBy writes a draft, then moves it to its place; where that is on another disk, the file is written beside its
// place.
func putBy(draft, file string, data []byte, mode fs.FileMode, move func(from, to string) error,
	beside func(string, []byte, fs.FileMode) error) error {
	if err := os.Remove(draft); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	defer os.Remove(draft)
	if err := write(draft, data, mode); err != nil {
		return err
	}
	if err := move(draft, file); err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	return beside(file, data, mode)
}

// write writes a new file and syncs it.
func write(file string, data []byte, mode fs.FileMode) error {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}

// put writes a file beside its place, then moves it there.
func put(file string, data []byte, mode fs.FileMode, sync func(*os.File) error,
	move func(from, to string) error) error {
	tmp, err := os.CreateTemp(filepath.Dir(file), Leftovers)
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(data)
	if err := errors.Join(err, tmp.Chmod(mode), sync(tmp), tmp.Close()); err != nil {
		return err
	}
	return move(tmp.Name(), file)
}

// place gives a file its name where none is. A file system without links gets it after a look.
func place(tmp, file string) error {
	err := os.Link(tmp, file)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, there := os.Lstat(file); there == nil {
		return fs.ErrExist
	}
	if os.Rename(tmp, file) == nil {
		return nil
	}
	return err
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

// SyncFolders is SyncFolder for a folder and those above it up to a top, since each may have been made just now.
func SyncFolders(dir, top string) error {
	for {
		if err := SyncFolder(dir); err != nil {
			return err
		}
		if rel, err := filepath.Rel(top, dir); err != nil || rel == "." || !filepath.IsLocal(rel) {
			return nil
		}
		dir = filepath.Dir(dir)
	}
}
