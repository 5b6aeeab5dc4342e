package source

import (
	"io/fs"
	"path"
	"strings"
)

// linksMax is how many symbolic links a path may lead through, as on Linux.
const linksMax = 40

// Outside reports whether a file below a folder lies elsewhere in truth: a
// symbolic link on its path leads out of the folder, or nowhere.
func Outside(fsys fs.FS, folder, file string) bool {
	at, rest := folder, strings.TrimPrefix(file, folder+"/")
	if path.Join(folder, rest) != file {
		return true
	}
	for links := 0; rest != ""; {
		var step string
		step, rest, _ = strings.Cut(rest, "/")
		next := path.Join(at, step)
		info, err := fs.Lstat(fsys, next)
		if err != nil {
			return true
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			at = next
			continue
		}
		target, err := fs.ReadLink(fsys, next)
		if links++; err != nil || path.IsAbs(target) || links > linksMax {
			return true
		}
		to := path.Join(at, target)
		below, inside := strings.CutPrefix(to+"/", folder+"/")
		if !inside {
			return true
		}
		at, rest = folder, strings.Trim(below+rest, "/")
	}
	return false
}
