//go:build unix

package office

import (
	"os/exec"
	"syscall"
)

// inGroup makes a program the leader of a process group of its own, all of
// which is killed when its time is over: what it has started must not
// outlive it.
func inGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
