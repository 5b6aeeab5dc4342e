//go:build !unix

package office

import "os/exec"

// inGroup does nothing: the system knows no process groups that could be
// killed, so what LibreOffice has started may outlive it.
func inGroup(*exec.Cmd) {}
