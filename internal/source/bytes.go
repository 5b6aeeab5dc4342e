package source

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// ErrOdd is the error of what is no file.
var ErrOdd = errors.New("is no file but a folder, a pipe or a device")

// ErrLarge is wrapped by the error of a file that is larger than it may be.
var ErrLarge = errors.New("is too large")

// How large files may be, in bytes. See MaxSize for texts.
const (
	MaxLog    = 512 << 20 // the change log, receipts, and what stands beside them
	MaxSecret = 64 << 10  // a file that holds a secret
)

// Open opens a file for reading. What is no file is refused before it is
// opened: a pipe may have no end, and a device none that one lives to see.
func Open(fsys fs.FS, name string) (fs.File, fs.FileInfo, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, nil, &fs.PathError{Op: "open", Path: name, Err: ErrOdd}
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, nil, err
	}
	info, err = f.Stat() // something else may have taken its place
	if err == nil && !info.Mode().IsRegular() {
		err = &fs.PathError{Op: "open", Path: name, Err: ErrOdd}
	}
	if err != nil {
		return nil, nil, errors.Join(err, f.Close())
	}
	return f, info, nil
}

// Bytes reads a file that is not larger than max bytes.
func Bytes(fsys fs.FS, name string, max int64) ([]byte, error) {
	if r, ok := fsys.(fs.ReadFileFS); ok && !reading(fsys) { // it has its own idea of a file's bytes
		info, err := fs.Stat(fsys, name)
		switch {
		case err != nil:
			return nil, err
		case !info.Mode().IsRegular():
			return nil, &fs.PathError{Op: "open", Path: name, Err: ErrOdd}
		case info.Size() > max:
			return nil, large(name, max)
		}
		return r.ReadFile(name)
	}
	f, info, err := Open(fsys, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return all(f, info, name, max)
}

// reading reports whether a tree's ReadFile is no more than Bytes.
func reading(fsys fs.FS) bool { _, ok := fsys.(*Tree); return ok }

// BytesOf reads a file of the system, wherever its links lead.
func BytesOf(file string, max int64) ([]byte, error) {
	return Bytes(os.DirFS(filepath.Dir(file)), filepath.Base(file), max)
}

// all reads a file to its end. One that grows meanwhile is read no further than max.
func all(f io.Reader, info fs.FileInfo, name string, max int64) ([]byte, error) {
	if info.Size() > max {
		return nil, large(name, max)
	}
	data := make([]byte, 0, info.Size()+1)
	for {
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		switch {
		case int64(len(data)) > max:
			return nil, large(name, max)
		case errors.Is(err, io.EOF):
			return data, nil
		case err != nil:
			return nil, err
		case len(data) == cap(data):
			data = append(data, 0)[:len(data)]
		}
	}
}

func large(name string, max int64) error {
	return &fs.PathError{Op: "read", Path: name, Err: fmt.Errorf("%w: it may have %d bytes", ErrLarge, max)}
}
