package main

import (
	"errors"
	"io/fs"
	"os"
	"time"

	"gazette/internal/build"
	"gazette/internal/history"
)

// importFolder plans the import of dated files.
func (a *app) importFolder(s *build.Sources, dir string, now time.Time) ([]history.Step, error) {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, misuse{"there is no folder " + dir, "name the folder that holds <slug>/<date>/<locale>.md"}
	}
	if err != nil {
		return nil, err
	}
	defer root.Close()
	steps, ps := build.ImportFolder(s, root.FS(), now)
	if ps.Errors() {
		return nil, a.refuseRecord(ps)
	}
	return steps, nil
}
