//go:build linux

package main

import (
	"os/exec"
	"syscall"
)

// maxRSS is the most memory that a process had, in bytes.
func maxRSS(c *exec.Cmd) int64 {
	if u, ok := c.ProcessState.SysUsage().(*syscall.Rusage); ok {
		return u.Maxrss << 10
	}
	return 0
}
