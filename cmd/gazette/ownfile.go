package main

import (
	"io/fs"
	"path/filepath"

	"gazette/internal/source"
)

// inSite is a path of the settings, seen from the site's folder.
func (a *app) inSite(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(a.dir, filepath.FromSlash(path))
}

// ownFile reads a small file that the settings name: one of the site as all of its files are read, another as it is.
func (a *app) ownFile(path string) ([]byte, error) {
	if name := filepath.ToSlash(filepath.Clean(path)); fs.ValidPath(name) {
		tree, err := source.OpenTree(a.dir)
		if err != nil {
			return nil, err
		}
		defer tree.Close()
		return source.Bytes(tree, name, source.MaxSize)
	}
	return source.BytesOf(a.inSite(path), source.MaxSize)
}
