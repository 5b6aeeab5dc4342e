package main

import (
	"io/fs"
	"os"
	"syscall"
)

// peak is the most memory that a process held, in bytes.
func peak(p *os.ProcessState) int64 { return p.SysUsage().(*syscall.Rusage).Maxrss << 10 }

func sync() { syscall.Sync() }

// linked says of a file with several names which one it is.
func linked(info fs.FileInfo) (id uint64, many bool) {
	s, ok := info.Sys().(*syscall.Stat_t)
	return s.Ino, ok && s.Nlink > 1
}
