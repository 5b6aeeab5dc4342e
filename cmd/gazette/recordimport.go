package main

import (
	"errors"
	"io/fs"
	"os"
	"time"

	"gazette/internal/history/planning"
	"gazette/internal/load"
	"gazette/internal/recording"
	"gazette/internal/source"
)

// importFolder plans the import of dated files.
func (a *app) importFolder(s *load.Sources, dir string, now time.Time) ([]planning.Step, error) {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, misuse{"there is no folder " + dir, "name the folder that holds <slug>/<date>/<locale>.md"}
	}
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return a.others(recording.ImportFolder(s, root.FS(), now))
}

// others goes on with the texts that have no problem, and says which have one.
func (a *app) others(steps []planning.Step, ps source.Problems) ([]planning.Step, error) {
	switch {
	case !ps.Errors():
		return steps, nil
	case len(steps) == 0:
		return nil, a.refuseRecord(ps)
	}
	printFirst(a.ui.stderr, a.ui.err, onlyErrors(ps), onlyErrors(ps)) // check does not list them
	a.ui.say("%s %s left out; the others do not depend on them", a.ui.err.red("gazette:"),
		counted(len(onlyErrors(ps)), "text"))
	return steps, errProblems
}
