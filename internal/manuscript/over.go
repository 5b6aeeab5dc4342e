package manuscript

import (
	"io/fs"
	"time"
)

// Over is a site's folder as it would be with other texts in some files.
type Over struct {
	fs.FS
	Texts map[string]string // by path
}

// ReadFile reads a file.
func (f Over) ReadFile(path string) ([]byte, error) {
	if text, ok := f.Texts[path]; ok {
		return []byte(text), nil
	}
	return fs.ReadFile(f.FS, path)
}

// Stat describes a file.
func (f Over) Stat(path string) (fs.FileInfo, error) {
	if text, ok := f.Texts[path]; ok {
		return written{path, int64(len(text))}, nil
	}
	return fs.Stat(f.FS, path)
}

// Lstat describes a file, or a link itself.
func (f Over) Lstat(path string) (fs.FileInfo, error) { return fs.Lstat(f.FS, path) }

// ReadLink says where a link leads.
func (f Over) ReadLink(path string) (string, error) { return fs.ReadLink(f.FS, path) }

// ReadDir lists a folder, as it is on the disk.
func (f Over) ReadDir(path string) ([]fs.DirEntry, error) { return fs.ReadDir(f.FS, path) }

// written describes a text that is not on the disk.
type written struct {
	path string
	size int64
}

func (w written) Name() string       { return w.path }
func (w written) Size() int64        { return w.size }
func (w written) Mode() fs.FileMode  { return 0o644 }
func (w written) ModTime() time.Time { return time.Time{} }
func (w written) IsDir() bool        { return false }
func (w written) Sys() any           { return nil }
