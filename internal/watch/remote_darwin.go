package watch

import (
	"slices"

	"golang.org/x/sys/unix"
)

// remote reports whether a folder is on a network file system.
func remote(dir string) bool {
	var s unix.Statfs_t
	if unix.Statfs(dir, &s) != nil {
		return false
	}
	return slices.Contains([]string{"nfs", "smbfs", "afpfs", "webdav"}, unix.ByteSliceToString(s.Fstypename[:]))
}
