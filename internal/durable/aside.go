package durable

import (
	"os"
	"path/filepath"
	"time"
)

// asides is the pattern of the names of folders for a moment.
const asides = "gazette-aside-*"

// abandoned is how long nothing was added to a folder for a moment whose run was killed: what is done in one takes
// minutes.
const abandoned = time.Hour

// Aside makes a folder for a moment, which no other user may read, among the system's temporary files. The caller
// removes it; if the caller is killed, Sweep does.
func Aside() (dir string, err error) { return os.MkdirTemp("", asides) }

// Sweep removes the folders for a moment that killed runs have left, as far as they were abandoned by a time. It
// follows no link, and what may not be removed, such as what other users have, stays.
func Sweep(now time.Time) {
	found, _ := filepath.Glob(filepath.Join(os.TempDir(), asides))
	for _, dir := range found {
		info, err := os.Lstat(dir)
		if err == nil && info.IsDir() && now.Sub(info.ModTime()) > abandoned {
			_ = os.RemoveAll(dir)
		}
	}
}
