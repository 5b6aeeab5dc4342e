package cache

import (
	"fmt"
	"io/fs"
	"syscall"
	"time"
)

// changed is when a file's entry was changed last, and which entry it is: a
// file that another one took the place of has the time of the other.
func changed(info fs.FileInfo) (at time.Time, entry string, ok bool) {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return at, "", false
	}
	return time.Unix(s.Ctimespec.Unix()), fmt.Sprintf("%d.%d", s.Dev, s.Ino), true
}
