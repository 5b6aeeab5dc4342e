//go:build unix && !linux

package source

import (
	"os"
	"syscall"
)

// openWithoutWaiting opens a pipe at once, whoever is at its other end.
const openWithoutWaiting = syscall.O_NONBLOCK

// openPlain opens a path on which no symbolic link stands.
func (t *Tree) openPlain(name string) (*os.File, error) { return t.openSteps(name) }
