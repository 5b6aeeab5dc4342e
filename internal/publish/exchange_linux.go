package publish

import "golang.org/x/sys/unix"

// exchange swaps two folders in one step; see renameat2(2). Some file systems
// (NFS, some overlays) do not know how, and say so.
func exchange(a, b string) error {
	return unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
}
