//go:build !unix

package pandoc

import "os/exec"

// inGroup does nothing: the system knows no process groups that could be
// killed, so what pandoc has started may outlive it.
func inGroup(*exec.Cmd) {}
