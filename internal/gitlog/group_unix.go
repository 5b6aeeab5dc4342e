//go:build unix

package gitlog

import (
	"os/exec"
	"syscall"
)

// inGroup makes git the leader of a session of its own, without a terminal that it, ssh or a hook could ask in. When
// its time is over all of it is asked to end: git takes its locks away.
func inGroup(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	c.Cancel = func() error { return syscall.Kill(-c.Process.Pid, syscall.SIGTERM) }
}
