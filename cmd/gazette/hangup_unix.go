//go:build unix

package main

import "syscall"

// hangup tells a service to read its settings again.
const hangup = syscall.SIGHUP
