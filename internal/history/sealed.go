package history

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
)

// checkpointFile is the signed head of the site's transparency log.
const checkpointFile = "archive/evidence/checkpoint"

// Sealed returns how many lines of the change log are sealed, from the first:
// the size that the checkpoint states, on its second line (C2SP
// tlog-checkpoint). It is 0 where nothing is sealed.
func Sealed(fsys fs.FS) (lines int, err error) {
	data, err := fs.ReadFile(fsys, checkpointFile)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	parts := bytes.SplitN(data, []byte("\n"), 3)
	if len(parts) == 3 {
		if lines, err = strconv.Atoi(string(parts[1])); err == nil && lines >= 0 {
			return lines, nil
		}
	}
	return 0, fmt.Errorf("%s states no size on its second line", checkpointFile)
}
