package history

import (
	"errors"
	"os"
	"path/filepath"

	"gazette/internal/durable"
	"gazette/internal/source"
)

// Folder is a Disk on the file system. Every effect is synced, and so is the
// folder that holds it: a change that was reported survives a power cut.
type Folder struct{ Root string }

func (f Folder) path(p string) string { return filepath.Join(f.Root, filepath.FromSlash(p)) }

// ReadFile returns the bytes of a file that the site may show: see source.Tree.
func (f Folder) ReadFile(path string) ([]byte, error) {
	tree, err := source.OpenTree(f.Root)
	if err != nil {
		return nil, err
	}
	defer tree.Close()
	return source.Bytes(tree, path, source.MaxLog)
}

// plain refuses to write through a symbolic link.
func (f Folder) plain(path string) error {
	return errors.Join(source.Unlinked(f.Root, path), source.Unlinked(f.Root, filepath.Dir(draft)))
}

// draft is where a file is written before it gets its name. It stands in
// .cache, so that what a killed process leaves is never taken for a record.
// The caller's lock keeps a second writer away.
const draft = ".cache/record.tmp"

// Create writes a new file, and never replaces one that another process made.
func (f Folder) Create(path string, data []byte) error {
	full, tmp := f.path(path), f.path(draft)
	if err := f.plain(path); err != nil {
		return err
	}
	if err := errors.Join(os.MkdirAll(filepath.Dir(full), 0o755), os.MkdirAll(filepath.Dir(tmp), 0o755)); err != nil {
		return err
	}
	if err := durable.CreateBy(tmp, full, data, 0o644); err != nil {
		return err
	}
	return durable.SyncFolders(filepath.Dir(full), f.Root)
}

// Append adds bytes to the end of a file in one write. When that fails, what
// was added is cut off again, as far as the disk allows.
func (f Folder) Append(path string, data []byte) error {
	full := f.path(path)
	if err := f.plain(path); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return err
	}
	file, err := os.OpenFile(full, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return err
	}
	before, err := file.Stat()
	if err != nil {
		return errors.Join(err, file.Close())
	}
	_, err = file.Write(data)
	if err = errors.Join(err, file.Sync()); err != nil {
		return errors.Join(err, file.Truncate(before.Size()), file.Close())
	}
	if err := file.Close(); err != nil {
		return err
	}
	return durable.SyncFolders(filepath.Dir(full), f.Root)
}

// Remove removes a file and the folders that it leaves empty, up to archive/.
func (f Folder) Remove(path string) error {
	full := f.path(path)
	if err := f.plain(path); err != nil {
		return err
	}
	if err := os.Remove(full); err != nil {
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		return err
	}
	dir := filepath.Dir(full)
	for top := f.path("archive"); dir != top && within(dir, top) && os.Remove(dir) == nil; {
		dir = filepath.Dir(dir)
	}
	return durable.SyncFolders(dir, f.Root)
}

// within reports whether a folder stands below another.
func within(dir, top string) bool {
	rel, err := filepath.Rel(top, dir)
	return err == nil && filepath.IsLocal(rel)
}

// Replace writes a file as a draft beside it, hidden, and renames that.
func (f Folder) Replace(path string, data []byte) error {
	full := f.path(path)
	tmp := filepath.Join(filepath.Dir(full), "."+filepath.Base(full)+".new")
	if err := f.plain(path); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return err
	}
	if err := durable.SaveBy(tmp, full, data, 0o644); err != nil {
		return err
	}
	return durable.SyncFolders(filepath.Dir(full), f.Root)
}

// Truncate cuts a file.
func (f Folder) Truncate(path string, size int64) error {
	if err := f.plain(path); err != nil {
		return err
	}
	file, err := os.OpenFile(f.path(path), os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Truncate(size), file.Sync(), file.Close())
}
