//go:build !unix

package gitlog

import "os/exec"

// inGroup does nothing: the system knows no process groups that could be ended, so what git has started may outlive it.
func inGroup(*exec.Cmd) {}
