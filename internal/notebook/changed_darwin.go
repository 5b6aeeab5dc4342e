package notebook

import (
	"fmt"
	"io/fs"
	"syscall"
)

// changed is when a file's entry was changed last, and which entry it is: a
// file that another one took the place of has the time of the other.
func changed(info fs.FileInfo) string {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return fmt.Sprintf("%d.%d %d", s.Ctimespec.Sec, s.Ctimespec.Nsec, s.Ino)
	}
	return "-"
}
