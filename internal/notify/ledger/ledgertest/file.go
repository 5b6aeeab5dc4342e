// Package ledgertest is a file on a disk that fills up, for tests of what happens when a receipt cannot be kept.
package ledgertest

import (
	"bytes"
	"syscall"
)

// File is the file of a ledger, in memory.
type File struct {
	bytes.Buffer
	Room  int // bytes that still fit
	Syncs int // how many still go well
}

// Write writes what fits, and returns ENOSPC where that is not all.
func (f *File) Write(p []byte) (int, error) {
	n := min(len(p), f.Room)
	f.Room -= n
	f.Buffer.Write(p[:n])
	if n < len(p) {
		return n, syscall.ENOSPC
	}
	return n, nil
}

// Sync returns EIO once no sync goes well any more.
func (f *File) Sync() error {
	if f.Syncs--; f.Syncs < 0 {
		return syscall.EIO
	}
	return nil
}

// Truncate cuts the file off.
func (f *File) Truncate(size int64) error { f.Buffer.Truncate(int(size)); return nil }

// Close does nothing.
func (f *File) Close() error { return nil }
