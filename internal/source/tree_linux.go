package source

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// openWithoutWaiting opens a pipe at once, whoever is at its other end.
const openWithoutWaiting = unix.O_NONBLOCK

// openPlain opens a path on which no symbolic link stands, in one step: see
// openat2(2). Kernels before 5.6, and some sandboxes, do not know how.
func (t *Tree) openPlain(name string) (*os.File, error) {
	how := unix.OpenHow{Flags: unix.O_RDONLY | unix.O_CLOEXEC | unix.O_NOCTTY | openWithoutWaiting,
		Resolve: unix.RESOLVE_NO_SYMLINKS | unix.RESOLVE_BENEATH}
	for {
		fd, err := unix.Openat2(int(t.folder.Fd()), name, &how)
		switch {
		case err == nil:
			return os.NewFile(uintptr(fd), t.full(name)), nil
		case errors.Is(err, unix.ELOOP):
			return nil, errLinked
		case errors.Is(err, unix.ENOSYS), errors.Is(err, unix.EPERM):
			return t.openSteps(name)
		case !errors.Is(err, unix.EINTR) && !errors.Is(err, unix.EAGAIN):
			return nil, err
		}
	}
}
